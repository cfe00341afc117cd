"""What an import would do: what is new, what changes, what cannot be taken and why. Nothing here writes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from casebook import messages
from casebook.beside import side_by_side
from casebook.book import Casebook
from casebook.desk.book import read_in
from casebook.desk.brought import Brought, Data, Reading, emptied
from casebook.desk.faults import placed, source_of
from casebook.desk.save import opened
from casebook.desk.words import in_words, on_form
from casebook.problem import Problem
from casebook.source import Loc
from casebook.tick import Tick

STATE = ("status", "approved", "clearance", "publish_from", "withdrawn")
"""What only the desk's own steps decide."""

UNNAMED = "ho-so"
"""Stands for the name of a case that has none yet."""


@dataclass(frozen=True)
class Candidate:
    """One case as it would be written; for an existing one what its file says now, as text and as data."""

    case: Brought
    data: Data
    old: Data | None = None
    text: str = ""
    sha: str = ""

    @property
    def slug(self) -> str:
        return self.case.slug


@dataclass(frozen=True)
class Plan:
    """Only `ready` may be written; `problems` say why the rest is not."""

    ready: tuple[Candidate, ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def planned(book: Casebook, readings: Sequence[Reading], tick: Tick) -> Plan:
    """What would become of the cases of these files; `tick` is told how many of them have been looked at."""
    problems = [problem for reading in readings for problem in reading.problems]
    taken: dict[str, Candidate] = {}
    for reading in readings:
        for case in reading.cases:
            found = [*case.problems, *_misplaced(case, book, taken)]
            problems += found
            # What is wrong with a file as a whole may have put a value into the wrong case.
            if found or reading.problems:
                problems += _besides(case, book, whole=not reading.problems)
            else:
                taken[case.slug] = _candidate(case, book)
    taken, faults = _sound(book, taken, tick)
    ordered = sorted(set(problems + faults))
    return Plan(tuple(taken.values()), tuple(ordered), tuple(note for reading in readings for note in reading.notes))


def _besides(case: Brought, book: Casebook, *, whole: bool) -> Iterator[Problem]:
    """What else is wrong with a case that is not taken anyway, so that all is told at once; of a box that was refused nothing more.

    Of a file that is not understood as a `whole`, nothing is said to be missing for which no box was found.
    """
    if case.slug in book.tombstones or (case.adds and case.slug not in book.sources):
        return
    slug = case.slug or UNNAMED
    source = source_of(_candidate(case, book).data, f"cases/{slug}.yaml")
    locs = placed(source)
    for problem in read_in(book, slug, source)[1]:
        loc = locs.get(problem.line, ())
        refused = any(loc[:end] in case.refused for end in range(len(loc) + 1))
        lost = loc not in case.where and problem.message.endswith(messages.VIETNAMESE["missing"])
        if not refused and (whole or not lost):
            yield _told(case, problem, loc, book)


def _told(case: Brought, problem: Problem, loc: Loc, book: Casebook) -> Problem:
    # Who sends a form sees lists and dates as people write them, who sends YAML the codes.
    words = (
        in_words(problem.message.removeprefix(f"{messages.path(loc)}: "), loc, book.vocabularies)
        if case.asked is None
        else on_form(problem, loc, book.vocabularies)
    )
    return case.problem(loc, words)


def _misplaced(case: Brought, book: Casebook, taken: Mapping[str, Candidate]) -> Iterator[Problem]:
    if case.slug in taken:
        yield case.problem((), f"hồ sơ “{case.slug}” có hai lần trong các tệp này; giữ một")
    if case.slug in book.tombstones:
        yield case.problem((), f"hồ sơ “{case.slug}” đã rút; không nhập lại dưới tên này")
    if case.slug in book.faulty:
        yield case.problem((), f"cases/{case.slug}.yaml đang có lỗi; sửa tệp đó trước (python build_cases.py check)")


def _candidate(case: Brought, book: Casebook) -> Candidate:
    """The case as it would be: what a file has no box for stays, and nobody approves by sending a file."""
    data = {name: value for name, value in emptied(case.data).items() if name not in STATE}
    if case.slug not in book.sources:
        first = [{"date": book.today.isoformat(), "kind": "moi", "note": "Hồ sơ mới."}]
        return Candidate(case, {"changes": first} | data | {"status": "nhap"})
    old = book.sources[case.slug].data
    text, sha = opened(book.root / "cases" / f"{case.slug}.yaml")
    kept = _without(old, case.asked) if case.asked is not None else {}
    state = {name: old[name] for name in STATE if name in old}
    return Candidate(case, {"changes": old["changes"]} | _over(kept, data) | state, old, text, sha)


def _without(old: Data, asked: Iterable[tuple[str, ...]]) -> dict[str, Any]:
    """A copy of a case less what stands under these names."""
    kept = deepcopy(dict(old))
    for *way, last in asked:
        here: Any = kept
        for name in way:
            here = here.get(name, {})
        here.pop(last, None)
    return dict(emptied(kept))


def _over(below: Data, above: Data) -> dict[str, Any]:
    """Both together; where both say something, what stands above."""
    both = {name: _over(below[name], above[name]) for name in below.keys() & above.keys() if isinstance(above[name], dict)}
    return {**below, **above, **both}


def _sound(book: Casebook, taken: dict[str, Candidate], tick: Tick) -> tuple[dict[str, Candidate], list[Problem]]:
    """The candidates that may stand in the casebook together, and the faults of the others."""
    problems: list[Problem] = []
    before = {str(problem) for problem in side_by_side(book)}
    while taken:
        found = _faults(book, taken, before, tick)
        if not found:
            break
        problems += [problem for faults in found.values() for problem in faults]
        # A fault of another file cannot be laid on one of them. Without the faulty ones, others may lack what they refer to.
        taken = {} if found.keys() - taken.keys() else {slug: one for slug, one in taken.items() if slug not in found}
    return taken, problems


def _faults(book: Casebook, taken: Mapping[str, Candidate], before: set[str], tick: Tick) -> dict[str, list[Problem]]:
    found: dict[str, list[Problem]] = defaultdict(list)
    places: dict[str, tuple[Candidate, Mapping[int, Loc]]] = {}
    told: list[Problem] = []
    for number, (slug, one) in enumerate(taken.items(), 1):
        tick(number, len(taken))
        source = source_of(one.data, f"cases/{slug}.yaml")
        places[f"cases/{slug}.yaml"] = one, placed(source)
        book, problems = read_in(book, slug, source)
        told += problems
    told += (problem for problem in side_by_side(book) if problem.path in places or str(problem) not in before)
    for problem in told:
        if problem.path in places:
            one, locs = places[problem.path]
            loc = locs.get(problem.line, ())
            found[one.slug].append(_told(one.case, problem, loc, book))
        else:
            found[problem.path].append(problem)
    return found
