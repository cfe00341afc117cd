"""The built site in real Chromium: a reader's way, no script, paper, a wrong address."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
from playwright.sync_api import Browser, Page, expect

from casebook.load import load
from casebook.site import Site
from casebook.values import shown_date
from tests.browser.launch import ARGUMENTS, CHROMIUM
from tests.browser.views import KINDS, View
from tests.browser.visit import Visit
from tests.conftest import ROOT


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


OUTSIDE = """width => [...document.querySelectorAll("body *")].filter((part) => part.checkVisibility() && !part.closest(".vh"))
  .filter((part) => (!part.closest(".room") && part.getBoundingClientRect().right > width + 1)
    || (part.matches("li, td, th, dd, p") && part.clientWidth > 1 && part.scrollWidth > part.clientWidth + 2)).map((part) => part.outerHTML.slice(0, 80))"""
"""What leaves the window (the tiles of places move in a room of their own) or its own place."""

MANY_KINDS = ("", "mo-hinh/ly-lich-tu-phap-vneid/", "mo-hinh/", "noi/", "nhan-rong/", "van-ban/", "tim-kiem/?q=thu+tuc", "chinh-sach/", "dong-gop/")


@pytest.mark.parametrize("width", [640, 1280])
@pytest.mark.parametrize("address", MANY_KINDS)
def test_letters_of_twice_the_size_stay_in_their_places(wide: Visit, origin: str, address: str, width: int) -> None:
    """Letters alone grow, as browsers for phones and some readers' own styles do it: the window says nothing of that."""
    wide.page.set_viewport_size({"width": width, "height": 800})
    wide.page.goto(f"{origin}/{address}", wait_until="networkidle")
    wide.page.add_style_tag(content="html { font-size: 200% !important; }")
    assert wide.page.evaluate(OUTSIDE, width) == []
    assert wide.page.evaluate("document.documentElement.scrollWidth") <= width


CUT = """() => [...document.querySelectorAll(".cover")].flatMap((cover) => [...cover.querySelectorAll(".fig, .fig *")]
  .filter((part) => part.getBoundingClientRect().right > cover.getBoundingClientRect().right + 1).map((part) => part.textContent.trim()))"""
"""Figures that a cover cuts off: without its last digit a number is another number."""


@pytest.fixture(scope="module")
def magnified(browser: Browser) -> Iterator[Page]:
    """A reader whose browser has letters of twice the size set as its own."""
    own = browser.browser_type.launch(executable_path=str(CHROMIUM), args=[*ARGUMENTS, "--blink-settings=defaultFontSize=32"])
    yield own.new_page()
    own.close()


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("view", [view for view in KINDS if not view.sample], ids=lambda view: view.name)
def test_on_a_telephone_letters_of_twice_the_size_move_nothing_out_of_the_page(magnified: Page, origin: str, view: View, width: int) -> None:
    magnified.set_viewport_size({"width": width, "height": 800})
    magnified.goto(f"{origin}/{view.address}", wait_until="networkidle")
    assert magnified.evaluate("document.documentElement.scrollWidth") <= width
    assert magnified.evaluate(CUT) == []


@pytest.mark.parametrize("width", [320, 768, 1024, 1440])
def test_the_keyboard_goes_through_the_head_of_the_page_as_the_eye_does(wide: Visit, origin: str, width: int) -> None:
    wide.page.set_viewport_size({"width": width, "height": 800})
    wide.page.goto(f"{origin}/mo-hinh/")
    stops = wide.page.locator(".top :is(a:not(.skip), input, button)").evaluate_all("parts => parts.map((part) => part.getBoundingClientRect().toJSON())")
    assert len(stops) == 9
    for one, other in pairwise(stops):
        assert other["top"] >= one["bottom"] or other["left"] >= one["right"] - 1


WHOLE = [view for view in KINDS if not view.sample and not view.name.startswith("card-")]
"""A card stands inside a page of another portal, which has its own ways."""


@pytest.mark.parametrize("view", WHOLE, ids=lambda view: view.name)
def test_page_can_be_read_and_left_without_script(scriptless: Visit, origin: str, view: View) -> None:
    page = scriptless.page
    page.goto(f"{origin}/{view.address}")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.locator("main").get_by_role("link").count() > 0
    expect(page.get_by_role("navigation", name="Chính").get_by_role("link")).to_have_count(6)
    expect(page.get_by_role("searchbox").first).to_be_visible()


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
    expect(wide.page.locator(".print-head")).to_contain_text(shown_date(Site(load(ROOT)[0], origin).by_slug["hue-s"].updated))
    expect(wide.page.locator("header.top")).to_be_hidden()


def test_an_unknown_address_gets_a_page_that_helps(wide: Visit, origin: str) -> None:
    answer = wide.page.goto(f"{origin}/khong/co/trang-nay/")
    assert answer is not None
    assert answer.status == 404
    expect(wide.page.get_by_role("heading", level=1)).to_have_text("Không tìm thấy trang này")
    wide.page.get_by_role("link", name="Xem các mô hình đang đăng").click()
    expect(wide.page.get_by_role("heading", level=1)).to_contain_text("27 mô hình")
