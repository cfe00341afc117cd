"""Nothing is kept of a reader: after search, suggestions, comparison and the fit finder were used, the browser holds nothing of ours."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.views import CASE, COMPARED, STATES
from tests.browser.visit import visiting

KEPT = """async () => ({
  cookies: document.cookie,
  local: Object.keys(localStorage),
  session: Object.keys(sessionStorage),
  databases: (await indexedDB.databases()).map(({name}) => name),
  caches: await caches.keys(),
  workers: (await navigator.serviceWorker.getRegistrations()).length,
})"""
NOTHING = {"cookies": "", "local": [], "session": [], "databases": [], "caches": [], "workers": 0}


def test_nothing_is_stored_of_a_reader_who_used_everything(browser: Browser, origin: str) -> None:
    for visit in visiting(browser, origin):
        page = visit.page
        for state in STATES:
            page.goto(f"{origin}/{state.address}")
            state.act(page)
        page.goto(f"{origin}/{COMPARED}")
        expect(page.get_by_role("status")).to_contain_text("Đang so 3 mô hình")
        page.goto(f"{origin}/{CASE}")
        assert page.evaluate(KEPT) == NOTHING
        assert page.context.cookies() == []
        assert page.context.storage_state() == {"cookies": [], "origins": []}


@pytest.mark.parametrize("kept", ["document.cookie = 'a=b'", "localStorage.a = 1", "sessionStorage.a = 1", "caches.open('a')", "indexedDB.open('a')"])
def test_what_is_stored_would_be_seen(kept: str, browser: Browser, origin: str) -> None:
    """What the test above is worth."""
    for visit in visiting(browser, origin):
        visit.page.goto(origin)
        visit.page.evaluate(f"async () => {{ await ({kept}); await new Promise((done) => setTimeout(done, 100)); }}")
        assert visit.page.evaluate(KEPT) != NOTHING
