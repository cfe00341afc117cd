"""The casebook: everything that was read, frozen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from casebook.model import Case, Tombstone
from casebook.problem import Problem
from casebook.source import Source
from casebook.ties import Ties, ties
from casebook.vocabulary import Vocabularies


@dataclass(frozen=True)
class Casebook:
    """Everything that was read; every output is a function of this.

    `cases` holds what may be published today, in order of slug; `drafts` what may not yet;
    `tombstones` what was withdrawn; `faulty` names the files that exist but are not yet right.
    `media` is the folder of pictures and downloads; `published` are the slugs that ever had a public page.
    """

    cases: Mapping[str, Case]
    drafts: Mapping[str, Case]
    tombstones: Mapping[str, Tombstone]
    vocabularies: Vocabularies
    sources: Mapping[str, Source] = field(repr=False)
    media: Path
    today: date
    faulty: frozenset[str] = frozenset()
    published: Mapping[str, int] = field(default_factory=dict)
    """Each with its line in published.txt."""
    known: Mapping[str, Ties] = field(default_factory=dict)
    """Ties that need not be worked out again; those of other cases are."""
    bound: str = ""
    """Of all that the rules which hold cases side by side look at; "" where nobody worked it out."""

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.media.parent.parent

    def everything(self) -> Iterator[tuple[str, Case]]:
        """Published cases and drafts: what the rules look at."""
        yield from self.cases.items()
        yield from self.drafts.items()

    def ties(self) -> Iterator[tuple[str, Ties]]:
        """What each published case and draft says that concerns others."""
        for cases in (self.cases, self.drafts):
            yield from ((slug, self.known.get(slug) or ties(cases[slug])) for slug in cases)

    def former_addresses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(slug, its former slugs), of published cases, drafts and withdrawn ones."""
        yield from ((slug, tied.former_slugs) for slug, tied in self.ties())
        yield from ((slug, tomb.former_slugs) for slug, tomb in self.tombstones.items())

    def problem(self, slug: str, *loc: str | int, message: str) -> Problem:
        source = self.sources[slug]
        return Problem(source.path, source.line(loc), message)
