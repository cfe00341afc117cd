"""What the search page fetches: the index in two tiers, the results' cards, the facets as columns."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from markupsafe import Markup

from casebook.outputs.context import renderer, slug_of
from casebook.script import named, numbered, put
from casebook.search.abbreviations import ways
from casebook.search.index import Index, vlq
from casebook.search.lexicon import Lexicon, Said
from casebook.search.shards import Shards, shards
from casebook.search.texts import Weight, texts
from casebook.site import Site
from casebook.view import View
from casebook.vocabulary import Abbreviation

FOLDER = "tim-kiem/"
START = f"{FOLDER}chi-muc.js"
"""The one file with a name of its own: it names all others."""
FIRST_SHARD, SECOND_SHARD = 5_000, 16_000
"""Characters: they travel as about 2 and 6 KB."""
CARDS = 4
"""Results in a file: few, because the results of a query stand far apart."""

FACETS: Mapping[str, Callable[[View], tuple[str, ...]]] = {
    "linh-vuc": lambda view: view.case.sectors,
    "tinh": lambda view: view.place_slugs,
    "cap": lambda view: (view.case.level,),
    "nam": lambda view: (view.decade,),
    "giai-doan": lambda view: view.reached,
    "khen": lambda view: tuple(dict.fromkeys(item.form for item in view.case.commendations)),
    "diem-nghen": lambda view: (view.case.bottleneck,) if view.case.bottleneck else (),
    "tieu-chi": lambda view: tuple(code for code, met in view.met.items() if met),
}
"""The name of each facet in the address → the codes that a case has."""


def files(site: Site) -> Iterator[tuple[str, str]]:
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
    for number, view in enumerate(site.numbered):
        said: dict[Weight, list[Said]] = {weight: [] for weight in Weight}
        for weight, text in texts(site, view):
            said[weight].append(lexicon.say(text))
        titles, marks, summary = said[Weight.TITLE], said[Weight.MARK], said[Weight.SUMMARY]
        first.add(number, titles, marks, loose=summary + said[Weight.GROUP])
        second.add(number, titles + marks + summary, said[Weight.GROUP] + said[Weight.BODY])
    syllables = " ".join(f"{word} {count}" for word, count in second.counts() if word.isalpha() and len(word) < 15)
    return shards(FOLDER, first.lines(), FIRST_SHARD), shards(FOLDER, second.lines(), SECOND_SHARD), syllables


def _cards(site: Site) -> list[list[Markup]]:
    """Results as the search page shows them, in groups by number."""
    fragment = renderer(site).fragment
    cards = [fragment("../", "hit", view, key=view.slug) for view in site.numbered]
    return [cards[start : start + CARDS] for start in range(0, len(cards), CARDS)]


def _columns(site: Site) -> dict[str, Any]:
    """Facet → its codes and, for each case in order, how many it has and which; then what the list can be sorted by."""
    codes = {name: list(dict.fromkeys(code for view in site.numbered for code in of(view))) for name, of in FACETS.items()}
    facets = {}
    for name, of in FACETS.items():
        places = {code: place for place, code in enumerate(codes[name])}
        rows = "".join(vlq(len(own := of(view))) + "".join(vlq(places[code]) for code in own) for view in site.numbered)
        facets[name] = {"codes": [slug_of(code) for code in codes[name]], "rows": rows}
    newest = {view.slug: place for place, view in enumerate(site.views)}
    return {
        "facets": facets,
        "moi": "".join(vlq(newest[view.slug]) for view in site.numbered),
        "nhan-rong": "".join(vlq(len(view.spread)) for view in site.numbered),
        "bang-chung": "".join(vlq(view.evidence) for view in site.numbered),
    }
