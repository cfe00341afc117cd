"""A reader's visit to a page, and what went wrong meanwhile: errors and requests elsewhere fail the test that visits."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page


@dataclass
class Visit:
    """A page and what went wrong while it was read."""

    page: Page
    errors: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)


def visiting(browser: Browser, origin: str, *, width: int = 1280, script: bool = True, scheme: str = "light", motion: str = "no-preference") -> Iterator[Visit]:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        java_script_enabled=script,
        color_scheme=scheme,  # type: ignore[arg-type]
        reduced_motion=motion,  # type: ignore[arg-type]
    )
    visit = Visit(context.new_page())
    # The browser reports the status of the 404 page itself as an error; the page is wanted.
    visit.page.on("console", lambda message: visit.errors.append(message.text) if message.type == "error" and "404" not in message.text else None)
    visit.page.on("pageerror", lambda error: visit.errors.append(str(error)))
    visit.page.on("request", lambda request: visit.foreign.append(request.url) if not request.url.startswith(origin) else None)
    yield visit
    context.close()
    assert visit.errors == []
    assert visit.foreign == []
