"""Models side by side: the page, and for each case a file that the page puts beside others."""

from collections.abc import Iterator
from typing import Any

from casebook.outputs.context import renderer
from casebook.outputs.rows import ROWS
from casebook.script import put
from casebook.site import Site
from casebook.view import View

NEAREST = 6
"""How many related models a file names: the page offers them until three stand side by side."""


def files(site: Site) -> Iterator[tuple[str, str]]:
    yield "so-sanh/index.md", renderer(site).page("compare.md", "so-sanh/")
    for view in site.views:
        yield _put(view.slug, record(site, view))
    for slug, formers in site.book.former_addresses():
        for former in formers if slug in site.by_slug else ():
            yield _put(former, {"moved": slug})


def _put(slug: str, value: object) -> tuple[str, str]:
    path = f"mo-hinh/{slug}/so-sanh.js"
    return path, put(path, value)


def record(site: Site, view: View) -> dict[str, Any]:
    """All that the page knows of one case, as plain text; a row without an item has no source."""
    return {
        "slug": view.slug,
        "title": view.title,
        "sector": view.main_sector,
        "figure": view.figure,
        "rows": {name: list(row(site, view)) for name, row in ROWS.items()},
        "related": [(other.slug, other.title, why) for other, why in site.related(view, NEAREST)],
    }
