"""What comes out of a printer: A4 PDFs of real Chromium, read back as text."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from casebook.load import load
from casebook.model import Case
from casebook.outputs.brief import cut
from casebook.values import shown_date
from tests.conftest import ROOT

A4 = (595, 842)
"""Points."""

FOOT = "nhânrộng:khomôhìnhthíđiểmhiệuquả"

CASES = dict(load(ROOT)[0].cases)


@dataclass(frozen=True)
class Paper:
    """What a page says on the screen, in parts, and what its sheets say, squeezed."""

    sheets: list[str]
    headings: list[str]
    folded: list[str]
    together: list[list[str]]


Printer = Callable[[str], Paper]

PARTS = {
    "headings": "all('h1, h2, h3').filter(n => !n.closest('.related')).map(text)",
    "folded": "all('details :is(blockquote, cite)').map(n => n.firstChild.textContent)",
    "together": """[
        ...all('.sec:not(.related)').map(n => [text(n.querySelector('h2')), n.querySelector('.sec-body').innerText.trim().split('\\n')[0]]),
        ...all('.data tr, .award, .rung').map(n => [...n.querySelectorAll('th, td, dd, .award-form, h3, .when')].map(text)),
        ...all('.chart').map(n => [...n.querySelectorAll('figcaption, .delta, svg text')].map(text))]""",
}


def squeezed(text: str) -> str:
    """Without white space and capitals: where a line breaks on paper says nothing, and the capital that begins one is the style's (.cap)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFC", text)).lower()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def printed(browser: Browser, origin: str) -> Iterator[Printer]:
    """Prints the page at an address, once; the system is dark, paper is light all the same."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()

    @cache
    def paper(address: str) -> Paper:
        page.goto(f"{origin}/{address}", wait_until="networkidle")
        reader = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
        assert {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in reader.pages} == {A4}
        start = "() => { const all = (s) => [...document.querySelectorAll('main')[0].querySelectorAll(s)], text = (n) => n.textContent; return "
        parts = {name: page.evaluate(start + code + "; }") for name, code in PARTS.items()}
        return Paper([squeezed(sheet.extract_text()) for sheet in reader.pages], **parts)

    yield paper
    context.close()


def head(slug: str) -> tuple[str, str]:
    changes = CASES[slug].changes
    version = f"Bản cập nhật {shown_date(changes[-1].date)}, lần {len(changes)}."
    return squeezed(f"https://nhanrong.example/mo-hinh/{slug}/"), squeezed(version)


@pytest.mark.parametrize("slug", CASES)
def test_a_case_prints_with_nothing_lost(printed: Printer, slug: str) -> None:
    paper = printed(f"mo-hinh/{slug}/")
    text = "".join(paper.sheets)
    assert all(part in paper.sheets[0] for part in head(slug))
    assert [source.where for source in CASES[slug].sources if squeezed(source.where) not in text] == []
    assert [source.quote for source in CASES[slug].sources if squeezed(source.quote) not in text] == []
    assert len(paper.folded) > 10
    assert [part for part in paper.headings + paper.folded if squeezed(part) not in text] == []


@pytest.mark.parametrize("slug", CASES)
def test_sheets_are_numbered_and_none_is_blank(printed: Printer, slug: str) -> None:
    sheets = printed(f"mo-hinh/{slug}/").sheets
    for number, sheet in enumerate(sheets, 1):
        foot = f"trang{number}/{len(sheets)}"
        assert foot in sheet
        assert len(sheet.replace(foot, "").replace(FOOT, "")) > 40
    # The sources end the case on paper, so that the log of changes never stands alone on the last sheet.
    assert sum(squeezed("Nhật ký thay đổi") in sheet for sheet in sheets) == 1
    assert any(squeezed(source.where) in sheets[-1] for source in CASES[slug].sources)
    assert not any(squeezed(words) in "".join(sheets) for words in ("Mô hình liên quan", "Không cookie", "So sánh với mô hình khác"))


@pytest.mark.parametrize(("address", "sheets"), [("van-ban/", 8), ("dong-gop/", 16)])
def test_a_wide_table_is_printed_as_a_table_and_not_as_the_list_of_a_telephone(printed: Printer, address: str, sheets: int) -> None:
    assert len(printed(address).sheets) <= sheets


@pytest.mark.parametrize("slug", CASES)
def test_headings_stay_with_what_follows_and_rows_stay_whole(printed: Printer, slug: str) -> None:
    paper = printed(f"mo-hinh/{slug}/")
    assert len(paper.together) > 20
    for parts in paper.together:
        assert any(all(squeezed(part) in sheet for part in parts) for sheet in paper.sheets), parts


@pytest.mark.parametrize("slug", CASES)
def test_the_brief_is_one_sheet_and_says_the_essential(printed: Printer, slug: str) -> None:
    sheets = printed(f"mo-hinh/{slug}/tom-tat/").sheets
    assert len(sheets) == 1
    assert all(part in sheets[0] for part in head(slug))
    said = (*_essential(CASES[slug]), "Khinàokhôngnênchép", "Chưacóđầumốiliênhệ", "trang1/1", "Bằngchứng")
    assert [part for part in said if squeezed(part) not in sheets[0]] == []


def _essential(case: Case) -> tuple[str, ...]:
    return case.title, case.agency, cut(case.problem.plain, 320)[0], cut(case.solution.plain, 420)[0], case.results[0].name, f"{len(case.sources)} nguồn"


@pytest.mark.parametrize("slug", CASES)
def test_the_brief_can_be_read_without_a_lens(page: Page, origin: str, slug: str) -> None:
    page.goto(f"{origin}/mo-hinh/{slug}/tom-tat/")
    page.emulate_media(media="print", color_scheme="dark")
    sizes = page.locator("main *").evaluate_all(
        "nodes => nodes.filter(n => n.checkVisibility() && !n.closest('.vh') && [...n.childNodes].some(c => c.nodeType === 3 && c.data.trim()))"
        ".map(n => [parseFloat(getComputedStyle(n).fontSize) * .75, n.outerHTML.slice(0, 80)])"
    )
    assert len(sizes) > 20
    assert [pair for pair in sizes if pair[0] < 9] == []


def test_the_code_is_for_paper_and_has_words(page: Page, origin: str) -> None:
    for address in ("mo-hinh/hue-s/", "mo-hinh/hue-s/tom-tat/"):
        page.goto(f"{origin}/{address}")
        expect(page.locator(".qr")).to_be_hidden()
        page.emulate_media(media="print", color_scheme="dark")
        expect(page.get_by_role("img", name="Mã QR, dẫn tới https://nhanrong.example/mo-hinh/hue-s/")).to_be_visible()
        assert page.locator(".qr svg").bounding_box()["width"] > 75  # type: ignore[index]
        assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
        page.emulate_media(media="screen")


def test_the_brief_and_the_case_lead_to_each_other(page: Page, origin: str) -> None:
    page.goto(f"{origin}/mo-hinh/hue-s/")
    page.get_by_role("link", name="Bản một trang").click()
    assert page.url == f"{origin}/mo-hinh/hue-s/tom-tat/"
    expect(page.locator("link[rel=canonical]")).to_have_attribute("href", "https://nhanrong.example/mo-hinh/hue-s/")
    page.get_by_role("link", name="Bản đầy đủ, có").click()
    assert page.url == f"{origin}/mo-hinh/hue-s/"


@pytest.mark.parametrize(
    ("text", "room", "kept"),
    [
        ("Một câu.", 80, "Một câu."),
        ("Câu một dài. Câu hai dài. Câu ba.", 26, "Câu một dài. Câu hai dài."),
        ("Ở TP. Hồ Chí Minh có 1.234 hồ sơ. Đến nay đã xong.", 12, "Ở TP. Hồ Chí Minh có 1.234 hồ sơ."),
        ("Tăng 3,5% so với năm 2020; giảm còn 2 ngày", 10, "Tăng 3,5% so với năm 2020; giảm còn 2 ngày"),
        ("Ông nói “được.” Ế ẩm đã hết.", 20, "Ông nói “được.”"),
        ("Xong ở xã. 12 xã làm theo. Hết.", 27, "Xong ở xã. 12 xã làm theo."),
    ],
)
def test_a_text_is_cut_at_the_end_of_a_sentence(text: str, room: int, kept: str) -> None:
    assert cut(text, room) == (kept, kept != text)
