"""What the rest of the site tells of a case: plain values, small enough to keep those of a hundred thousand; the case itself is read when asked for."""

import hashlib
import marshal
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any

from casebook import progress
from casebook.entries import Place
from casebook.evidence import Source
from casebook.figures import lead
from casebook.model import Case
from casebook.path import Adoption, Document, Result
from casebook.places import present, then_and_now
from casebook.render import upper
from casebook.vocabulary import Vocabularies

STEADY = 2
"""The version of marshal in which equal values are equal bytes: later ones also tell which of them were one object."""
AT_HAND = 100
"""Cases whose sources stay in memory: a page of a list tells of fewer."""
PLACES = 3
"""How many places a card names."""


@dataclass(frozen=True)
class Shelf:
    """Where the cases stand, and the vocabularies that they are told in."""

    cases: Mapping[str, Case]
    vocabularies: Vocabularies

    @cached_property
    def numbered(self) -> Callable[[str], Mapping[str, tuple[int, Source]]]:
        # Kept with each view, they would in the end be the sources of all cases.
        return lru_cache(maxsize=AT_HAND)(lambda slug: {source.id: (number, source) for number, source in enumerate(self.cases[slug].sources, 1)})


@dataclass(frozen=True, eq=False)
class View:
    """One published case. What is written here are strings, numbers, and tuples of them; `shelf` holds the rest."""

    slug: str
    title: str
    summary: str
    sectors: tuple[str, ...]
    keywords: tuple[str, ...]
    bottleneck: str
    level: str
    start: str
    places: tuple[str, ...]
    """In words, then and now."""
    place_slugs: tuple[str, ...]
    """As written, then the present units they belong to; each once."""
    present: tuple[str, ...]
    stage: str
    reached: tuple[str, ...]
    """The rungs with a dated record, in their order."""
    met: Mapping[str, bool]
    showcase: bool
    figure: Mapping[str, str]
    """The result that stands for the case on cards (`figures.lead`): the editor puts it first."""
    sourced: int
    wants: tuple[tuple[str, str], ...]
    """(vocabulary, term) of what a place must be or have: terrain, digital infrastructure, scale, cost; only what is said."""
    parents: tuple[str, ...]
    """The slugs of the cases that this one was adapted from."""
    replicable: bool
    """Whether there is enough for a kit: how it was done (every case says that), and at least one condition."""
    changes: tuple[tuple[str, str, str], ...]
    """(day, kind, note), newest last."""
    adopted: tuple[tuple[str, str, str, bool], ...]
    """(since or "", present place or "", status, whether it counts as spread) of each adoption."""
    praised: tuple[tuple[str, str], ...]
    """(date or "", form) of each commendation."""
    cited: tuple[tuple[str, str, str], ...]
    """What identifies each document (`cited`)."""
    days: tuple[tuple[str, str, str], ...]
    """(what, partial date, id of the document or "") of each day that a calendar may show: review, end, a document's coming into force."""
    digest: bytes
    """Of everything that the case says."""
    stamp: str
    """Changes whenever the file does; "" where the case was not read from the store."""
    shelf: Shelf = field(repr=False)

    @property
    def case(self) -> Case:
        return self.shelf.cases[self.slug]

    @property
    def rungs(self) -> tuple[progress.Rung, ...]:
        """The ladder with its records."""
        return progress.ladder(self.case, self.shelf.vocabularies)

    @property
    def spread(self) -> tuple[Adoption, ...]:
        """The running copies that a source calls copies."""
        return tuple(item for item in self.case.adoptions if progress.spread(item, self.shelf.vocabularies))

    @property
    def copies(self) -> int:
        """How many they are."""
        return sum(spread for *_, spread in self.adopted)

    @property
    def lead(self) -> Result:
        return self.case.results[0]

    @property
    def adoptions(self) -> tuple[Adoption, ...]:
        """Oldest first; undated last."""
        return tuple(sorted(self.case.adoptions, key=lambda item: item.since or "9999"))

    @property
    def rung_dates(self) -> frozenset[str]:
        return frozenset(step.date for rung in self.rungs for step in rung.steps)

    @property
    def numbered(self) -> Mapping[str, tuple[int, Source]]:
        """Source id → (the number readers see, the source)."""
        return self.shelf.numbered(self.slug)

    @property
    def evidence(self) -> int:
        return sum(self.met.values())

    @property
    def main_sector(self) -> str:
        return self.sectors[0]

    @property
    def marks(self) -> Mapping[str, tuple[str, ...]]:
        """What readers look by → the case's own codes: lists, facets and pages of groups follow it."""
        return {name: tuple(codes(self)) for name, codes in MARKS.items()}

    @property
    def where(self) -> str:
        """The first places in words, and how many more."""
        more = f"; và {len(self.places) - PLACES} nơi khác" if len(self.places) > PLACES else ""
        return upper("; ".join(self.places[:PLACES])) + more

    @property
    def decade(self) -> str:
        return self.start[:3] + "0"

    @property
    def published(self) -> str:
        """The day of first publication."""
        return self.changes[0][0]

    @property
    def updated(self) -> str:
        return self.changes[-1][0]

    @property
    def version(self) -> int:
        """How often the page was published: first publication is 1."""
        return len(self.changes)

    @property
    def told(self) -> tuple[Any, ...]:
        """All but the shelf, for keeping."""
        return _TOLD(self)

    @staticmethod
    def of(told: tuple[Any, ...], shelf: Shelf) -> "View":
        """The view again."""
        return View(*(*told, shelf))

    @cached_property
    def mark(self) -> bytes:
        """Of all that other pages can show of the case: they need not be made again while it is the same."""
        return hashlib.blake2b(marshal.dumps(_FACE(self), STEADY), digest_size=12).digest()


_TOLD = attrgetter(*(item.name for item in fields(View) if item.name != "shelf"))
_FACE = attrgetter(*(item.name for item in fields(View) if item.name not in ("shelf", "digest", "stamp")))


def viewed(slug: str, case: Case, shelf: Shelf, stamp: str = "") -> View:
    vocabularies = shelf.vocabularies
    places = vocabularies.typed("place", Place)
    here = tuple(dict.fromkeys(present(place, places) for place in case.places))
    rungs = progress.ladder(case, vocabularies)
    return View(
        slug=slug,
        title=case.title,
        summary=case.summary,
        sectors=case.sectors,
        keywords=case.keywords,
        bottleneck=case.bottleneck or "",
        level=case.level,
        start=case.period.start,
        places=tuple(then_and_now(place, places, case.period.start) for place in case.places),
        place_slugs=tuple(dict.fromkeys((*case.places, *here))),
        present=here,
        stage=progress.stage(rungs),
        reached=tuple(rung.code for rung in rungs if rung.steps),
        met=progress.evidence(case, vocabularies),
        showcase=progress.showcase(case, vocabularies),
        figure=lead(case.results[0], vocabularies),
        sourced=len(case.sources),
        wants=_wants(case),
        parents=tuple(parent.case for parent in case.adapted_from if parent.case),
        replicable=any((case.conditions.needed, case.conditions.helpful, case.conditions.unsuitable)),
        changes=tuple((item.date, item.kind, item.note) for item in case.changes),
        adopted=tuple(_adopted(item, places, vocabularies) for item in case.adoptions),
        praised=tuple((item.date or "", item.form) for item in case.commendations),
        cited=tuple(map(cited, case.documents)),
        days=tuple(_days(case)),
        # In the preview a field may hold anything.
        digest=hashlib.blake2b(case.model_dump_json(warnings=False).encode(), digest_size=12).digest(),
        stamp=stamp,
        shelf=shelf,
    )


def cited(document: Document) -> tuple[str, str, str]:
    """What makes two citations mean one document: (number or other names, date or "", issuer)."""
    return document.number or f"{document.cited_as}|{document.title}", document.date or "", document.issuer


def _days(case: Case) -> Iterator[tuple[str, str, str]]:
    if case.next_review:
        yield "review", case.next_review, ""
    if case.period.end:
        yield "end", case.period.end, ""
    yield from (("document", document.effective, document.id) for document in case.documents if document.effective)


def _wants(case: Case) -> tuple[tuple[str, str], ...]:
    single = (("digital_need", case.digital_need), ("scale", case.scale), ("budget_band", case.budget_band))
    terrain = tuple(("terrain", code) for code in case.terrain.value) if case.terrain else ()
    return (*terrain, *((name, told.value) for name, told in single if told))


def _adopted(item: Adoption, places: Mapping[str, Place], vocabularies: Vocabularies) -> tuple[str, str, str, bool]:
    return item.since or "", present(item.place, places) if item.place else "", item.status, progress.spread(item, vocabularies)


MARKS: Mapping[str, Callable[[View], Iterable[str]]] = {
    "sector": lambda view: view.sectors,
    "place": lambda view: view.place_slugs,
    "level": lambda view: (view.level,),
    "decade": lambda view: (view.decade,),
    "rung": lambda view: view.reached,
    "award": lambda view: dict.fromkeys(form for _, form in view.praised),
    "bottleneck": lambda view: filter(None, (view.bottleneck,)),
    "evidence_criterion": lambda view: (code for code, met in view.met.items() if met),
}
"""The vocabularies (and the decade) by which readers look."""
