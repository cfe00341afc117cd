"""The form to send out, and the page that says how it is used."""

from collections.abc import Iterator

from casebook.blanks.page import page
from casebook.outputs.context import renderer
from casebook.outputs.later import Content, Later
from casebook.site import Site


def files(site: Site) -> Iterator[tuple[str, Content]]:
    yield "bieu-mau/index.md", renderer(site).page("forms.md", "bieu-mau/")
    yield "bieu-mau/mau-ho-so.html", Later(None, lambda: page(site.book.vocabularies, site.address))
