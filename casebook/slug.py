"""What can be a part of an address."""

import re

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
RESERVED = re.compile(r"con|prn|aux|nul|com\d|lpt\d")
"""Names that Windows keeps for itself."""
UNFIT = "không đặt tên được; chỉ dùng chữ thường không dấu, số và gạch nối"
"""What is said of a text that is none."""


def is_slug(text: str) -> bool:
    """Whether `text` can be a part of an address on any system: ASCII, at most 80 letters, no name that Windows keeps."""
    return len(text) <= 80 and bool(SLUG.fullmatch(text)) and not RESERVED.fullmatch(text)
