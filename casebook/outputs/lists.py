"""The pages that list: home, browse, places, ledgers, documents, policy, changes, open data, the guide."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from typing import Any, NamedTuple

from casebook.ledger import Ledger
from casebook.outputs.context import renderer, slug_of
from casebook.outputs.guide import sections
from casebook.outputs.later import Content, Later, of_traits
from casebook.outputs.tables import TABLES
from casebook.parts import cut
from casebook.places import is_present
from casebook.site import Site
from casebook.view import View, newest

SINGLE = {
    "noi/": "places.md",
    "chinh-sach/": "policy.md",
}
"""Pages of which there is one, and which tell of no single case: address → template."""

SIZE = 60
"""Entries on a page of a list: it stays light, however many there are."""
MANY, CARDS = 200, 185
"""Above so many cases the page of all of them shows only the newest: so many cards, for 40 KB have room for little more."""


class Part(NamedTuple):
    """One page of a list: its number of so many, where the list begins, and what stands on it."""

    number: int
    of: int
    base: str
    items: Any


def parted(base: str, items: Sequence[Any]) -> Iterator[tuple[str, Part]]:
    """(address, part) of a list that begins at `base`; an empty list has one page."""
    runs = cut(items, SIZE) or [items]
    for number, run in enumerate(runs, 1):
        yield base if number == 1 else f"{base}trang-{number}/", Part(number, len(runs), base, run)


def files(site: Site) -> Iterator[tuple[str, Content]]:
    """All of them together: the ledgers that several look through are worked out once, and a card that stands in several is drawn once."""
    for some in (groups, places, ledgers, single):
        yield from some(site)


def single(site: Site) -> Iterator[tuple[str, Content]]:
    render = renderer(site).page
    for path, template in SINGLE.items():
        yield f"{path}index.md", of_traits(site, partial(render, template, path))
    yield "du-lieu/index.md", of_traits(site, partial(render, "data.md", "du-lieu/", tables=TABLES))
    yield "dong-gop/index.md", render("guide.md", "dong-gop/", sections=sections())
    featured, praised = site.featured(4), site.praises[:4]
    yield "index.md", of_traits(site, partial(render, "home.md", "", featured=featured, praised=praised), *featured, *_of(praised))
    most = CARDS // (len(site.led) or 1) if len(site.views) > MANY else MANY
    shown = {code: views[:most] for code, views in site.led.items()}
    yield "mo-hinh/index.md", of_traits(site, partial(render, "cases.md", "mo-hinh/", shown=shown), *chain.from_iterable(shown.values()))
    for path, part in parted("cap-nhat/", site.changes):
        told = [(slug, *change, site.by_slug[slug].title if slug in site.by_slug else "") for slug, change in part.items]
        yield f"{path}index.md", _part(site, part, [len(site.changes), told], partial(render, "changes.md", path, part=part))


def ledgers(site: Site) -> Iterator[tuple[str, Content]]:
    render = renderer(site).page
    year_pages = _pages_of_years(site)
    adopted = (len(site.adoptions), len(site.reported), site.copies, len(site.spread))
    rungs = [len(site.by["rung"].get(code, ())) for code in ("bieu_duong", "the_che_hoa")]
    tally = ["bieu_duong" in view.reached for view in site.by["rung"].get("the_che_hoa", ())]
    praised = (len(site.commendations), len(site.views), site.enacted_and_praised, *rungs, tally)
    for path, part in parted("nhan-rong/", site.adoptions):
        years = part.items.grouped(lambda entry: (entry[2][:4],))
        make = partial(render, "adoptions.md", path, part=part, years_here=years, year_pages=year_pages)
        yield f"{path}index.md", _part(site, part, [adopted, _told(part)], make, *_of(part.items))
    awards = [(code, len(views)) for code, views in site.by["award"].items()]
    for path, part in parted("khen-thuong/", site.commendations):
        make = partial(render, "commendations.md", path, part=part)
        yield f"{path}index.md", _part(site, part, [praised, awards, _told(part)], make, *_of(part.items))
    documents = site.documents
    for path, part in parted("van-ban/", documents.ledger):
        citing = [(name[0] in documents.collisions, [(view.slug, view.title) for view in documents.citing_name(name)]) for *_, name in part.items.entries]
        make = partial(render, "documents.md", path, part=part)
        yield f"{path}index.md", _part(site, part, [len(documents.ledger), _told(part), citing], make, *_of(part.items))


def _part(site: Site, part: Part, on: Any, make: Callable[[], str], *views: View) -> Later:
    """`on` is all that a page shows, of these cases, beside the day of the newest change; the first also sums up the whole list."""
    return of_traits(site, make, *views) if part.number == 1 else Later([site.updated, on], make)


def _of(ledger: Ledger[Any]) -> Iterator[View]:
    """Whose the records are."""
    return (view for view, *_ in ledger.entries)


def _told(part: Part) -> list[Any]:
    """All that the records of a page can show."""
    ledger: Ledger[Any] = part.items
    return [(view.digest, index) for view, index, _ in ledger.entries]


def _pages_of_years(site: Site) -> Mapping[str, str]:
    """Year → the page of the ledger on which it begins."""
    first: dict[str, int] = {}
    for place, (_, _, since) in enumerate(site.adoptions.entries):
        first.setdefault(since[:4], place // SIZE + 1)
    return {year: f"nhan-rong/trang-{number}/" if number > 1 else "nhan-rong/" for year, number in first.items()}


def groups(site: Site) -> Iterator[tuple[str, Content]]:
    render = renderer(site).page
    pages: list[tuple[View, str, Content]] = []
    for folder, vocabulary, groups in _groupings(site):
        yield f"{folder}/index.md", of_traits(site, partial(render, "groups.md", f"{folder}/", folder=folder, vocabulary=vocabulary, groups=groups))
        for code, views in groups.items():
            for path, part in parted(f"{folder}/{slug_of(code)}/", views):
                make = partial(render, "group.md", path, folder=folder, vocabulary=vocabulary, code=code, views=views, part=part)
                later = Later([site.updated, len(views), [view.mark for view in part.items]], make)
                pages.append((part.items[0], f"{path}index.md", later))
    # All groups go by the newest first: pages with the same cases follow each other, and a card is drawn once for them.
    yield from ((path, later) for _, path, later in sorted(pages, key=lambda page: newest(page[0]), reverse=True))


def places(site: Site) -> Iterator[tuple[str, Content]]:
    render = renderer(site).page
    for slug, place in site.places.items():
        present = is_present(place)
        for path, part in parted(f"noi/{slug}/", site.by["place"].get(slug, ())):
            template = "province.md" if present and part.number == 1 else "former_place.md"
            make = partial(render, template, path, slug=slug, place=place, part=part)
            yield f"{path}index.md", Later([site.updated, _of_place(site, slug, present, part)], make)


def _of_place(site: Site, slug: str, present: bool, part: Part) -> list[Any]:
    """All that the page of a place can show."""
    own = [len(site.by["place"].get(slug, ())), part.of, [view.mark for view in part.items]]
    if not present or part.number > 1:
        return own
    page = site.provinces.of(slug)
    records = [[(view.digest, index) for view, index, _ in ledger.entries] for ledger in (page.adopted, page.praised)]
    return [*own, *records, [[(view.slug, view.title, view.copies) for view in views] for views in (page.nationwide, page.open)]]


def _groupings(site: Site) -> Iterator[tuple[str, str, Mapping[str, tuple[View, ...]]]]:
    yield "linh-vuc", "sector", site.by["sector"]
    yield "cap", "level", site.by["level"]
    yield "thap-nien", "", site.by["decade"]
    yield "giai-doan", "rung", site.by["rung"]
    yield "hinh-thuc-khen", "award", site.by["award"]
