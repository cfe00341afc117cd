"""The faults of a case that is being filled in: those of `check`, each with the place in the form where it belongs."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from casebook.beside import side_by_side
from casebook.book import Casebook
from casebook.check import media_sound, terms_once
from casebook.desk.book import having, read_in
from casebook.desk.gaps import drawn
from casebook.desk.words import label, on_form
from casebook.form import Blank, form
from casebook.problem import Problem
from casebook.publishable import texts_publishable
from casebook.source import Loc, Source, parse


class Fault(NamedTuple):
    """What is wrong, and where in the form: () is the case as a whole."""

    loc: Loc
    message: str


class Checked(NamedTuple):
    """The casebook with the case as it stands in the form, its faults, and the faults that it causes in other files."""

    book: Casebook
    faults: tuple[Fault, ...]
    elsewhere: tuple[str, ...]


def checked(book: Casebook, slug: str, data: Mapping[str, Any], before: frozenset[str] = frozenset()) -> Checked:
    """What `check` would say of the casebook if this case were saved; `before` are the faults that its files had side by side."""
    path = f"cases/{slug}.yaml"
    source = source_of(data, path)
    book_now, problems = read_in(book, slug, source)
    together = [problem for problem in side_by_side(book_now) if problem.path == path or str(problem) not in before]
    places = placed(source) or _places(data)
    sooner = _sooner(book, slug, source, problems) if slug in book_now.faulty and isinstance(source, Source) else ()
    mine = [problem for problem in (*problems, *sooner, *together) if problem.path == path]
    faults = dict.fromkeys(_fault(problem, places.get(problem.line, ()), book) for problem in sorted(mine))
    return Checked(book_now, tuple(faults), tuple(str(problem) for problem in together if problem.path != path))


SOON = (texts_publishable, terms_once, media_sound)
"""Rules that look at what is filled in only, not at what goes with it."""


def _sooner(book: Casebook, slug: str, source: Source, problems: Sequence[Problem]) -> Iterator[Problem]:
    """What the rules say of a case that is not right yet: they would tell it once the rest is mended, and the count would grow again."""
    told_of = {problem.line for problem in problems}
    half = having(book, slug, source, drawn(source.data, book.vocabularies, book.today))
    alone = replace(half, cases={}, drafts={slug: half.drafts.get(slug) or half.cases[slug]}, tombstones={})
    for rule in SOON:
        yield from (problem for problem in rule(alone) if problem.line not in told_of)


def told(book: Casebook, slug: str, data: Mapping[str, Any]) -> Iterator[str]:
    """The faults that a case has by itself, each with its place, to somebody who sees the form."""
    source = source_of(data, f"cases/{slug}.yaml")
    places = placed(source)
    for problem in sorted(read_in(book, slug, source)[1]):
        loc = places.get(problem.line, ())
        yield f"{label(loc)}: {on_form(problem, loc, book.vocabularies)}" if loc else on_form(problem, loc, book.vocabularies)


def _fault(problem: Problem, loc: Loc, book: Casebook) -> Fault:
    # `check` names the place in words, for want of a form.
    return Fault(loc, on_form(problem, loc, book.vocabularies))


def placed(source: Source | Problem) -> Mapping[int, Loc]:
    """Line → what stands there; nothing of a case that cannot be written."""
    return {line: loc for loc, line in source.lines.items()} if isinstance(source, Source) else {}


def source_of(data: Mapping[str, Any], path: str) -> Source | Problem:
    """The case as the door would read it, each value on a line of its own, and a line for what could still be filled in."""
    source = parse(_text(data).encode(errors="surrogatepass"), path)
    if isinstance(source, Problem):
        return source
    lines = {loc: number for number, loc in enumerate((*source.lines, *_open(source.data, form(), ())))}
    return Source(path, source.data, lines)


def _text(data: Mapping[str, Any]) -> str:
    # JSON is YAML; with an indent no two values share a line.
    return json.dumps(data, ensure_ascii=False, indent=0)


def _places(data: Mapping[str, Any]) -> Mapping[int, Loc]:
    """Line → place, for a text that could not be read: in the order in which JSON writes."""
    return dict(enumerate(_locs(data, ()), 1))


def _locs(value: Any, loc: Loc) -> Iterator[Loc]:
    yield loc
    if isinstance(value, dict | list) and value:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _locs(inner, (*loc, key))
        yield loc


def _open(data: Mapping[str, Any], blanks: Sequence[Blank], loc: Loc) -> Iterator[Loc]:
    for blank in blanks:
        here = (*loc, blank.name)
        if blank.name not in data:
            yield here
        for place, record in _records(data.get(blank.name), here):
            yield from _open(record, blank.inside, place)


def _records(value: Any, loc: Loc) -> Iterator[tuple[Loc, Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield loc, value
    for index, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, dict):
            yield (*loc, index), item
