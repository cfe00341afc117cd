"""Before and after as bars: a number is drawn, the source's own words are not."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from casebook.path import Result
from casebook.values import Figure, Range, shown
from casebook.view import View

PICTURE, LONGEST = 320, 234
"""Width of the picture, and the most that a bar takes of it, in the units of the picture."""

DIGIT, LETTER = 17, 9
"""Room that a digit of the figure and a letter of its unit take, measured in Be Vietnam Pro."""


@dataclass(frozen=True)
class Chart:
    """One result as a picture; widths in the units of the picture, `label` where the last figure starts.

    `unit_fits`: whether the unit has room beside the last figure.
    """

    result: Result
    kind: Literal["pair", "only", "words"]
    full: int = LONGEST
    before: int = 0
    after: int = 0
    label: int = 0
    unit_fits: bool = True
    delta: Decimal | None = None
    approximate: bool = False


def charts(view: View) -> Iterator[Chart]:
    """The charts of a case; results of the same unit share one scale."""
    largest: dict[str, Decimal] = {}
    for result in view.case.results:
        for value in (result.before, result.after, result.total):
            size = _size(value)
            if size is not None:
                largest[result.unit] = max(size, largest.get(result.unit, Decimal(0)))
    label = max((len(_label(result)) for result in view.case.results if result.after is not None and not isinstance(result.after, str)), default=0)
    full = min(LONGEST, PICTURE - 12 - label * DIGIT)
    return (_chart(result, largest.get(result.unit, Decimal(0)), full) for result in view.case.results)


def _label(result: Result) -> str:
    return shown(result.after or "") + (f"/{shown(result.total)}" if result.total else "")


def _chart(result: Result, largest: Decimal, full: int) -> Chart:
    before, after, total = _size(result.before), _size(result.after), _size(result.total)
    if after is None or after < 0 or (result.before is not None and (before is None or before < 0)) or not largest:
        return Chart(result, "words", full, approximate=isinstance(result.after, str) or isinstance(result.before, str))
    width = _width(after, total or largest, full)
    label = (full if total else width) + 10
    fits = label + len(_label(result)) * DIGIT + len(result.unit) * LETTER <= PICTURE
    if before is None:
        return Chart(result, "only", full, after=width, label=label, unit_fits=fits)
    delta = result.after - result.before if isinstance(result.after, Decimal) and isinstance(result.before, Decimal) else None
    return Chart(result, "pair", full, _width(before, largest, full), width, label, fits, delta)


def _size(value: Figure | None) -> Decimal | None:
    if isinstance(value, Range):
        return value.high
    return value if isinstance(value, Decimal) else None


def _width(value: Decimal, largest: Decimal, full: int) -> int:
    return max(2, min(full, round(full * value / largest)))
