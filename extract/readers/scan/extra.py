"""The libraries that read pictures: an extra, loaded when the first page needs them.

They weigh more than the rest of the project together, and most folders hold no scan.
Without them every other format is read, and a scan is set aside with the command that
installs them.

>>> Extra("no_such_library").imread
Traceback (most recent call last):
    ...
extract.readers.unreadable.Unreadable: This is a scan, ... and run again.
"""

from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from extract.readers.unreadable import Unreadable

MESSAGE = (
    "This is a scan, and what reads pictures is not installed. Install it with: "
    "make ocr (or pip install '.[ocr]'), and run again."
)


class Extra:
    """A module of the extra, imported at its first use."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __getattr__(self, attribute: str) -> Any:
        """Return what the module has by that name, or raise Unreadable."""
        try:
            module = import_module(self._name)
        except ImportError:
            raise Unreadable("scan", MESSAGE) from None
        return getattr(module, attribute)


cv2 = Extra("cv2")
onnxruntime = Extra("onnxruntime")


def models() -> Path:
    """Return the folder of the models that the rapidocr package brings with it."""
    found = find_spec("rapidocr")
    if found is None or not found.submodule_search_locations:
        raise Unreadable("scan", MESSAGE)
    return Path(found.submodule_search_locations[0]) / "models"


def installed() -> bool:
    """Say whether pictures can be read here."""
    return all(find_spec(name) for name in ("cv2", "onnxruntime", "rapidocr"))
