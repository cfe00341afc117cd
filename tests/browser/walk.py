"""A walk with the Tab key through a page: every stop must be seen, and look different for having the focus."""

from typing import Any

from playwright.sync_api import Page

MOST = 400


def _photograph(page: Page, clip: dict[str, float]) -> bytes:
    return page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]


def _shows_focus(page: Page, clip: dict[str, float]) -> bool:
    focused = _photograph(page, clip)
    page.evaluate("look.leave()")
    without = _photograph(page, clip)
    page.evaluate("look.comeBack()")
    return focused != without


def _stops(page: Page) -> list[dict[str, Any]]:
    page.keyboard.press("Tab")
    found = page.evaluate("look.stop()")
    return [found] if found else []


def lost(page: Page, photographed: set[str], width: int) -> list[str]:
    """Stops that a reader does not see, or whose focus does not show.

    A photograph is slow: `photographed` keeps which kinds of stop (with the parts around them) at which width have been taken.
    """
    faults, count = [], 0
    while stops := _stops(page):
        stop, count = stops[0], count + 1
        if not stop["seen"]:
            faults.append(f"not seen: {stop['name']}")
        elif (kind := f"{width} {stop['kind']}") not in photographed:
            photographed.add(kind)
            faults += [] if _shows_focus(page, stop["clip"]) else [f"focus does not show: {stop['name']}"]
        if count > MOST:
            return [*faults, "no end"]
    # A card for other portals has one link; every other page has many.
    least = min(11, page.locator("a[href], button, input, summary").count())
    return faults if count >= least else [*faults, f"only {count} stops"]
