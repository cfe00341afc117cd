"""The guides for editors say what the interface says: its names, its pictures, its commands, its answers."""

import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
from openpyxl import load_workbook
from PIL import Image

from casebook.blanks.questions import SECTIONS
from casebook.form import Blank, form
from casebook.outputs import kit
from casebook.terms import load_vocabularies
from scripts.guide_pictures import BESIDE, FOLDER, PICTURES, SAMPLE, SLUG
from tests.conftest import ROOT
from tests.editing import project

GUIDES = sorted((ROOT / "docs/huong-dan").glob("*.md"))
HEAVIEST = 60 * 1024


class Shown(NamedTuple):
    """A picture as a guide shows it."""

    guide: str
    file: str
    width: int
    height: int
    alt: str


def shown() -> list[Shown]:
    found = re.compile(r'<img src="(?:\.\./)?anh/([^"]+)" width="(\d+)" height="(\d+)" alt="([^"]+)">')
    return [Shown(guide.stem, file, int(width), int(height), alt) for guide in GUIDES for file, width, height, alt in found.findall(guide.read_text("utf-8"))]


def test_every_picture_is_one_that_the_script_draws_and_some_guide_shows() -> None:
    named = re.findall(r"<img ", "".join(guide.read_text("utf-8") for guide in GUIDES))
    assert len(named) == len(shown())
    assert {picture.file for picture in shown()} == {file.name for file in FOLDER.iterdir()} == {f"{name}.webp" for name in PICTURES}


@pytest.mark.parametrize("picture", shown(), ids=lambda picture: f"{picture.guide}-{picture.file}")
def test_a_picture_is_light_described_and_takes_its_place_before_it_comes(picture: Shown) -> None:
    file = FOLDER / picture.file
    with Image.open(file) as image:
        assert abs(picture.width * image.height - picture.height * image.width) <= image.width + image.height
        assert image.width >= picture.width
        assert not set(image.info) & {"exif", "xmp", "icc_profile", "comment"}
    assert file.stat().st_size <= HEAVIEST
    assert len(picture.alt) > 40


def _titles(blanks: Sequence[Blank]) -> Iterator[str]:
    for blank in blanks:
        yield blank.title
        yield f"Thêm mục: {blank.title.lower()}"
        yield from _titles(blank.inside)


@cache
def interface() -> frozenset[str]:
    """Every name that an officer can see: buttons and labels, titles of the form, terms to choose."""
    code = "".join(file.read_text("utf-8") for folder in ("desk", "blanks") for file in (ROOT / "casebook" / folder / "assets").glob("*.js"))
    pages = [*(ROOT / "casebook").glob("*/templates/*.html"), ROOT / "templates/review.html"]
    texts = "".join(page.read_text("utf-8") for page in pages)
    vocabularies, _ = load_vocabularies(ROOT)
    terms = (entry.label for name in ("verification_level", "change_kind", "caveat_kind", "origin") for entry in vocabularies[name].values())
    said = (text.strip() for text in re.findall(r">([^<>{}]+)<", texts))
    assert '"Thêm mục: "' in code
    return frozenset((*re.findall(r'"([^"\\\n]+)"', code), *said, *_titles(form()), *SECTIONS.values(), *terms))


@pytest.mark.parametrize("guide", GUIDES, ids=lambda guide: guide.stem)
def test_what_a_guide_says_in_bold_stands_in_the_interface(guide: Path) -> None:
    assert [name for name in re.findall(r"\*\*(.+?)\*\*", guide.read_text("utf-8")) if name not in interface()] == []


def test_the_guides_name_what_an_officer_presses() -> None:
    bold = {name for guide in GUIDES for name in re.findall(r"\*\*(.+?)\*\*", guide.read_text("utf-8"))}
    steps = {"Hồ sơ mới", "Lưu", "Gửi duyệt", "Duyệt…", "Ghi thay đổi…", "Rút…", "Đổi địa chỉ…", "Cần chú ý", "Lưu tệp"}
    required = {blank.title for blank in form() if blank.required} - {"Tình trạng"}
    assert steps | required <= bold


def commands() -> list[tuple[str, str]]:
    text = "\n".join(guide.read_text("utf-8") for guide in GUIDES)
    found = re.findall(r"build_cases\.py ([a-z]+)([^`\n]*)", text)
    return sorted({(name, option) for name, rest in found for option in re.findall(r"--[a-z-]+", rest) or [""]})


@pytest.mark.parametrize(("command", "option"), commands())
def test_a_command_in_a_guide_can_be_typed(command: str, option: str) -> None:
    done = subprocess.run([sys.executable, "build_cases.py", command, "-h"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0
    assert option in done.stdout


def test_the_preview_of_an_import_is_what_the_command_says(tmp_path: Path) -> None:
    root = project(tmp_path, *BESIDE)

    def run(*arguments: str, said: str = "") -> str:
        done = subprocess.run(
            [sys.executable, "build_cases.py", *arguments], cwd=root, input=said, capture_output=True, text=True, encoding="utf-8", check=False
        )
        return done.stdout + done.stderr

    (root / f"cases/{SLUG}.yaml").write_text(SAMPLE, "utf-8")
    run("export", SLUG, "--to", "xa-vi-du.xlsx")
    (root / f"cases/{SLUG}.yaml").unlink()
    workbook = load_workbook(root / "xa-vi-du.xlsx")
    workbook["Kết quả"]["E3"] = "1.000"
    workbook.save(root / "xa-vi-du.xlsx")
    ours = root / "cases/hue-s.yaml"
    before = ours.read_text("utf-8")
    ours.write_text(before.replace(" (Thừa Thiên Huế)\n", "\n", 1), "utf-8")
    run("export", "hue-s", "--to", "hue-s.docx")
    ours.write_text(before, "utf-8")

    answer = run("import", "xa-vi-du.xlsx", "hue-s.docx", said="không\n")
    told = re.findall(r"(?m)^ {8}(.+)$", (ROOT / "docs/huong-dan/nhan-ho-so.md").read_text("utf-8"))
    assert len(told) == 7
    assert [line for line in told if line not in answer] == []


def test_the_guide_names_the_report_that_is_in_every_kit() -> None:
    guide = (ROOT / "docs/huong-dan/nhan-ho-so.md").read_text("utf-8")
    assert f"`python build_cases.py import {kit.REPORT}`" in guide
    assert f"`{kit.REPORT}`" in (ROOT / "docs/bat-dau-tu-dau/index.md").read_text("utf-8")


def test_the_script_draws_from_the_editor_and_the_sheet_of_today(tmp_path: Path) -> None:
    names = ["rut", "phieu-duyet"]
    subprocess.run([sys.executable, "scripts/guide_pictures.py", *names, "--to", str(tmp_path)], cwd=ROOT, check=True, capture_output=True)
    assert {file.name for file in tmp_path.iterdir()} == {f"{name}.webp" for name in names}
    for file in tmp_path.iterdir():
        with Image.open(file) as now, Image.open(FOLDER / file.name) as kept:
            assert abs(now.width - kept.width) <= 2
