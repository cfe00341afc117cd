"""What the rest of the site tells of a case: plain values, small enough to keep those of a hundred thousand; the case itself is read when asked for."""

import hashlib
import marshal
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from itertools import compress
from operator import attrgetter
from typing import Any, TypeAlias

from casebook import ladder, standing
from casebook.evidence import Source
from casebook.model import Case
from casebook.path import Adoption, Result
from casebook.render import upper
from casebook.shelf import Face, Shelf

STEADY = 2
"""The version of marshal in which equal values are equal bytes: later ones also tell which of them were one object."""
Name: TypeAlias = tuple[str, str, str]
"""What makes two citations mean one document: (number or other names, date or "", issuer)."""
PLACES = 3
"""How many places a card names."""


@dataclass(frozen=True, eq=False, slots=True)
class View:
    """One published case. What is written here are strings, numbers, and tuples of them; `shelf` holds the rest."""

    slug: str
    title: str
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
    holds: tuple[bool, ...]
    """Of each criterion of evidence, in the vocabulary's order, whether it holds."""
    showcase: bool
    sourced: int
    wants: tuple[tuple[str, str], ...]
    """(vocabulary, term) of what a place must be or have: terrain, digital infrastructure, scale, cost; only what is said."""
    parents: tuple[str, ...]
    """The slugs of the cases that this one was adapted from."""
    former_slugs: tuple[str, ...]
    replicable: bool
    """Whether there is enough for a kit: how it was done (every case says that), and at least one condition."""
    changes: tuple[tuple[str, str, str], ...]
    """(day, kind, note), newest last."""
    adopted: tuple[tuple[str, str, str, bool], ...]
    """(since or "", present place or "", status, whether it counts as spread) of each adoption."""
    copies: int
    """How many of them count as spread."""
    praised: tuple[tuple[str, str, bool], ...]
    """(date or "", form, whether it holds and is for the model) of each commendation."""
    cited: tuple[Name, ...]
    """The documents, by what identifies each."""
    days: tuple[tuple[str, str, str], ...]
    """(what, partial date, id of the document or "") of each day that a calendar may show: review, end, a document's coming into force."""
    digest: bytes
    """Of everything that the case says, and of its address."""
    traits: bytes
    """Of all that is written above: lists, sums and neighbours stay as they are while it is the same."""
    mark: bytes
    """The same, and of the face: all that other pages can show of the case."""
    stamp: str
    """Changes whenever the file does; "" where the case was not read from the store."""
    shelf: Shelf = field(repr=False)

    @property
    def case(self) -> Case:
        return self.shelf.cases[self.slug]

    def field(self, name: str) -> Any:
        """One field of the case, for who looks at no other: lists of many cases."""
        return self.shelf.field(self.slug, name)

    @property
    def summary(self) -> str:
        # In memory it would be the largest thing that is told of a case.
        return self.shelf.face(self.slug)[0]

    @property
    def rungs(self) -> tuple[ladder.Rung, ...]:
        """The ladder with its records."""
        return self.shelf.ladder(self.slug)

    @property
    def spread(self) -> tuple[Adoption, ...]:
        """The running copies that a source calls copies."""
        return tuple(item for item in self.case.adoptions if standing.spread(item, self.shelf.vocabularies))

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
    def figure(self) -> Mapping[str, str]:
        """The result that stands for the case on cards (`figures.lead`): the editor puts it first."""
        return self.shelf.face(self.slug)[1]

    @property
    def met(self) -> Mapping[str, bool]:
        """Criterion → whether it holds."""
        return dict(zip(self.shelf.vocabularies["evidence_criterion"], self.holds, strict=True))

    @property
    def evidence(self) -> int:
        return sum(self.holds)

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
        """The view again; what many cases have alike stands in memory once."""
        alike, own = shelf.alike, [*told, shelf]
        for place in _SHARED:
            own[place] = alike.setdefault(own[place], own[place])
        return View(*own)

    def marked(self, face: Face) -> "View":
        """The view with its traits and its mark, which is also of what cards show and does not stand in the view."""
        traits = _digest(_TRAITS(self))
        return replace(self, traits=traits, mark=_digest((traits, face)))


def newest(view: View) -> tuple[str, str]:
    """What views are ordered by, the greatest first."""
    return view.start, view.slug


_KEPT = [item.name for item in fields(View) if item.name != "shelf"]
_SHARED = [place for place, name in enumerate(_KEPT) if name in ("sectors", "place_slugs", "present", "reached", "holds")]
_TOLD = attrgetter(*_KEPT)
_TRAITS = attrgetter(*(item.name for item in fields(View) if item.name not in ("shelf", "digest", "traits", "mark", "stamp")))


def _digest(said: tuple[Any, ...]) -> bytes:
    return hashlib.blake2b(marshal.dumps(said, STEADY), digest_size=12).digest()


MARKS: Mapping[str, Callable[[View], Iterable[str]]] = {
    "sector": lambda view: view.sectors,
    "place": lambda view: view.place_slugs,
    "level": lambda view: (view.level,),
    "decade": lambda view: (view.decade,),
    "rung": lambda view: view.reached,
    "award": lambda view: dict.fromkeys(form for _, form, _ in view.praised),
    "bottleneck": lambda view: filter(None, (view.bottleneck,)),
    "evidence_criterion": lambda view: compress(view.shelf.vocabularies["evidence_criterion"], view.holds),
}
"""The vocabularies (and the decade) by which readers look."""
