"""A case that is being read out of a file, each value with the place where it was written."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from casebook.desk.archive import Refused
from casebook.desk.box import Terms, value
from casebook.desk.cells import Cell
from casebook.desk.words import label
from casebook.fold import fold
from casebook.form import Blank
from casebook.letters import FORBIDDEN
from casebook.problem import Problem
from casebook.slug import is_slug
from casebook.source import Loc

Data = Mapping[str, Any]
"""A case as its file says it: texts, lists and mappings of them."""


class Place(NamedTuple):
    """Where something stands in a file that was sent: Kết quả!D7, and a number for sorting."""

    name: str
    line: int


@dataclass
class Brought:
    """One case of a file. `asked` are the names of what the file has boxes for; None when it says the whole case.

    `adds`: what the file says comes to what the case already has (`casebook.desk.adopted`).
    What was `refused` stays in `data` as it was typed: it is no empty box.
    """

    path: str
    terms: Terms
    slug: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    where: dict[Loc, Place] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: set[Loc] = field(default_factory=set)
    asked: frozenset[tuple[str, ...]] | None = None
    adds: bool = False
    called: str = ""
    """How the file names this case, where it holds several."""

    def fill(self, loc: Loc, blank: Blank, cell: Cell | None, place: Place) -> None:
        """Put into the case what the box at this place says; an empty box is remembered as the place to fill in."""
        self.where[loc] = place
        try:
            found = value(cell, blank, self.terms) if cell else ""
        except Refused as reason:
            self.fault(place, str(reason))
            self.refused.add(loc)
            typed = FORBIDDEN.sub("", cell.text) if cell else ""
            found = [typed] if blank.many else typed
        if found not in ("", []):
            _put(self.data, loc, found)

    def item(self, names: tuple[str, ...], place: Place) -> Loc:
        """The place of a new item at the end of a group."""
        items = self.data
        for name in names[:-1]:
            items = items.setdefault(name, {})
        held = items.setdefault(names[-1], [])
        held.append({})
        loc: Loc = (*names, len(held) - 1)
        self.where[loc] = place
        self.where.setdefault(names, place)
        return loc

    def fault(self, place: Place, message: str) -> None:
        self.problems.append(self._told(place, message))

    def problem(self, loc: Loc, message: str) -> Problem:
        """A fault of a value, told at its box; where it has none, at what encloses it and by its name."""
        near = loc
        while near not in self.where:
            near = near[:-1]
        place = self.where[near]
        unnamed = not place.name or any(isinstance(part, str) for part in loc[len(near) :])
        told = f"{label(loc)}: {message}" if loc and unnamed else message
        return self._told(place, told)

    def _told(self, place: Place, message: str) -> Problem:
        where = ", ".join(filter(None, (place.name, self.called and f"hồ sơ “{self.called}”")))
        return Problem(self.path, place.line, f"{where}: {message}" if where else message)

    def name(self, key: str, known: Collection[str]) -> None:
        """Take the slug from what stands as the code of the case, or propose one from its title."""
        if is_slug(key.lower()) and not key.isdecimal():
            self.slug = key.lower()
            return
        self.slug = proposed(str(self.data.get("title", "")))
        if not self.slug:
            self.fault(self.where[()], "chưa có mã hồ sơ, cũng chưa có tên mô hình để đặt")
        elif self.slug in known:
            self.fault(self.where[()], f"tên đề nghị “{self.slug}” đã là một hồ sơ khác; muốn sửa hồ sơ đó thì ghi đúng mã này, không thì ghi mã khác")


def _put(data: dict[str, Any], loc: Loc, found: object) -> None:
    here: Any = data
    for part, following in pairwise(loc):
        here = here[part] if isinstance(part, int) else here.setdefault(part, [] if isinstance(following, int) else {})
    here[loc[-1]] = found


def proposed(title: str) -> str:
    """A file name for a title: its words without marks, cut at a word."""
    words = re.findall("[a-z0-9]+", fold(title))
    while words and not is_slug("-".join(words)[:80]):
        words.pop()
    while words and len("-".join(words)) > 80:
        words.pop()
    return "-".join(words)


@dataclass(frozen=True)
class Reading:
    """A file that was read: its cases, what is wrong with it as a whole (then nothing of it counts), what should be said."""

    cases: tuple[Brought, ...] = ()
    problems: tuple[Problem, ...] = ()
    notes: tuple[str, ...] = ()


def unread(path: str, message: str) -> Reading:
    return Reading(problems=(Problem(path, 1, message),))


def emptied(value: Any) -> Any:
    """Without what holds nothing, as a case file is read."""
    if isinstance(value, Mapping):
        return {name: kept for name, one in value.items() if (kept := emptied(one)) not in ("", [], {})}
    return [emptied(one) for one in value] if isinstance(value, list) else value
