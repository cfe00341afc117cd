"""The PDF of each case, beside its page: what the page shows, in the same order, with contents and numbered sources."""

import hashlib
import json
from collections.abc import Iterator
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from casebook.kept import hand
from casebook.outputs.context import renderer
from casebook.outputs.family import above, below
from casebook.outputs.later import Later, once
from casebook.paper import press
from casebook.paper.press import pressed
from casebook.paper.tree import tree
from casebook.render import TEMPLATES, Renderer
from casebook.site import NAME, Site, midnight
from casebook.values import shown_date
from casebook.view import View

LIBRARY = Path(__file__).parent.parent


def of_case(site: Site, view: View) -> Iterator[tuple[str, Later]]:
    yield f"mo-hinh/{view.slug}/{view.slug}.pdf", once("paper", on(site, view), made_with(site), partial(made, site, renderer(site), view))


def made(site: Site, render: Renderer, view: View) -> bytes:
    path = f"mo-hinh/{view.slug}/"
    data = {
        "name": NAME,
        "title": view.title,
        "summary": view.summary,
        "address": f"{site.address}{path}",
        "updated": shown_date(view.updated),
        "version": view.version,
        "tree": tree(render.page("case.md", path, view=view), f"{site.address}{path}", site.book.media / view.slug),
    }
    # Its own day and not the site's: a change elsewhere leaves it as it is.
    return pressed("case.typ", data, midnight(view.updated))


@lru_cache(maxsize=2)
def made_with(site: Site) -> bytes:
    """What besides its case decides the PDF: to look at that is 100 times faster than to write the page and see that nothing changed."""
    terms = {name: {code: entry.model_dump() for code, entry in entries.items()} for name, entries in site.book.vocabularies.items()}
    code = (*LIBRARY.rglob("*.py"), *TEMPLATES.iterdir(), *press.sources())
    return hand(sorted(path for path in code if path.is_file()), press.version(), site.address, json.dumps(terms))


def on(site: Site, view: View) -> Any:
    """What a case's page shows: the case, its family, when those began that learned from it, its photographs."""
    pictures = [hashlib.sha256((site.book.media / view.slug / image.file).read_bytes()).hexdigest() for image in view.case.images]
    kin = [above(site, view), below(site, view), [child.start for child in site.children(view.slug)]]
    return [view.slug, view.case.model_dump(mode="json"), kin, pictures]
