"""All that needs attention, from the casebook and from what lies beside it, as one list and one page for editors."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from casebook.book import Casebook
from casebook.desk.attention import Notice, notices
from casebook.desk.links import dead
from casebook.desk.review import unapproved
from casebook.outputs.context import renderer
from casebook.site import Site
from casebook.tick import Tick, unheard


def worklist(book: Casebook, tick: Tick = unheard) -> Iterator[Notice]:
    """Everything, most pressing headings first."""
    yield from unapproved(book)
    yield from dead(book)
    yield from notices(book, tick)


def page(book: Casebook, found: Iterable[Notice]) -> str:
    """One HTML file that needs no other, and is never published."""
    groups = [(kind, list(group)) for kind, group in groupby(found, key=lambda notice: notice.kind)]
    titles = {slug: case.title for slug, case in book.everything()}
    return renderer(Site(book, "/")).page("worklist.html", "", groups=groups, titles=titles, today=book.today.isoformat(), count=len(book.cases))
