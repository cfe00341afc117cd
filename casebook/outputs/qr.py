"""The QR code of an address, for paper: an inline drawing, no file and no service of others."""

from functools import lru_cache

import segno
from markupsafe import Markup


@lru_cache(maxsize=16)
def qr(address: str) -> Markup:
    """One SVG of a single path with a quiet zone of four modules; the page around it says what it is."""
    # Any mask can be read. Looking for the prettiest of the eight takes ten times as long, on every page of every build.
    code = segno.make(address, error="m", micro=False, mask=3)
    # Safe: the address is drawn as a path and stands nowhere as text.
    return Markup(code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None))  # noqa: S704
