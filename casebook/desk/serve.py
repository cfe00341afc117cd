"""Runs the editor on this machine, for this machine only."""

import gc
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import uvicorn

from casebook.desk.app import app
from casebook.desk.desk import Desk
from casebook.desk.guard import Guard
from casebook.load import load_vocabularies
from casebook.problem import Problem

FIRST = 0.5
"""Seconds that the browser has for drawing the list before a thousand files are read beside it."""


def serve(root: Path, site: str, opened: Callable[[str], None]) -> list[Problem]:
    """Serve until interrupted; `site` is where the pages will be published, `opened` is told the editor's own address, with its key.

    With faults in the vocabularies there is no editor: they are returned at once.
    """
    vocabularies, problems = load_vocabularies(root)
    if problems:
        return sorted(problems)
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port = listener.getsockname()[1]
        desk = Desk(root, vocabularies, site)
        guard = Guard(app(desk), port)
        threading.Thread(target=_read, args=(desk,), daemon=True).start()
        opened(f"http://127.0.0.1:{port}/?khoa={guard.key}")
        settings = uvicorn.Config(guard, log_level="warning", access_log=False, lifespan="off", server_header=False, ws="none", http="h11", loop="asyncio")
        # Ctrl+C is how it is meant to end.
        with suppress(KeyboardInterrupt):
            uvicorn.Server(settings).run(sockets=[listener])
    return []


def _read(desk: Desk) -> None:
    desk.listed.wait()
    time.sleep(FIRST)
    # Reading makes hundreds of thousands of small objects that live on: collecting them only costs.
    gc.disable()
    desk.read_all()
    gc.freeze()
    gc.enable()
