"""tim-kiem/: its contract, seen through the page. Input #tim-kiem-o, results #ket-qua [data-case], state in the address."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import visiting


@pytest.fixture
def page(browser: Browser, origin: str) -> Iterator[Page]:
    for visit in visiting(browser, origin):
        yield visit.page


def results(page: Page) -> list[str]:
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")
    return page.locator("#ket-qua [data-case]").evaluate_all("items => items.map(item => item.dataset.case)")  # type: ignore[no-any-return]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("lý lịch tư pháp", "ly-lich-tu-phap-vneid"),
        ("ly lich tu phap", "ly-lich-tu-phap-vneid"),
        ("LY LICH", "ly-lich-tu-phap-vneid"),
        ("hoi quan dong thap", "hoi-quan-nong-dan-dong-thap"),
        ("490/QĐ-TTg", "ocop-quang-ninh"),
        ("490/qd-ttg", "ocop-quang-ninh"),
        ("thu phí không dừng", "thu-phi-khong-dung"),
        ("khoán hộ", "khoan-ho-vinh-phuc"),
        ("vải thiều", "vai-thieu-bac-giang-2021"),
        ("thừa phát l", "thua-phat-lai"),
    ],
)
def test_typing_finds(page: Page, origin: str, query: str, first: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill(query)
    assert results(page)[0] == first


def test_nonsense_finds_nothing_and_says_so(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=xyzqwk+jjjqq")
    assert results(page) == []
    expect(page.locator("#tim-kiem-so")).to_contain_text("Không tìm thấy")
    expect(page.locator("#tim-kiem-goi-y")).to_be_visible()


def test_quotes_ask_for_the_phrase(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=“camera an ninh”")
    assert results(page) == ["camera-an-ninh-ba-ria-vung-tau"]


def test_the_address_holds_and_restores_the_state(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/")
    page.locator("#tim-kiem-o").fill("thu tuc")
    page.locator("input[name=linh-vuc][value=tu-phap]").check()
    page.locator("#sap-xep").select_option("moi")
    found = results(page)
    assert found
    assert "q=thu+tuc" in page.url
    assert "linh-vuc=tu-phap" in page.url
    assert "sap-xep=moi" in page.url
    page.reload()
    assert results(page) == found
    expect(page.locator("#tim-kiem-o")).to_have_value("thu tuc")
    expect(page.locator("input[name=linh-vuc][value=tu-phap]")).to_be_checked()


def test_what_matched_is_marked_with_its_diacritics(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=thu tuc")
    assert results(page)
    marks = {text.lower() for text in page.locator("#ket-qua mark").all_inner_texts()}
    assert {"thủ", "tục"} <= marks
    title = page.locator("#ket-qua [data-case=ly-lich-tu-phap-vneid] h3").inner_text()
    page.locator("#tim-kiem-o").fill("")
    results(page)
    assert page.locator("#ket-qua mark").count() == 0
    assert page.locator("#ket-qua [data-case=ly-lich-tu-phap-vneid] h3").inner_text() == title


def test_the_found_cases_can_be_taken_away_as_a_table(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=khoán")
    found = results(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải CSV").click()
    content = Path(download.value.path()).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[1:]] == found
    assert all(not cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row)


def test_a_place_is_found_by_its_old_and_its_new_name(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?tinh=bac-giang")
    old = results(page)
    page.goto(f"{origin}/tim-kiem/?tinh=bac-ninh")
    assert set(old) <= set(results(page))
    assert "vai-thieu-bac-giang-2021" in old


def test_counts_follow_the_query_and_no_choice_is_a_dead_end(page: Page, origin: str) -> None:
    page.goto(f"{origin}/tim-kiem/?q=khoán")
    found = results(page)
    label = page.locator("label:has(input[name=linh-vuc][value=nong-nghiep-mt])")
    count = int(label.locator(".c").inner_text())
    label.locator("input").check()
    assert len(results(page)) == count <= len(found)


def test_the_header_form_leads_here(page: Page, origin: str) -> None:
    page.goto(f"{origin}/mo-hinh/hue-s/")
    page.get_by_role("searchbox").fill("OCOP")
    page.keyboard.press("Enter")
    page.wait_for_url("**/tim-kiem/?q=OCOP")
    assert results(page)[0] == "ocop-quang-ninh"


def test_it_works_from_a_file(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"file://{site}/tim-kiem/index.html?q=khoan ho")
    assert results(page)[0] == "khoan-ho-vinh-phuc"
    context.close()
