"""One published case with everything that is computed from it, once."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from casebook import progress
from casebook.evidence import Source
from casebook.model import Case
from casebook.path import Adoption, Result
from casebook.render import upper

PLACES = 3
"""How many places a card names."""


@dataclass(frozen=True, eq=False)
class View:
    """A case, its ladder, its evidence and its places in words."""

    slug: str
    case: Case
    rungs: tuple[progress.Rung, ...]
    met: Mapping[str, bool]
    showcase: bool
    places: tuple[str, ...]
    present: tuple[str, ...]
    spread: tuple[Adoption, ...]

    @cached_property
    def stage(self) -> str:
        return progress.stage(self.rungs)

    @cached_property
    def reached(self) -> tuple[str, ...]:
        return tuple(rung.code for rung in self.rungs if rung.steps)

    @cached_property
    def evidence(self) -> int:
        return sum(self.met.values())

    @property
    def lead(self) -> Result:
        """The result that stands for the case on cards: the editor puts it first."""
        return self.case.results[0]

    @cached_property
    def adoptions(self) -> tuple[Adoption, ...]:
        """Oldest first; undated last."""
        return tuple(sorted(self.case.adoptions, key=lambda item: item.since or "9999"))

    @cached_property
    def rung_dates(self) -> frozenset[str]:
        return frozenset(step.date for rung in self.rungs for step in rung.steps)

    @cached_property
    def main_sector(self) -> str:
        return self.case.sectors[0]

    @cached_property
    def sourced(self) -> int:
        return len(self.case.sources)

    @cached_property
    def place_slugs(self) -> tuple[str, ...]:
        """The places as written, then the present units they belong to; each once."""
        return tuple(dict.fromkeys((*self.case.places, *self.present)))

    @cached_property
    def marks(self) -> Mapping[str, tuple[str, ...]]:
        """What readers look by → the case's own codes: lists, facets and pages of groups follow it."""
        return {name: tuple(codes(self)) for name, codes in MARKS.items()}

    @cached_property
    def where(self) -> str:
        """The first places in words, and how many more."""
        more = f"; và {len(self.places) - PLACES} nơi khác" if len(self.places) > PLACES else ""
        return upper("; ".join(self.places[:PLACES])) + more

    @cached_property
    def parents(self) -> tuple[str, ...]:
        """The slugs of the cases that this one was adapted from."""
        return tuple(parent.case for parent in self.case.adapted_from if parent.case)

    @property
    def replicable(self) -> bool:
        """Whether there is enough for a kit: how it was done, and at least one condition."""
        told = self.case.conditions
        return bool(self.case.solution and (told.needed or told.helpful or told.unsuitable))

    @cached_property
    def wants(self) -> tuple[tuple[str, str], ...]:
        """(vocabulary, term) of what a place must be or have: terrain, digital infrastructure, scale, cost; only what is said."""
        case = self.case
        single = (("digital_need", case.digital_need), ("scale", case.scale), ("budget_band", case.budget_band))
        terrain = tuple(("terrain", code) for code in case.terrain.value) if case.terrain else ()
        return (*terrain, *((name, told.value) for name, told in single if told))

    @cached_property
    def decade(self) -> str:
        return self.case.period.start[:3] + "0"

    @cached_property
    def updated(self) -> str:
        return self.case.changes[-1].date

    @property
    def version(self) -> int:
        """How often the page was published: first publication is 1."""
        return len(self.case.changes)

    @cached_property
    def numbered(self) -> Mapping[str, tuple[int, Source]]:
        """Source id → (the number readers see, the source)."""
        return {source.id: (number, source) for number, source in enumerate(self.case.sources, 1)}


MARKS: Mapping[str, Callable[[View], Iterable[str]]] = {
    "sector": lambda view: view.case.sectors,
    "place": lambda view: view.place_slugs,
    "level": lambda view: (view.case.level,),
    "decade": lambda view: (view.decade,),
    "rung": lambda view: view.reached,
    "award": lambda view: dict.fromkeys(item.form for item in view.case.commendations),
    "bottleneck": lambda view: filter(None, (view.case.bottleneck,)),
    "evidence_criterion": lambda view: (code for code, met in view.met.items() if met),
}
"""The vocabularies (and the decade) by which readers look."""
