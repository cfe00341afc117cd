"""The casebook as readers meet it: what several pages show is computed once, here."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from casebook import progress
from casebook.commendation import Commendation, Recipient
from casebook.entries import Place
from casebook.evidence import Change
from casebook.fold import order
from casebook.kinship import Kinship
from casebook.load import Casebook
from casebook.model import Case
from casebook.path import Adoption, Document
from casebook.places import present, then_and_now
from casebook.view import MARKS, View

NAME = "Nhân rộng"
"""What the site is called, where machines and phones ask; the pages' own frame has it from mkdocs.yml."""


@dataclass(frozen=True)
class Province:
    """The records of one present province beside its own models."""

    adopted: tuple[tuple[View, Adoption], ...]
    praised: tuple[tuple[View, Commendation], ...]
    open: tuple[View, ...]


@dataclass(frozen=True)
class Site:
    """The casebook, with its cases as views, newest start first."""

    book: Casebook
    address: str

    @cached_property
    def places(self) -> Mapping[str, Place]:
        return self.book.vocabularies.typed("place", Place)

    @cached_property
    def views(self) -> tuple[View, ...]:
        views = [self._view(slug, case) for slug, case in self.book.cases.items()]
        return tuple(sorted(views, key=_newest, reverse=True))

    @cached_property
    def numbered(self) -> tuple[View, ...]:
        """In the order of first publication: a view's position is its number in the data of the scripts, and a new case moves no other."""
        return tuple(sorted(self.views, key=lambda view: (view.case.changes[0].date, view.slug)))

    @cached_property
    def by_slug(self) -> Mapping[str, View]:
        return {view.slug: view for view in self.views}

    def _view(self, slug: str, case: Case) -> View:
        vocabularies = self.book.vocabularies
        start = case.period.start
        return View(
            slug,
            case,
            progress.ladder(case, vocabularies),
            progress.evidence(case, vocabularies),
            progress.showcase(case, vocabularies),
            tuple(then_and_now(place, self.places, start) for place in case.places),
            tuple(dict.fromkeys(present(place, self.places) for place in case.places)),
            tuple(item for item in case.adoptions if progress.spread(item, vocabularies)),
        )

    def having(self, slug: str, case: Case) -> "Site":
        """The site with one case as it is now; the views of the others are kept."""
        site = replace(self, book=replace(self.book, cases={**self.book.cases, slug: case}))
        views = (*(view for view in self.views if view.slug != slug), self._view(slug, case))
        vars(site)["views"] = tuple(sorted(views, key=_newest, reverse=True))
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
    def commendations(self) -> tuple[tuple[View, Commendation], ...]:
        """Newest first; undated last."""
        pairs = [(view, item) for view in self.views for item in view.case.commendations]
        return tuple(sorted(pairs, key=lambda pair: pair[1].date or "", reverse=True))

    @cached_property
    def adoptions(self) -> tuple[tuple[View, Adoption], ...]:
        """Newest first; undated last."""
        pairs = [(view, item) for view in self.views for item in view.case.adoptions]
        return tuple(sorted(pairs, key=lambda pair: pair[1].since or "", reverse=True))

    @cached_property
    def spread(self) -> tuple[View, ...]:
        """The cases with at least one running copy."""
        return tuple(view for view in self.views if view.spread)

    @cached_property
    def adoptions_by_year(self) -> Mapping[str, tuple[tuple[View, Adoption], ...]]:
        """Year → adoptions, newest year first; "" for those without a date, last."""
        years: dict[str, list[tuple[View, Adoption]]] = {}
        for pair in self.adoptions:
            years.setdefault((pair[1].since or "")[:4], []).append(pair)
        return {year: tuple(pairs) for year, pairs in years.items()}

    def public(self, view: View) -> Case:
        """The case as anyone may have it: no name that a revoked commendation lost, no address of a draft, nothing of our own desk."""
        vocabularies = self.book.vocabularies
        commendations = tuple(item if progress.named(item, vocabularies) else _nameless(item) for item in view.case.commendations)
        parents = tuple(parent for parent in view.case.adapted_from if parent.case is None or parent.case in self.by_slug)
        desk = {"approved": None, "clearance": None, "publish_from": None}
        return view.case.model_copy(update={"commendations": commendations, "adapted_from": parents} | desk)

    def province(self, slug: str) -> "Province":
        """What one present province learned, was praised for, and might look at."""
        own = self.by["place"].get(slug, ())
        others = (pair for pair in self.adoptions if pair[0] not in own)
        adopted = tuple(pair for pair in others if pair[1].place and present(pair[1].place, self.places) == slug)
        taken = {view.slug for view in own} | {view.slug for view, _ in adopted}
        return Province(
            adopted,
            tuple(pair for pair in self.commendations if pair[0] in own),
            tuple(sorted((view for view in self.spread if view.slug not in taken), key=lambda view: -len(view.spread))[:8]),
        )

    def learned_from(self, view: View) -> tuple[tuple[str, str], ...]:
        """(title, slug) of the models that this one was adapted from; no slug where the casebook shows none."""
        known = ((parent, self.by_slug.get(parent.case or "")) for parent in view.case.adapted_from)
        return tuple((found.case.title, found.slug) if found else (parent.title or "một mô hình chưa công bố", "") for parent, found in known)

    def children(self, view: View) -> tuple[View, ...]:
        """The cases that say they were adapted from this one."""
        return self._children.get(view.slug, ())

    @cached_property
    def _children(self) -> Mapping[str, tuple[View, ...]]:
        return self.grouped({slug for view in self.views for slug in view.parents}, lambda view: view.parents)

    @cached_property
    def documents(self) -> tuple[tuple[Document, tuple[View, ...]], ...]:
        """Every document once, with the cases that cite it; newest first, undated last."""
        found: dict[tuple[str, str, str], tuple[Document, dict[str, View]]] = {}
        for view in self.views:
            for document in view.case.documents:
                name = document.number or f"{document.cited_as}|{document.title}"
                _, citing = found.setdefault((name, document.date or "", document.issuer), (document, {}))
                citing[view.slug] = view
        pairs = [(document, tuple(citing.values())) for document, citing in found.values()]
        return tuple(sorted(pairs, key=lambda pair: (pair[0].date or "", order(pair[0].number or pair[0].title)), reverse=True))

    @cached_property
    def collisions(self) -> frozenset[str]:
        """Numbers that documents of different dates share."""
        numbers = [document.number for document, _ in self.documents if document.number]
        return frozenset(number for number in numbers if numbers.count(number) > 1)

    @cached_property
    def changes(self) -> tuple[tuple[str, Change], ...]:
        """(slug, change), newest first; withdrawals included, without a word of the withdrawn case."""
        changes = [(slug, change) for slug, case in self.book.cases.items() for change in case.changes]
        for slug, tomb in self.book.tombstones.items():
            note = self.book.vocabularies["withdrawal_reason"][tomb.withdrawn.reason].label
            changes.append((slug, Change.model_construct(date=tomb.withdrawn.date, kind="rut", note=note)))
        return tuple(sorted(changes, key=lambda pair: (pair[1].date, pair[0]), reverse=True))

    @cached_property
    def updated(self) -> str:
        """The day of the newest change (yyyy-mm-dd): the site's own date, whatever day it is built."""
        return self.changes[0][1].date if self.changes else self.book.today.isoformat()

    @property
    def moment(self) -> datetime:
        """That day's midnight (UTC): what stands wherever a file must name a time."""
        return datetime.fromisoformat(f"{self.updated}T00:00:00+00:00")

    def featured(self, count: int) -> tuple[View, ...]:
        """The cases that show most: full evidence first, one per sector and place."""
        ranked = sorted(self.views, key=lambda view: (-view.showcase, -view.evidence, -len(view.reached)))
        chosen: list[View] = []
        for view in ranked:
            if not any(view.case.sectors[0] == other.case.sectors[0] for other in chosen):
                chosen.append(view)
        return tuple(chosen[:count])

    def related(self, view: View, count: int = 3) -> list[tuple[View, str]]:
        """Other cases, nearest first, each with the reason in words."""
        return self._kinship.near(view, count)

    @cached_property
    def _kinship(self) -> Kinship:
        return Kinship(self.views, self.places, self.book.vocabularies)


def _newest(view: View) -> tuple[str, str]:
    return view.case.period.start, view.slug


def _nameless(item: Commendation) -> Commendation:
    nobody = Recipient.model_construct(kind=item.recipient.kind, name="")
    return item.model_copy(update={"reason": "", "name": "", "recipient": nobody})
