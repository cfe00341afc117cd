"""Asks a built search in real Chromium, over a server that counts what travels."""

import re
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from typing import Any, NamedTuple, TypeVar
from urllib.parse import quote, unquote, urlsplit

from playwright.sync_api import Browser, Page
from playwright.sync_api import Error as BrowserError

from bench.search.built import Built, packed, zipped

T = TypeVar("T")
PATIENCE = 180_000
"""Milliseconds; Material builds its index in the browser."""
HUNG = 5
"""Queries that may never end before a search is given up."""
_packed = cache(packed)


class Sent(NamedTuple):
    when: float
    path: str
    size: int


class Server(ThreadingHTTPServer):
    """Files of a folder, compressed, each answer noted with its headers."""

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder, self.log = folder, list[Sent]()
        self.origin = f"http://127.0.0.1:{self.server_address[1]}/"


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: Server

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        arrived, path = time.time(), unquote(urlsplit(self.path).path)
        file = self.server.folder / path.lstrip("/")
        file = file / "index.html" if path.endswith("/") else file
        found = file.is_file()
        body = _packed(file) if found else b""
        kind = "application/wasm" if file.suffix == ".wasm" else guess_type(file.name)[0] or "application/octet-stream"
        lines = [f"HTTP/1.1 {'200 OK' if found else '404 Not Found'}", f"Content-Type: {kind}", f"Content-Length: {len(body)}", "Cache-Control: max-age=600"]
        lines += ["Content-Encoding: gzip"] if zipped(file) and found else []
        answer = "\r\n".join([*lines, "", ""]).encode() + body
        self.server.log.append(Sent(arrived, path, len(answer)))
        self.wfile.write(answer)


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()


def watched(items: Sequence[T], label: str) -> Iterator[T]:
    """The items, with a line every few seconds that says how long they still take."""
    started = told = time.monotonic()
    for number, item in enumerate(items):
        yield item
        now = time.monotonic()
        if now - told > 4:
            left = (now - started) / (number + 1) * (len(items) - number - 1)
            print(f"  {label}: {number + 1}/{len(items)}, còn khoảng {left:.0f} giây", flush=True)
            told = now


@contextmanager
def visit(browser: Browser, built: Built) -> Iterator[Page]:
    """A page in a fresh context, with nothing kept from before."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="vi-VN")
    context.add_init_script(path=built.script)
    context.set_default_timeout(PATIENCE)
    try:
        yield context.new_page()
    finally:
        context.close()


def _ask(page: Page, how: str, value: str | bool) -> Any:
    """What the page's script answers; a search that never ends is a fault like any other."""
    late = f"new Promise((_, no) => setTimeout(() => no(new Error('không xong sau {PATIENCE // 1000} giây')), {PATIENCE}))"
    return page.evaluate(f"value => Promise.race([bench.{how}(value), {late}])", value)


class Answers(NamedTuple):
    """The results of each query; those queries that never ended; milliseconds of the slow ones, `fetching` their files and `searching` alone."""

    found: list[list[str]]
    hung: list[str]
    fetching: list[float]
    searching: list[float]


def answers(browser: Browser, built: Built, queries: Sequence[str], slow: Sequence[str]) -> Answers:
    """The results of each query as a reader types them one after another; then, the page opened anew with what the browser
    has kept, the milliseconds of the `slow` ones with the processor slowed down four times: with their files to be brought
    from the browser's cache, and once more when the page has them, which is the searching itself."""
    with serving(built.folder) as server, visit(browser, built) as page:
        _open(page, server.origin + built.page, slow=False)
        found: list[list[str]] = []
        hung: list[str] = []
        for query in watched(queries, f"{built.name}, gõ"):
            try:
                found.append(_ask(page, "ask", query)["slugs"])
            except BrowserError:
                # Who asked found nothing; the next query is asked on the page opened anew.
                hung.append(query)
                found.append([])
                if len(hung) > HUNG:
                    raise
                _open(page, server.origin + built.page, slow=False)
        _open(page, server.origin + built.page, slow=True)
        slow = [query for query in slow if query not in hung]
        page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
        fetching, searching = ([_ask(page, "ask", query)["ms"] for query in watched(slow, f"{built.name}, máy chậm 4 lần")] for _ in range(2))
        return Answers(found, hung, fetching, searching)


def _open(page: Page, address: str, slow: bool) -> None:
    page.goto("about:blank")
    page.goto(address)
    _ask(page, "ready", slow)


class Cold(NamedTuple):
    """Bytes to the first result, those of the searching alone, bytes to the last change; milliseconds to the first result."""

    first: int
    own: int
    done: int
    ms: float


def cold(browser: Browser, built: Built, queries: Sequence[str]) -> list[Cold]:
    """Each query in a browser that has never seen the site."""
    seen = []
    with serving(built.folder) as server:
        for query in watched(queries, f"{built.name}, bộ đệm trống"):
            server.log.clear()
            with visit(browser, built) as page:
                page.goto(server.origin + (built.query.format(quote(query)) or built.page), wait_until="commit")
                told = _ask(page, "cold", query)
                log = list(server.log)
            first = [sent for sent in log if sent.when * 1000 <= told["first"]]
            own = sum(sent.size for sent in first if re.search(built.own, sent.path))
            done = sum(sent.size for sent in log if sent.when * 1000 <= told["done"])
            seen.append(Cold(sum(sent.size for sent in first), own, done, told["first"] - told["opened"]))
    return seen
