"""A real Chromium for the tests, from where apt puts it."""

from pathlib import Path

from playwright.sync_api import Browser, Playwright

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def launched(playwright: Playwright) -> Browser:
    """Its absence is a failure that says what to do."""
    assert CHROMIUM.exists(), "Thiếu trình duyệt: chạy `sh scripts/need_programs.sh` hoặc `sudo apt-get install chromium`"
    return playwright.chromium.launch(executable_path=str(CHROMIUM), args=list(ARGUMENTS))
