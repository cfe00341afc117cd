"""Models side by side: the page, and for each case a file that the page puts beside others."""

from collections.abc import Iterator
from typing import Any

from casebook.outputs.context import renderer
from casebook.outputs.rows import ROWS, is_number, joined, when
from casebook.path import Result
from casebook.render import lower
from casebook.script import put
from casebook.site import Site
from casebook.values import shown
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
        "title": view.case.title,
        "sector": view.main_sector,
        "figure": figure(site, view.lead),
        "rows": {name: list(row(site, view)) for name, row in ROWS.items()},
        "related": [(other.slug, other.case.title, why) for other, why in site.related(view, NEAREST)],
    }


def figure(site: Site, result: Result) -> dict[str, str]:
    """The figure of a cover; `before` only beside another number, `after` the words of the source where it gives no number."""
    value = result.before if result.after is None else result.after
    scope = f"; {lower(site.book.vocabularies['result_scope'][result.scope].label)}" if result.scope != "thi_diem" else ""
    early = "Trước khi làm: " if result.after is None and "trước khi" not in result.name.lower() else ""
    change = result.after is not None and is_number(result.before) and is_number(value)
    return {
        "before": shown(result.before or 0) if change else "",
        "after": shown(value if value is not None else ""),
        "unit": "" if result.unit in str(value) else result.unit,
        "caption": early + joined(result.name, when(result)) + scope,
        "kind": "number" if is_number(value) else "words",
    }
