"""A process beside this one that does what it is asked, one thing after the other: for a program with threads, beside which no process may be forked."""

import os
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from casebook.parts import KIND, led

Begun = Callable[[], object]
"""Called as often as a part of what was asked is done."""


class Failed(Exception):
    """What was asked failed; the words are all that Python tells of it."""


class Apart:
    """It begins with what this process has in memory, may start processes of its own, and ends when this one does, however that ends."""

    def __init__(self, work: Callable[[Any, Begun], Any]) -> None:
        self._ours, theirs = KIND.Pipe()
        self._process = KIND.Process(target=_answer, args=(work, theirs, self._ours))
        self._process.start()
        theirs.close()
        self._turn = Lock()

    def ask(self, what: Any, begun: Begun = lambda: None) -> Any:
        """What `work` gives for it, in its turn. Raises Failed, or EOFError where the process has ended."""
        with self._turn:
            try:
                self._ours.send(what)
                while not (told := self._ours.recv()):
                    begun()
            except OSError:
                raise EOFError from None
            except BaseException:
                # Whoever asks next would take this answer for his.
                self._ours.close()
                raise
        answer, fault = told
        if fault:
            raise Failed(fault)
        return answer

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.terminate()
        self._process.join()


def _answer(work: Callable[[Any, Begun], Any], theirs: Connection, ours: Connection) -> None:
    # Open here too, it would never tell that nobody asks any more; and theirs, in a process forked here, never that this one is gone.
    ours.close()
    if KIND.get_start_method() == "fork":
        os.register_at_fork(after_in_child=theirs.close)
    led()
    with suppress(EOFError, ConnectionError):
        while True:
            what = theirs.recv()
            try:
                told = work(what, lambda: theirs.send(())), ""
            except BaseException:
                # Not swallowed: told to who asked.
                told = None, traceback.format_exc()
            theirs.send(told)
