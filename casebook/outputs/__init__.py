"""What the casebook becomes. To add an output, write a module and name it here."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from casebook.book import Casebook
from casebook.outputs import (
    blanks,
    cards,
    compare,
    data,
    embed,
    feed,
    fit,
    forms,
    icons,
    kit,
    lists,
    media,
    pages,
    paper,
    schema,
    search,
    share,
    supply,
    yearbook,
)
from casebook.outputs.later import Content, made
from casebook.site import Site
from casebook.view import View

Output: TypeAlias = Callable[[Site], Iterator[tuple[str, Content]]]

OF_CASE: tuple[Callable[[Site, View], Iterator[tuple[str, Content]]], ...] = (
    pages.of_case,
    compare.of_case,
    media.of_case,
    embed.of_case,
    feed.of_case,
)
"""What one case becomes: these depend on the case, on the faces of the cases it is related to, and on nothing else of the casebook."""

DRAWN_OF_CASE: tuple[Callable[[Site, View], Iterator[tuple[str, Content]]], ...] = (
    kit.of_case,
    kit.drawn_of_case,
    share.of_case,
    paper.of_case,
)
"""The same, for what takes milliseconds a piece to draw or to set: each keeps what it made (`casebook.kept`)."""

OUTPUTS: tuple[Output, ...] = (
    search.files,
    lists.files,
    data.files,
    pages.files,
    compare.files,
    fit.files,
    forms.files,
    schema.files,
    feed.files,
    icons.files,
    blanks.files,
    kit.files,
    share.files,
    embed.files,
    supply.files,
    yearbook.pages,
)
"""What all cases together become; text, and little of anything else. What takes longest stands first."""

LONG: Mapping[Output, float] = {search.files: 0.3, lists.files: 0.15, data.files: 0.15}
"""Those that take long, as a share of what the files of all cases take (measured at 10,000): for telling how far a build is."""

OF_TRAITS = frozenset((feed.files,))
"""Those that look at no face and no record of a case: made again only when the traits of some case change (`Site.traits`)."""

DRAWN: Mapping[str, Output] = {"the-chia-se": cards.files, "ky-yeu": yearbook.files}
"""What all cases together are drawn as, by the folder of its own where it stands."""


def files(book: Casebook, address: str) -> Iterator[tuple[str, str | bytes]]:
    """Every file to publish, as (path under docs/, content); `address` is the site's own URL."""
    site = Site(book, address)
    for view in site.views:
        for path, content in of_case(site, view):
            yield path, made(content)
    for output in (*OUTPUTS, *DRAWN.values()):
        for path, content in output(site):
            yield path, made(content)


def of_case(site: Site, view: View, drawn: bool = True) -> Iterator[tuple[str, Content]]:
    for output in (*OF_CASE, *(DRAWN_OF_CASE if drawn else ())):
        yield from output(site, view)
