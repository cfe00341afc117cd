"""Whom a model learned from and who learned from it, as a picture; the ledger beside it says the same in full."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from textwrap import wrap

from casebook import standing
from casebook.path import Adoption
from casebook.places import present
from casebook.render import lower, upper
from casebook.site import Site
from casebook.values import shown_date
from casebook.view import View

LETTERS, LINES = 26, 3
"""How much of a name is drawn: a line of this many letters fits beside the trunk, measured in Be Vietnam Pro."""
NOTED = 30
"""Letters of a line of what is said of it, which is smaller."""

LINE, GAP = 20, 14
"""Height of a line of text, and the room between two rows, in the units of the picture."""

ROWS = 20
"""How many places are drawn; the ledger names the others."""


@dataclass(frozen=True)
class Row:
    """One model or place: `joined` when a source ties it to the trunk, `sure` when it counts as spread."""

    kind: str
    y: int
    when: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    joined: bool = True
    sure: bool = True


@dataclass(frozen=True)
class Tree:
    """Rows from top to bottom; the trunk runs from `top` to `foot`."""

    rows: tuple[Row, ...]
    height: int
    top: int
    foot: int
    spread: int
    other: int
    undated: int


def tree(site: Site, view: View) -> Tree | None:
    """None where nothing is known of kin: a lone mark is no tree."""
    told = [*_above(site, view), _origin(site, view), *_below(site, view)]
    if len(told) == 1:
        return None
    rows, y = [], 0
    for kind, when, name, note, joined, sure in told:
        lines = tuple(wrap(name, LETTERS, max_lines=LINES, placeholder="…"))
        notes = tuple(wrap(note, NOTED))
        rows.append(Row(kind, y, when, lines, notes, joined, sure))
        y += (len(lines) + len(notes)) * LINE + GAP
    tied = [row.y for row in rows if row.joined]
    adoptions = view.adopted
    spread = view.copies
    return Tree(tuple(rows), y - GAP + 4, tied[0], tied[-1], spread, len(adoptions) - spread, sum(not since for since, *_ in adoptions))


_Told = tuple[str, str, str, str, bool, bool]


def _above(site: Site, view: View) -> Iterator[_Told]:
    return (("parent", "", title, "mô hình được học theo", True, True) for title, _ in site.learned_from(view))


def _origin(site: Site, view: View) -> _Told:
    # A place that does alike is not where it began: the ledger says since when.
    later = {place for _, place, _, spread in view.adopted if not spread}
    own = [place for place in view.case.places if present(place, site.places) not in later]
    return "origin", shown_date(view.start[:7]), _short(site, own or view.case.places), "nơi khởi đầu", True, True


def _below(site: Site, view: View) -> Iterator[_Told]:
    for item in view.adoptions[:ROWS]:
        yield (
            "place",
            shown_date(item.since[:7]) if item.since else "chưa rõ",
            upper(": ".join(filter(None, (_short(site, [item.place] if item.place else []), item.where)))),
            _note(site, item),
            standing.told_as_spread(item, site.book.vocabularies),
            standing.spread(item, site.book.vocabularies),
        )
    if len(view.adoptions) > ROWS:
        yield "more", "", f"và {len(view.adoptions) - ROWS} nơi khác, kể ở sổ bên dưới", "", False, False
    for other in site.children(view.slug):
        yield "child", shown_date(other.start[:7]), other.title, "mô hình học từ đây", True, True


def _short(site: Site, places: Sequence[str]) -> str:
    """Names without “tỉnh” and without what became of them: the ledger says both."""
    return ", ".join(site.places[place].short for place in places)


def _note(site: Site, item: Adoption) -> str:
    """“đang làm”; “có kết quả, đến 2016”; “đang làm · mô hình tương tự”."""
    labels = site.book.vocabularies
    status = lower(labels["adoption_status"][item.status].label) + (f", đến {shown_date(item.until)}" if item.until else "")
    relation = labels["adoption_relation"][item.relation].label.partition(";")[0]
    return status if standing.told_as_spread(item, labels) else f"{status} · {lower(relation)}"
