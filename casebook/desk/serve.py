"""Runs the editor on this machine, for this machine only."""

import asyncio
import gc
import secrets
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send

from casebook.desk.front import front
from casebook.desk.guard import Guard
from casebook.desk.listing import Listing
from casebook.problem import Problem

FIRST = 0.5
"""Seconds that the browser has for drawing the list before a thousand files are read beside it."""
PATIENCE = 2
"""Seconds until everything is loaded although nobody asked for anything yet."""


class Opening:
    """The editor while it opens: its page is answered at once, what needs the cases waits until they are understood."""

    def __init__(self, page: ASGIApp) -> None:
        self._page = page
        self._rest: ASGIApp = page
        self._loaded = threading.Event()
        self.asked = threading.Event()

    def loaded(self, rest: ASGIApp | None) -> None:
        """From now on `rest` answers what waited; None when there is nothing that could."""
        self._rest = rest or self._page
        self._loaded.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if not scope["path"].startswith(("/api/", "/xem/")):
            await self._page(scope, receive, send)
            return
        self.asked.set()
        if not self._loaded.is_set():
            await asyncio.to_thread(self._loaded.wait)
        await self._rest(scope, receive, send)


def serve(root: Path, site: Callable[[], str], opened: Callable[[str], None]) -> list[Problem]:
    """Serve until interrupted; `site` says where the pages will be published, `opened` is told the editor's own address, with its key.

    With faults in the vocabularies there is no editor: they are returned as soon as they are seen.
    """
    problems: list[Problem] = []
    # Ctrl+C is how it is meant to end, also while it is still being loaded.
    with socket.socket() as listener, suppress(KeyboardInterrupt):
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        port, key = listener.getsockname()[1], secrets.token_urlsafe(32)
        # The browser starts meanwhile; its question waits a moment.
        opened(f"http://127.0.0.1:{port}/?khoa={key}")
        listing = Listing(root)
        opening = Opening(front(root, listing))
        guard = Guard(opening, port, key)
        settings = uvicorn.Config(guard, log_level="warning", access_log=False, lifespan="off", server_header=False, ws="none", http="h11", loop="asyncio")
        server = uvicorn.Server(settings)
        load = partial(_load, root, site, listing, opening, problems)

        def rest() -> None:
            load()
            server.should_exit = bool(problems)

        threading.Thread(target=rest, daemon=True).start()
        server.run(sockets=[listener])
    return sorted(problems)


def _load(root: Path, site: Callable[[], str], listing: Listing, opening: Opening, problems: list[Problem]) -> None:
    """Whatever the list does without, once a browser has drawn it and asks on."""
    listing.told()
    opening.asked.wait(PATIENCE)
    from casebook.desk.app import app  # noqa: PLC0415
    from casebook.desk.desk import Desk  # noqa: PLC0415
    from casebook.terms import load_vocabularies  # noqa: PLC0415

    vocabularies, found = load_vocabularies(root)
    problems += found
    if problems:
        opening.loaded(None)
        return
    desk = Desk(root, vocabularies, site(), listing)
    opening.loaded(app(desk))
    time.sleep(FIRST)
    import casebook.desk.preview  # noqa: F401, PLC0415 (what the first case that is opened will need)

    # Reading makes hundreds of thousands of small objects that live on: collecting them only costs.
    gc.disable()
    desk.read_all()
    gc.freeze()
    gc.enable()
