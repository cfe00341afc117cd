"""Work that is cut in parts: done here, in processes of this machine, or on the workers of a cluster; the same parts, the same results."""

import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import suppress
from functools import partial
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from threading import Thread, active_count
from typing import TypeVar

from casebook.tick import Tick

P = TypeVar("P")
R = TypeVar("R")
Many = Callable[[Callable[[P], R], Sequence[P]], Iterator[R]]
"""Gives the result of each part, in whatever order they are done."""


# Windows and macOS cannot fork safely: there a process opens the casebook itself.
KIND = multiprocessing.get_context("spawn") if sys.platform in ("win32", "darwin") else multiprocessing.get_context("fork")


def here(work: Callable[[P], R], parts: Sequence[P]) -> Iterator[R]:
    """One after the other."""
    return map(work, parts)


def on(executor: Executor) -> Many[P, R]:
    """On whatever follows concurrent.futures: a pool of processes, a cluster of Dask (`Client.get_executor()`)."""

    def many(work: Callable[[P], R], parts: Sequence[P]) -> Iterator[R]:
        return (done.result() for done in as_completed([executor.submit(work, part) for part in parts]))

    return many


def processes(jobs: int, least: int) -> Many[P, R]:
    """On so many processes of this machine, which begin with what this one has in memory; here when there are fewer than `least` parts."""

    def many(work: Callable[[P], R], parts: Sequence[P]) -> Iterator[R]:
        if jobs == 1 or len(parts) < least:
            yield from here(work, parts)
            return
        with ProcessPoolExecutor(jobs, mp_context=KIND, initializer=_follow) as pool:
            spread: Many[P, R] = on(pool)
            try:
                yield from spread(work, parts)
            finally:
                # Who takes no more results waits for no more parts.
                pool.shutdown(cancel_futures=True)

    return many


def meanwhile(work: Callable[[], R]) -> Callable[[], R]:
    """Begin in a process of its own; who asks waits for the result. Where none can be forked, as beside threads, the work is done when somebody asks."""
    if KIND.get_start_method() != "fork" or active_count() > 1:
        return work
    taken, given = KIND.Pipe(duplex=False)
    process = KIND.Process(target=_give, args=(work, given))
    process.start()
    given.close()

    def result() -> R:
        with taken:
            try:
                found: R = taken.recv()
            except EOFError:
                # Somebody killed it.
                found = work()
        process.join()
        return found

    return result


def _give(work: Callable[[], R], given: Connection) -> None:
    led()
    # Who asks finds the same fault, and tells it.
    with suppress(OSError):
        given.send(work())


def led() -> None:
    """What every process does first that another one started."""
    # Ctrl+C is told to every process of a terminal; only the one that was started answers.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _follow() -> None:
    """What a process of a pool does first: it ends with the one that started it, even where that one is killed."""
    led()
    if parent := multiprocessing.parent_process():
        Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(process: BaseProcess) -> None:
    process.join()
    os._exit(1)


def counted(many: Many[P, tuple[int, R]], tick: Tick, size: Callable[[P], int]) -> Many[P, R]:
    """The same, and who waits is told how much is done; `size` is what a part takes beside the others."""

    def counting(work: Callable[[P], R], parts: Sequence[P]) -> Iterator[R]:
        done, total = 0, sum(map(size, parts))
        for taken, result in many(partial(_sized, work, size), parts):
            yield result
            done += taken
            tick(done, total)

    return counting


def _sized(work: Callable[[P], R], size: Callable[[P], int], part: P) -> tuple[int, R]:
    return size(part), work(part)


def cut(items: Sequence[P], size: int) -> list[Sequence[P]]:
    """Runs of at most `size`."""
    return [items[start : start + size] for start in range(0, len(items), size)]
