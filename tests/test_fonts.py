"""The fonts: small, and with every sign that the site writes."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from PIL import ImageFont

from tests.conftest import ROOT

FONTS = ROOT / "overrides/assets/fonts"
FIGURES = "0123456789 .,:/%+-–−\u00a0"
ELSEWHERE = set("\n→")
"""Be Vietnam Pro has no arrow; every system has one."""


class Written(HTMLParser):
    """Every character that a page shows or speaks."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.characters: set[str] = set()
        self.code = False
        self.feed(text)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.code = tag in ("script", "style")
        self.characters.update(*(value or "" for name, value in attributes if name in ("placeholder", "alt", "title")))

    def handle_endtag(self, tag: str) -> None:
        self.code = False

    def handle_data(self, data: str) -> None:
        if not self.code:
            self.characters.update(data)


def lacking(weight: str, characters: set[str]) -> list[str]:
    """The characters that the font draws as it draws one that no font has."""
    font = ImageFont.truetype(FONTS / f"be-vietnam-pro-{weight}.woff2", 40)

    def drawn(character: str) -> bytes:
        return bytes(font.getmask(character)) + repr(font.getbbox(character)).encode()

    return sorted(character for character in characters - ELSEWHERE if drawn(character) == drawn("\uffff"))


def test_all_fonts_together_stay_within_60_kilobytes() -> None:
    files = list(FONTS.glob("*.woff2"))
    assert len(files) <= 3
    assert sum(file.stat().st_size for file in files) <= 60_000


@pytest.mark.parametrize("weight", ["regular", "semibold"])
def test_every_character_of_the_site_is_in_the_font(site: Path, weight: str) -> None:
    characters = set[str]().union(*(Written(page.read_text("utf-8")).characters for page in site.rglob("*.html")))
    assert lacking(weight, characters) == []


@pytest.mark.parametrize("weight", ["regular", "semibold"])
def test_every_vietnamese_letter_is_in_the_font(weight: str) -> None:
    assert lacking(weight, {chr(code) for code in (*range(0x1EA0, 0x1EFA), *range(0xC0, 0x100))} | set("ăâêôơưđĂÂÊÔƠƯĐĩĨũŨ“”‘’…–·₂≥")) == []


def test_the_light_weight_has_what_figures_need() -> None:
    assert lacking("light", set(FIGURES)) == []


def test_the_stylesheet_knows_what_the_light_weight_has() -> None:
    css = (ROOT / "overrides/assets/site.css").read_text("utf-8")
    ranges = set(re.findall(r"unicode-range: ([^;]+);", css))
    assert ranges == {"U+20, U+25, U+2B-3A, U+A0, U+2013, U+2212"}
