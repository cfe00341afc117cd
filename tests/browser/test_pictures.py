"""Pictures as readers meet them: named and described, every word inside the drawing, and the same said in words beside it."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.visit import Visit

DRAWN = ("", "nhan-rong/", "mo-hinh/ngay-khong-hen/", "mo-hinh/to-cong-nghe-so-cong-dong/", "mo-hinh/trung-tam-hanh-chinh-cong-quang-ninh/")
OUTSIDE = """() => [...document.querySelectorAll("figure svg[role=img] text")].filter((text) => getComputedStyle(text).display !== "none").filter((text) => {
  const word = text.getBBox(), whole = text.ownerSVGElement.viewBox.baseVal;
  return word.x < -1 || word.x + word.width > whole.width + 1 || word.y < -2 || word.y + word.height > whole.height + 4;
}).map((text) => text.textContent)"""
COLLIDING = """() => [...document.querySelectorAll(".tree svg, .years svg")].flatMap((svg) => {
  const shown = [...svg.querySelectorAll("text")].filter((text) => getComputedStyle(text).display !== "none");
  const words = shown.map((text) => ({ text, box: text.getBoundingClientRect() }));
  return words.flatMap((one, place) => words.slice(place + 1).filter((other) => one.box.left < other.box.right - 1 && other.box.left < one.box.right - 1
    && one.box.top < other.box.bottom - 6 && other.box.top < one.box.bottom - 6).map((other) => one.text.textContent + " / " + other.text.textContent));
})"""


@pytest.mark.parametrize("address", DRAWN)
@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_words_stay_inside_their_picture_and_apart(browser: Browser, origin: str, address: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    page = context.new_page()
    page.goto(f"{origin}/{address}", wait_until="networkidle")
    found = page.evaluate(OUTSIDE), page.evaluate(COLLIDING)
    context.close()
    assert found == ([], [])


@pytest.mark.parametrize("address", DRAWN)
def test_a_picture_has_a_name_and_points_to_the_words(wide: Visit, origin: str, address: str) -> None:
    wide.page.goto(f"{origin}/{address}")
    for picture in wide.page.locator(".tree svg, .years svg").all():
        expect(picture).to_have_accessible_name(wide.page.locator(".tree title, .years title").first.text_content() or "")
        expect(picture).to_have_accessible_description(wide.page.locator(".tree desc, .years desc").first.text_content() or "")


def test_the_tree_names_the_places_of_the_ledger_in_its_order(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/mo-hinh/ngay-khong-hen/")
    section = wide.page.locator("section[aria-labelledby=nhan-rong]")
    drawn = section.locator(".tree .lab[text-anchor=end]").all_text_contents()
    told = section.locator(".ledger .award-when").all_text_contents()
    assert [when.lower() for when in told] == drawn[1:] == ["2024", "2025", "08/2025", "chưa rõ"]


def test_bars_and_table_say_the_same_numbers(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/nhan-rong/")
    figure = wide.page.locator(".years")
    figure.locator("summary").click()
    rows = figure.locator("tbody tr")
    numbers = [row.locator("td").first.inner_text() for row in rows.all()]
    assert figure.locator("svg .n").all_text_contents() == numbers[:-1]
    expect(rows.last).to_contain_text("Chưa rõ năm")
    expect(wide.page.locator(".head .lead")).to_contain_text(f"{sum(map(int, numbers))} ghi nhận")


@pytest.mark.parametrize("reached_by", ["focus", "hover"])
def test_a_tile_in_hand_tells_the_old_names_and_covers_no_tile(wide: Visit, origin: str, reached_by: str) -> None:
    wide.page.goto(f"{origin}/")
    tile = wide.page.locator(".tile a[href$='noi/bac-ninh/']")
    if reached_by == "focus":
        tile.focus()
        wide.page.keyboard.press("Shift+Tab")
        wide.page.keyboard.press("Tab")
    else:
        tile.hover()
    told = tile.locator(".was")
    expect(told).to_have_css("clip-path", "none")
    expect(told).to_have_text("Bắc Ninh gồm cả Bắc Giang")
    box = told.bounding_box()
    assert box
    for other in wide.page.locator(".tile > *").all():
        place = other.bounding_box()
        assert place
        beside = place["x"] >= box["x"] + box["width"] or box["x"] >= place["x"] + place["width"]
        assert beside or place["y"] >= box["y"] + box["height"] or box["y"] >= place["y"] + place["height"], other.inner_text()


def test_the_grid_names_both_archipelagos_with_their_provinces(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/")
    expect(wide.page.locator(".tiles")).to_have_css("display", "grid")
    expect(wide.page.locator(".tile:not(.isle)")).to_have_count(34)
    expect(wide.page.locator(".isle").nth(0)).to_have_text("Hoàng Sa thuộc Đà Nẵng")
    expect(wide.page.locator(".isle").nth(1)).to_have_text("Trường Sa thuộc Khánh Hòa")


def test_the_stairs_count_the_cases_of_the_pages_they_lead_to(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/")
    steps = [(link.get_attribute("href") or "", int(link.locator(".n").inner_text())) for link in wide.page.locator(".stairs a").all()]
    assert len(steps) == 8
    for address, count in steps:
        wide.page.goto(f"{origin}/{address}")
        expect(wide.page.locator(".cards .card")).to_have_count(count)
