"""The code by which a page of another portal shows the card of a case."""

from html import escape

from casebook.site import Site
from casebook.view import View

WIDTH, HEIGHT = 360, 520
"""Room for a title of three lines; a longer one scrolls."""


def snippet(site: Site, view: View) -> str:
    address, title = f"{site.address}nhung/{view.slug}.html", escape(f"Mô hình: {view.title}")
    return f'<iframe src="{address}" title="{title}" width="{WIDTH}" height="{HEIGHT}" loading="lazy"></iframe>'
