"""Nothing runs that we did not write: each of the two walls is attacked with the other one down."""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Error, Page, Route

from casebook.book import Casebook
from casebook.check import check
from casebook.desk import preview, review, worklist
from casebook.load import load
from casebook.outputs.table import FORMULA
from tests.attacked import attacked, payloads, slug_of
from tests.browser.server import serving
from tests.conftest import ROOT, mkdocs
from tests.full import TODAY

EVERY = [line for lines in payloads().values() for line in lines]
HOOK = """for (const name of ["alert", "confirm", "prompt", "open", "print"]) { window[name] = () => { ran(location.pathname); }; }"""
TOUCH = """() => document.querySelectorAll("body *").forEach((one) => {
  for (const kind of ["mouseover", "focus", "pointerdown"]) { one.dispatchEvent(new Event(kind)); }
  if (!one.href || /^(javascript|vbscript|data):/i.test(one.href.baseVal || one.href)) { one.click ? one.click() : one.dispatchEvent(new Event("click")); }
})"""
FOREIGN = """() => {
  const asks = /^[/](tim-kiem|so-sanh|phu-hop|%3C.*)[/]|[/]bo-nhan-rong[/]$|^[/]$/.test(location.pathname);
  const ours = (one) => one.localName === "script" && !one.text && one.src.startsWith(location.origin);
  const active = asks ? "iframe, object, embed, base, style, link, meta, script, math" :
    "iframe, object, embed, base, style, link, meta, script, math, form, input, button, textarea, select, template, video, audio, marquee, noscript";
  return [
    ...[...document.querySelectorAll("main *")].filter((one) => one.matches(active) && !ours(one)).map((one) => one.localName),
    ...[...document.querySelectorAll("*")].flatMap((one) => [...one.attributes].filter(({name, value}) =>
      /^(on|style$|srcdoc$|formaction$)/i.test(name) || (/^(href|src|action|xlink:href|data)$/i.test(name) && /^\\s*(javascript|vbscript|data):/i.test(value)))
      .map(({name, value}) => `${one.localName}[${name}=${value.slice(0, 60)}]`)),
  ];
}"""
"""What stands in a page that nobody of us puts there."""


@dataclass
class Watched:
    """A page, and what happened on it that should not."""

    page: Page
    ran: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def note(self, where: str) -> None:
        self.ran.append(where)


@contextmanager
def watching(browser: Browser, origin: str) -> Iterator[Watched]:
    context = browser.new_context()
    watched = Watched(context.new_page())
    watched.page.expose_function("ran", watched.note)
    watched.page.add_init_script(HOOK)

    def told(dialog: object) -> None:
        watched.ran.append("dialog")
        dialog.dismiss()  # type: ignore[attr-defined]

    watched.page.on("dialog", told)

    def kept_in(route: Route) -> None:
        watched.asked.append(route.request.url)
        route.abort()

    # Nothing leaves this machine, and the attempt is noted.
    context.route(lambda address: not address.startswith(origin), kept_in)
    watched.page.on("response", lambda answer: watched.asked.append(answer.url) if answer.status == 404 else None)
    yield watched
    context.close()


# ---- the first wall alone: no policy at all


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """(project, built site)."""
    project, site = attacked(tmp_path_factory.mktemp("hostile")), tmp_path_factory.mktemp("hostile-site")
    done = mkdocs("build", "-q", "-d", str(site), root=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return project, site


@pytest.fixture(scope="module")
def hostile_origin(hostile: tuple[Path, Path]) -> Iterator[str]:
    with serving(hostile[1]) as origin:
        yield origin


@pytest.fixture(scope="module")
def hostile_book(hostile: tuple[Path, Path]) -> Casebook:
    book, problems = load(hostile[0], today=TODAY)
    assert [str(problem) for problem in [*problems, *check(book)]] == []
    return book


ASKED = (
    "tim-kiem/?q=script+img+onerror",
    "tim-kiem/?q=" + quote('"><img src=x onerror=alert(1)>'),
    "tim-kiem/?q=" + quote("<script>alert(1)</script>") + "&linh-vuc=" + quote('"><svg onload=alert(1)>'),
    "so-sanh/?m=tan-cong-handler&m=tan-cong-svg&m=tan-cong-attribute",
    "so-sanh/?m=" + quote("<img src=x onerror=alert(1)>") + "&m=" + quote('"><svg onload=alert(1)>'),
    "phu-hop/#linh-vuc=dieu-hanh&cap=xa&tinh=hue",
    "phu-hop/#linh-vuc=" + quote("<img src=x onerror=alert(1)>"),
    quote("<img src=x onerror=alert(1)>") + "/",
)


def test_no_payload_in_any_field_runs_on_any_page_without_a_policy(browser: Browser, hostile: tuple[Path, Path], hostile_origin: str) -> None:
    site = hostile[1]
    own = sorted(page.parent.relative_to(site).as_posix() + "/" for page in site.rglob("index.html"))
    pages = [page for page in own if "tan-cong" in page or not page.startswith(("noi/", "dong-gop/", "bieu-mau/"))] + ["noi/bac-giang/", "noi/hue/"]
    found: dict[str, list[str]] = {}
    with watching(browser, hostile_origin) as watched:
        for address in (*pages, *ASKED):
            watched.page.goto(f"{hostile_origin}/{address}", wait_until="load")
            if address in ASKED:
                watched.page.wait_for_timeout(300)
            watched.page.evaluate("() => document.querySelectorAll('details').forEach((one) => { one.open = true; })")
            found[address] = watched.page.evaluate(FOREIGN)
    assert len(pages) > 60
    assert {address: parts for address, parts in found.items() if parts} == {}
    assert watched.ran == []
    assert [address for address in watched.asked if not address.endswith("/") and "%3C" not in address] == []


def test_suggestions_hold_no_markup(browser: Browser, hostile_origin: str) -> None:
    with watching(browser, hostile_origin) as watched:
        watched.page.goto(hostile_origin + "/")
        watched.page.locator("#tim-kiem-o").focus()
        watched.page.keyboard.type("script")
        watched.page.get_by_role("option").last.wait_for()
        assert watched.page.get_by_role("option").count() > 2
        assert watched.page.evaluate(FOREIGN) == []
    assert watched.ran + watched.asked == []


def test_the_sheet_to_sign_the_worklist_and_the_editors_preview_hold_no_markup(browser: Browser, hostile_book: Casebook, tmp_path: Path) -> None:
    others = preview.basis(hostile_book, "https://vidu.example/")
    (tmp_path / "viec.html").write_text(worklist.page(hostile_book, worklist.worklist(hostile_book)), "utf-8")
    for kind in payloads():
        slug = slug_of(kind)
        data = hostile_book.sources[slug].data
        (tmp_path / f"{slug}.html").write_text(review.sheet(hostile_book, slug, [], []), "utf-8")
        (tmp_path / f"{slug}-xem.html").write_text(preview.page(others, hostile_book, slug, data), "utf-8")
    with serving(tmp_path) as origin, watching(browser, origin) as watched:
        for file in sorted(tmp_path.glob("*.html")):
            watched.page.goto(f"{origin}/{file.name}")
            # The sheet needs no other file: its picture is in it.
            assert [part for part in watched.page.evaluate(FOREIGN) if not part.startswith("img[src=data:image/")] == [], file.name
    assert watched.ran == []


def test_machines_get_what_was_typed_and_nothing_that_computes(hostile: tuple[Path, Path]) -> None:
    site = hostile[1]
    for file in site.rglob("*.xml"):
        assert {element.tag.rpartition("}")[2] for element in ET.parse(file).iter()}.isdisjoint({"script", "img", "svg"})
    blocks = 0
    for page in site.rglob("*.html"):
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', page.read_text("utf-8"), re.DOTALL):
            assert "<" not in block
            json.loads(block)
            blocks += 1
    assert blocks > 70
    table = (site / "du-lieu/cases.csv").read_text("utf-8-sig")
    cells = re.findall(r'(?:^|,)("(?:[^"]|"")*"|[^,\r\n]*)', table, re.MULTILINE)
    assert len(cells) > 300
    assert [cell for cell in cells if cell.strip('"')[:1] in FORMULA and cell.strip('"')[:1] != "'"] == []
    titles = {case["title"] for case in json.loads((site / "du-lieu/cases.json").read_text("utf-8"))["cases"]}
    assert any("<script>" in title for title in titles)


# ---- the second wall alone: the payloads stand in the page as they are


def policy() -> str:
    """The policy that the shipped server files send."""
    found = re.search(r'Content-Security-Policy "([^"]*)"', (ROOT / "deploy/headers.conf").read_text("utf-8"))
    assert found
    # Loopback has no TLS to go up to.
    return found[1].replace("; upgrade-insecure-requests", "")


FRAME = "<!doctype html><html lang=vi><head><meta charset=utf-8><title>{head}</title></head><body>{before}<main>{body}</main></body></html>"


def raw(folder: Path, lines: Sequence[str]) -> list[str]:
    """Pages in whose frame each payload stands wherever text stands, as if nothing were escaped."""
    written = []
    for number, payload in enumerate(lines):
        block = f'<script type="application/ld+json">{{"name": "{payload}"}}</script>'
        attributes = f'<p title=\'{payload}\'>a</p><p title="{payload}">b</p><a href={escape(payload)}>c</a><a href="{payload}">d</a>'
        pages = {"than": FRAME.format(head="x", before="", body=f"<div>{payload}</div>")}
        if re.search("[\"'/]", payload):
            pages["dau"] = FRAME.format(head=payload, before=block + attributes, body="x")
        for name, page in pages.items():
            written.append(f"{name}-{number}.html")
            (folder / written[-1]).write_text(page, "utf-8")
    return written


def attempted(browser: Browser, folder: Path, lines: Sequence[str], headers: Mapping[str, str]) -> set[str]:
    """The pages on which something ran."""
    with serving(folder, headers) as origin, watching(browser, origin) as watched:
        for name in raw(folder, lines):
            # A payload may lead the page before away, or keep on loading: what counts is whether it ran.
            for _ in range(2):
                with suppress(Error):
                    watched.page.goto(f"{origin}/{name}", wait_until="domcontentloaded", timeout=3_000)
                    watched.page.evaluate(TOUCH)
                    break
        watched.page.wait_for_timeout(500)
    return set(watched.ran)


def test_the_policy_alone_stops_every_payload_in_a_page_that_escapes_nothing(browser: Browser, tmp_path: Path) -> None:
    assert len(EVERY) >= 120
    assert attempted(browser, tmp_path, EVERY, {"Content-Security-Policy": policy()}) == set()


def test_without_both_walls_the_payloads_do_run(browser: Browser, tmp_path: Path) -> None:
    """What the tests above are worth."""
    assert len(attempted(browser, tmp_path, EVERY[::4], {})) > 20
