"""What machines follow: the Atom feed of changes, and robots.txt."""

import xml.etree.ElementTree as ET
from collections.abc import Iterator

from casebook.site import NAME, Site

ATOM = "http://www.w3.org/2005/Atom"
ENTRIES = 50


def files(site: Site) -> Iterator[tuple[str, str]]:
    yield "cap-nhat.xml", atom(site)
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.address}sitemap.xml\n"


def atom(site: Site) -> str:
    """The newest changes, one entry each; ids are stable (tag URIs), times are the day's start in Vietnam."""
    ET.register_namespace("", ATOM)
    feed = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _add(feed, "id", f"{site.address}cap-nhat.xml")
    _add(feed, "title", f"{NAME}: cập nhật")
    _add(feed, "subtitle", "Mô hình mới, cập nhật, đính chính và rút")
    _add(feed, "updated", _time(site.updated))
    _add(_add(feed, "author"), "name", NAME)
    _add(feed, "link", href=f"{site.address}cap-nhat.xml", rel="self", type="application/atom+xml")
    _add(feed, "link", href=f"{site.address}cap-nhat/", rel="alternate", type="text/html")
    host = site.address.split("/")[2]
    for slug, change in site.changes[:ENTRIES]:
        view = site.by_slug.get(slug)
        kind = site.book.vocabularies["change_kind"][change.kind].label
        entry = _add(feed, "entry")
        same_day = [item for item in (view.changes if view else ()) if item[0] == change.date]
        number = same_day.index(change) if change in same_day else 0
        _add(entry, "id", f"tag:{host},{change.date}:{slug}/{change.kind}{f'/{number}' if number else ''}")
        _add(entry, "title", f"{kind}: {view.title}" if view else f"{kind}: một mô hình đã được rút")
        _add(entry, "updated", _time(change.date))
        _add(entry, "link", href=f"{site.address}mo-hinh/{slug}/", rel="alternate", type="text/html")
        _add(entry, "summary", change.note)
    ET.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(feed, encoding="unicode") + "\n"


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def _time(day: str) -> str:
    return f"{day}T00:00:00+07:00"
