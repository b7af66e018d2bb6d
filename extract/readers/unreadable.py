"""A file that cannot be read, in words an analyst can act on.

>>> raise Unreadable("image", "This is a picture. Convert it to text first.")
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: This is a picture. Convert it to text first.
"""


class Unreadable(ValueError):
    """No document can be made of the bytes; `code` names the kind of trouble."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message

    def __reduce__(self) -> tuple[type["Unreadable"], tuple[str, str]]:
        # Workers send their errors to the parent process by pickle.
        return Unreadable, (self.code, self.message)
