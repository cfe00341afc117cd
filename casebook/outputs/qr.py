"""The QR code of an address, for paper: an inline drawing, no file and no service of others."""

import re
from functools import lru_cache

import zxingcpp
from markupsafe import Markup

QUIET = 4
"""Modules of white around the code, without which it is not found."""

LARGEST = 177
"""Modules of the largest code on a side."""

RUN = re.compile(rb"\x00+|\xff+|\n")
STROKES = {b"\x00" * length: f"h{length}" for length in range(1, LARGEST + 1)} | {b"\xff" * length: f"m{length} 0" for length in range(1, LARGEST + 1)}
"""A run of black or white modules → how the pen passes over it."""


@lru_cache(maxsize=16)
def qr(address: str) -> Markup:
    """One SVG of a single path; the page around it says what it is."""
    # Any mask can be read. Looking for the prettiest of the eight takes eight times as long, on every page of every build.
    code = zxingcpp.create_barcode(address, zxingcpp.BarcodeFormat.QRCode, ec_level="M", data_mask=3)
    image = code.to_image(add_quiet_zones=False)
    modules, width = bytes(memoryview(image)), image.shape[0]  # type: ignore[arg-type]  # its types do not tell that it is a buffer
    rows = b"\n".join([modules[start : start + width] for start in range(0, len(modules), width)])
    strokes = STROKES | {b"\n": f"m-{width} 1"}
    size = width + 2 * QUIET
    # Safe: the address is drawn as a path and stands nowhere as text.
    return Markup(f'<svg viewBox="0 0 {size} {size}"><path stroke="#000" d="M{QUIET} {QUIET}.5{"".join(map(strokes.__getitem__, RUN.findall(rows)))}"/></svg>')  # noqa: S704
