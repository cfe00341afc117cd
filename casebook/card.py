"""The card that a shared link shows: 1200 × 630, the site's own look, only words that its page says too."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from casebook.picture import COLOURS, arrow, font, lines, png, stairs, write

if TYPE_CHECKING:
    from PIL import ImageDraw

SIZE = (1200, 630)
EDGE = 64
FLOOR = 566
"""Where the staircase and the last line stand."""
ALL = ("lacquer",) * 7 + ("gold",)


class Style(NamedTuple):
    """How a text stands: at most so many lines, in a colour, a weight, a size, a width."""

    most: int
    colour: str
    weight: str
    size: int
    width: int = SIZE[0] - 2 * EDGE


@dataclass(frozen=True)
class Card:
    """What stands on a card. `steps`: a colour a rung, "" for a gap; none draws the whole staircase."""

    name: str
    tagline: str
    above: str
    title: str
    note: str
    steps: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    unit: str = ""
    caption: str = ""
    kind: str = "number"


def drawn(card: Card) -> bytes:
    """The PNG of a card."""
    from PIL import Image, ImageDraw  # noqa: PLC0415

    image = Image.new("RGB", SIZE, COLOURS["ground"])
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 11), fill=COLOURS["lacquer"])
    _brand(draw, card)
    top = _text(draw, card.above, 118, Style(1, "gold-text", "semibold", 27)) if card.above else 122
    _text(draw, card.title, top + 6, Style(4, "ink", "semibold", _title_size(card.title)))
    stairs(draw, (830, 382, 1150, FLOOR), card.steps or ALL)
    if card.after:
        _figure(draw, card)
        draw.text((EDGE, FLOOR + 4), card.note, fill=COLOURS["muted"], font=font("regular", 24), anchor="ls")
    else:
        _text(draw, card.note, 404, Style(4, "muted", "regular", 30, 700))
    return png(image)


def _brand(draw: "ImageDraw.ImageDraw", card: Card) -> None:
    stairs(draw, (EDGE, 46, EDGE + 44, 84), ("lacquer", "lacquer", "lacquer", "gold"))
    draw.text((EDGE + 58, 82), card.name, fill=COLOURS["lacquer"], font=font("semibold", 34), anchor="ls")
    draw.text((SIZE[0] - EDGE, 82), card.tagline, fill=COLOURS["muted"], font=font("regular", 24), anchor="rs")


def _title_size(title: str) -> int:
    """Two lines while they can be large, else three smaller ones, else what fits four."""
    sizes = ((62, 2), (56, 2), (50, 2), (46, 3), (42, 3), (38, 3))
    return next((size for size, most in sizes if len(lines(title, font("semibold", size), SIZE[0] - 2 * EDGE)) <= most), 34)


def _text(draw: "ImageDraw.ImageDraw", text: str, top: float, style: Style) -> float:
    """Draws the text; returns where the next may begin. Vietnamese needs 1.28 em from line to line."""
    face = font(style.weight, style.size)
    rows = lines(text, face, style.width)
    if len(rows) > style.most:
        rows = [*rows[: style.most - 1], f"{rows[style.most - 1]}…"]
    for number, row in enumerate(rows):
        write(draw, (EDGE, top + style.size * (1.05 + 1.28 * number)), row, style.colour, face)
    return top + style.size * 1.28 * len(rows) + 6


def _figure(draw: "ImageDraw.ImageDraw", card: Card) -> None:
    """The figure and what it counts; left out where it does not fit beside the staircase, never shortened."""
    caption = lines(card.caption, font("regular", 24), 720)
    if len(caption) > 2:
        return
    bottom = FLOOR - 46 - 32 * len(caption)
    if card.kind == "words":
        rows = lines(f"{card.after} {card.unit}".strip(), font("semibold", 34), 720)
        if len(rows) > 2:
            return
        for number, row in enumerate(reversed(rows)):
            write(draw, (EDGE, bottom - 44 * number), row, "lacquer", font("semibold", 34))
    elif not _number(draw, card, bottom):
        return
    for number, row in enumerate(caption):
        write(draw, (EDGE, bottom + 38 + 32 * number), row, "ink", font("regular", 24))


def _number(draw: "ImageDraw.ImageDraw", card: Card, bottom: float) -> bool:
    light, unit = font("light", 92), font("regular", 34)
    gap = 78 if card.before else 0
    if light.getlength(card.before + card.after) + gap + unit.getlength(card.unit) + 16 > 720:
        return False
    x = float(EDGE)
    if card.before:
        draw.text((x, bottom), card.before, fill=COLOURS["muted"], font=light, anchor="ls")
        x += light.getlength(card.before) + 16
        arrow(draw, x, bottom - 32, 45, "gold-mark")
        x += gap - 16
    draw.text((x, bottom), card.after, fill=COLOURS["lacquer"], font=light, anchor="ls")
    x += light.getlength(card.after) + (0 if card.unit.startswith("%") else 14)
    draw.text((x, bottom), card.unit, fill=COLOURS["ink"], font=unit, anchor="ls")
    return True
