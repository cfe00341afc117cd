"""The form to send out, from file:// in real Chromium: filled in, looked over, saved, opened again; what is saved goes through the door."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from casebook.blanks.page import page as blank_page
from casebook.check import check
from casebook.desk.bring import read
from casebook.desk.carry import carried_out
from casebook.desk.plan import planned
from casebook.load import load
from tests.conftest import ROOT
from tests.editing import project

HOSTILE = 'Sổ “việc”: #1 – a: b\\c "d" \' {x} [y] & *z %, </script><b>đậm</b>'


@pytest.fixture(scope="module")
def blank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("gui") / "mau-ho-so.html"
    file.write_text(blank_page(load(ROOT)[0].vocabularies, "https://nhanrong.example/"), "utf-8")
    return file


@pytest.fixture
def page(browser: Browser, blank: Path) -> Iterator[Page]:
    yield from filling(browser, blank)


def filling(browser: Browser, blank: Path, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True)  # type: ignore[arg-type]
    page = context.new_page()
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: errors.append(request.url) if not request.url.startswith(("file:", "blob:")) else None)
    page.goto(blank.as_uri())
    yield page
    context.close()
    assert errors == []


def field(where: Page | Locator, label: str) -> Locator:
    return where.get_by_label(re.compile(rf"^{label}( bắt buộc)?$"))


def group(page: Page, title: str) -> Locator:
    box = page.locator("details.bm-g").filter(has=page.locator(f"> summary .bm-gt:text-matches('^{title}( bắt buộc)?$')")).first
    if box.get_attribute("open") is None:
        box.locator("> summary").click()
    return box


def item(page: Page, title: str) -> Locator:
    box = group(page, title)
    box.get_by_role("button", name=f"Thêm mục: {title.lower()}").click()
    return box.locator(".bm-item").last


def fill(page: Page) -> None:
    """All that is required, as a commune's office knows it."""
    source = item(page, "Nguồn")
    field(source, "Loại nguồn").select_option("Báo chí")
    field(source, "Nơi đăng").fill("Báo Quảng Trị")
    field(source, "Liên kết").fill("https://baoquangtri.example/so-viec")
    first = page.get_by_role("region", name="Mô hình, nơi làm")
    field(first, "Tên mô hình").fill("Sổ việc điện tử xã Lao Bảo")
    field(first, "Tóm tắt").fill(HOSTILE)
    field(first, "Loại").select_option("Cách làm")
    field(first, "Cấp khởi đầu").select_option("Cấp xã")
    field(first, "Cơ quan thực hiện").fill("UBND xã Lao Bảo")
    for label, typed in {"Lĩnh vực": "dieu hanh", "Nơi làm": "quang tri"}.items():
        field(first, label).fill(typed)
        page.keyboard.press("Enter")
    story = page.get_by_role("region", name="Câu chuyện")
    field(story, "Vấn đề").fill("Việc giao sau họp hay bị quên.\n\n- một\n- hai")
    field(story, "Cách làm").fill("Ghi vào một sổ chung.")
    time_span = group(page, "Thời gian")
    field(time_span, "Bắt đầu").fill("6/2023")
    time_span.get_by_role("checkbox", name=re.compile("^s1 ·")).check()
    result = item(page, "Kết quả")
    field(result, "Chỉ số").fill("Việc xong đúng hạn")
    field(result, "Sau").fill("1.234,5")
    result.get_by_role("checkbox", name=re.compile("^s1 ·")).check()
    checked = group(page, "Xác minh")
    field(checked, "Mức xác minh").select_option(index=1)
    field(checked, "Ngày").fill("22/11/2026")


def saved(page: Page, folder: Path) -> Path:
    with page.expect_download() as coming:
        page.get_by_role("button", name="Lưu tệp").click()
    file = folder / coming.value.suggested_filename
    coming.value.save_as(file)
    return file


def test_what_a_local_office_saves_goes_through_the_door(page: Page, tmp_path: Path) -> None:
    expect(page.get_by_role("button", name="Xem chỗ còn thiếu")).to_contain_text("13")
    fill(page)
    expect(page.get_by_role("button", name="Không còn chỗ thiếu")).to_be_visible()
    root = project(tmp_path)
    file = saved(page, root / "cases")
    assert file.name == "so-viec-dien-tu-xa-lao-bao.yaml"
    book, problems = load(root)
    assert [*problems, *check(book)] == []
    case = book.drafts[file.stem]
    assert (case.summary, case.period.start, str(case.results[0].after)) == (HOSTILE, "2023-06", "1234.5")
    assert case.problem == "Việc giao sau họp hay bị quên.\n\n- một\n- hai"
    assert not list(page.evaluate("Object.keys(localStorage)"))


def test_spaces_and_letters_that_only_copying_leaves_are_not_saved(page: Page, tmp_path: Path) -> None:
    field(page, "Tên mô hình").fill("Sổ\u00a0việc\u200b điện\u202ftử")
    assert 'title: "Sổ việc điện tử"\n' in saved(page, tmp_path).read_text("utf-8")


def test_a_file_that_came_by_mail_is_imported_as_a_draft(page: Page, tmp_path: Path) -> None:
    fill(page)
    (tmp_path / "thu").mkdir()
    mailed = saved(page, tmp_path / "thu")
    root = project(tmp_path)
    plan = planned(load(root)[0], [read(mailed, load(root)[0])], lambda _done, _total: None)
    assert plan.problems == ()
    assert list(carried_out(plan, root / "cases", lambda _done, _total: None)) == []
    book, problems = load(root)
    assert [*problems, *check(book)] == []
    assert book.drafts[mailed.stem].summary == HOSTILE


def test_a_saved_file_is_opened_again_and_says_the_same(page: Page, browser: Browser, blank: Path, tmp_path: Path) -> None:
    fill(page)
    file = saved(page, tmp_path)
    for again in filling(browser, blank):
        again.locator("#mo").set_input_files(file)
        expect(again.locator("#tin")).to_have_text(f"Đã mở {file.name}.")
        expect(field(again, "Tóm tắt")).to_have_value(HOSTILE)
        (tmp_path / "b").mkdir()
        assert saved(again, tmp_path / "b").read_bytes() == file.read_bytes()


@pytest.mark.parametrize("text", ["title: Không ngoặc\n", 'title: "a"\ntitle: "b"\n', 'a:\n  - "x"\n  b: "y"\n', "<html>", 'title: "a\n'])
def test_a_file_of_another_kind_is_refused_and_nothing_lost(page: Page, tmp_path: Path, text: str) -> None:
    field(page, "Tên mô hình").fill("Đang điền dở")
    page.on("dialog", lambda dialog: dialog.accept())
    (tmp_path / "x.yaml").write_text(text, "utf-8")
    page.locator("#mo").set_input_files(tmp_path / "x.yaml")
    expect(page.locator("#tin")).to_contain_text("không phải tệp do biểu mẫu này lưu")
    expect(field(page, "Tên mô hình")).to_have_value("Đang điền dở")


def test_what_is_missing_or_wrong_is_said_at_its_field(page: Page) -> None:
    page.get_by_role("button", name="Xem chỗ còn thiếu").click()
    title = field(page, "Tên mô hình")
    expect(title).to_be_focused()
    expect(title).to_have_attribute("aria-invalid", "true")
    title.fill("Đ" * 121)
    expect(title.locator("..")).to_contain_text("dài 121 ký tự; nhiều nhất 120")
    start = field(group(page, "Thời gian"), "Bắt đầu")
    for wrong in ("31/02/2023", "3/4/23", "hè 2023"):
        start.fill(wrong)
        expect(start.locator("..")).to_contain_text(f"“{wrong}” không phải ngày; gõ như 2013, 6/2013 hoặc 21/6/2013")
        expect(start).to_have_attribute("aria-invalid", "true")
    start.fill("28/2/2023")
    expect(start).not_to_have_attribute("aria-invalid", "true")
    after = field(item(page, "Kết quả"), "Sau")
    after.fill("1.000")
    expect(after.locator("..")).to_contain_text("đọc được hai cách")
    after.fill("1,234.5")
    expect(after.locator("..")).to_contain_text("“1,234.5” viết theo lối tiếng Anh; viết 1.234,5")


def test_it_keeps_nothing_unless_asked(page: Page) -> None:
    page.on("dialog", lambda dialog: dialog.accept())
    field(page, "Tên mô hình").fill("Sổ việc")
    page.reload()
    expect(field(page, "Tên mô hình")).to_have_value("")
    page.get_by_label("Giữ bản đang điền").check()
    field(page, "Tên mô hình").fill("Sổ việc")
    page.reload()
    expect(field(page, "Tên mô hình")).to_have_value("Sổ việc")
    page.get_by_label("Giữ bản đang điền").uncheck()
    assert page.evaluate("localStorage.length") == 0


def test_it_runs_only_its_own_script(blank: Path, browser: Browser, tmp_path: Path) -> None:
    text = blank.read_text("utf-8")
    assert "unsafe" not in text
    assert not re.search(r"(?:src|href)=[\"']?https?:", text)
    spoilt = tmp_path / "x.html"
    spoilt.write_text(text.replace("</main>", "<script>document.title = 'kẻ lạ'</script></main>"), "utf-8")
    page = browser.new_page()
    page.goto(spoilt.as_uri())
    expect(page.get_by_role("button", name="Lưu tệp")).to_be_visible()
    assert page.title() != "kẻ lạ"
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_paper(browser: Browser, blank: Path, scheme: str) -> None:
    for page in filling(browser, blank, 320, scheme):
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
        page.emulate_media(media="print")
        expect(page.get_by_role("button", name="Lưu tệp")).to_be_hidden()
        expect(field(page, "Tên mô hình")).to_be_visible()


def test_the_site_offers_it(browser: Browser, origin: str) -> None:
    page = browser.new_page()
    page.goto(f"{origin}/")
    page.get_by_role("link", name="Biểu mẫu gửi hồ sơ").click()
    with page.expect_download() as coming:
        page.get_by_role("link", name="mau-ho-so.html").click()
    assert coming.value.suggested_filename == "mau-ho-so.html"
    page.close()
