"""Cards and icons: the right size, small, the same bytes for the same words, and no figure that the page does not show."""

import json
import re
import subprocess
import sys
from functools import cache
from html import unescape
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from casebook import kept
from casebook.card import Card, drawn
from casebook.load import load
from casebook.outputs import DRAWN, cards, icons
from casebook.outputs.context import renderer
from casebook.outputs.later import made
from casebook.picture import font, lines
from casebook.site import Site
from tests.conftest import ROOT
from tests.drawn import drawn_now

LONG = (
    "Thí điểm sắp xếp, kiện toàn, nâng cao năng lực hoạt động của tổ công nghệ số cộng đồng ở thôn, bản, tổ dân phố vùng đồng bào dân tộc thiểu số và miền núi"
)


@cache
def real() -> Site:
    return Site(load(ROOT)[0], "https://nhanrong.example/")


@cache
def said() -> list[dict[str, Any]]:
    words: list[dict[str, Any]] = json.loads(renderer(real()).page("cards.json", "the-chia-se/", steps=cards.steps))
    return words


def test_every_card_is_1200_by_630_and_small() -> None:
    for path, content in drawn_now(cards.files(real())).items():
        with Image.open(BytesIO(content)) as image:
            assert (image.size, image.format, image.mode) == ((1200, 630), "PNG", "P"), path
        assert len(content) <= 40_000, path


@pytest.mark.parametrize("folder", DRAWN)
def test_what_all_cases_are_drawn_as_stands_in_the_folder_where_the_preview_looks_for_it(folder: str) -> None:
    paths = [path for path, _ in DRAWN[folder](real())]
    assert paths
    assert all(path.startswith(f"{folder}/") for path in paths)


def test_equal_words_give_equal_bytes_and_other_words_others() -> None:
    card = Card("Nhân rộng", "Kho", "Tỉnh Đắk Lắk", "Ký ức số", "Đã thí điểm", ("lacquer", "", "gold"), "7", "15", "ngày", "Thời gian")
    assert drawn(card) == drawn(card)
    assert drawn(card) != drawn(Card("Nhân rộng", "Kho", "Tỉnh Đắk Lắk", "Ký ức số", "Đã thí điểm", ("lacquer", "", ""), "7", "15", "ngày", "Thời gian"))


def test_what_was_drawn_is_not_drawn_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "KEPT", tmp_path)
    first = kept.kept("cards", said()[0], b"hand", lambda: b"picture")
    assert kept.kept("cards", said()[0], b"hand", lambda: pytest.fail("drawn again")) == first
    assert kept.kept("cards", said()[0], b"another hand", lambda: b"another") == b"another"


@pytest.mark.parametrize("left", [0, 10, 20, -1])
def test_what_a_power_cut_left_a_part_of_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, left: int) -> None:
    monkeypatch.setattr(kept, "KEPT", tmp_path)
    kept.kept("cards", [], b"hand", lambda: b"picture")
    (file,) = (tmp_path / "cards").iterdir()
    file.write_bytes(file.read_bytes()[:left])
    assert kept.kept("cards", [], b"hand", lambda: b"picture again") == b"picture again"
    assert kept.kept("cards", [], b"hand", lambda: pytest.fail("made again")) == b"picture again"


def test_a_card_shows_no_figure_that_its_page_does_not(site: Path) -> None:
    for card in said():
        if "after" not in card:
            continue
        page = (site / card["file"] / "index.html").read_text("utf-8")
        shown = unescape(re.sub(r"<[^>]+>", "", re.findall(r'<p class="fig[^"]*">.*?</p>', page, re.DOTALL)[0]))
        for part in ("before", "after", "unit"):
            assert card[part] in shown, (card["file"], part)


@pytest.mark.parametrize("text", [LONG, "Ngắn", "A – B → C", "Một-từ-dài-không-có-chỗ-ngắt-nào-trong-cả-hàng-chữ-này-nên-cứ-để-nguyên"])
def test_wrapping_loses_no_word_and_leaves_no_sign_at_a_start(text: str) -> None:
    rows = lines(text, font("semibold", 46), 400)
    assert " ".join(rows).replace("\u00a0", " ") == text
    assert not [row for row in rows if row.startswith(("–", "→"))]


def test_a_title_of_any_length_makes_a_card() -> None:
    for title in (LONG, LONG * 3, "Ý"):
        assert drawn(Card("Nhân rộng", "Kho", "", title, "", (), "", "1.234.567.890", "đồng một hộ một năm ở vùng cao", LONG))


def test_icons_have_the_sizes_that_the_manifest_names() -> None:
    files = {path: made(content) for path, content in icons.files(Site(load(ROOT)[0], "https://vidu.example/"))}
    manifest = json.loads(files["manifest.webmanifest"])
    assert manifest["lang"] == "vi"
    assert not manifest["start_url"].startswith(("/", "http"))
    for icon in manifest["icons"]:
        if icon["type"] == "image/png":
            content = files[icon["src"]]
            assert isinstance(content, bytes)
            with Image.open(BytesIO(content)) as image:
                assert f"{image.width}x{image.height}" == icon["sizes"]
    assert [icon["purpose"] for icon in manifest["icons"] if "purpose" in icon] == ["maskable"]


def test_a_build_that_draws_nothing_loads_nothing_that_draws() -> None:
    asked = "import sys, casebook.commands.building; print(sorted({'PIL.Image', 'lxml', 'markdown', 'numpy', 'openpyxl', 'typst'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
