"""The card of a case for pages of other portals: one file, no script; a withdrawn case's says only that."""

from collections.abc import Iterator

from casebook.outputs.context import renderer
from casebook.site import Site
from casebook.view import View

FOLDER = "nhung/"


def of_case(site: Site, view: View) -> Iterator[tuple[str, str]]:
    page = renderer(site).page("embed.html", FOLDER, slug=view.slug, view=view, tomb=None)
    # Other portals do not follow a signpost: under a former name stands the same card.
    yield from ((f"{FOLDER}{name}.html", page) for name in (view.slug, *view.former_slugs))


def files(site: Site) -> Iterator[tuple[str, str]]:
    render = renderer(site).page
    for slug, tomb in site.book.tombstones.items():
        page = render("embed.html", FOLDER, slug=slug, view=None, tomb=tomb)
        yield from ((f"{FOLDER}{name}.html", page) for name in (slug, *tomb.former_slugs))
