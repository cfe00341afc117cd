"""The search page, and what it fetches: the index in two tiers, the results' cards, the facets as columns."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from casebook.entries import Abbreviation
from casebook.outputs.context import renderer, slug_of
from casebook.script import named, numbered, put
from casebook.search.abbreviations import ways
from casebook.search.index import Index, vlq
from casebook.search.lexicon import Lexicon
from casebook.search.shards import Shards, shards
from casebook.search.texts import texts
from casebook.site import Site

FOLDER = "tim-kiem/"
START = f"{FOLDER}chi-muc.js"
"""The one file with a name of its own: it names all others."""
FIRST_SHARD, SECOND_SHARD = 5_000, 16_000
"""Characters: they travel as about 2 and 6 KB."""
BATCH = 500
"""Cases that are read before they are entered: each step then finds its own tables in the processor's cache (a third of the time)."""
CARDS = 4
"""Results in a file: few, because the results of a query stand far apart."""

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


def files(site: Site) -> Iterator[tuple[str, str]]:
    yield f"{FOLDER}index.md", renderer(site).page("search.md", FOLDER, facets=FACETS)
    first, second, syllables = _indexed(site)
    later_path, later = named(FOLDER, {"first": second.first, "folder": second.folder, "syllables": syllables})
    columns_path, columns = named(FOLDER, _columns(site))
    cards_folder, cards = numbered(f"{FOLDER}the-", _cards(site))
    yield from (*first.files, *second.files, *cards)
    yield later_path, later
    yield columns_path, columns
    start = {"documents": len(site.numbered), "group": CARDS, "cards": cards_folder, "columns": columns_path, "later": later_path}
    yield START, put(START, start | {"first": first.first, "folder": first.folder})


def _indexed(site: Site) -> tuple[Shards, Shards, str]:
    """The tier that is shown at once (title, marks, summary), the whole text, and every word with the number of its cases."""
    lexicon = Lexicon(ways(site.book.vocabularies.typed("abbreviations", Abbreviation)))
    first, second = Index(lexicon), Index(lexicon)
    for start in range(0, len(site.numbered), BATCH):
        said = [[lexicon.say(*weighed) for weighed in texts(site, view).values()] for view in site.numbered[start : start + BATCH]]
        for number, (title, marks, summary, groups, _) in enumerate(said, start):
            first.add(number, [title], [marks], loose=[summary, groups])
        for number, (title, marks, summary, groups, body) in enumerate(said, start):
            second.add(number, [title, marks, summary], [groups, body])
    syllables = " ".join(f"{word} {count}" for word, count in second.counts() if word.isalpha() and len(word) < 15)
    return shards(FOLDER, first.lines(), FIRST_SHARD), shards(FOLDER, second.lines(), SECOND_SHARD), syllables


def _cards(site: Site) -> list[list[Markup]]:
    """Results as the search page shows them, in groups by number."""
    fragment = renderer(site).fragment
    cards = [fragment("../", "hit", view, key=view.slug) for view in site.numbered]
    return [cards[start : start + CARDS] for start in range(0, len(cards), CARDS)]


def _columns(site: Site) -> dict[str, Any]:
    """Facet → its codes and, for each case in order, how many it has and which; then what the list can be sorted by."""
    facets = {}
    for facet, name in FACETS.items():
        numbers = {code: number for number, code in enumerate(site.by[name])}
        rows = "".join(vlq(len(own := view.marks[name])) + "".join(vlq(numbers[code]) for code in own) for view in site.numbered)
        facets[facet] = {"codes": [slug_of(code) for code in numbers], "rows": rows}
    newest = {view.slug: place for place, view in enumerate(site.views)}
    return {
        "facets": facets,
        "moi": "".join(vlq(newest[view.slug]) for view in site.numbered),
        "nhan-rong": "".join(vlq(view.copies) for view in site.numbered),
        "bang-chung": "".join(vlq(view.evidence) for view in site.numbered),
    }
