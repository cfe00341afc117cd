"""A process beside this one that does what it is asked, one thing after the other: for a program with threads, beside which no process may be forked."""

from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from threading import Lock
from typing import Any

from casebook.parts import KIND, led

Begun = Callable[[], object]
"""Is told as often as a part of what was asked is done."""


class Apart:
    """It begins with what this process has in memory, may start processes of its own, and ends when this one does, however that ends."""

    def __init__(self, work: Callable[[Any, Begun], Any]) -> None:
        self._ours, theirs = KIND.Pipe()
        self._process = KIND.Process(target=_answer, args=(work, theirs, self._ours))
        self._process.start()
        theirs.close()
        self._turn = Lock()

    def ask(self, what: Any, begun: Begun = lambda: None) -> Any:
        """What `work` gives for it. Raises the OSError that kept it from that, EOFError where the process has ended."""
        with self._turn:
            try:
                self._ours.send(what)
            except BrokenPipeError:
                raise EOFError from None
            while not (told := self._ours.recv()):
                begun()
        (answer,) = told
        if isinstance(answer, OSError):
            raise answer
        return answer

    def close(self) -> None:
        """Wait until what was asked is done."""
        self._ours.close()
        self._process.join()


def _answer(work: Callable[[Any, Begun], Any], theirs: Connection, ours: Connection) -> None:
    # Open here too, it would never tell that nobody asks any more.
    ours.close()
    led()
    with suppress(EOFError, BrokenPipeError):
        while True:
            what = theirs.recv()
            try:
                answer = work(what, lambda: theirs.send(()))
            except OSError as fault:
                answer = fault
            theirs.send((answer,))
