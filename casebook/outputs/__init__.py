"""What the casebook becomes. To add an output, write a module and name it here."""

from collections.abc import Iterator

from casebook.load import Casebook
from casebook.outputs import blanks, cards, compare, data, embed, feed, fit, forms, icons, lists, media, pages, schema, search, supply
from casebook.site import Site

OUTPUTS = (
    pages.files,
    lists.files,
    compare.files,
    fit.files,
    forms.files,
    schema.files,
    feed.files,
    embed.files,
    media.files,
    icons.files,
    search.files,
    blanks.files,
    supply.files,
)
"""Text, and little of anything else: functions of the casebook that cost next to nothing."""

DRAWN = (cards.files, data.files)
"""What takes milliseconds a piece to draw or to set: each keeps what it made (`casebook.kept`)."""


def files(book: Casebook, address: str) -> Iterator[tuple[str, str | bytes]]:
    """Every file to publish, as (path under docs/, content); `address` is the site's own URL."""
    site = Site(book, address)
    for output in (*OUTPUTS, *DRAWN):
        yield from output(site)
