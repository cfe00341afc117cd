"""phu-hop/: seen through the page. Questions #hoi-<key>, results #phu-hop-ds [data-case], answers in the fragment."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.visit import Visit, visiting

ANSWERS = "#linh-vuc=dieu-hanh&cap=xa&so=co-ban"


@pytest.fixture
def visit(browser: Browser, origin: str) -> Iterator[Visit]:
    yield from visiting(browser, origin)


@pytest.fixture
def page(visit: Visit) -> Page:
    return visit.page


def results(page: Page) -> list[str]:
    expect(page.locator("#phu-hop-kq")).to_have_attribute("data-state", "done")
    return page.locator("#phu-hop-ds [data-case]").evaluate_all("items => items.map(item => item.dataset.case)")  # type: ignore[no-any-return]


def part(page: Page, case: str, title: str) -> str:
    box = page.locator(f"[data-case={case}] .cond").filter(has=page.get_by_role("heading", name=title, exact=True))
    return box.inner_text()


def test_a_fitting_model_comes_first_with_its_reasons(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/")
    page.get_by_label("Việc thuộc lĩnh vực nào?").select_option("Điều hành chung, một cửa, dịch vụ công")
    page.get_by_label("Nơi bạn ở cấp nào?").select_option("Cấp xã")
    page.get_by_label("Hạ tầng số đã có đến đâu?").select_option("Cơ bản (điện thoại, mạng)")
    expect(page.locator(".fit-count").first).to_have_text("Hợp 2, chưa hợp 0, chưa rõ 1")
    assert results(page)[0] == "ngay-khong-hen"
    fits = part(page, "ngay-khong-hen", "Chỗ hợp")
    assert "Cùng lĩnh vực “Điều hành chung, một cửa, dịch vụ công”." in fits
    assert "Mô hình bắt đầu từ cấp xã, như nơi bạn." in fits
    assert "Hạ tầng số cần có: hồ sơ chưa ghi." in part(page, "ngay-khong-hen", "Chưa rõ")
    assert "Cán bộ đủ và sắp lịch trước" in part(page, "ngay-khong-hen", "Hãy tự kiểm: cần có")
    assert "Nhận định biên tập" in part(page, "ngay-khong-hen", "Hãy tự kiểm: cần có")
    expect(page.locator("#phu-hop-so")).to_contain_text("trong 27 mô hình có ít nhất một chỗ hợp")


def test_a_misfit_is_shown_with_the_editors_reason_and_not_hidden(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    assert "trung-tam-hanh-chinh-cong-quang-ninh" in results(page)[1:]
    misfits = part(page, "trung-tam-hanh-chinh-cong-quang-ninh", "Chỗ chưa hợp")
    assert "Thiếu hạ tầng số. Mô hình: cần nền tảng dùng chung, cơ sở dữ liệu; nơi bạn: cơ bản (điện thoại, mạng)." in misfits
    assert "Khó vượt" in misfits
    assert "Nhận định biên tập" in misfits
    assert "5 bước trên môi trường điện tử" in misfits
    assert "Mô hình bắt đầu từ cấp tỉnh" in part(page, "trung-tam-hanh-chinh-cong-quang-ninh", "Lưu ý")


def test_every_model_can_be_reached_in_the_end(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    assert len(results(page)) == 10
    more = page.get_by_role("button", name="Xem thêm")
    more.click()
    expect(page.locator("#phu-hop-ds > li")).to_have_count(20)
    expect(page.locator("#phu-hop-ds > li").nth(10).locator("h3 a")).to_be_focused()
    more.click()
    expect(page.locator("#phu-hop-ds > li")).to_have_count(27)
    expect(more).to_be_hidden()
    assert len(set(results(page))) == 27


def test_a_model_of_the_own_province_is_marked_not_moved(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    before = results(page)
    page.get_by_label("Nơi bạn thuộc tỉnh, thành phố nào?").select_option("Bắc Ninh")
    expect(page.locator("[data-case=ngay-khong-hen] .fit-already")).to_have_text("Tỉnh, thành phố của bạn đã có mô hình này")
    assert results(page) == before
    expect(page.locator(".fit-count").first).to_have_text("Hợp 2, chưa hợp 0, chưa rõ 1")


def test_a_model_of_the_whole_country_is_marked_for_every_province_but_the_own_comes_first(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    more = page.get_by_role("button", name="Xem thêm")
    for shown in (20, 27):
        more.click()
        expect(page.locator("#phu-hop-ds > li")).to_have_count(shown)
    mark = page.locator("[data-case=so-suc-khoe-dien-tu-vneid] .fit-already")
    expect(mark).to_have_count(0)
    for province, words in (("Bắc Ninh", "Theo nguồn, mô hình này đã làm trên cả nước"), ("Hà Nội", "Tỉnh, thành phố của bạn đã có mô hình này")):
        page.get_by_label("Nơi bạn thuộc tỉnh, thành phố nào?").select_option(province)
        for shown in (20, 27):
            more.click()
            expect(page.locator("#phu-hop-ds > li")).to_have_count(shown)
        expect(mark).to_have_text(words)


def test_skipping_all_gives_guidance_and_fetches_nothing(page: Page, origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{origin}/phu-hop/", wait_until="networkidle")
    assert results(page) == []
    expect(page.get_by_text("Chưa có câu trả lời nào.")).to_be_visible()
    assert not [url for url in asked if "/phu-hop/" in url and url.endswith(".js") and "assets" not in url]


def test_answers_stay_in_the_browser(page: Page, origin: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{origin}/phu-hop/{ANSWERS}", wait_until="networkidle")
    page.get_by_label("Địa hình nơi bạn?").select_option("Miền núi")
    assert results(page)
    assert not [url for url in asked if "?" in url or "dieu-hanh" in url.split("#")[0] or "mien-nui" in url.split("#")[0]]
    data = [url.removeprefix(f"{origin}/phu-hop/") for url in asked if "/phu-hop/" in url and url.endswith(".js")]
    assert sorted(re.sub("^[0-9a-f]{12}", "", path) for path in data) == [".js", "bang.js"]
    assert page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]") == [0, 0, ""]


def test_the_fragment_holds_and_restores_the_answers(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/")
    page.get_by_label("Việc thuộc lĩnh vực nào?").select_option("Y tế, dân số, bảo trợ xã hội")
    page.get_by_label("Địa hình nơi bạn?").select_option("Miền núi")
    found = results(page)
    assert page.url == f"{origin}/phu-hop/#linh-vuc=y-te&dia-hinh=mien-nui"
    page.reload()
    assert results(page) == found
    expect(page.get_by_label("Địa hình nơi bạn?")).to_have_value("mien-nui")
    page.locator("#phu-hop-ds h3 a").first.click()
    page.wait_for_url("**/mo-hinh/**")
    page.go_back()
    assert results(page) == found
    page.goto(f"{origin}/phu-hop/#linh-vuc=tu-phap&cap=khong-co")
    expect(page.get_by_label("Việc thuộc lĩnh vực nào?")).to_have_value("tu-phap")
    expect(page.get_by_label("Nơi bạn ở cấp nào?")).to_have_value("")
    page.get_by_role("button", name="Xoá câu trả lời").click()
    expect(page.get_by_text("Chưa có câu trả lời nào.")).to_be_visible()
    assert page.url == f"{origin}/phu-hop/"


def test_a_case_of_a_level_that_is_no_more_gets_a_remark(page: Page, origin: str, site: Path) -> None:
    written = (site / "phu-hop/bang.js").read_text("utf-8")
    table = json.loads(written[written.index(",") + 1 : written.rindex(")")])
    level = next(rule for rule in table["rules"] if rule["name"] == "level")
    level["column"] = ",".join([str(level["codes"].index("huyen"))] * len(level["column"].split(",")))

    def answer(route: Route) -> None:
        route.fulfill(body=f'NhanRong.put("phu-hop/bang.js",{json.dumps(table)});', content_type="text/javascript")

    page.route("**/phu-hop/bang.js", answer)
    page.goto(f"{origin}/phu-hop/#cap=xa")
    first = results(page)[0]
    assert "cấp huyện (đến 30/6/2025); cấp này không còn" in part(page, first, "Lưu ý")
    expect(page.locator(".fit-count").first).to_have_text("Hợp 0, chưa hợp 0, chưa rõ 0, lưu ý 1")
    assert "huyen" not in page.locator("#hoi-cap option").evaluate_all("options => options.map(option => option.value)")


def test_the_first_three_can_be_compared(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    first = results(page)[:3]
    link = page.get_by_role("link", name="So sánh ba mô hình đầu")
    expect(link).to_have_attribute("href", f"{origin}/so-sanh/?" + "&".join(f"m={slug}" for slug in first))


def test_it_works_by_keyboard(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/")
    page.get_by_label("Việc thuộc lĩnh vực nào?").focus()
    page.keyboard.press("ArrowDown")
    assert results(page)
    for _ in range(8):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Xem kết quả")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kết quả")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="So sánh ba mô hình đầu")).to_be_focused()


def test_the_skip_link_keeps_the_answers(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    found = results(page)
    page.evaluate("location.hash = 'noi-dung'")
    page.wait_for_timeout(100)
    assert results(page) == found
    expect(page.get_by_label("Nơi bạn ở cấp nào?")).to_have_value("xa")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_results_fit_a_narrow_screen(browser: Browser, origin: str, scheme: str) -> None:
    for narrow in visiting(browser, origin, width=320, scheme=scheme):
        narrow.page.goto(f"{origin}/phu-hop/{ANSWERS}&dia-hinh=mien-nui&dan-so=nho&tien=khong-dang-ke&tinh=bac-ninh&diem-nghen=to-chuc")
        assert len(results(narrow.page)) == 10
        assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 320


def test_it_prints_the_answers_and_the_results(page: Page, origin: str) -> None:
    page.goto(f"{origin}/phu-hop/{ANSWERS}")
    assert results(page)
    page.emulate_media(media="print")
    expect(page.locator("#phu-hop-tra-loi")).to_contain_text("Cấp xã; Cơ bản (điện thoại, mạng)")
    expect(page.locator("#phu-hop-tra-loi")).to_be_visible()
    expect(page.locator("#phu-hop")).to_be_hidden()


def test_it_works_from_a_file(browser: Browser, site: Path) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"file://{site}/phu-hop/index.html{ANSWERS}")
    assert results(page)[0] == "ngay-khong-hen"
    page.locator("#phu-hop-ds h3 a").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Ngày không hẹn")
    context.close()


def test_without_script_the_rules_stand_in_words(browser: Browser, origin: str) -> None:
    for scriptless in visiting(browser, origin, script=False):
        page = scriptless.page
        page.goto(f"{origin}/phu-hop/")
        expect(page.locator("#phu-hop")).to_be_hidden()
        rules = page.locator(".fit-rules").inner_text()
        assert "Nơi bạn ở cấp nào?" in rules
        assert "Hợp: cộng 2. Chưa hợp: trừ 3, và đánh dấu “khó vượt”." in rules
        # A browser whose scripts are switched off from outside does not show <noscript>; one that a reader set so does.
        assert "<noscript><p>Trình duyệt đang tắt JavaScript" in page.content()
        page.locator("main").get_by_role("link", name="theo lĩnh vực").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
