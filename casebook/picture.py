"""What the pictures of the site are drawn with: its colours, its fonts, its staircase, a small PNG."""

import re
from collections.abc import Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image, ImageDraw, ImageFont

FONTS = Path(__file__).parent.parent / "overrides" / "assets" / "fonts"
COLOURS = {
    "ground": "#fcf9f4", "ink": "#221815", "muted": "#5f5249", "lacquer": "#8f1d1d", "gold": "#c8962e",
    "gold-mark": "#a9781d", "gold-text": "#7a5407", "edge": "#8d7c69",
}  # fmt: skip
"""The light tokens of site.css."""
SHADES = 8
"""Steps from the ground to a colour: enough for the edges of letters, few enough for a small file."""


@cache
def font(weight: str, size: int) -> "ImageFont.FreeTypeFont":
    """Be Vietnam Pro as readers get it; "light" has figures only."""
    # Most commands draw nothing: who draws loads what it draws with.
    from PIL import ImageFont  # noqa: PLC0415

    return ImageFont.truetype(FONTS / f"be-vietnam-pro-{weight}.woff2", size)


def lines(text: str, face: "ImageFont.FreeTypeFont", width: float) -> list[str]:
    """The text in as few lines as `width` allows, of about equal length: a title never ends on one lonely syllable."""
    fewest = len(_filled(text, face, width))
    low, high = 0.0, width
    while high - low > 4:
        middle = (low + high) / 2
        filled = _filled(text, face, middle)
        fits = len(filled) <= fewest and all(face.getlength(line) <= middle for line in filled)
        low, high = (low, middle) if fits else (middle, high)
    return _filled(text, face, high)


def _filled(text: str, face: "ImageFont.FreeTypeFont", width: float) -> list[str]:
    found = [""]
    # A dash or an arrow ends a line, it does not begin one.
    for word in re.sub(r" ([–→])(?= )", "\u00a0\\1", text).split(" "):
        longer = f"{found[-1]} {word}".strip()
        if found[-1] and face.getlength(longer) > width:
            found.append(word)
        else:
            found[-1] = longer
    return found


def write(draw: "ImageDraw.ImageDraw", at: tuple[float, float], text: str, colour: str, face: "ImageFont.FreeTypeFont") -> None:
    """Text from its left end on its base line; arrows, which the font lacks, are drawn in their gap."""
    x, y = at
    draw.text(at, text.replace("→", "\uffff"), fill=COLOURS[colour], font=face, anchor="ls")
    for found in re.finditer("→", text):
        start = x + face.getlength(text[: found.start()].replace("→", "\uffff"))
        arrow(draw, start, y - face.size * 0.3, face.size * 0.5, colour)


def arrow(draw: "ImageDraw.ImageDraw", x: float, y: float, length: float, colour: str) -> None:
    """An arrow to the right whose tail is at (x, y)."""
    head, width = length * 0.32, max(2, round(length / 11))
    draw.line((x, y, x + length, y), fill=COLOURS[colour], width=width)
    draw.line((x + length - head, y - head, x + length, y, x + length - head, y + head), fill=COLOURS[colour], width=width, joint="curve")


def stairs(draw: "ImageDraw.ImageDraw", box: tuple[float, float, float, float], fills: Sequence[str]) -> None:
    """The staircase in `box` (left, top, right, bottom): a step a colour name, "" for a gap, which is drawn as an outline."""
    left, top, right, bottom = box
    pitch = (right - left) / len(fills)
    for number, fill in enumerate(fills, 1):
        start = left + (number - 1) * pitch
        step = (round(start), round(bottom - (bottom - top) * number / len(fills)), round(start + pitch * 0.76), round(bottom))
        if fill:
            draw.rectangle(step, fill=COLOURS[fill])
        else:
            draw.rectangle(step, outline=COLOURS["edge"], width=2)


@cache
def _palette() -> "Image.Image":
    from PIL import Image  # noqa: PLC0415

    ground = Image.new("RGB", (1, 1), COLOURS["ground"])
    mixed = [Image.blend(ground, Image.new("RGB", (1, 1), colour), step / SHADES) for colour in COLOURS.values() for step in range(1, SHADES + 1)]
    palette = Image.new("P", (1, 1))
    palette.putpalette(b"".join(image.tobytes() for image in [ground, *mixed]))
    return palette


def png(image: "Image.Image") -> bytes:
    """The picture in the site's colours alone, without date or name of a program: equal pictures are equal bytes."""
    from PIL.Image import Dither  # noqa: PLC0415

    out = BytesIO()
    image.quantize(palette=_palette(), dither=Dither.NONE).save(out, "PNG", compress_level=6)
    return out.getvalue()
