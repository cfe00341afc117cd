"""One at a time in a folder; the system lets go of it when a program dies."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

LOCK = ".lock"
"""Held, in the folder itself, for as long as somebody works there."""


@contextmanager
def alone(folder: Path, wait: Callable[[], object] = lambda: None) -> Iterator[bool]:
    """Work alone in a folder that is there; `wait` is told once where somebody else is at it, who is then waited for. Whether nobody was."""
    with (folder / LOCK).open("a+b") as stream:
        if not (free := _taken(stream)):
            wait()
            while not _taken(stream, patiently=True):
                pass
        # Closing the file lets go of the lock, on every system.
        yield free


def _taken(stream: IO[bytes], *, patiently: bool = False) -> bool:
    if sys.platform == "win32":
        import msvcrt  # noqa: PLC0415

        stream.seek(0)
        with suppress(OSError):
            # Patience is ten seconds there.
            msvcrt.locking(stream.fileno(), msvcrt.LK_LOCK if patiently else msvcrt.LK_NBLCK, 1)
            return True
    else:
        import fcntl  # noqa: PLC0415

        with suppress(BlockingIOError):
            fcntl.flock(stream, fcntl.LOCK_EX | (0 if patiently else fcntl.LOCK_NB))
            return True
    return False
