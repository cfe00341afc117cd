"""What a page costs on a slow line: every page of the site, all fonts together; letters of the search only when somebody types."""

import gzip
import re
from pathlib import Path

PAGE, FONTS = 40 * 1024, 60 * 1024


def weighed(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def fetched(site: Path, page: Path) -> set[Path]:
    """The stylesheets and scripts that the page itself names."""
    text = page.read_text("utf-8")
    names = re.findall(r'<link rel="stylesheet" href="([^"]+)"', text) + re.findall(r'<script src="([^"]+)"', text)
    return {site / name.lstrip("/") if name.startswith("/") else (page.parent / name).resolve() for name in names}


def test_every_page_is_light(site: Path) -> None:
    weights = {page: weighed(page) + sum(map(weighed, fetched(site, page))) for page in site.rglob("*.html")}
    assert len(weights) > 150
    # The form that is sent out holds all that it needs; a card for other portals has a style and no script.
    alone = {page.relative_to(site).as_posix() for page in weights if len(fetched(site, page)) < 3}
    assert {name for name in alone if not name.startswith("nhung/")} == {"bieu-mau/mau-ho-so.html"}
    assert {page.relative_to(site).as_posix(): weight for page, weight in weights.items() if weight > PAGE} == {}


def test_fonts_are_few_and_light(site: Path) -> None:
    fonts = [file for file in site.rglob("*") if file.suffix in (".woff", ".woff2", ".ttf", ".otf")]
    assert 0 < len(fonts) <= 3
    assert sum(file.stat().st_size for file in fonts) <= FONTS
