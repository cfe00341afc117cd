"""Looks at every view with axe, IBM's engine and a ruler, two at a time: the browsers work beside each other, the tests read."""

import re
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from queue import Empty, SimpleQueue

from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.launch import launched
from tests.browser.views import KINDS, VIEWS, View
from tests.browser.visit import visiting
from tests.browser.walk import lost

HERE = Path(__file__).parent
MODULES = HERE.parent / "tools/node_modules"
AXE = MODULES / "axe-core/axe.min.js"
IBM = MODULES / "accessibility-checker-engine/ace.js"
WORKERS = 2
RUN_AXE = """axe.run({resultTypes: ["violations"], preload: false}).then(({violations}) =>
  violations.flatMap(({id, nodes}) => nodes.map((node) => `${id}: ${node.target} ${node.html.slice(0, 120)}`)))"""
# IBM's engine calls the http-equiv of <meta> deprecated; HTML does not, and only it leads from a former address to the present one without a script.
RUN_IBM = """new ace.Checker().check(document, ["IBM_Accessibility", "WCAG_2_2"]).then(({results}) =>
  results.filter(({value, ruleId, snippet}) => value[1] === "FAIL" && !(ruleId === "element_attribute_deprecated" && snippet.startsWith("<meta")))
    .map(({ruleId, message, snippet}) => `${ruleId}: ${message} ${snippet.slice(0, 120)}`))"""
MEASURES = ("small", "outside", "moving", "english")


@dataclass
class Look:
    """What was found in a view. Each list is empty when all is well; its lines begin with width and scheme."""

    found: dict[str, list[str]] = field(default_factory=dict)
    html: str = ""
    """The document as the scripts and the reader left it."""
    headings: int = 0
    fonts: bool = False

    def add(self, what: str, where: str, lines: list[str]) -> None:
        self.found.setdefault(what, []).extend(f"{where}: {line}" for line in lines)


def _measured(page: Page, look: Look, view: View, width: int, photographed: set[str]) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if view in KINDS:
        page.emulate_media(color_scheme="dark" if width == 320 else "light")
        look.add("keys", str(width), lost(page, photographed, width))
    for what in MEASURES:
        look.add(what, str(width), page.evaluate(f"look.{what}()"))
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        look.add("axe", f"{width} {scheme}", page.evaluate(RUN_AXE))
        # Slow, and axe has seen the colours of all four: one scheme a width.
        if (width, scheme) in {(320, "dark"), (1280, "light")}:
            look.add("ibm", f"{width} {scheme}", page.evaluate(RUN_IBM))


def _look(browser: Browser, origin: str, view: View, photographed: set[str]) -> Look:
    look = Look()
    with contextmanager(visiting)(browser, origin, width=320, motion="reduce") as visit:
        page = visit.page
        # A page that leads on at once is looked at, not left.
        page.route(re.compile(r"/mo-hinh/mot-cua-so/$"), lambda route: route.fulfill(status=204))
        page.goto(f"{origin}/{view.address}")
        view.act(page)
        look.html = "<!doctype html>\n" + page.evaluate("document.documentElement.outerHTML")
        for script in (HERE / "look.js", AXE, IBM):
            page.evaluate(script.read_text("utf-8"))
        for width in (320, 1280):
            _measured(page, look, view, width, photographed)
        look.headings, look.fonts = page.evaluate("look.headings()"), page.evaluate("look.fonts()")
    return look


def _work(waiting: SimpleQueue[tuple[View, Future[Look]]], origins: Mapping[bool, str]) -> None:
    with sync_playwright() as playwright:
        browser, photographed = launched(playwright), set[str]()
        while True:
            try:
                view, future = waiting.get_nowait()
            except Empty:
                return
            try:
                future.set_result(_look(browser, origins[view.sample], view, photographed))
            except BaseException as error:  # whatever it was belongs to the test of this view
                future.set_exception(error)


def looking(origins: Mapping[bool, str]) -> Iterator[Mapping[str, Future[Look]]]:
    """View's name → its look, ready or coming. `origins`: where the site (False) and the sample (True) are served."""
    waiting: SimpleQueue[tuple[View, Future[Look]]] = SimpleQueue()
    looks: dict[str, Future[Look]] = {view.name: Future() for view in VIEWS}
    for view in VIEWS:
        waiting.put((view, looks[view.name]))
    workers = [threading.Thread(target=_work, args=(waiting, origins)) for _ in range(WORKERS)]
    for worker in workers:
        worker.start()
    yield looks
    # Only some views may have been asked for.
    with suppress(Empty):
        while True:
            waiting.get_nowait()
    for worker in workers:
        worker.join()
