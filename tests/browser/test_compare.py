"""so-sanh/ in real Chromium: two or three models side by side, as the address says."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visit import Visit
from tests.golden import made

THREE = ("ly-lich-tu-phap-vneid", "trung-tam-hanh-chinh-cong-quang-ninh", "ngay-khong-hen")
TITLES = ["Cấp phiếu lý lịch tư pháp qua VNeID", "Trung tâm Phục vụ hành chính công tỉnh Quảng Ninh", "“Ngày không hẹn”"]


def _query(*slugs: str) -> str:
    return "?" + "&".join(f"m={slug}" for slug in slugs)


@pytest.fixture
def three(wide: Visit, origin: str) -> Page:
    wide.page.goto(f"{origin}/so-sanh/{_query(*THREE)}")
    expect(wide.page.get_by_role("status")).to_contain_text("Đang so 3 mô hình")
    return wide.page


def _heads(page: Page, *titles: str) -> None:
    expect(page.locator(".cmp thead th")).to_have_text([re.compile(re.escape(title)) for title in titles])


def _row(page: Page, key: str) -> list[str]:
    return page.locator(f"tbody[data-row={key}] td").all_inner_texts()


def test_three_models_stand_in_the_order_of_the_address(three: Page) -> None:
    _heads(three, *TITLES)
    expect(three.locator("tbody[data-row=level] td")).to_have_text(["Trung ương", "Cấp tỉnh", "Cấp xã"])
    expect(three.locator("tbody[data-row=places] td").first).to_contain_text("Tỉnh Thừa Thiên Huế (nay là thành phố Huế)")
    expect(three.locator("tbody[data-row=results] td").first).to_contain_text("trường hợp thường: từ 10 thành 3 ngày")
    expect(three.locator("tbody[data-row=needed] td").first).to_contain_text("nhận định biên tập")
    expect(three.locator("tbody[data-row=authorisations] td").last).to_have_text("Chưa có nguồn")
    expect(three.locator("tbody[data-row=scale] td").first).to_have_text("chưa rõ")
    assert three.title().startswith("So sánh: Cấp phiếu lý lịch tư pháp")


def test_rows_say_whether_they_differ_and_can_be_filtered(three: Page) -> None:
    expect(three.locator("tbody[data-row=level] th")).to_contain_text("khác nhau")
    expect(three.locator("tbody[data-row=verification] th")).to_contain_text("giống nhau")
    expect(three.locator("tbody[data-row=scale] th")).to_contain_text("đều chưa có nguồn")
    three.get_by_label("Chỉ hiện dòng khác nhau").check()
    expect(three.locator("tbody[data-row=level]")).to_be_visible()
    expect(three.locator("tbody[data-row=verification]")).to_be_hidden()
    assert all("khác nhau" in text for text in three.locator("tbody:visible th").all_inner_texts())


def test_every_row_has_a_name_and_every_name_a_row(three: Page) -> None:
    record = json.loads(re.sub(r"^[^{]*|\);\n$", "", str(made()["mo-hinh/mot-cua-so/so-sanh.js"])))
    assert three.locator("tbody").evaluate_all("rows => rows.map(row => row.dataset.row)") == list(record["rows"])
    for key in record["rows"]:
        assert len(_row(three, key)) == 3
        assert all(_row(three, key))


def test_remove_add_and_back_by_keyboard(three: Page) -> None:
    three.get_by_role("button", name="Bỏ Trung tâm Phục vụ").focus()
    three.keyboard.press("Enter")
    expect(three.get_by_role("status")).to_contain_text("Đang so 2 mô hình")
    _heads(three, TITLES[0], TITLES[2])
    assert three.url.endswith(_query(THREE[0], THREE[2]))
    expect(three.locator("#so-sanh-them summary")).to_be_focused()
    three.keyboard.press("Enter")
    added = three.locator("#so-sanh-gan a").first
    name = added.inner_text()
    added.focus()
    three.keyboard.press("Enter")
    _heads(three, TITLES[0], TITLES[2], name)
    expect(three.locator(".cmp thead th a").last).to_be_focused()
    expect(three.locator("#so-sanh-them")).to_be_hidden()
    three.go_back()
    _heads(three, TITLES[0], TITLES[2])
    three.go_back()
    _heads(three, *TITLES)


def test_enter_adds_the_nearest_model_and_keeps_what_is_chosen(wide: Visit, origin: str) -> None:
    page = wide.page
    page.goto(f"{origin}/so-sanh/{_query('ngay-khong-hen')}")
    field = page.locator("#so-sanh-o")
    field.fill("nền tảng hue-s")
    field.press("Enter")
    expect(page).to_have_url(re.compile(r"m=ngay-khong-hen&m=hue-s$"))


def test_a_choice_in_the_search_field_adds_a_column(wide: Visit, origin: str) -> None:
    page = wide.page
    page.goto(f"{origin}/so-sanh/{_query(THREE[0])}")
    expect(page.get_by_role("status")).to_contain_text("Chọn thêm một hoặc hai mô hình")
    event = "new CustomEvent('goi-y-chon', {bubbles: true, cancelable: true, detail: {slug: 'hue-s', title: 'Hue-S'}})"
    assert page.locator("#so-sanh-o").evaluate(f"input => input.dispatchEvent({event})") is False
    _heads(page, TITLES[0], "Hue-S")
    assert page.url.endswith(_query(THREE[0], "hue-s"))


@pytest.mark.parametrize(
    ("query", "count", "sentence"),
    [
        (_query("hue-s", "khong-co-that", "ocop-quang-ninh"), 2, "Không mở được mô hình “khong-co-that”"),
        (_query("hue-s", "../assets/so-sanh", "ocop-quang-ninh"), 2, "Không mở được mô hình “../assets/so-sanh”"),
        (_query("hue-s", "<img src=x>"), 1, "Không mở được mô hình “<img src=x>”"),
        (_query("hue-s", "hue-s", "ocop-quang-ninh"), 2, "bảng chỉ để một cột"),
        (_query(*THREE, "hue-s"), 3, "chỉ lấy ba mô hình đầu"),
        ("?m=", 0, ""),
    ],
)
def test_what_cannot_be_shown_is_said(wide: Visit, origin: str, query: str, count: int, sentence: str) -> None:
    wide.page.goto(f"{origin}/so-sanh/{query}")
    expect(wide.page.locator(".cmp thead th")).to_have_count(count)
    expect(wide.page.locator("#so-sanh-bao")).to_contain_text(sentence)


def test_nothing_chosen_shows_how_to_begin(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/so-sanh/")
    expect(wide.page.get_by_role("region", name="So sánh")).to_be_hidden()
    wide.page.locator("#so-sanh-vi-du a").first.click()
    expect(wide.page.get_by_role("status")).to_contain_text("Đang so 3 mô hình")
    expect(wide.page.locator("#so-sanh-bat-dau")).to_be_hidden()


def test_a_case_leads_here(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/mo-hinh/{THREE[0]}/")
    wide.page.get_by_role("link", name="So sánh với mô hình khác").click()
    _heads(wide.page, TITLES[0])
    expect(wide.page.locator("#so-sanh-gan a")).to_have_count(6)


def test_works_from_a_folder_of_files(browser: Browser, site: Path) -> None:
    page = browser.new_page()
    page.goto((site / f"mo-hinh/{THREE[0]}/index.html").as_uri())
    page.get_by_role("link", name="So sánh với mô hình khác").click()
    _heads(page, TITLES[0])
    page.locator("#so-sanh-gan a").first.click()
    expect(page.locator(".cmp thead th")).to_have_count(2)
    page.goto(f"{(site / 'so-sanh/index.html').as_uri()}{_query(*THREE)}")
    _heads(page, *TITLES)
    page.get_by_role("button", name="Bỏ Trung tâm Phục vụ").click()
    _heads(page, TITLES[0], TITLES[2])
    page.go_back()
    _heads(page, *TITLES)
    page.locator(".cmp thead th a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLES[0])
    page.close()


def test_without_script_the_page_says_so_and_leads_on(scriptless: Visit, origin: str) -> None:
    page = scriptless.page
    page.goto(f"{origin}/so-sanh/{_query(*THREE)}")
    # A browser whose scripts are switched off from outside does not show <noscript>; one that a reader set so does.
    assert '<noscript><div class="prose"><p>Bảng so sánh được ghép bằng JavaScript' in page.content()
    expect(page.locator("#so-sanh")).to_be_hidden()
    expect(page.locator("#so-sanh-vi-du")).to_be_hidden()
    page.get_by_role("link", name="theo lĩnh vực", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("27 mô hình")


@pytest.mark.parametrize("query", ["", _query("hue-s"), _query(*THREE)])
def test_fits_a_narrow_screen(narrow: Visit, origin: str, query: str) -> None:
    page = narrow.page
    page.goto(f"{origin}/so-sanh/{query}", wait_until="networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    if query == _query(*THREE):
        region = page.get_by_role("region", name="So sánh 3 mô hình")
        region.focus()
        page.keyboard.press("ArrowRight")
        page.wait_for_function("document.getElementById('so-sanh-bang').scrollLeft > 0")


def test_prints_with_its_shareable_address(three: Page) -> None:
    three.emulate_media(media="print")
    expect(three.locator("#so-sanh-dia-chi")).to_be_visible()
    expect(three.locator("#so-sanh-dia-chi")).to_contain_text(f"/so-sanh/{_query(*THREE)}")
    for away in ("#so-sanh-loc", "#so-sanh-them", ".cmp button"):
        expect(three.locator(away).first).to_be_hidden()
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([\d.]+) ([\d.]+)\]", three.pdf(prefer_css_page_size=True))
    assert {(round(float(width)), round(float(height))) for width, height in boxes} == {(842, 595)}


def test_a_revoked_name_is_not_in_the_data_and_a_former_address_leads_on() -> None:
    data = str(made()["mo-hinh/mot-cua-so/so-sanh.js"])
    assert "không nêu tên" in data
    assert "Phải Bỏ" not in data
    assert made()["mo-hinh/mot-cua-cu/so-sanh.js"] == 'NhanRong.put("mo-hinh/mot-cua-cu/so-sanh.js",{"moved":"mot-cua-so"});\n'
    assert not [path for path in made() if path.endswith("da-rut/so-sanh.js")]
