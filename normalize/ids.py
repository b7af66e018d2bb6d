"""Ids that are the same for the same input, on any machine, in any order."""

import hashlib
import json


def digest(*parts: object) -> str:
    """Return 16 hex digits that stand for `parts`.

    >>> digest("drugs", "甲片", None)
    'c355bedfb5bd042d'
    """
    words = json.dumps(
        parts, ensure_ascii=False, default=str, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(words.encode()).hexdigest()[:16]
