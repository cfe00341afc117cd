"""What the checks look at: one page of every kind, and the states into which a reader brings it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

CASE = "mo-hinh/ly-lich-tu-phap-vneid/"
COMPARED = "so-sanh/?m=ly-lich-tu-phap-vneid&m=hue-s&m=ngay-khong-hen"


def _rest(page: Page) -> None:
    """Nothing done."""


@dataclass(frozen=True)
class View:
    """A page as a reader has it before her: its address under the site, and what she did there."""

    name: str
    address: str
    act: Callable[[Page], None] = _rest
    sample: bool = False
    """Of the tiny country tests/sample: pages that our own cases do not have today."""


def _type(field: str) -> Callable[[Page], None]:
    def suggestions(page: Page) -> None:
        page.locator(field).focus()
        page.keyboard.type("tinh")
        expect(page.get_by_role("option").last).to_have_text("Tìm “tinh” trong mọi hồ sơ")

    return suggestions


def _open_notes(page: Page) -> None:
    page.locator("details:not([open]) > summary").evaluate_all("summaries => summaries.forEach(summary => summary.click())")
    expect(page.locator("details:not([open])")).to_have_count(0)


def _type_another(page: Page) -> None:
    page.get_by_text("Thêm mô hình vào bảng", exact=True).click()
    _type("#so-sanh-o")(page)


def _compared(page: Page) -> None:
    expect(page.get_by_role("status")).to_contain_text("Đang so 3 mô hình")


def _found(page: Page) -> None:
    expect(page.locator("#ket-qua")).to_have_attribute("data-state", "done")


def _filtered(page: Page) -> None:
    _found(page)
    if page.get_by_role("link", name="Lọc kết quả").is_visible():
        page.get_by_role("link", name="Lọc kết quả").click()
    page.locator("#loc input").first.check()
    _found(page)


def _answered(page: Page) -> None:
    expect(page.locator("#phu-hop-kq")).to_have_attribute("data-state", "done")


def _kit_form(page: Page) -> None:
    expect(page.get_by_label("Tên cơ quan, đơn vị")).to_be_visible()


KINDS = (
    View("home", ""),
    View("list", "mo-hinh/"),
    View("case", CASE),
    View("case-old", "mo-hinh/khoan-ho-vinh-phuc/"),
    View("brief", f"{CASE}tom-tat/"),
    View("kit", f"{CASE}bo-nhan-rong/", _kit_form),
    View("sectors", "linh-vuc/"),
    View("sector", "linh-vuc/nong-nghiep-mt/"),
    View("rung", "giai-doan/the-che-hoa/"),
    View("places", "noi/"),
    View("province", "noi/quang-ninh/"),
    View("former-province", "noi/bac-giang/"),
    View("commendations", "khen-thuong/"),
    View("adoptions", "nhan-rong/"),
    View("documents", "van-ban/"),
    View("changes", "cap-nhat/"),
    View("search", "tim-kiem/"),
    View("fit", "phu-hop/"),
    View("compare-empty", "so-sanh/"),
    View("compare-three", COMPARED, _compared),
    View("data", "du-lieu/"),
    View("policies", "chinh-sach/"),
    View("policy", "chinh-sach/ve-du-lieu/"),
    View("start", "bat-dau-tu-dau/"),
    View("guide", "dong-gop/"),
    View("forms", "bieu-mau/"),
    View("yearbooks", "ky-yeu/"),
    View("instructions", "huong-dan/nhan-ho-so/"),
    View("not-found", "khong/co/trang-nay/"),
    View("withdrawn", "mo-hinh/da-rut/", sample=True),
    View("moved", "mo-hinh/mot-cua-cu/", sample=True),
    View("case-sparse", "mo-hinh/hop-tac-xa-lua/", sample=True),
    View("home-small", "", sample=True),
)
"""One page of every kind, as it comes."""

STATES = (
    View("home-suggestions", "", _type("#tim-kiem-o")),
    View("case-suggestions", CASE, _type("#tim-nhanh")),
    View("case-notes", CASE, _open_notes),
    View("commendations-notes", "khen-thuong/", _open_notes),
    View("compare-suggestions", "so-sanh/?m=hue-s&m=ngay-khong-hen", _type_another),
    View("found", "tim-kiem/?q=thu+tuc", _found),
    View("found-filtered", "tim-kiem/?q=tinh", _filtered),
    View("found-nothing", "tim-kiem/?q=xyzqwk+jjjqq", _found),
    View("fit-answered", "phu-hop/#linh-vuc=dieu-hanh&cap=xa&so=co-ban", _answered),
)
"""What readers make of a page: suggestions, notes and filters open, results, answers."""

VIEWS = KINDS + STATES
