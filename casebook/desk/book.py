"""A casebook in which one case is what was read now: of a thousand cases in the time of one."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from casebook import check
from casebook.book import Casebook
from casebook.load import due, name_fault, parse
from casebook.model import Case, Tombstone
from casebook.problem import Problem
from casebook.source import Source

T = TypeVar("T")


def having(book: Casebook, slug: str, source: Source | None, record: Case | Tombstone | None) -> Casebook:
    """The casebook with this slug as a case, a tombstone, a faulty file (no record) or gone (no source)."""
    case = record if isinstance(record, Case) else None
    tomb = record if isinstance(record, Tombstone) else None
    published = case if case and due(case.status, case.publish_from, book.today) else None
    # What was withdrawn is kept nowhere, or one day an output would show it.
    kept = Source(source.path, {}, source.lines) if source and tomb else source
    return replace(
        book,
        cases=_with(book.cases, slug, published),
        drafts=_with(book.drafts, slug, None if published else case),
        tombstones=_with(book.tombstones, slug, tomb),
        sources=_with(book.sources, slug, kept if record else None),
        faulty=book.faulty - {slug} | ({slug} if source and not record else set()),
    )


def _with(held: Mapping[str, T], slug: str, value: T | None) -> Mapping[str, T]:
    others = {other: what for other, what in held.items() if other != slug}
    return dict(sorted((others | {slug: value}).items())) if value is not None else others


def read_in(book: Casebook, slug: str, source: Source | Problem | None) -> tuple[Casebook, list[Problem]]:
    """The casebook with this file (None: without it), and the faults that the file has by itself, as `check` tells them."""
    if source is None:
        return having(book, slug, None, None), []
    if isinstance(source, Problem):
        return having(book, slug, Source(source.path, {}, {(): 1}), None), [source]
    record = parse(source, book.vocabularies, book.today)
    names = list(name_fault(f"{slug}.yaml", source))
    if isinstance(record, list):
        return having(book, slug, source, None), [*names, *record]
    book = having(book, slug, source, record)
    return book, [*names, *(problem for rule in check.ALONE for problem in rule(_only(book, slug)))]


def _only(book: Casebook, slug: str) -> Casebook:
    return replace(book, cases=_one(book.cases, slug), drafts=_one(book.drafts, slug), tombstones=_one(book.tombstones, slug))


def _one(held: Mapping[str, T], slug: str) -> Mapping[str, T]:
    return {slug: held[slug]} if slug in held else {}
