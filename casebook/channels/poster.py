"""The pictures that people upload with a post: the words of the case's card, square and upright."""

from PIL import Image, ImageDraw, ImageFont

from casebook.card import ALL, Card
from casebook.picture import COLOURS, arrow, font, lines, png, stairs, write

SIZES = {"anh-vuong": (1080, 1080), "anh-dung": (1080, 1350)}
"""File → width, height: 1:1, and 4:5, the tallest that a feed shows whole."""
EDGE = 72
WIDTH = 1080 - 2 * EDGE


def drawn(card: Card, size: tuple[int, int], host: str) -> bytes:
    """The PNG of a card in another size, with the site it comes from; what does not fit is left out, never shortened."""
    image = Image.new("RGB", size, COLOURS["ground"])
    draw = ImageDraw.Draw(image)
    floor = size[1] - EDGE
    draw.rectangle((0, 0, size[0], 15), fill=COLOURS["lacquer"])
    stairs(draw, (EDGE, 58, EDGE + 52, 104), ("lacquer", "lacquer", "lacquer", "gold"))
    draw.text((EDGE + 70, 102), card.name, fill=COLOURS["lacquer"], font=font("semibold", 42), anchor="ls")
    draw.text((size[0] - EDGE, 102), host, fill=COLOURS["muted"], font=font("regular", 28), anchor="rs")
    top = _block(draw, card.above, 150, font("semibold", 32), "gold-text")
    top = _block(draw, card.title, top + 10, font("semibold", _title_size(card.title, size[1])), "ink")
    stairs(draw, (size[0] - EDGE - 360, floor - 170, size[0] - EDGE, floor), card.steps or ALL)
    for number, row in enumerate(reversed(lines(card.note, font("regular", 30), WIDTH - 400))):
        draw.text((EDGE, floor - 42 * number), row, fill=COLOURS["muted"], font=font("regular", 30), anchor="ls")
    _figure(draw, card, top, floor - 240)
    return png(image)


def _title_size(title: str, height: int) -> int:
    """Small enough to leave room for the figure: three lines, then four; one more where the picture is tall."""
    more = int(height > WIDTH + 2 * EDGE)
    sizes = ((76, 2 + more), (68, 2 + more), (60, 3 + more), (50, 4 + more))
    return next((size for size, most in sizes if len(lines(title, font("semibold", size), WIDTH)) <= most), 44)


def _block(draw: ImageDraw.ImageDraw, text: str, top: float, face: ImageFont.FreeTypeFont, colour: str) -> float:
    """Draws a text under `top`; returns where the next may begin. Vietnamese needs 1.28 em from line to line."""
    rows = lines(text, face, WIDTH) if text else []
    for number, row in enumerate(rows):
        write(draw, (EDGE, top + face.size * (1.05 + 1.28 * number)), row, colour, face)
    return top + face.size * 1.28 * len(rows)


def _figure(draw: ImageDraw.ImageDraw, card: Card, top: float, bottom: float) -> None:
    """The figure and what it counts, in the middle of what room there is."""
    number = card.kind == "number" and _number_width(card) <= WIDTH
    words = f"{card.before} → {card.after} {card.unit}".removeprefix(" → ").strip()
    height = 150 if number else 56 * 1.28 * len(lines(words, font("semibold", 56), WIDTH))
    caption = 32 * 1.28 * len(lines(card.caption, font("regular", 32), WIDTH))
    if height + 24 + caption > bottom - top:
        return
    start = top + (bottom - top - height - 24 - caption) / 2
    if number:
        _number(draw, card, start + 136)
    else:
        _block(draw, words, start, font("semibold", 56), "lacquer")
    _block(draw, card.caption, start + height + 24, font("regular", 32), "ink")


def _number_width(card: Card) -> float:
    light = font("light", 150)
    return light.getlength(card.before + card.after) + (140 if card.before else 0) + font("regular", 52).getlength(card.unit) + 24


def _number(draw: ImageDraw.ImageDraw, card: Card, base: float) -> None:
    light, x = font("light", 150), float(EDGE)
    if card.before:
        draw.text((x, base), card.before, fill=COLOURS["muted"], font=light, anchor="ls")
        x += light.getlength(card.before) + 30
        arrow(draw, x, base - 54, 80, "gold-mark")
        x += 110
    draw.text((x, base), card.after, fill=COLOURS["lacquer"], font=light, anchor="ls")
    x += light.getlength(card.after) + (0 if card.unit.startswith("%") else 22)
    draw.text((x, base), card.unit, fill=COLOURS["ink"], font=font("regular", 52), anchor="ls")
