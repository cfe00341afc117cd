"""The readers of the browser tests: on a wide screen, on a narrow dark one, without JavaScript."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import Visit, visiting


@pytest.fixture
def wide(browser: Browser, origin: str) -> Iterator[Visit]:
    yield from visiting(browser, origin)


@pytest.fixture
def narrow(browser: Browser, origin: str) -> Iterator[Visit]:
    yield from visiting(browser, origin, width=320, scheme="dark")


@pytest.fixture
def scriptless(browser: Browser, origin: str) -> Iterator[Visit]:
    yield from visiting(browser, origin, script=False)
