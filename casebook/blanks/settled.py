"""A document as equal bytes from equal words: no trace of the moment at which it was made."""

import io
import re
from collections.abc import Callable
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

MOMENT = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can write."""

STAMPS = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")

ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
"""Where Excel would read a text such as _x0041_ as a character."""


def settled(raw: bytes, change: Callable[[str, bytes], bytes] = lambda _, part: part) -> bytes:
    """The same parts of an Office file in the same order, dated alike; each as `change` leaves it, which is given its name."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as parts, ZipFile(out, "w", ZIP_DEFLATED) as target:
        for name in parts.namelist():
            content = change(name, parts.read(name))
            if name == "docProps/core.xml":
                content = STAMPS.sub(rb"\g<1>1980-01-01T00:00:00Z", content)
            info = ZipInfo(name, MOMENT)
            # Python writes the system it runs on; the bytes must not tell Windows from Linux.
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
