"""What a desktop leaves behind in a folder or an archive, and nobody wrote.

>>> [name for name in ("公告.docx", "~$公告.docx", ".DS_Store", "Thumbs.db")
...  if not is_litter(name)]
['公告.docx']
"""

NAMES = {"thumbs.db", "desktop.ini", "__macosx"}


def is_litter(name: str) -> bool:
    """Say whether a file or folder of this name is no document, nor holds any."""
    return name.startswith((".", "~$")) or name.lower() in NAMES
