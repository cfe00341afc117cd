"""Where a command was given: the project, and how it is answered there; only `build_cases.py` makes one, for only it prints."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from casebook.by_hand import ByHand
from casebook.problem import Problem
from casebook.settings import Settings
from casebook.tick import Tick

READING = "Đọc hồ sơ"
"""What most commands do first, as who waits is told of it."""


class Report(Protocol):
    """Tells faults, and in the last words what they led to."""

    def __call__(self, problems: Sequence[Problem], outcome: str = "", /) -> None: ...


@dataclass(frozen=True)
class Door:
    """`settings` gives those of mkdocs.yml; `ticking` names an errand and gives what is told how far it is.

    `by_hand` gives the key of what is not made of cases (pages written by hand, assets), and what makes it.
    """

    root: Path
    settings: Callable[[], Settings]
    say: Callable[[str], object]
    report: Report
    agrees: Callable[[str], bool]
    ticking: Callable[[str], Tick]
    by_hand: Callable[[], tuple[str, ByHand]]

    def address(self) -> str:
        """The site's own URL."""
        return self.settings().site_url
