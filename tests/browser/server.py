"""The built site over HTTP on loopback, with its 404 page, as a plain web server gives it."""

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

PIECE = 4_000
"""Bytes that come at once over a weak connection."""


class _Handler(SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, headers: Mapping[str, str], pause: float, **named: Any) -> None:
        self._more, self._pause = headers, pause
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        for name, value in self._more.items():
            self.send_header(name, value)
        super().end_headers()

    def copyfile(self, source: Any, outputfile: Any) -> None:
        if not self._pause or not self.path.split("?")[0].endswith("/"):
            super().copyfile(source, outputfile)
            return
        while piece := source.read(PIECE):
            outputfile.write(piece)
            time.sleep(self._pause)

    def log_message(self, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != HTTPStatus.NOT_FOUND or not page.exists():
            super().send_error(code, message, explain)
            return
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(site: Path, headers: Mapping[str, str] | None = None, *, pause: float = 0) -> Iterator[str]:
    """The origin (http://127.0.0.1:port) under which `site` is served, with these headers, while the block runs.

    With a `pause` (seconds) its pages come in pieces (`PIECE`), that long apart, as over a weak connection.
    """
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(site), headers=headers or {}, pause=pause))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
