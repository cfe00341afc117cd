"""The search page, and what it fetches: the index in two tiers, the results' cards, the facets as columns."""

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Any, TypeAlias

from casebook.entries import Abbreviation, DocumentKind, Everyday, Instrument
from casebook.outputs.context import renderer, slug_of
from casebook.outputs.later import Content, Later, of_traits
from casebook.parts import cut
from casebook.places import then_and_now
from casebook.render import upper
from casebook.script import named, numbered, put
from casebook.search.abbreviations import alike, ways
from casebook.search.blocks import FOLDER, SIZES, Block, shards, table
from casebook.search.line import vlq
from casebook.search.state import Document, State, Texts, opened
from casebook.search.texts import called, texts
from casebook.site import Site
from casebook.view import MARKS, View

START = f"{FOLDER}chi-muc.js"
"""The one file with a name of its own: it names all others."""
CARDS_IN = f"{FOLDER}the-"
CARDS, CARD_BLOCK = 2, 200
"""Results in a file: few, because the results of a query stand far apart; and in a folder."""

Folder: TypeAlias = tuple[str, list[tuple[str, str]]]
"""Its name, and (path, content) of its files by number."""

FACETS = {
    "linh-vuc": "sector",
    "tinh": "place",
    "cap": "level",
    "nam": "decade",
    "giai-doan": "rung",
    "khen": "award",
    "diem-nghen": "bottleneck",
    "tieu-chi": "evidence_criterion",
}
"""The name of each facet in the address → what it looks by."""


def files(site: Site) -> Iterator[tuple[str, Content]]:
    # Only who indexes waits for NumPy.
    from casebook.search.lexicon import Lexicon  # noqa: PLC0415
    from casebook.search.revision import bring  # noqa: PLC0415

    with opened(_file(site)) as state:
        labels = site.book.vocabularies
        said = [*ways(labels.typed("abbreviations", Abbreviation)), *alike(labels.typed("everyday", Everyday))]
        bring(state, list(_documents(site)), partial(Lexicon, said))
        first, second = state.blocks(0), state.blocks(1)
        for tier, made in enumerate((first, second)):
            for block in made:
                yield from _numbered(block.folder, len(block.begins) + 1, partial(_shards, state, tier, block))
        folders = []
        for folder, views, make in _card_folders(site, state):
            folders.append(folder)
            yield from _numbered(folder, -(-len(views) // CARDS), make)
        columns = cache(lambda: named(FOLDER, _columns(site)))
        columns_path = state.name("columns", _hash((_made_by(site), site.traits)), columns)
    syllables = " ".join(filter(None, (block.counts for block in second)))
    later_path, later = named(FOLDER, {"blocks": table(second), "syllables": syllables})
    pages_path, pages = named(FOLDER, list(_named_pages(site)))
    yield later_path, later
    # A tree that has the name has what it is called by.
    yield columns_path, Later("", lambda: columns()[1])
    yield pages_path, pages
    cards = {"group": CARDS, "block": CARD_BLOCK, "cards": [folder[len(CARDS_IN) : -1] for folder in folders]}
    yield (
        START,
        put(START, {"documents": len(site.numbered), **cards, "columns": columns_path, "pages": pages_path, "later": later_path, "blocks": table(first)}),
    )
    # At the end: at the beginning another process is turning the same templates into Python.
    yield f"{FOLDER}index.md", of_traits(site, partial(renderer(site).page, "search.md", FOLDER, facets=FACETS))


def _named_pages(site: Site) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
    """(what it is, how it is told, address, names) of pages that somebody may ask for by their very name."""
    for slug, place in site.places.items():
        yield "Nơi", upper(then_and_now(slug, site.places)), f"noi/{slug}/", tuple(dict.fromkeys((place.short, place.label, *place.other)))
    kinds = site.book.vocabularies.typed("document_kind", DocumentKind)
    for item in site.book.vocabularies.typed("instrument", Instrument).values():
        yield "Văn bản nền", f"{item.number}, {item.label}", "van-ban/#nen", (*called(item.number, kinds), item.label)


def _file(site: Site) -> Path | None:
    """Where the index is kept between builds: not for cases that were not read from the store."""
    return site.aside.folder / "search.sqlite" if site.aside and all(view.stamp for view in site.views) else None


def _made_by(site: Site) -> str:
    """Code and vocabularies: no template has a say in what is searched."""
    return site.aside.made_by if site.aside else ""


def _documents(site: Site) -> Iterator[Document]:
    made_by = _made_by(site)
    for view in site.numbered:
        # A case tells of those it was adapted from only while they are published.
        shown = [parent for parent in view.parents if parent in site.by_slug] if view.parents else ""
        key = hashlib.blake2b(f"{made_by} {view.slug} {view.stamp} {shown}".encode(), digest_size=12).hexdigest()
        yield Document(key, partial(_texts, site, view))


def _texts(site: Site, view: View) -> Texts:
    return list(texts(site, view).values())


def _hash(on: object) -> str:
    return hashlib.blake2b(repr(on).encode(), digest_size=12).hexdigest()


def _numbered(folder: str, count: int, make: Callable[[], Folder]) -> Iterator[tuple[str, Later]]:
    """The files of a folder, made together when one is needed: a tree that has a name, made of what it holds, has the file."""
    made = cache(make)
    return ((f"{folder}{number}.js", Later("", partial(_content, made, number))) for number in range(count))


def _content(made: Callable[[], Folder], number: int) -> str:
    return made()[1][number][1]


def _shards(state: State, tier: int, block: Block) -> Folder:
    return shards(state.whole(tier, block).lines, SIZES[tier])


def _card_folders(site: Site, state: State) -> Iterator[tuple[str, Sequence[View], Callable[[], Folder]]]:
    """(folder, its cases, what makes it): drawn only to be named where something that they show changed."""
    for number, views in enumerate(cut(site.numbered, CARD_BLOCK)):
        make = cache(partial(_cards, site, views))
        key = _hash((site.aside, [view.mark for view in views]))
        yield state.name(f"{CARDS_IN}{number}", key, make), views, make


def _cards(site: Site, views: Sequence[View]) -> Folder:
    """Results as the search page shows them, a few in a file."""
    fragment = renderer(site).fragment
    return numbered(CARDS_IN, [[fragment("../", "hit", view, key=view.slug) for view in few] for few in cut(views, CARDS)])


def _row(told: Mapping[str, str], own: tuple[str, ...]) -> str:
    return vlq(len(own)) + "".join(map(told.__getitem__, own))


def _columns(site: Site) -> dict[str, Any]:
    """Facet → its codes and, for each case in order, how many it has and which; then what the list can be sorted by."""
    facets = {}
    for facet, name in FACETS.items():
        told, codes = {code: vlq(number) for number, code in enumerate(site.by[name])}, MARKS[name]
        row = cache(partial(_row, told))
        facets[facet] = {"codes": [slug_of(code) for code in told], "rows": "".join(row(tuple(codes(view))) for view in site.numbered)}
    newest = {view.slug: place for place, view in enumerate(site.views)}
    return {
        "facets": facets,
        "moi": "".join(vlq(newest[view.slug]) for view in site.numbered),
        "nhan-rong": "".join(vlq(view.copies) for view in site.numbered),
        "bang-chung": "".join(vlq(view.evidence) for view in site.numbered),
    }
