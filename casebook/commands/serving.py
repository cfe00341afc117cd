"""serve: the whole site at an address of this machine; where something changes, what depends on it is made again and open pages reload."""

import argparse
import errno
import mimetypes
from collections.abc import Callable, Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from casebook.build import drawn
from casebook.commands.building import framed, site
from casebook.commands.door import Door
from casebook.desk.save import Refusal
from casebook.frame import Frame
from casebook.inputs import CODE, KEPT, READ, memory, signed
from casebook.intake import casebook
from casebook.job import close, store
from casebook.site import Site

HOST = "127.0.0.1"
NOTHING_YET = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Xem thử</title>'
    "<p>Chưa dựng được trang nào. Lỗi ghi ở cửa sổ chạy lệnh; sửa xong thì tải lại trang này."
).encode()
"""What is shown before the first good build."""


class Preview(LiveReloadServer):
    """MkDocs' own preview, of a tree that it did not build; `missing` makes what the tree lacks, if it knows how."""

    def __init__(self, build: Callable[[], None], port: int, tree: Path, missing: Callable[[str], bytes | None]) -> None:
        super().__init__(build, HOST, port, str(tree))
        self._missing, self._lost = missing, tree / "404.html"
        self.error_handler = self._instead

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
        path += "index.html" if path.endswith("/") else ""
        drawable = self._lost.is_file() and not path.startswith("livereload/") and not Path(self.root, path).exists()
        if drawable and (content := self._missing(path)) is not None:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
            return [content]
        return super().serve_request(environ, start_response)

    def _instead(self, code: int) -> bytes | None:
        if not self._lost.is_file():
            return NOTHING_YET
        return self._lost.read_bytes() if code == 404 else None


def run(options: argparse.Namespace, door: Door) -> int:
    """Serve until Ctrl+C. A faulty file is told, and the last good pages stay."""
    tree = door.root / KEPT / "preview"
    # Papers and pictures take seconds: they are made when somebody opens them.
    job = framed(door, tree, memory(door.root, tree), drawn=False)
    code = _code(door.root)

    def again() -> None:
        if _code(door.root) == code:
            close()
            # Once the server runs there are threads, beside which no process may be forked.
            site(door, job, jobs=1)
        else:
            server.shutdown()

    try:
        site(door, job)
        server = Preview(again, options.port, tree, partial(_missing, door))
        for name in READ:
            if name not in CODE and (door.root / name).exists():
                server.watch(str(door.root / name))
        door.say(f"Xem thử: {server.url}\nTrang mở sẵn tự tải lại khi có gì đổi. Để cửa sổ này mở; bấm Ctrl+C để dừng.")
        try:
            server.serve()  # type: ignore[no-untyped-call]  # MkDocs says no type here
        finally:
            server.shutdown()
    except KeyboardInterrupt:
        door.say("Đã dừng xem thử.")
        return 0
    except OSError as fault:
        if fault.errno != errno.EADDRINUSE:
            raise
        raise Refusal(f"Cổng {options.port} đang có chương trình khác dùng. Dừng chương trình đó, hoặc thêm --port với một số khác, như 8001.") from None
    # What is in memory would be kept as if the new code had made it.
    raise Refusal("Mã của chương trình đã đổi: chạy lại lệnh serve.")


def _code(root: Path) -> str:
    return signed([root / name for name in CODE])


def _missing(door: Door, path: str) -> bytes | None:
    settings = door.settings()
    book, views = casebook(door.root, store(door.root), date.today())
    return drawn(Site(book, settings.site_url, views), Frame(settings), path)
