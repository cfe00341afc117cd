"""serve: the whole site at an address of this machine; where something changes, what depends on it is made again and open pages reload."""

import argparse
import errno
import socket
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from casebook.ahead import ahead
from casebook.apart import Apart, Begun
from casebook.commands.building import WRITING, Hands, at_hand, framed, site
from casebook.commands.door import READING, Door
from casebook.commands.live import HOST, Preview
from casebook.inputs import CODE, signed, watched
from casebook.job import Job, close, last, store
from casebook.left import KEPT, memory
from casebook.making import drawn
from casebook.parts import KIND
from casebook.publish import rewrite
from casebook.refusal import Refusal
from casebook.tick import Tick

READY = "Xem thử: {url}\nTrang mở sẵn tự tải lại khi có gì đổi. Để cửa sổ này mở; bấm Ctrl+C để dừng."


def run(options: argparse.Namespace, door: Door) -> int:
    """Serve until Ctrl+C. A faulty file is told, and the last good pages stay."""
    tree = door.root / KEPT / "preview"
    code, known = _code(door.root), watched(door.root)
    ended = "Mã của chương trình đã đổi"

    def again() -> None:
        nonlocal ended
        try:
            # What is in memory would be kept as if the new code had made it.
            if _code(door.root) == code:
                server.shown_while(lambda begun: builder.ask("", begun))
                return
        except EOFError:
            ended = "Tiến trình dựng trang đã tắt giữa chừng, có thể vì máy thiếu bộ nhớ"
        server.shutdown()

    def missing(path: str) -> Any:
        with suppress(EOFError):
            return builder.ask(path)

    try:
        # Before a build that may take minutes.
        socket.create_server((HOST, options.port)).close()
        _build(door, tree)
        with closing(Apart(partial(_work, door, tree))) as builder:
            # The builder may go on from what was opened.
            close()
            server = Preview(again, options.port, tree, missing, lambda url: door.say(READY.format(url=url)))
            server.look(door.root, known)
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
    raise Refusal(f"{ended}: chạy lại lệnh serve.")


def _code(root: Path) -> str:
    return signed([root / name for name in CODE])


def _work(door: Door, tree: Path, path: str, begun: Begun) -> object:
    """What is asked of the process that builds: "" for the tree anew, or a path for what the tree lacks there."""
    before, shown = last(), dict[Path, str]()

    def ticking(errand: str) -> Tick:
        tick = door.ticking(errand)

        def told(done: int, total: int) -> None:
            tick(done, total)
            if errand == READING and done == total and before:
                shown.update(ahead(tree, store(door.root), *before))
            if errand == WRITING or shown:
                begun()

        return told

    if path:
        found, frame = at_hand(door, _job(door, tree))
        return drawn(found, frame, path) if frame else None
    try:
        # A process that cannot be forked takes longer to start than most changes take to build.
        failed = _build(replace(door, ticking=ticking), tree, None if KIND.get_start_method() == "fork" else 1)
    except Refusal as reason:
        door.say(str(reason))
        failed = 1
    for file, text in shown.items() if failed else ():
        # The last good pages stay.
        rewrite(file, text)
    return failed


def _build(door: Door, tree: Path, jobs: int | None = None) -> int:
    close()
    failed = site(door, _job(door, tree), Hands(jobs), keep_addresses=False)
    at_hand(door, _job(door, tree))
    return failed


def _job(door: Door, tree: Path) -> Callable[..., Job]:
    # Papers and pictures take seconds: they are made when somebody opens them.
    return framed(door, tree, memory(door.root, tree), drawn=False)
