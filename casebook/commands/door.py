"""Where a command was given: the project, and how it is answered there; only `build_cases.py` makes one, for only it prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from casebook.problem import Problem

Tick = Callable[[int, int], None]


class Report(Protocol):
    """Tells faults, and in the last words what they led to."""

    def __call__(self, problems: Sequence[Problem], outcome: str = "", /) -> None: ...


@dataclass(frozen=True)
class Door:
    """`address` gives the site's own URL; `ticking` names an errand and gives what is told how far it is.

    `build` makes the whole site, given a working folder and where the tree belongs.
    """

    root: Path
    address: Callable[[], str]
    say: Callable[[str], object]
    report: Report
    agrees: Callable[[str], bool]
    ticking: Callable[[str], Tick]
    build: Callable[[Path, Path], None]
