"""The steps of a model laid over the first ninety days: by how long each takes where that is known, else in equal parts."""

import re
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from casebook.records import Step

ENDS = (30, 60, 90)
"""The last day of each phase; what ends later stands in a phase of its own."""

LASTS = re.compile(r"(?:\d+\s*[–-]\s*)?(\d+)\s*(ngày|tuần|tháng|năm)", re.IGNORECASE)
DAYS = {"ngày": 1, "tuần": 7, "tháng": 30, "năm": 365}


class Phase(NamedTuple):
    """From day `first` to day `last` (0: open), and the steps that end in it, each with its number in the case."""

    first: int
    last: int
    steps: tuple[tuple[int, Step], ...]


class Schedule(NamedTuple):
    """`timed`: every step says how long it takes, so the phases are sums; otherwise the order is the case's and the parts are equal."""

    timed: bool
    phases: tuple[Phase, ...]


def schedule(steps: tuple[Step, ...]) -> Schedule:
    lengths = [lasts(step.how_long) for step in steps]
    known = [length for length in lengths if length is not None]
    timed = bool(steps) and len(known) == len(steps)
    places = [_phase(day) for day in accumulate(known)] if timed else [index * len(ENDS) // len(steps) for index in range(len(steps))]
    return Schedule(timed, tuple(_phases(steps, places)))


def lasts(text: str) -> int | None:
    """The days that “2 tuần” or “10–15 ngày” (the longer) take; None where the words say something else."""
    found = LASTS.fullmatch(text.strip())
    return int(found[1]) * DAYS[found[2].lower()] if found else None


def _phase(day: int) -> int:
    return next((index for index, end in enumerate(ENDS) if day <= end), len(ENDS))


def _phases(steps: tuple[Step, ...], places: list[int]) -> Iterable[Phase]:
    numbered = list(zip(places, enumerate(steps, 1), strict=True))
    for index, (first, last) in enumerate(zip((1, *(end + 1 for end in ENDS)), (*ENDS, 0), strict=True)):
        held = tuple(step for place, step in numbered if place == index)
        if held or last:
            yield Phase(first, last, held)
