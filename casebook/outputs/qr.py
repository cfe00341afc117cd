"""The QR code of an address, for paper: an inline drawing, no file and no service of others."""

import re
from functools import cache, lru_cache

import zxingcpp
from markupsafe import Markup

QUIET = 4
"""Modules of white around the code, without which it is not found."""

RUN = re.compile(rb"\x00+\xff*|\xff+")
"""Modules of a row, black ones and the white ones after them."""


@cache
def _stroke(run: bytes) -> str:
    """How the pen passes over a run."""
    black = run.count(0)
    white = len(run) - black
    return (f"h{black}" if black else "") + (f"m{white} 0" if white else "")


@lru_cache(maxsize=16)
def qr(address: str) -> Markup:
    """One SVG of a single path; the page around it says what it is."""
    # Any mask can be read. Looking for the prettiest of the eight takes eight times as long, on every page of every build.
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=3)
    image = code.to_image(add_quiet_zones=False)
    modules, width = bytes(memoryview(image)), image.shape[0]  # type: ignore[arg-type]  # its types do not tell that it is a buffer
    rows = ["".join(map(_stroke, RUN.findall(modules, start, start + width))) for start in range(0, len(modules), width)]
    size = width + 2 * QUIET
    # Safe: the address is drawn as a path and stands nowhere as text.
    return Markup(f'<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="M{QUIET} {QUIET}.5{f"m-{width} 1".join(rows)}"/></svg>')  # noqa: S704
