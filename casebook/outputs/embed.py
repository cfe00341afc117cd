"""The card of a case for pages of other portals: one file, no script; a withdrawn case's says only that."""

from collections.abc import Iterator

from casebook.outputs.context import renderer
from casebook.site import Site

FOLDER = "nhung/"


def files(site: Site) -> Iterator[tuple[str, str]]:
    render = renderer(site).page
    shown = {view.slug: render("embed.html", FOLDER, slug=view.slug, view=view, tomb=None) for view in site.views}
    shown |= {slug: render("embed.html", FOLDER, slug=slug, view=None, tomb=tomb) for slug, tomb in site.book.tombstones.items()}
    yield from ((f"{FOLDER}{slug}.html", page) for slug, page in shown.items())
    for slug, formers in site.book.former_addresses():
        # Other portals do not follow a signpost: under a former name stands the same card.
        yield from ((f"{FOLDER}{former}.html", shown[slug]) for former in formers if slug in shown)
