"""The paper edition: each PDF says what the page says, to the character, and is tagged so that every reader can follow it."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontpkg_be_vietnam_pro import ROOT as ROOT_OF_FONTS
from lxml import html
from PIL import Image, ImageFont

from build_cases import main
from casebook.fold import order
from casebook.form import blank
from casebook.load import load
from casebook.outputs import paper, yearbook
from casebook.outputs.context import renderer
from casebook.paper.unhinted import unhinted
from casebook.path import Parent
from casebook.site import Site
from tests import printed
from tests.conftest import ROOT
from tests.drawn import drawn_now
from tests.full import full, places
from tests.golden import made
from tests.test_fidelity import DESK, PROSE, TYPED, loaded, site_of, squeezed, visible

NO_SHAPE = re.compile("[\u1100-\u11ff\U000114b9\U000114ba\U0001bca0-\U0001bca3\U0001d173-\U0001d17a]")
"""Parts of Hangul syllables that are drawn joined, and signs that only steer: no text layer of a PDF keeps them apart."""


def papers(site: Site) -> dict[str, bytes]:
    return drawn_now(file for view in site.views for file in paper.of_case(site, view))


@cache
def site() -> Site:
    return Site(load(ROOT)[0], "https://nhanrong.example/")


@cache
def cases() -> dict[str, bytes]:
    return papers(site())


@cache
def books() -> dict[str, bytes]:
    return drawn_now(yearbook.files(site()))


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("media")
    (folder / "x").mkdir()
    Image.new("RGB", (80, 40), "red").save(folder / "x/anh.png")
    return folder


def set_in_type(said: Callable[[str], str], pictures: Path) -> tuple[dict[str, str], bytes]:
    """Place → what must be read there, and the PDF of the case that says it."""
    case = loaded(full(said))
    prose = {"problem": case.problem.plain, "solution": case.solution.plain}
    typed = {place: unicodedata.normalize("NFC", said(place)) for place in places() if place not in DESK}
    site = site_of(case)
    (pdf,) = papers(replace(site, book=replace(site.book, media=pictures))).values()
    return typed | prose, pdf


def test_each_case_has_a_pdf_and_nothing_else_has() -> None:
    assert sorted(cases()) == sorted(f"mo-hinh/{view.slug}/{view.slug}.pdf" for view in site().views)
    public = {f"mo-hinh/{slug}/{slug}.pdf" for slug in ("hop-tac-xa-lua", "mot-cua-so")}
    assert {path for path in made() if path.startswith("mo-hinh/") and path.endswith(".pdf")} == public


@pytest.mark.parametrize("view", site().views, ids=lambda view: view.slug)
def test_every_text_of_a_case_is_in_its_pdf(view: Any) -> None:
    said = squeezed(printed.text(cases()[f"mo-hinh/{view.slug}/{view.slug}.pdf"]))
    case = site().public(view)
    prose = {"problem": case.problem.plain, "solution": case.solution.plain}
    texts = [(place, prose.get(place, value)) for place in places() if place not in DESK for value in _at(case, place.split("."))]
    assert len(texts) > 20
    assert [(place, value) for place, value in texts if squeezed(value) not in said] == []


def _at(value: Any, way: list[str]) -> Iterator[str]:
    """Every text of a case at a place such as “steps.who”."""
    for item in value if isinstance(value, tuple) else (value,):
        if not way:
            yield from [item] if isinstance(item, str) and item else []
        elif item is not None:
            yield from _at(getattr(item, way[0]), way[1:])


@pytest.mark.parametrize("view", site().views, ids=lambda view: view.slug)
def test_the_figures_of_the_page_are_those_of_the_pdf(view: Any) -> None:
    page = html.fromstring(renderer(site()).page("case.md", f"mo-hinh/{view.slug}/", view=view))
    rows = [squeezed(row.text_content()) for row in page.xpath("//table[@class='data']//tr")]
    said = squeezed(printed.text(cases()[f"mo-hinh/{view.slug}/{view.slug}.pdf"]))
    assert len(rows) > 1
    assert [row for row in rows if row not in said] == []
    drawn = [" ".join(title.text_content().split()) for title in page.xpath("//svg[@role='img']/title[starts-with(@id, 'c')]")]
    told = printed.alternatives(printed.opened(cases()[f"mo-hinh/{view.slug}/{view.slug}.pdf"]))
    assert [title for title in drawn if not any(words.startswith(title) for words in told)] == []


def test_every_office_string_is_in_the_pdf_as_typed_whatever_field_it_stands_in(pictures: Path) -> None:
    """Many strings at once: they go round the fields."""
    for turn in range(0, len(TYPED), 12):
        typed, pdf = set_in_type({place: f"{TYPED[(turn + number) % len(TYPED)]} k{number}" for number, place in enumerate(places())}.__getitem__, pictures)
        said = squeezed(printed.text(pdf))
        assert typed["images.alt"] in printed.alternatives(printed.opened(pdf))
        assert {place: words for place, words in typed.items() if squeezed(words) not in said and place != "images.alt"} == {}


def test_no_visible_character_is_lost_silently(pictures: Path) -> None:
    """Also of scripts that no font here has: an empty box is drawn, and the text behind it stays."""
    rest = NO_SHAPE.sub("", visible())
    while rest:
        given: dict[str, str] = {}
        for place in places():
            room = 0 if place in PROSE or place in ("sources.quote", "images.alt") else (blank(*place.split(".")).length or 600) - 4
            given[place] = f"k{rest[:room]}k"
            rest = rest[room:]
        typed, pdf = set_in_type(given.__getitem__, pictures)
        said = set(printed.text(pdf))
        assert {mark for words in typed.values() for mark in words if mark not in said and not mark.isspace()} == set()


def _paths() -> list[str]:
    return [f"mo-hinh/{view.slug}/{view.slug}.pdf" for view in site().views] + [f"ky-yeu/{choice.name}.pdf" for choice in yearbook.choices(site())]


@pytest.mark.parametrize("path", _paths())
def test_a_pdf_is_tagged_named_and_keeps_its_letters(path: str) -> None:
    """What can be looked at of PDF/UA-1; typst itself refuses to write a file that breaks its other rules."""
    document = printed.opened((cases() | books())[path])
    root = document.Root
    assert (bool(root.MarkInfo.Marked), str(root.Lang), bool(root.ViewerPreferences.DisplayDocTitle)) == (True, "vi", True)
    with document.open_metadata() as told:
        assert (told["pdfuaid:part"], told["dc:creator"]) == ("1", ["Nhân rộng"])
        assert told["dc:title"]
    found = list(printed.tags(document))
    levels = [int(kind[1]) for kind, _ in found if re.fullmatch("H[1-6]", kind)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(printed.alternatives(document))
    assert {"L", "LI", "Link", "P", "Table", "TH", "TD"} <= {kind for kind, _ in found} or "ky-yeu" in path
    for page in document.pages:
        assert page.Tabs == "/S"
        assert all(str(link.Contents) for link in page.get("/Annots", []))
        for font in page.Resources.get("/Font", {}).values():
            assert "/ToUnicode" in font
            assert "/FontFile2" in font.DescendantFonts[0].FontDescriptor


LETTERS = "Đường ấp ưỡn ẽ Ặ 0123456789 %"


@pytest.mark.parametrize("weight", ["Regular", "SemiBold", "LightItalic"])
def test_a_font_without_hints_draws_the_same_letters(weight: str) -> None:
    font = (ROOT_OF_FONTS / "files" / f"BeVietnamPro-{weight}.ttf").read_bytes()
    bare = unhinted(font)
    assert len(bare) < 0.7 * len(font)
    assert unhinted(bare) == bare
    before, after = (ImageFont.truetype(BytesIO(content), 800, layout_engine=ImageFont.Layout.BASIC) for content in (font, bare))
    for letter in LETTERS:
        assert before.getlength(letter) == pytest.approx(after.getlength(letter), abs=1)
        assert before.getbbox(letter) == pytest.approx(after.getbbox(letter), abs=2)


def test_no_font_of_a_pdf_carries_hints() -> None:
    with pikepdf.open(BytesIO(next(iter(cases().values())))) as document:
        fonts = [item.FontFile2.read_bytes() for item in document.objects if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item]
    assert fonts
    assert [font for font in fonts if b"fpgm" in font or b"prep" in font] == []


def test_equal_cases_give_equal_bytes() -> None:
    view = site().views[0]
    path = f"mo-hinh/{view.slug}/{view.slug}.pdf"
    assert paper.made(site(), renderer(site()), view) == cases()[path]


@pytest.mark.parametrize(("own", "changed"), [(2, 0), (1, 3)], ids=["two generations above", "two generations below"])
def test_a_pdf_is_made_again_when_any_generation_of_its_family_is_called_otherwise(own: int, changed: int) -> None:
    book = site().book
    *family, stranger = sorted(book.cases)[:5]
    learned = {slug: book.cases[slug].model_copy(update={"adapted_from": (Parent(case=parent),)}) for parent, slug in pairwise(family)}
    cases = {**book.cases, **learned}

    def told(renamed: str = "") -> Any:
        others = {renamed: cases[renamed].model_copy(update={"title": "Một tên khác hẳn"})} if renamed else {}
        now = Site(replace(book, cases=cases | others), site().address)
        return paper.on(now, now.by_slug[family[own]])

    assert told(family[changed]) != told()
    assert told(stranger) == told()


def test_nothing_hidden_is_printed() -> None:
    secrets = ("Tên Bản Nháp", "Cơ quan Chưa Công Bố", "nhap-chua-dang", "Tên Đã Rút", "Nội dung đã rút không", "Tên Phải Bỏ", "Lý do phải bỏ")
    for path, content in made().items():
        if path.endswith(".pdf"):
            assert isinstance(content, bytes)
            said = squeezed(printed.text(content))
            assert [secret for secret in secrets if squeezed(secret) in said] == [], path


def test_contents_and_index_lead_to_the_page_where_a_case_stands() -> None:
    document = printed.opened(books()["ky-yeu/ky-yeu.pdf"])
    pages = [squeezed(printed.text(books()["ky-yeu/ky-yeu.pdf"], number)) for number in range(1, len(document.pages) + 1)]
    contents = "".join(page for page in pages[1:4])
    for view in site().views:
        (number,) = (number for number, page in enumerate(pages, 1) if f"https://nhanrong.example/mo-hinh/{view.slug}/" in page and "Đọcnhanh" in page)
        assert re.search(rf"{re.escape(squeezed(view.title))}[.\u2060]+{number}(?!\d.)", contents)
        assert re.search(rf"{re.escape(squeezed(view.case.agency))}(\d+,)*{number}(?!\d)", "".join(pages[-3:]))


def test_who_follows_a_term_of_the_index_turns_the_pages_one_way() -> None:
    book = printed.opened(books()["ky-yeu/ky-yeu.pdf"])
    lists = re.findall(r"(?:\d+,)+\d+", squeezed(printed.text(books()["ky-yeu/ky-yeu.pdf"], len(book.pages))))
    assert len(lists) > 10
    for numbers in lists:
        found = [int(number) for number in numbers.split(",")]
        assert found == sorted(found)


def test_the_index_is_in_vietnamese_order() -> None:
    terms = yearbook.index(site(), site().views)
    for group in terms.values():
        assert [order(term) for term, _ in group] == sorted(order(term) for term, _ in group)
    assert ("Tỉnh Bắc Giang (nay thuộc thành phố Bắc Ninh)", ["vai-thieu-bac-giang-2021"]) in terms["places"]


@pytest.mark.parametrize(
    ("asked", "said", "pdf"),
    [
        (("--sector", "y-te"), "kỷ yếu 4 mô hình", "Lĩnh vực: Y tế, dân số, bảo trợ xã hội"),
        (("--place", "bac-giang"), "kỷ yếu 1 mô hình", "Nơi làm: tỉnh Bắc Giang (nay thuộc thành phố Bắc Ninh)"),
        (("--year", "2013"), "kỷ yếu 2 mô hình", "Mô hình bắt đầu năm 2013"),
    ],
)
def test_a_yearbook_is_bound_from_the_command_line(asked: tuple[str, str], said: str, pdf: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["book", *asked, "--to", str(tmp_path / "sach.pdf")]) == 0
    assert said in capsys.readouterr().out
    assert squeezed(pdf) in squeezed(printed.text((tmp_path / "sach.pdf").read_bytes(), 1, whole=True))


def test_a_book_too_thick_to_set_is_not_begun(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """Ten thousand cases in one book took all the memory of a machine with 24 GB."""
    monkeypatch.setattr(yearbook, "PRINTED", 3)
    monkeypatch.setattr(yearbook, "MOST", 20)
    assert [choice.code for choice in yearbook.offered(site())] == [code for code, views in site().by["sector"].items() if len(views) <= 3]
    page = dict(yearbook.pages(site()))["ky-yeu/index.md"]
    assert 'href="ky-yeu.pdf"' not in page
    assert "27 mô hình: quá dày để in sẵn thành một quyển" in page
    assert main(["book"]) == 1
    assert "27 hồ sơ quá dày cho một quyển (nhiều nhất 20); chọn bớt: --year NĂM" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("--sector", "y-tee"), "--sector “y-tee” không có trong vocab/sector.yaml; có phải “y_te”?"),
        (("--year", "25"), "--year “25” không phải năm; viết bốn chữ số, như 2025"),
        (("--year", "1900"), "Không có hồ sơ công bố được nào để làm kỷ yếu như vậy."),
    ],
)
def test_what_no_yearbook_can_be_made_of_is_said(asked: tuple[str, str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["book", *asked]) == 1
    assert said in capsys.readouterr().err
