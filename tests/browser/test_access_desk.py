"""The editor and the form to send out are held to the same bars as the site: axe in both schemes, narrow and wide."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.looking import AXE, RUN_AXE
from tests.browser.test_editor import open_case, visiting
from tests.browser.test_form import filling
from tests.editing import Editor, editing, project

WAYS = [(320, "dark"), (320, "light"), (1280, "dark"), (1280, "light")]
OPEN_ALL = "document.querySelectorAll('details:not([open])').forEach(one => one.open = true)"


@pytest.fixture(scope="module")
def editor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Editor]:
    with editing(project(tmp_path_factory.mktemp("editor"), "hue-s")) as running:
        yield running


def faults(page: Page) -> list[str]:
    page.evaluate(AXE.read_text("utf-8"))
    return [str(line) for line in page.evaluate(RUN_AXE)]


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_the_editor(browser: Browser, editor: Editor, width: int, scheme: str) -> None:
    for page in visiting(browser, editor, width, scheme):
        assert faults(page) == []
        open_case(page, "hue-s")
        page.evaluate(OPEN_ALL)
        assert faults(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.fixture(scope="module")
def blank(site: Path) -> Path:
    return site / "bieu-mau/mau-ho-so.html"


@pytest.mark.parametrize(("width", "scheme"), WAYS)
def test_the_form_to_send_out(browser: Browser, blank: Path, width: int, scheme: str) -> None:
    for page in filling(browser, blank, width, scheme):
        page.evaluate(OPEN_ALL)
        assert faults(page) == []
