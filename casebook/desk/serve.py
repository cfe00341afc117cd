"""Runs the editor on this machine, for this machine only."""

import gc
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from casebook.load import load_vocabularies
from casebook.problem import Problem
from casebook.vocabulary import Vocabularies

if TYPE_CHECKING:
    from casebook.desk.desk import Desk

FIRST = 0.5
"""Seconds that the browser has for drawing the list before a thousand files are read beside it."""


def serve(root: Path, site: str, opened: Callable[[str], None]) -> list[Problem]:
    """Serve until interrupted; `site` is where the pages will be published, `opened` is told the editor's own address, with its key.

    With faults in the vocabularies there is no editor: they are returned at once.
    """
    vocabularies, problems = load_vocabularies(root)
    if problems:
        return sorted(problems)
    # Ctrl+C is how it is meant to end, also while it is still being loaded.
    with socket.socket() as listener, suppress(KeyboardInterrupt):
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        key = secrets.token_urlsafe(32)
        # The browser starts while the rest is loaded; until then its question waits.
        opened(f"http://127.0.0.1:{listener.getsockname()[1]}/?khoa={key}")
        _answer(listener, key, root, vocabularies, site)
    return []


def _answer(listener: socket.socket, key: str, root: Path, vocabularies: Vocabularies, site: str) -> None:
    import uvicorn  # noqa: PLC0415

    from casebook.desk.app import app  # noqa: PLC0415
    from casebook.desk.desk import Desk  # noqa: PLC0415
    from casebook.desk.guard import Guard  # noqa: PLC0415

    desk = Desk(root, vocabularies, site)
    threading.Thread(target=_read, args=(desk,), daemon=True).start()
    guard = Guard(app(desk), listener.getsockname()[1], key)
    settings = uvicorn.Config(guard, log_level="warning", access_log=False, lifespan="off", server_header=False, ws="none", http="h11", loop="asyncio")
    uvicorn.Server(settings).run(sockets=[listener])


def _read(desk: "Desk") -> None:
    desk.look()
    desk.listed.wait()
    time.sleep(FIRST)
    import casebook.desk.preview  # noqa: F401, PLC0415 (what the first case that is opened will need)

    # Reading makes hundreds of thousands of small objects that live on: collecting them only costs.
    gc.disable()
    desk.read_all()
    gc.freeze()
    gc.enable()
