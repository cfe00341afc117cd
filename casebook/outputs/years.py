"""Spread over time as bars: how many sourced, dated records of adoption each year has."""

from dataclasses import dataclass

from casebook.ledger import Ledger
from casebook.path import Adoption
from casebook.site import Site

WIDTH, HEIGHT, WIDEST = 320, 96, 40
"""Size of the drawing and the most that one year takes of it, in the units of the picture."""

NONE: Ledger[Adoption] = Ledger((), "adoptions")

APART = 6
"""Years between two marks of the axis: a year in figures is as wide on a phone."""


@dataclass(frozen=True)
class Year:
    """One year of the axis: records, those of them that count as spread, and its two bars."""

    year: int
    x: float
    records: int
    spread: int
    height: float
    solid: float
    marked: bool


@dataclass(frozen=True)
class Years:
    """Every year from the first to the last record, so that an empty year is seen; `undated` records are in none."""

    years: tuple[Year, ...]
    bar: float
    height: float
    undated: int
    undated_spread: int


def years(site: Site) -> Years:
    found = {int(year): pairs for year, pairs in site.adoptions_by_year.items() if year}
    undated = site.adoptions_by_year.get("", NONE)
    unplaced = len(undated), _spread(undated)
    if not found:
        return Years((), 0, 0, *unplaced)
    span = range(min(found), max(found) + 1)
    step = min(WIDEST, WIDTH / len(span))
    most = max(len(pairs) for pairs in found.values())
    unit = min(2 * step, HEIGHT / most)
    return Years(tuple(_year(site, year, span, step, unit) for year in span), _rounded(step * 0.8), _rounded(most * unit), *unplaced)


def _year(site: Site, year: int, span: range, step: float, unit: float) -> Year:
    pairs = site.adoptions_by_year.get(str(year), NONE)
    spread = _spread(pairs)
    marked = year in (span[0], span[-1]) or (year % 10 == 0 and year - span[0] >= APART and span[-1] - year >= APART)
    return Year(year, _rounded((year - span[0]) * step), len(pairs), spread, _rounded(len(pairs) * unit), _rounded(spread * unit), marked)


def _spread(pairs: Ledger[Adoption]) -> int:
    return sum(view.adopted[index][3] for view, index, _ in pairs.entries)


def _rounded(length: float) -> float:
    return round(length, 1)
