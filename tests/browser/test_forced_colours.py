"""Forced colours (“high contrast”): the reader's own colours replace ours, and every mark, state and focus can still be told."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.views import CASE, VIEWS, View
from tests.browser.visit import visiting
from tests.browser.walk import lost

LOOK = (Path(__file__).parent / "look.js").read_text("utf-8")
MARKED = ("home", "case", "list", "commendations", "guide", "found-filtered", "compare-three", "fit-answered")
"""Views with charts, ladders, ticks, tiles."""


def _view(name: str) -> View:
    return next(view for view in VIEWS if view.name == name)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", MARKED)
def test_every_mark_can_be_seen(browser: Browser, origin: str, name: str, scheme: str) -> None:
    for visit in visiting(browser, origin, scheme=scheme):
        visit.page.emulate_media(forced_colors="active")
        visit.page.goto(f"{origin}/{_view(name).address}")
        _view(name).act(visit.page)
        visit.page.evaluate(LOOK)
        assert visit.page.evaluate("look.faint()") == []


@pytest.mark.parametrize(
    ("name", "pairs"),
    [
        ("case", [[".stage rect.on", ".stage rect:not(.on)"], [".level rect.on", ".level rect:not(.on)"], [".chart .b1", ".chart .b0"]]),
        ("found-filtered", [["#loc input:checked", "#loc input:not(:checked)"]]),
        ("home", [[".tile > a", ".tile > :not(a)"]]),
    ],
)
def test_what_differs_in_colour_differs_without_it(browser: Browser, origin: str, name: str, pairs: list[list[str]]) -> None:
    for visit in visiting(browser, origin):
        visit.page.emulate_media(forced_colors="active")
        visit.page.goto(f"{origin}/{_view(name).address}")
        _view(name).act(visit.page)
        visit.page.evaluate(LOOK)
        assert visit.page.evaluate("pairs => look.alike(pairs)", pairs) == []


@pytest.mark.parametrize("address", ["", CASE, "tim-kiem/"])
def test_focus_shows(browser: Browser, origin: str, address: str) -> None:
    for visit in visiting(browser, origin, scheme="dark"):
        visit.page.emulate_media(forced_colors="active")
        visit.page.goto(f"{origin}/{address}")
        visit.page.evaluate(LOOK)
        assert lost(visit.page, set(), 1280) == []
