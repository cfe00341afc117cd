"""Where the cases stand that views tell of, and what of them is at hand."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, TypeAlias

from casebook import ladder
from casebook.evidence import Source
from casebook.figures import lead
from casebook.model import Case
from casebook.stored import Stored
from casebook.vocabulary import Vocabularies

AT_HAND = 100
"""Cases whose sources and faces stay in memory: a page of a list tells of fewer."""

Face: TypeAlias = tuple[str, dict[str, str]]


def face(case: Case, vocabularies: Vocabularies) -> Face:
    """What cards show of a case and a view has not: its summary, and the result that stands for it (`figures.lead`)."""
    return case.summary, lead(case.results[0], vocabularies)


@dataclass(frozen=True)
class Shelf:
    """Where the cases stand, and the vocabularies that they are told in."""

    cases: Mapping[str, Case]
    vocabularies: Vocabularies
    alike: dict[tuple[Any, ...], tuple[Any, ...]] = field(default_factory=dict)
    """What many views have alike, by itself."""

    @cached_property
    def numbered(self) -> Callable[[str], Mapping[str, tuple[int, Source]]]:
        # Stored with each view, they would in the end be the sources of all cases.
        return lru_cache(maxsize=AT_HAND)(lambda slug: {source.id: (number, source) for number, source in enumerate(self.field(slug, "sources"), 1)})

    @cached_property
    def ladder(self) -> Callable[[str], tuple[ladder.Rung, ...]]:
        # The files of a case ask for it one after the other.
        return lru_cache(maxsize=8)(lambda slug: ladder.ladder(self.cases[slug], self.vocabularies))

    def field(self, slug: str, name: str) -> Any:
        """One field of a case; the others are not read."""
        return self.cases.field(slug, name) if isinstance(self.cases, Stored) else getattr(self.cases[slug], name)

    @cached_property
    def face(self) -> Callable[[str], Face]:
        # A case's own pages ask for it three times, a card twice.
        return lru_cache(maxsize=AT_HAND)(self._face)

    def _face(self, slug: str) -> Face:
        found: Face = self.cases.face(slug) if isinstance(self.cases, Stored) else face(self.cases[slug], self.vocabularies)
        return found
