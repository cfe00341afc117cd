"""bo-nhan-rong/: the reader's own unit in the papers, put there by the browser alone, over http and from a disk."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Browser, Page, expect

from tests import office
from tests.browser.views import CASE
from tests.browser.visit import Visit, visiting

UNIT = "UBND xã <Đắk & Rễ> “ươ” {{ x }} <?fill place?>"
TYPED = {"Tên cơ quan, đơn vị": UNIT, "Chữ viết tắt tên đơn vị": "UBND", "Địa danh": "Hòa Bình", "Chức danh người ký": "Chủ tịch"}
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    yield from visiting(browser, origin)


def filled(page: Page) -> dict[str, bytes]:
    """The files of the kit after the form was filled in and sent to nobody."""
    for label, text in TYPED.items():
        page.get_by_label(label).fill(text)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Tải bộ đã điền").click()
    expect(page.get_by_role("status")).to_have_text(f"Đã đưa tệp {waiting.value.suggested_filename} vào thư mục tải về.")
    return unpacked(Path(waiting.value.path()).read_bytes())


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert parts.testzip() is None
        return {name: parts.read(name) for name in parts.namelist()}


def words(paper: bytes) -> str:
    body = ET.fromstring(unpacked(paper)["word/document.xml"])
    return "\n".join("".join(text.text or "" for text in line.iter(f"{WORD}t")) for line in body.iter(f"{WORD}p"))


def test_the_papers_are_those_of_the_zip_with_the_unit_in_them(visit: Visit, site: Path, origin: str, tmp_path: Path) -> None:
    visit.page.goto(f"{origin}/{CASE}bo-nhan-rong/")
    ours, plain = filled(visit.page), unpacked((site / CASE / "bo-nhan-rong.zip").read_bytes())
    assert list(ours) == list(plain)
    marks = {"…… (tên đơn vị)": UNIT, "/TTr-……": "/TTr-UBND", "…… (địa danh)": "Hòa Bình", "…… (chức danh người ký)": "Chủ tịch"}
    for name in plain:
        before, after = (words(files[name]) if name.endswith(".docx") else files[name].decode() for files in (plain, ours))
        for mark, typed in marks.items():
            before = before.replace(mark, typed)
        assert after == before.replace("/KH-……", "/KH-UBND").replace("/BC-……", "/BC-UBND"), name
    assert unpacked(ours["2-to-trinh.docx"]).keys() == unpacked(plain["2-to-trinh.docx"]).keys()
    opened = office.read(tmp_path, {name: content for name, content in ours.items() if name.endswith(".docx")})
    assert UNIT in opened["2-to-trinh.docx"]
    assert "…… (cơ quan chủ quản)" in opened["2-to-trinh.docx"]
    assert "Mã hồ sơ" in opened["bao-da-ap-dung.docx"]


def test_nothing_typed_leaves_the_browser_or_stays_in_it(visit: Visit, origin: str) -> None:
    asked: list[str] = []
    visit.page.on("request", lambda request: asked.append(request.url))
    visit.page.goto(f"{origin}/{CASE}bo-nhan-rong/")
    filled(visit.page)
    assert visit.page.url == f"{origin}/{CASE}bo-nhan-rong/"
    assert [url for url in asked if "Ho%C3%A0" in url or "UBND" in url] == []
    visit.page.reload()
    assert visit.page.get_by_label("Địa danh").input_value() == ""


def test_it_works_from_a_disk(browser: Browser, site: Path) -> None:
    page = browser.new_context().new_page()
    page.goto((site / CASE / "bo-nhan-rong/index.html").as_uri())
    assert UNIT in words(filled(page)["3-ke-hoach.docx"])
    page.context.close()


def test_without_scripts_there_is_the_plain_zip_and_no_form(browser: Browser, origin: str) -> None:
    for visit in visiting(browser, origin, script=False):
        visit.page.goto(f"{origin}/{CASE}bo-nhan-rong/")
        expect(visit.page.get_by_label("Tên cơ quan, đơn vị")).to_be_hidden()
        with visit.page.expect_download() as waiting:
            visit.page.get_by_role("link", name="Tải bộ nhân rộng (.zip)").click()
        assert "2-to-trinh.docx" in unpacked(Path(waiting.value.path()).read_bytes())


def test_the_case_leads_to_its_kit(visit: Visit, origin: str) -> None:
    visit.page.goto(f"{origin}/{CASE}")
    visit.page.get_by_role("link", name="Bắt đầu làm theo: lấy bộ nhân rộng").click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text("Bộ nhân rộng")
