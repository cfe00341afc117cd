"""The yearbook: cover, contents, introduction, cases by sector, commendations, index, in one PDF."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

from casebook.fold import order
from casebook.outputs import paper
from casebook.outputs.context import renderer, slug_of
from casebook.outputs.later import Later, once
from casebook.paper.press import pressed
from casebook.paper.tree import FRONT, Node, tree
from casebook.places import is_present, then_and_now
from casebook.render import Renderer, upper
from casebook.site import NAME, Site, midnight
from casebook.tick import Tick
from casebook.values import shown_date
from casebook.view import View

INTRODUCTION = Path(__file__).parent.parent.parent / "docs/ky-yeu/loi-gioi-thieu.md"
PRINTED = 500
"""Cases of the largest book that the site offers: setting it takes 18 seconds and 1.4 GB, and both grow with the cases."""
MOST = 1_000
"""Cases in a book: 31 seconds, 3 GB, a thousand sheets."""


@dataclass(frozen=True)
class Choice:
    """Which cases go in: all, those of a sector, of a place (as it was called or is), or of the year in which the pilot began."""

    kind: Literal["", "sector", "place", "year"] = ""
    code: str = ""

    def of(self, site: Site) -> tuple[View, ...]:
        if self.kind == "year":
            return tuple(view for view in site.views if view.start.startswith(self.code))
        return site.by[self.kind].get(self.code, ()) if self.kind else site.views

    @property
    def name(self) -> str:
        """A part of the name of its file."""
        return "-".join(filter(None, ("ky-yeu", slug_of(self.code))))


def pages(site: Site) -> Iterator[tuple[str, str]]:
    """The page that leads to the books."""
    yield "ky-yeu/index.md", renderer(site).page("yearbooks.md", "ky-yeu/", choices=choices(site), offered=offered(site))


def files(site: Site) -> Iterator[tuple[str, Later]]:
    """The whole, and one a sector, where they are not too large."""
    made_by = paper.made_with(site)
    of_cases = {view.slug: paper.on(site, view) for view in site.views}
    for choice in offered(site):
        on = [choice.kind, choice.code, INTRODUCTION.read_text("utf-8"), [of_cases[view.slug] for view in choice.of(site)]]
        yield f"ky-yeu/{choice.name}.pdf", once("paper", on, made_by, partial(made, site, choice))


def choices(site: Site) -> tuple[Choice, ...]:
    return (Choice(), *(Choice("sector", code) for code in site.by["sector"])) if site.views else ()


def offered(site: Site) -> tuple[Choice, ...]:
    """Those that the site has as files."""
    return tuple(choice for choice in choices(site) if len(choice.of(site)) <= PRINTED)


def _silent(done: int, total: int) -> None:
    """A build says how far it is as a whole."""


def made(site: Site, choice: Choice, tick: Tick = _silent) -> bytes:
    """The PDF of the chosen cases, of which there must be one at least."""
    # Every build asks what a yearbook would show; few set one.
    from markdown import Markdown  # noqa: PLC0415

    render = renderer(site)
    views = choice.of(site)
    updated = max(view.updated for view in views)
    parts = _by_sector(site, choice, views)
    told = {
        "kind": choice.kind,
        "code": choice.code,
        "views": views,
        "updated": updated,
        "praised": [pair for pair in site.commendations if pair[0] in views],
        "index": index(site, [view for _, own in parts for view in own]),
    }
    front, *back = tree(render.page("yearbook.md", "ky-yeu/", **told), f"{site.address}ky-yeu/", INTRODUCTION.parent)
    data = {
        "name": NAME,
        "updated": shown_date(updated),
        "front": front,
        "introduction": tree(Markdown().convert(FRONT.sub("", INTRODUCTION.read_text("utf-8"))), f"{site.address}ky-yeu/", INTRODUCTION.parent),
        "parts": _parts(site, parts, _told(site, render, views, tick)),
        "back": back,
    }
    return pressed("book.typ", data, midnight(updated))


def _told(site: Site, render: Renderer, views: Iterable[View], tick: Tick) -> Mapping[str, Any]:
    """Slug → the case as its page of one sheet tells it."""
    cases: dict[str, Any] = {}
    views = tuple(views)
    for done, view in enumerate(views, start=1):
        path = f"mo-hinh/{view.slug}/tom-tat/"
        cases[view.slug] = tree(render.page("brief.md", path, view=view), f"{site.address}{path}", site.book.media / view.slug)
        tick(done, len(views))
    return cases


def _by_sector(site: Site, choice: Choice, views: Iterable[View]) -> list[tuple[str, list[View]]]:
    """The cases by their first sector, in the order of the site; in the book of a sector that sector is the only part."""
    sectors = [choice.code] if choice.kind == "sector" else site.by["sector"]
    parts = ((code, [view for view in views if choice.kind == "sector" or view.main_sector == code]) for code in sectors)
    return [(code, own) for code, own in parts if own]


def _parts(site: Site, parts: Iterable[tuple[str, list[View]]], cases: Mapping[str, list[Node]]) -> list[dict[str, Any]]:
    labels = site.book.vocabularies["sector"]
    return [{"title": labels[code].label, "cases": [{"slug": view.slug, "tree": cases[view.slug]} for view in own]} for code, own in parts]


def index(site: Site, views: Iterable[View]) -> Mapping[str, list[tuple[str, list[str]]]]:
    """What the index leads by → (term, slugs), in the order of a Vietnamese dictionary; the slugs in that of `views`, which is that of the pages."""
    places, labels = site.places, site.book.vocabularies["sector"]
    name = {slug: place.label if is_present(place) else then_and_now(slug, places) for slug, place in places.items()}
    return {
        "places": _terms((name[slug], view.slug) for view in views for slug in view.place_slugs),
        "sectors": _terms((labels[code].label, view.slug) for view in views for code in view.sectors),
        "agencies": _terms((view.case.agency, view.slug) for view in views),
    }


def _terms(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for term, slug in pairs:
        found.setdefault(upper(term), []).append(slug)
    return sorted(found.items(), key=lambda pair: order(pair[0]))
