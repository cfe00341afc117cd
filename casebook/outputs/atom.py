"""A feed as Atom (RFC 4287)."""

import xml.etree.ElementTree as ET

from casebook.outputs.news import Entry, Feed
from casebook.site import NAME

ATOM = "http://www.w3.org/2005/Atom"


def atom(feed: Feed) -> str:
    """Times are the day's start in Vietnam."""
    ET.register_namespace("", ATOM)
    root = ET.Element(f"{{{ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": "vi"})
    _add(root, "id", f"{feed.path}.xml")
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.about)
    _add(root, "updated", time(feed.updated))
    _add(_add(root, "author"), "name", NAME)
    _add(root, "link", href=f"{feed.path}.xml", rel="self", type="application/atom+xml")
    _add(root, "link", href=feed.page, rel="alternate", type="text/html")
    for item in feed.entries:
        _entry(root, item)
    ET.indent(root)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _entry(root: ET.Element, item: Entry) -> None:
    entry = _add(root, "entry")
    _add(entry, "id", item.id)
    _add(entry, "title", item.title)
    _add(entry, "updated", time(item.day))
    _add(entry, "link", href=item.address, rel="alternate", type="text/html")
    _add(entry, "summary", item.note)
    for tag in item.tags:
        _add(entry, "category", term=tag)


def _add(parent: ET.Element, name: str, text: str | None = None, **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, f"{{{ATOM}}}{name}", attributes)
    element.text = text
    return element


def time(day: str) -> str:
    return f"{day}T00:00:00+07:00"
