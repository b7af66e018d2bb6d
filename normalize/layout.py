"""When a document is not laid out as its parser knows it."""


class LayoutChanged(ValueError):
    """A document of a known type lacks something that every one of them has had.

    The message names what was looked for and where, so that someone can look.
    """
