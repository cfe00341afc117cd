"""The casebook as readers meet it: what several pages show is computed once, here."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from casebook.book import Casebook
from casebook.commendation import Commendation
from casebook.documents import Documents
from casebook.entries import AdoptionStatus, Place
from casebook.kinship import Kinship, why
from casebook.ledger import Ledger
from casebook.model import Case
from casebook.path import Adoption
from casebook.province import Provinces
from casebook.public import public
from casebook.shelf import Shelf
from casebook.view import MARKS, View, newest
from casebook.viewed import viewed

NAME = "Nhân rộng"
"""What the site is called, where machines and phones ask; the pages' own frame has it from mkdocs.yml."""


class Changed(NamedTuple):
    """One line of the update log."""

    date: str
    kind: str
    note: str


NEAREST = 6
"""How many related cases are known of each."""

YEARS_OFFERED = 20
"""Years after its end in which a model is offered to a province; later it is history, and often the law of today."""


@dataclass(frozen=True)
class Aside:
    """A folder where an output may keep what it need not work out again.

    `made_by` is the code, vocabularies, versions: with others, nothing kept holds; `shown_by` is these and all templates, for whole files.
    """

    folder: Path
    made_by: str
    shown_by: str


@dataclass(frozen=True, eq=False)
class Site:
    """The casebook, with its cases as views, newest start first."""

    book: Casebook
    address: str
    kept: Mapping[str, View] = field(default_factory=dict)
    """Views that need not be worked out again; those of other cases are."""
    aside: Aside | None = None
    beside: dict[str, tuple[str, ...]] = field(default_factory=dict)
    """The neighbours of cases of which they are known (`related`); those of others are looked for."""

    @cached_property
    def places(self) -> Mapping[str, Place]:
        return self.book.vocabularies.typed("place", Place)

    @cached_property
    def views(self) -> tuple[View, ...]:
        shelf = Shelf(self.book.cases, self.book.vocabularies)
        views = [self.kept.get(slug) or viewed(slug, self.book.cases[slug], shelf) for slug in self.book.cases]
        return tuple(sorted(views, key=newest, reverse=True))

    @cached_property
    def numbered(self) -> tuple[View, ...]:
        """In the order of first publication: a view's position is its number in the data of the scripts, and a new case moves no other."""
        return tuple(sorted(self.views, key=lambda view: (view.published, view.slug)))

    @cached_property
    def by_slug(self) -> Mapping[str, View]:
        return {view.slug: view for view in self.views}

    @cached_property
    def traits(self) -> str:
        """Of the traits of all cases, of what was withdrawn, and of the site's day: all that is told of cases without their faces and their records."""
        digest = hashlib.blake2b(repr((self.updated, sorted(self.book.tombstones.items()))).encode(), digest_size=12)
        digest.update(b"".join(view.traits for view in self.views))
        return digest.hexdigest()

    def having(self, slug: str, case: Case) -> "Site":
        """The site with one case as it is now; the views of the others are kept."""
        return self.among({**self.book.cases, slug: case}, slug)

    def among(self, cases: Mapping[str, Case], *anew: str) -> "Site":
        """The site over these cases, of which only some are viewed anew."""
        site = replace(self, book=replace(self.book, cases=cases), beside={})
        shelf = Shelf(cases, site.book.vocabularies)
        views = (*(other for other in self.views if other.slug not in anew), *(viewed(slug, cases[slug], shelf) for slug in anew))
        vars(site)["views"] = tuple(sorted(views, key=newest, reverse=True))
        return site

    def grouped(self, codes: Iterable[str], of: Callable[[View], Iterable[str]]) -> dict[str, tuple[View, ...]]:
        """Code → the views that `of` puts there, in the order of `codes`; empty groups left out."""
        members: dict[str, list[View]] = {code: [] for code in codes}
        for view in self.views:
            for code in of(view):
                members[code].append(view)
        return {code: tuple(views) for code, views in members.items() if views}

    @cached_property
    def by(self) -> Mapping[str, Mapping[str, tuple[View, ...]]]:
        """What readers look by (`View.marks`) → code → cases: in the order of the vocabulary, sectors by the number of their cases, newest decade first."""
        orders: dict[str, Iterable[str]] = {name: self.book.vocabularies[name] for name in MARKS if name != "decade"}
        orders["decade"] = sorted({view.decade for view in self.views}, reverse=True)
        groups = {name: self.grouped(codes, MARKS[name]) for name, codes in orders.items()}
        return groups | {"sector": dict(sorted(groups["sector"].items(), key=lambda group: -len(group[1])))}

    @cached_property
    def led(self) -> Mapping[str, tuple[View, ...]]:
        """Sector → the cases of which it is the first."""
        return self.grouped(self.by["sector"], lambda view: (view.main_sector,))

    @cached_property
    def commendations(self) -> Ledger[Commendation]:
        """Newest first; undated last."""
        entries = [(view, index, date) for view in self.views for index, (date, *_) in enumerate(view.praised)]
        return Ledger(sorted(entries, key=lambda entry: entry[2], reverse=True), "commendations")

    @cached_property
    def praises(self) -> Ledger[Commendation]:
        """Those that hold and were given for the model itself."""
        return self.commendations.where(lambda entry: entry[0].praised[entry[1]][2])

    @cached_property
    def adoptions(self) -> Ledger[Adoption]:
        """Newest first; undated last."""
        entries = [(view, index, since) for view in self.views for index, (since, *_) in enumerate(view.adopted)]
        return Ledger(sorted(entries, key=lambda entry: entry[2], reverse=True), "adoptions")

    @cached_property
    def reported(self) -> tuple[View, ...]:
        """The cases of which some place is known to have taken something up, or to do alike."""
        return tuple(view for view in self.views if view.adopted)

    @cached_property
    def copies(self) -> int:
        """How many running copies they have together."""
        return sum(view.copies for view in self.views)

    @cached_property
    def spread(self) -> tuple[View, ...]:
        """The cases with at least one running copy."""
        return tuple(view for view in self.views if view.copies)

    @cached_property
    def enacted_and_praised(self) -> int:
        """How many cases became law and were praised for it."""
        return sum({"the_che_hoa", "bieu_duong"} <= {*view.reached} for view in self.views)

    @cached_property
    def stopped(self) -> Ledger[Adoption]:
        """Of places that did it and do it no more; newest first."""
        ended = {code for code, entry in self.book.vocabularies.typed("adoption_status", AdoptionStatus).items() if entry.stopped}
        return self.adoptions.where(lambda entry: entry[0].adopted[entry[1]][2] in ended)

    @cached_property
    def adoptions_by_year(self) -> Mapping[str, Ledger[Adoption]]:
        """Year → adoptions, newest year first; "" for those without a date, last."""
        return self.adoptions.grouped(lambda entry: (entry[2][:4],))

    def public(self, view: View) -> Case:
        """The case as anyone may have it."""
        return public(view.case, self.book.vocabularies, self.by_slug)

    @cached_property
    def provinces(self) -> Provinces:
        """What each present province learned, was praised for, and might look at."""
        whole = {slug for slug, place in self.places.items() if place.nationwide}
        since = str(int(self.updated[:4]) - YEARS_OFFERED)
        offered = [view for view in self.spread if not any(what == "end" and when < since for what, when, _ in view.days)]
        return Provinces(self.by["place"], self.adoptions, self.commendations, offered, whole)

    def learned_from(self, view: View) -> tuple[tuple[str, str], ...]:
        """(title, slug) of the models that this one was adapted from; no slug where the casebook shows none."""
        known = ((parent, self.by_slug.get(parent.case or "")) for parent in view.case.adapted_from)
        return tuple((found.title, found.slug) if found else (parent.title or "một mô hình chưa công bố", "") for parent, found in known)

    def children(self, slug: str) -> tuple[View, ...]:
        """The cases that say they were adapted from this one."""
        return self._children.get(slug, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[View, ...]]:
        return self.grouped({slug for view in self.views for slug in view.parents}, lambda view: view.parents)

    @cached_property
    def documents(self) -> Documents:
        return Documents(self.views)

    @cached_property
    def changes(self) -> tuple[tuple[str, Changed], ...]:
        """(slug, change), newest first; withdrawals included, without a word of the withdrawn case."""
        changes = [(view.slug, Changed(*change)) for view in self.views for change in view.changes]
        for slug, tomb in self.book.tombstones.items():
            note = self.book.vocabularies["withdrawal_reason"][tomb.withdrawn.reason].label
            changes.append((slug, Changed(tomb.withdrawn.date, "rut", note)))
        return tuple(sorted(changes, key=lambda pair: (pair[1].date, pair[0]), reverse=True))

    @property
    def moved(self) -> Iterator[tuple[str, str]]:
        """(former address, present one) of published cases and withdrawn ones."""
        withdrawn = ((slug, tomb.former_slugs) for slug, tomb in self.book.tombstones.items())
        for slug, formers in chain(((view.slug, view.former_slugs) for view in self.views), withdrawn):
            yield from ((former, slug) for former in formers)

    @cached_property
    def updated(self) -> str:
        """The day of the newest change (yyyy-mm-dd): the site's own date, whatever day it is built."""
        withdrawn = (tomb.withdrawn.date for tomb in self.book.tombstones.values())
        days = chain((day for view in self.views for day, *_ in view.changes), withdrawn)
        return max(days, default=self.book.today.isoformat())

    @property
    def moment(self) -> datetime:
        """That day's midnight (UTC): what stands wherever a file must name a time."""
        return midnight(self.updated)

    def featured(self, count: int) -> tuple[View, ...]:
        """The cases that show most: full evidence first, one per sector."""
        ranked = sorted(self.views, key=lambda view: (-view.showcase, -view.evidence, -len(view.reached)))
        chosen: dict[str, View] = {}
        for view in ranked:
            chosen.setdefault(view.main_sector, view)
        return tuple(chosen.values())[:count]

    def related(self, view: View, count: int = 3) -> list[tuple[View, str]]:
        """Other cases, nearest first, each with the reason in words; at most NEAREST."""
        return self._near(view.slug)[:count]

    @cached_property
    def _near(self) -> Callable[[str], list[tuple[View, str]]]:
        # One after another, a case's pages ask for the same.
        return lru_cache(maxsize=16)(self._found_near)

    def _found_near(self, slug: str) -> list[tuple[View, str]]:
        view, known = self.by_slug[slug], self.beside.get(slug)
        others = self.kinship.near(view, NEAREST) if known is None else map(self.by_slug.__getitem__, known)
        return [(other, why(view, other, self.book.vocabularies)) for other in others]

    @cached_property
    def kinship(self) -> Kinship:
        return Kinship(self.views)


def midnight(day: str) -> datetime:
    """In UTC, of a day as yyyy-mm-dd."""
    return datetime.fromisoformat(f"{day}T00:00:00+00:00")
