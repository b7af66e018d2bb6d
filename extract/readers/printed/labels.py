"""The label of an attachment on a line for itself: 附件, 附件 2, 附表一.

It begins a page, and what stands under it.  Short attachments have one page each, so
that their labels count on as page numbers do.
"""

import re

_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
LABEL = re.compile(rf"\s*附\s*[件表录]\s*{_N}?\s*[:：]?\s*")
"""A whole line that is a label."""
