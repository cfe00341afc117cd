"""What a case says, in the order of how much it tells: title, marks of the case, summary, everything else."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from enum import IntEnum
from functools import cache

from casebook.entries import DocumentKind
from casebook.form import form
from casebook.model import Case
from casebook.prose import Prose
from casebook.records import Record
from casebook.site import Site
from casebook.values import Range, shown
from casebook.view import View

CODES = frozenset({"id", "document", "case", "file", "former_slugs", "sources", "summary_sources", "problem_sources", "solution_sources"})
"""Fields that hold identifiers: nobody types them into a search."""
NOT_TEXT = ("date", "day", "url")
"""Kinds of blanks that hold no words; what an editor typed as words is kept, whatever it looks like."""

FIGURES = (Decimal, Range)
LETTER = re.compile(r"\d+/[^-/]+-[^/]+")
"""The number of an official letter alone names no kind: 793/BTTTT-THH (Decree 30/2020, appendix III)."""
QUALIFIED = re.compile(" của |,| HĐND| UBND| \\(")
"""Where the name of a kind of document begins to say whose it is: people leave that out."""


class Weight(IntEnum):
    TITLE = 0
    MARK = 1
    SUMMARY = 2
    GROUP = 3
    BODY = 4


def texts(site: Site, view: View) -> dict[Weight, list[str]]:
    """Every text of a public case, each once, where it weighs most; no phrase goes from one to the next."""
    case = site.public(view)
    found: dict[str, Weight] = {case.title: Weight.TITLE, case.summary: Weight.SUMMARY}
    for weight, more in ((Weight.MARK, _marks(site, view, case)), (Weight.GROUP, _groups(site, case)), (Weight.BODY, _body(site, case))):
        for text in more:
            found.setdefault(text, weight)
    weighed: dict[Weight, list[str]] = {weight: [] for weight in Weight}
    for text, weight in found.items():
        weighed[weight].append(text)
    return weighed


def _marks(site: Site, view: View, case: Case) -> Iterator[str]:
    labels = site.book.vocabularies
    yield from case.keywords
    yield from view.places
    for slug in view.place_slugs:
        yield from _names(site, slug)
    yield from (case.agency, case.locality)
    kinds = labels.typed("document_kind", DocumentKind)
    for document in case.documents:
        yield from called(document.number or document.cited_as, kinds, document.kind)


def _groups(site: Site, case: Case) -> Iterator[str]:
    """What a case shares with many: a sector's name has several subjects, and a case is seldom about all."""
    labels = site.book.vocabularies
    yield from (labels["sector"][code].label for code in case.sectors)
    yield labels["level"][case.level].label


def _names(site: Site, slug: str) -> Iterator[str]:
    place = site.places[slug]
    yield from filter(None, (place.label, place.former, place.short, *place.other))


def called(number: str, kinds: Mapping[str, DocumentKind], kind: str | None = None) -> Iterator[str]:
    """The number of a document (of this kind, where that is known) and what else people call it: “Quyết định 316/QĐ-TTg”, “Quyết định 316”, “QĐ316”."""
    yield number
    if not (first := re.match(r"\d+", number)):
        return
    symbols = set(re.split(r"[/\-]", number))
    of = [entry for code, entry in kinds.items() if code == kind or entry.abbreviation.partition("-")[0] in symbols]
    if not of and LETTER.fullmatch(number):
        of = [kinds["hc_cong_van"]]
    for label, short in dict.fromkeys((QUALIFIED.split(entry.label)[0], entry.abbreviation.partition("-")[0]) for entry in of):
        yield from (f"{name} {told}" for name in (label, short) if name for told in (number, first[0]))
        if short:
            yield f"{short}{first[0]}"


def _body(site: Site, case: Case) -> Iterator[str]:
    yield from _spoken(case)
    for adoption in case.adoptions:
        if adoption.place:
            yield from _names(site, adoption.place)
            yield from _names(site, site.places[adoption.place].now or adoption.place)
    yield from (site.book.vocabularies["award"][item.form].label for item in case.commendations)


def _spoken(record: Record) -> Iterator[str]:
    """The words of a record and of the records inside it: neither identifiers nor terms."""
    silent = _silent(type(record))
    for name, value in record.__dict__.items():
        for item in value if isinstance(value, tuple) and not isinstance(value, Range) else (value,):
            if isinstance(item, Record):
                yield from _spoken(item)
            elif item is None or name in silent:
                break
            elif isinstance(item, Prose):
                yield item.plain
            elif isinstance(item, str):
                yield item
            elif isinstance(item, FIGURES):
                yield shown(item)


@cache
def _silent(model: type[Record]) -> frozenset[str]:
    """Fields without words: identifiers, terms, dates, addresses."""
    return CODES | {blank.name for blank in form(model) if blank.vocabulary or blank.kind in NOT_TEXT}
