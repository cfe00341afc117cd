"""The page of a case as readers would get it, while it is being written."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from casebook.book import Casebook
from casebook.desk.article import article
from casebook.desk.gaps import NEVER, drawable, resolved, with_gaps
from casebook.outputs.context import renderer
from casebook.site import Site

UNDATED = re.compile(rf"(?<![\w./-])(?:01/01/)?{NEVER}(?![\w/-]|\.\w)")
"""Where a date is missing the page has one that no case has; readers of the preview see that it is missing."""


def basis(book: Casebook, address: str) -> Site:
    """The site of the other cases, from which `page` starts: computed once, not at every letter."""
    return Site(replace(book, vocabularies=with_gaps(book.vocabularies)), address)


def page(others: Site, book: Casebook, slug: str, data: Mapping[str, Any]) -> str:
    """The HTML of the article, made by the template of the site.

    `book` is the casebook with this case in it, where it is right; else the page shows its gaps.
    """
    path = f"mo-hinh/{slug}/"
    if slug in book.tombstones:
        return article(renderer(others).page("tombstone.md", path, slug=slug, tomb=book.tombstones[slug]))
    case = book.cases.get(slug) or book.drafts.get(slug)
    site = others.having(slug, resolved(case) if case else drawable(data, others.book.vocabularies, book.today))
    html = article(renderer(site).page("case.md", path, view=site.by_slug[slug]))
    return html if case else UNDATED.sub("chưa điền", html)
