"""Fonts in real Chromium: their late arrival moves nothing, and no word is set in the weight that has figures only."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.browser.server import serving
from tests.browser.views import KINDS

OBSERVE = """window.moved = 0;
new PerformanceObserver((list) => { for (const entry of list.getEntries()) { moved += entry.value; } }).observe({type: "layout-shift", buffered: true});"""
LIGHT = """() => [...document.querySelectorAll("body *:not(.vh)")]
  .flatMap((element) => [...element.childNodes].filter((node) => node.nodeType === 3 && getComputedStyle(element).fontWeight === "300"))
  .map((node) => node.data.trim()).filter((text) => /\\p{L}/u.test(text) && !/^Chưa rõ( năm)?$/.test(text))"""
PAGES = ("", "mo-hinh/ly-lich-tu-phap-vneid/", "mo-hinh/hue-s/", "linh-vuc/y-te/", "noi/quang-ninh/", "khen-thuong/", "tim-kiem/", "so-sanh/", "phu-hop/")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("address", [*(view.address for view in KINDS if not view.sample), "tim-kiem/?q=một cửa", "tim-kiem/?q=xyzqwk"])
def test_nothing_moves_while_a_page_comes(browser: Browser, origin: str, address: str, width: int) -> None:
    assert _moved(browser, f"{origin}/{address}", width) < 0.02


@pytest.mark.parametrize("address", ["van-ban/", "dong-gop/", "mo-hinh/ly-lich-tu-phap-vneid/"])
def test_a_table_that_comes_row_by_row_moves_nothing(browser: Browser, site: Path, address: str) -> None:
    with serving(site, pause=0.06) as origin:
        assert _moved(browser, f"{origin}/{address}", 1280) < 0.005


@pytest.mark.parametrize("width", [390, 412])
def test_nothing_moves_while_results_come_on_other_phones(browser: Browser, origin: str, width: int) -> None:
    assert _moved(browser, f"{origin}/tim-kiem/", width) < 0.02


def _moved(browser: Browser, address: str, width: int) -> float:
    """Layout shift of the whole page: what the scripts show, then the fonts, which are held back until all else is there."""
    held: list[Route] = []
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.add_init_script(OBSERVE)
    page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108 (Playwright cannot look into a built-in method)
    page.goto(address, wait_until="domcontentloaded")
    page.wait_for_timeout(300)
    # The search page asks for its fonts after the first result.
    page.wait_for_function("document.fonts.status === 'loading'")
    page.wait_for_timeout(100)
    assert held
    for route in held:
        route.continue_()
    page.wait_for_function("document.fonts.status === 'loaded'")
    page.wait_for_timeout(200)
    moved: float = page.evaluate("moved")
    context.close()
    return moved


@pytest.mark.parametrize("address", PAGES)
def test_the_light_weight_sets_no_words(browser: Browser, origin: str, address: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/{address}")
    words = page.evaluate(LIGHT)
    context.close()
    assert words == []
