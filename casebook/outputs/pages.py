"""A page and a one-page brief for each case, a tombstone for each withdrawn one, a signpost for each former address."""

from collections.abc import Iterator

from casebook.outputs.context import renderer
from casebook.site import Site
from casebook.view import View


def of_case(site: Site, view: View) -> Iterator[tuple[str, str]]:
    render = renderer(site).page
    path = f"mo-hinh/{view.slug}/"
    yield f"{path}index.md", render("case.md", path, view=view)
    yield f"{path}tom-tat/index.md", render("brief.md", f"{path}tom-tat/", view=view)


def files(site: Site) -> Iterator[tuple[str, str]]:
    render = renderer(site).page
    for slug, tomb in site.book.tombstones.items():
        path = f"mo-hinh/{slug}/"
        yield f"{path}index.md", render("tombstone.md", path, slug=slug, tomb=tomb)
    for former, slug in site.moved:
        path = f"mo-hinh/{former}/"
        yield f"{path}index.md", render("moved.md", path, slug=slug)
