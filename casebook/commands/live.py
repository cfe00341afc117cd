"""The preview of MkDocs, for a tree that somebody else builds: it looks at the files as our builds do, and shows what is done before all is."""

import mimetypes
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from pathlib import Path
from threading import Timer
from typing import Any

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileModifiedEvent
from watchdog.observers.api import BaseObserver, EventEmitter

from casebook.apart import Begun
from casebook.inputs import watched

HOST = "127.0.0.1"
NOTHING_YET = (
    '<!doctype html><html lang="vi"><meta charset="utf-8"><title>Xem thử</title>'
    "<p>Chưa dựng được trang nào. Lỗi ghi ở cửa sổ chạy lệnh; sửa xong thì tải lại trang này."
).encode()
"""What is shown before the first good build."""

OFTEN = 0.25
"""Seconds from one look at the files to the next; more where looking takes more than a fifth of the time."""
SOON = 0.3
"""Seconds into a build after which what is done of it is shown; a shorter one is shown whole."""


class Look(EventEmitter):
    """Tells when a file changed that builds read. It looks as a build does: a folder of a network, or of another system, tells nothing by itself."""

    def __init__(self, *arguments: Any, known: str, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._known = known

    def queue_events(self, timeout: float) -> None:
        started = time.monotonic()
        # A file that goes while it is looked at is a change that the next look sees.
        with suppress(OSError):
            now = watched(Path(self.watch.path))
            if now != self._known:
                self._known = now
                self.queue_event(FileModifiedEvent(self.watch.path))
        self.stopped_event.wait(max(timeout, 4 * (time.monotonic() - started)))


class Preview(LiveReloadServer):
    """MkDocs' own preview, of a tree that it did not build; `missing` makes what the tree lacks, if it knows how; `ready` is told once it answers."""

    def __init__(self, build: Callable[[], None], port: int, tree: Path, missing: Callable[[str], bytes | None], ready: Callable[[str], object]) -> None:
        super().__init__(build, HOST, port, str(tree))
        self._missing, self._ready, self._lost = missing, ready, tree / "404.html"
        self.error_handler = self._instead

    def server_activate(self) -> None:
        super().server_activate()
        # Not before: who opens the address at once would find nobody there.
        self._ready(self.url)

    def look(self, root: Path, known: str) -> None:
        """Build again where the files are not what `known` (`watched`) tells of them, whenever that is."""
        self.observer = BaseObserver(partial(Look, known=known), timeout=OFTEN)  # type: ignore[assignment,arg-type]  # as good as a class
        self.watch(str(root))

    def serve_request(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace").lstrip("/")
        path += "index.html" if path.endswith("/") else ""
        drawable = self._lost.is_file() and not path.startswith("livereload/") and not Path(self.root, path).exists()
        if drawable and (content := self._missing(path)) is not None:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            start_response("200 OK", [("Content-Type", kind), ("Content-Length", str(len(content)))])
            return [content]
        return super().serve_request(environ, start_response)

    def shown_while(self, build: Callable[[Begun], object]) -> None:
        """Build, and of a long build show what is done as soon as there is anything."""
        started, soon = time.monotonic(), list[Timer]()

        def begun() -> None:
            if not soon:
                soon.append(Timer(max(0, SOON - (time.monotonic() - started)), self._show))
                soon[0].start()

        try:
            build(begun)
        finally:
            for timer in soon:
                timer.cancel()
            # What was shown too soon is told once more; where building failed, the last good pages go on being shown.
            self._wanted_epoch = max(self._wanted_epoch, self._visible_epoch + 1)
            self._show()

    def _show(self) -> None:
        with self._epoch_cond:
            self._visible_epoch = self._wanted_epoch
            self._epoch_cond.notify_all()

    def _instead(self, code: int) -> bytes | None:
        if not self._lost.is_file():
            return NOTHING_YET
        return self._lost.read_bytes() if code == 404 else None
