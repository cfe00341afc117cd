"""Suggestions under a search field: an ARIA combobox in the header, on the home page and where models are compared."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.visit import Visit

CASE = "mo-hinh/ly-lich-tu-phap-vneid/"
FIELDS = {"": "#tim-kiem-o", CASE: "#tim-nhanh", "so-sanh/": "#so-sanh-o"}
"""A page and its field."""
FOUND = "khoan-ho-vinh-phuc"


@pytest.fixture
def home(wide: Visit, origin: str) -> Page:
    wide.page.goto(f"{origin}/")
    return wide.page


def _typed(page: Page, text: str = "khoan ho", field: str = FIELDS[""]) -> Locator:
    """Types as a reader does; the list, open."""
    page.locator(field).focus()
    page.keyboard.type(text)
    opened = page.get_by_role("listbox", name="Gợi ý")
    expect(opened.get_by_role("option").last).to_have_text(f"Tìm “{text}” trong mọi hồ sơ")
    return opened


def _marked(page: Page, place: int) -> None:
    """The option at `place` is the active one; none at -1."""
    field, options = page.locator(FIELDS[""]), page.get_by_role("option")
    expect(field).to_be_focused()
    chosen = ["true" if index == place else "false" for index in range(options.count())]
    assert options.evaluate_all("options => options.map(option => option.ariaSelected)") == chosen
    assert field.get_attribute("aria-activedescendant") == (None if place < 0 else options.nth(place).get_attribute("id"))


@pytest.mark.parametrize("address", ["", CASE])
def test_typed_marked_and_opened_by_keyboard(wide: Visit, origin: str, address: str) -> None:
    wide.page.goto(f"{origin}/{address}")
    first = _typed(wide.page, field=FIELDS[address]).get_by_role("option").first
    expect(first).to_contain_text("Khoán hộ")
    expect(first.locator("small")).to_contain_text("Vĩnh Phúc")
    wide.page.keyboard.press("ArrowDown")
    wide.page.keyboard.press("Enter")
    wide.page.wait_for_url(f"{origin}/mo-hinh/{FOUND}/")


@pytest.mark.parametrize("address", FIELDS)
def test_the_field_says_what_it_is(wide: Visit, origin: str, address: str) -> None:
    wide.page.goto(f"{origin}/{address}")
    field = wide.page.locator(FIELDS[address])
    for name, value in {"role": "combobox", "type": "text", "aria-autocomplete": "list", "aria-expanded": "false", "autocomplete": "off"}.items():
        expect(field).to_have_attribute(name, value)
    opened = _typed(wide.page, field=FIELDS[address])
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("aria-controls") == opened.get_attribute("id")
    assert opened.locator(":scope > :not([role=option])").count() == 0
    assert wide.page.evaluate("new Set(Array.from(document.querySelectorAll('[id]'), e => e.id)).size === document.querySelectorAll('[id]').length")
    assert min(box["height"] for box in map(Locator.bounding_box, opened.get_by_role("option").all()) if box) >= 44


def test_arrows_go_round_and_pass_the_text(home: Page) -> None:
    options = _typed(home, "tinh").get_by_role("option")
    last = options.count() - 1
    assert last > 2
    _marked(home, -1)
    for key, place in [("ArrowUp", last), ("ArrowDown", -1), ("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0), ("ArrowUp", -1)]:
        home.keyboard.press(key)
        _marked(home, place)
    home.keyboard.press("ArrowUp")
    expect(options.last).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize(("key", "caret"), [("Home", 0), ("End", 4)])
def test_keys_of_the_caret_stay_with_the_caret(home: Page, key: str, caret: int) -> None:
    _typed(home, "tinh")
    home.keyboard.press("ArrowDown")
    home.keyboard.press(key)
    _marked(home, -1)
    assert home.locator(FIELDS[""]).evaluate("field => field.selectionStart") == caret


def test_escape_closes_then_clears(home: Page) -> None:
    opened, field = _typed(home), home.locator(FIELDS[""])
    home.keyboard.press("ArrowDown")
    home.keyboard.press("Escape")
    expect(opened).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_value("khoan ho")
    expect(field).to_have_attribute("aria-expanded", "false")
    assert field.get_attribute("aria-activedescendant") is None
    home.keyboard.press("ArrowDown")
    expect(opened).to_be_visible()
    _marked(home, 0)
    home.keyboard.press("Escape")
    home.keyboard.press("Escape")
    expect(field).to_have_value("")
    expect(field).to_be_focused()


def test_enter_without_a_choice_searches(home: Page, origin: str) -> None:
    _typed(home)
    home.keyboard.press("Enter")
    home.wait_for_url(f"{origin}/tim-kiem/?q=khoan+ho")


def test_enter_searches_before_anything_is_suggested(home: Page, origin: str) -> None:
    home.locator(FIELDS[""]).focus()
    home.keyboard.type("khoan ho")
    home.keyboard.press("Enter")
    home.wait_for_url(f"{origin}/tim-kiem/?q=khoan+ho")


def test_the_last_option_searches_everywhere(home: Page, origin: str) -> None:
    _typed(home)
    home.keyboard.press("ArrowUp")
    home.keyboard.press("Enter")
    home.wait_for_url(f"{origin}/tim-kiem/?q=khoan+ho")


def test_a_click_chooses(home: Page, origin: str) -> None:
    _typed(home).get_by_role("option").first.click()
    home.wait_for_url(f"{origin}/mo-hinh/{FOUND}/")


def test_a_tap_chooses(browser: Browser, origin: str) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{origin}/{CASE}")
    _typed(page, field=FIELDS[CASE]).get_by_role("option").first.tap()
    page.wait_for_url(f"{origin}/mo-hinh/{FOUND}/")
    context.close()


def test_leaving_the_field_closes(home: Page) -> None:
    opened = _typed(home)
    home.keyboard.press("Tab")
    expect(opened).to_be_hidden()
    expect(home.locator(".find button")).to_be_focused()
    home.locator(FIELDS[""]).fill("khoan")
    expect(opened).to_be_visible()
    home.locator("h1").click()
    expect(opened).to_be_hidden()


def test_how_many_is_said_once_typing_rests(home: Page) -> None:
    opened = _typed(home)
    said = home.get_by_role("status")
    expect(said).to_have_text(re.compile(r"^[1-6] gợi ý$"))
    assert said.inner_text() == f"{opened.get_by_role('option').count() - 1} gợi ý"
    heard = "said => { window.heard = []; new MutationObserver(() => heard.push(said.textContent)).observe(said, {childList: true}); }"
    said.evaluate(heard)
    home.locator(FIELDS[""]).press_sequentially(" xyzqwk jjjqq", delay=160)
    expect(said).to_have_text("Không có gợi ý")
    assert home.evaluate("heard") == ["Không có gợi ý"]
    expect(opened.get_by_role("option")).to_have_count(1)


def test_an_answer_to_older_words_is_dropped(home: Page) -> None:
    _typed(home)
    late = "found => new Promise(done => setTimeout(done, text === 'ocop' ? 600 : 0, found))"
    home.evaluate(f"() => {{ const tim = NhanRong.tim, now = tim.suggest; tim.suggest = (text, most) => now(text, most).then({late}); }}")
    field, last = home.locator(FIELDS[""]), home.get_by_role("option").last
    field.fill("ocop")
    home.wait_for_timeout(200)
    field.fill("ngay khong hen")
    expect(last).to_contain_text("ngay khong hen")
    home.wait_for_timeout(700)
    expect(last).to_contain_text("ngay khong hen")


def test_keys_of_an_input_method_are_left_to_it(home: Page) -> None:
    _typed(home)
    home.keyboard.press("ArrowDown")
    press = "new KeyboardEvent('keydown', {key: 'Enter', bubbles: true, cancelable: true, isComposing: true})"
    assert home.locator(FIELDS[""]).evaluate(f"field => field.dispatchEvent({press})") is True
    _marked(home, 0)
    # Words are suggested while they are being composed: on phones everything is.
    session = home.context.new_cdp_session(home)
    home.locator(FIELDS[""]).fill("")
    session.send("Input.imeSetComposition", {"text": "khoán", "selectionStart": 5, "selectionEnd": 5})
    expect(home.get_by_role("option").first).to_contain_text("Khoán hộ")


def test_nothing_is_fetched_before_something_is_typed(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/{CASE}", wait_until="networkidle")
    asked: list[str] = []
    wide.page.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    wide.page.locator("#tim-nhanh").focus()
    wide.page.wait_for_timeout(300)
    assert asked == []
    assert wide.page.get_by_role("status").count() == 0
    _typed(wide.page, field="#tim-nhanh")
    assert asked[0] == "/assets/tim.js"


@pytest.mark.parametrize("lost", ["**/assets/tim.js", "**/tim-kiem/*.js"])
def test_without_the_search_it_is_a_plain_field(browser: Browser, origin: str, lost: str) -> None:
    context = browser.new_context()
    page, errors = context.new_page(), list[str]()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.route(lost, lambda route: route.abort())
    page.goto(f"{origin}/")
    page.locator(FIELDS[""]).focus()
    page.keyboard.type("khoan ho")
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(100)
    expect(page.get_by_role("listbox")).to_be_hidden()
    assert errors == []
    page.keyboard.press("Enter")
    page.wait_for_url(f"{origin}/tim-kiem/?q=khoan+ho")
    context.close()


@pytest.mark.parametrize("address", FIELDS)
def test_the_list_fits_a_narrow_screen(narrow: Visit, origin: str, address: str) -> None:
    narrow.page.goto(f"{origin}/{address}", wait_until="networkidle")
    box = _typed(narrow.page, "tinh", FIELDS[address]).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["width"] >= 280
    assert box["x"] + box["width"] <= 320
    assert narrow.page.evaluate("document.documentElement.scrollWidth") <= 320
    # Nothing lies over it.
    assert narrow.page.get_by_role("option").first.evaluate(
        "option => { const box = option.getBoundingClientRect(); return option.contains(document.elementFromPoint(box.right - 3, box.top + box.height / 2)); }"
    )


def test_where_models_are_compared_a_choice_adds_one(wide: Visit, origin: str) -> None:
    page = wide.page
    page.goto(f"{origin}/so-sanh/?m=hue-s")
    expect(page.locator(".cmp thead th")).to_have_count(1)
    _typed(page, field="#so-sanh-o")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(".cmp thead th")).to_have_count(2)
    assert page.url == f"{origin}/so-sanh/?m=hue-s&m={FOUND}"
    expect(page.locator("#so-sanh-o")).to_have_value("")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(page.locator(".cmp thead th a").last).to_be_focused()


@pytest.mark.parametrize("keys", [("ArrowDown", "Enter"), ("ArrowUp", "Enter"), ("Enter",)])
def test_it_works_from_a_file(browser: Browser, site: Path, keys: tuple[str, ...]) -> None:
    page = browser.new_page()
    page.goto((site / CASE / "index.html").as_uri())
    _typed(page, field=FIELDS[CASE])
    for key in keys:
        page.keyboard.press(key)
    page.wait_for_url((site / f"mo-hinh/{FOUND}/index.html").as_uri() if keys[0] == "ArrowDown" else re.compile(r"/tim-kiem/index\.html\?q=khoan\+ho"))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Khoán hộ" if keys[0] == "ArrowDown" else "Tìm")
    page.close()


@pytest.mark.parametrize("address", ["", CASE])
def test_without_script_the_form_searches(browser: Browser, origin: str, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{address}")
    expect(page.get_by_role("searchbox")).to_have_count(1)
    page.locator(FIELDS[address]).fill("khoan ho")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{origin}/tim-kiem/?q=khoan+ho")
    context.close()


@pytest.mark.parametrize("address", ["", CASE, "mo-hinh/", "khen-thuong/", "khong/co/trang-nay/"])
def test_a_page_that_nobody_searches_fetches_nothing_of_the_search(wide: Visit, origin: str, address: str) -> None:
    asked: list[str] = []
    wide.page.on("request", lambda request: asked.append(request.url.removeprefix(origin)))
    wide.page.goto(f"{origin}/{address}", wait_until="networkidle")
    assert "/assets/site.css" in asked
    assert [path for path in asked if path.startswith("/tim-kiem/") or path.endswith("/tim.js")] == []


def test_the_page_for_a_lost_reader_suggests_too(wide: Visit, origin: str) -> None:
    wide.page.goto(f"{origin}/khong/co/trang-nay/")
    opened = _typed(wide.page, field="#tim-404")
    opened.get_by_role("option", name="Vĩnh Phúc").first.click()
    wide.page.wait_for_url(f"{origin}/mo-hinh/{FOUND}/")
