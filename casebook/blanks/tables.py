"""The form cut flat, for paper and sheets: one table for the case itself and one for each group that may repeat."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from casebook.form import Blank, form

Names = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One box: where its value stands in the case, or in an item of the table's group, and what is asked there."""

    names: Names
    titles: Names
    blank: Blank
    required: bool
    """Whether every case, or every item, has it; a part of what may be absent is never required here."""

    @property
    def title(self) -> str:
        return " – ".join(self.titles)


@dataclass(frozen=True)
class Table:
    """The case itself (no names), or one group: a list of records somewhere in the case."""

    names: Names
    title: str
    blank: Blank | None
    columns: tuple[Column, ...]


MAIN = "Hồ sơ"
KEY, KEY_TITLE = "slug", "Mã hồ sơ"
"""The box that says of which case a table or a form is."""


@cache
def tables() -> tuple[Table, ...]:
    """The case first, then its groups in the model's order."""
    groups = tuple(Table(names, blank.title, blank, tuple(_columns(blank.inside))) for names, blank in _groups(form()))
    return (Table((), MAIN, None, tuple(_columns(form()))), *groups)


def _columns(blanks: tuple[Blank, ...], names: Names = (), titles: Names = (), required: bool = True) -> Iterator[Column]:
    for blank in blanks:
        here, called, needed = (*names, blank.name), (*titles, blank.title), required and blank.required
        if blank.kind != "record":
            yield Column(here, called, blank, needed)
        elif not blank.many:
            yield from _columns(blank.inside, here, called, needed)


def _groups(blanks: tuple[Blank, ...], names: Names = ()) -> Iterator[tuple[Names, Blank]]:
    for blank in blanks:
        if blank.kind == "record" and blank.many:
            yield (*names, blank.name), blank
        elif blank.kind == "record":
            yield from _groups(blank.inside, (*names, blank.name))


def inside(record: Any, names: tuple[str, ...]) -> Any:
    """What stands under these names, or None."""
    for name in names:
        record = record.get(name) if record else None
    return record
