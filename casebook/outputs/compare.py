"""Models side by side: the page, and for each case a file that the page puts beside others."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from casebook.outputs.context import renderer
from casebook.outputs.later import Content, of_traits
from casebook.outputs.rows import ROWS
from casebook.script import put
from casebook.site import NEAREST, Site
from casebook.view import View


def of_case(site: Site, view: View) -> Iterator[tuple[str, str]]:
    yield _put(view.slug, record(site, view))


def files(site: Site) -> Iterator[tuple[str, Content]]:
    yield "so-sanh/index.md", of_traits(site, partial(renderer(site).page, "compare.md", "so-sanh/"))
    yield from (_put(former, {"moved": slug}) for former, slug in site.moved if slug in site.by_slug)


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
        # The page offers them until three stand side by side.
        "related": [(other.slug, other.title, why) for other, why in site.related(view, NEAREST)],
    }
