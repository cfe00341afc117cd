"""The built site in real Chromium: a reader's way, a narrow screen, no errors, no request elsewhere, no script."""

import pytest
from playwright.sync_api import expect

from tests.browser.visit import Visit

COMPARED = "so-sanh/?m=ngay-khong-hen&m=hue-s"
KINDS = (
    *("", "mo-hinh/", "mo-hinh/ly-lich-tu-phap-vneid/", "mo-hinh/khoan-ho-vinh-phuc/", "linh-vuc/", "linh-vuc/nong-nghiep-mt/", "giai-doan/the-che-hoa/"),
    *("noi/", "noi/quang-ninh/", "noi/bac-giang/", "khen-thuong/", "nhan-rong/", "van-ban/", "cap-nhat/", "tim-kiem/", "du-lieu/", "chinh-sach/"),
    *("chinh-sach/ve-du-lieu/", "bat-dau-tu-dau/", "dong-gop/", "phu-hop/", "so-sanh/", COMPARED, "khong/co/trang-nay/"),
)
"""One address of every kind of page."""


def test_from_home_by_sector_to_a_case_and_its_source(wide: Visit, origin: str) -> None:
    page = wide.page
    page.goto(f"{origin}/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Mô hình thí điểm có hiệu quả")
    page.get_by_role("link", name="Tư pháp, pháp luật").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tư pháp, pháp luật")
    page.get_by_role("link", name="Cấp phiếu lý lịch tư pháp qua VNeID").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cấp phiếu lý lịch tư pháp qua VNeID")
    note = page.locator("section[aria-labelledby=ket-qua] details.src").first
    note.locator("summary").click()
    expect(note.locator("blockquote")).to_be_visible()
    expect(note.get_by_role("link", name="Mở bài gốc")).to_have_attribute(
        "href", "https://giadinh.suckhoedoisong.vn/rut-ngan-thoi-gian-cap-phieu-ly-lich-tu-phap-xuong-con-3-ngay-172241007191236015.htm"
    )


@pytest.mark.parametrize("address", KINDS)
def test_page_has_no_error_and_calls_nobody_else(wide: Visit, origin: str, address: str) -> None:
    wide.page.goto(f"{origin}/{address}", wait_until="networkidle")
    expect(wide.page.locator("h1")).to_have_count(1)
    assert wide.page.evaluate("document.fonts.check('400 17px \"Be Vietnam Pro\"')")


@pytest.mark.parametrize("address", KINDS)
def test_page_fits_a_narrow_screen(narrow: Visit, origin: str, address: str) -> None:
    narrow.page.goto(f"{origin}/{address}", wait_until="networkidle")
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("address", ["", "mo-hinh/ly-lich-tu-phap-vneid/", "tim-kiem/", "phu-hop/", "so-sanh/", COMPARED])
def test_every_tab_stop_is_visible_and_in_view(narrow: Visit, origin: str, address: str) -> None:
    page = narrow.page
    page.goto(f"{origin}/{address}", wait_until="networkidle")
    stops = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        place = page.evaluate(
            "() => { const e = document.activeElement; if (!e || e === document.body) return null;"
            " const r = e.getBoundingClientRect(); return [e.outerHTML.slice(0, 80), r.width, r.height, r.left, r.right, r.top, r.bottom]; }"
        )
        if place is None:
            break
        stops += 1
        html, width, height, left, right, top, bottom = place
        assert min(width, height) >= 1, html
        assert max(-right, left - 319, -bottom, top - 799) < 0, html
    assert stops > 10


@pytest.mark.parametrize("address", ["", "mo-hinh/ly-lich-tu-phap-vneid/", "tim-kiem/", "mo-hinh/", "van-ban/"])
def test_page_is_complete_without_script(scriptless: Visit, origin: str, address: str) -> None:
    page = scriptless.page
    page.goto(f"{origin}/{address}")
    assert len(page.locator("main").inner_text()) > 400
    assert page.locator("main a").count() > 10


def test_a_case_prints_with_its_address_and_date(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/mo-hinh/hue-s/")
    wide.page.emulate_media(media="print")
    expect(wide.page.locator(".print-head")).to_be_visible()
    expect(wide.page.locator(".print-head")).to_contain_text("mo-hinh/hue-s/")
    expect(wide.page.locator(".print-head")).to_contain_text("22/11/2026")
    expect(wide.page.locator("header.top")).to_be_hidden()


def test_an_unknown_address_gets_a_page_that_helps(wide: Visit, origin: str) -> None:
    answer = wide.page.goto(f"{origin}/khong/co/trang-nay/")
    assert answer is not None
    assert answer.status == 404
    expect(wide.page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    wide.page.get_by_role("link", name="Xem các mô hình đang đăng").click()
    expect(wide.page.get_by_role("heading", level=1)).to_contain_text("27 mô hình")
