"""What other programs read of the site: feeds, open data, the site map."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import jsonschema_rs
from lxml import etree

from casebook.problem import Problem
from casebook.verify.built import Built

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FEEDS = frozenset(("cap-nhat.json", "dinh-chinh.json"))
ITEM = ("id", "url", "title", "content_text", "date_published")
SUMS = "SHA256SUMS"
PACKED = frozenset((".gz", ".br"))
SCHEMA = ".schema.json"
OF_DATA = re.compile(r"(?:-\d+)?\.json$")
"""A run of files has one schema: cases.json, cases-2.json, …"""
SHOWN = 200
"""Characters of a fault that are shown: some repeat all of the data."""
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)")


def feeds_hold(built: Built) -> Iterator[Problem]:
    """What RFC 4287 asks of a feed and of each entry."""
    for name, path in built.files.items():
        if path.suffix != ".xml" or name == "sitemap.xml":
            continue
        try:
            feed = etree.fromstring(path.read_bytes())
        except etree.XMLSyntaxError as fault:
            yield Problem(name, fault.lineno or 1, "không phải XML đúng")
            continue
        if feed.tag == f"{ATOM}feed":
            yield from (Problem(name, 1, message) for message in _feed_faults(feed))


def _feed_faults(feed: etree._Element) -> Iterator[str]:
    entries = feed.findall(f"{ATOM}entry")
    for part in (feed, *entries):
        what = part.findtext(f"{ATOM}title") or "nguồn tin"
        yield from (f"“{what}” thiếu {tag}" for tag in ("id", "title", "updated") if not part.findtext(f"{ATOM}{tag}"))
        if not TIME.fullmatch(part.findtext(f"{ATOM}updated") or ""):
            yield f"“{what}”: updated phải là ngày giờ kèm múi giờ"
    if not any(link.get("rel") == "self" for link in feed.findall(f"{ATOM}link")):
        yield "thiếu liên kết rel=self"
    for identifier, count in Counter(entry.findtext(f"{ATOM}id") for entry in entries).items():
        if count > 1:
            yield f"id {identifier} có {count} lần"


def json_feeds_hold(built: Built) -> Iterator[Problem]:
    """What JSON Feed 1.1 asks; who follows one by Atom has the same."""
    for name, path in built.files.items():
        if path.name not in FEEDS or name.startswith("du-lieu/"):
            continue
        feed = json.loads(path.read_bytes())
        yield from (Problem(name, 1, f"thiếu {field}") for field in ("version", "title", "feed_url", "items") if field not in feed)
        yield from (Problem(name, 1, f"mục {item.get('id')} thiếu {field}") for item in feed.get("items", ()) for field in ITEM if not item.get(field))
        if name.replace(".json", ".xml") not in built.files:
            yield Problem(name, 1, "không có nguồn tin Atom đi cùng")


def sums_hold(built: Built) -> Iterator[Problem]:
    """Each SHA256SUMS tells the bytes of every other file in its folder."""
    for name, path in built.files.items():
        if path.name == SUMS:
            told = {file: digest for digest, _, file in (line.partition("  ") for line in path.read_text("utf-8").splitlines())}
            found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in path.parent.iterdir() if _summed(file)}
            yield from (Problem(name, 1, f"mã băm của {file} không khớp") for file in sorted(told.keys() | found) if told.get(file) != found.get(file))


def _summed(file: Path) -> bool:
    return file.name != SUMS and file.suffix not in PACKED


def data_fits_its_schema(built: Built) -> Iterator[Problem]:
    """JSON that can be read; data that is as the schema beside it says; a schema that is one."""
    for name, path in built.files.items():
        if path.suffix in (".json", ".webmanifest"):
            beside = built.files.get(OF_DATA.sub(SCHEMA, name))
            asked = "" if name.endswith(SCHEMA) else beside.read_text("utf-8") if beside else "true"
            yield from (Problem(name, 1, message) for message in built.known(path, data_faults, asked))


def data_faults(body: bytes, schema: str) -> list[str]:
    """What is wrong with a file of JSON by a schema; without one it has to be one itself."""
    try:
        data = json.loads(body)
    except ValueError as fault:
        return [f"không phải JSON đúng: {fault}"]
    if not schema:
        try:
            jsonschema_rs.meta.validate(data)
        except ValueError as fault:
            return [f"không phải JSON Schema đúng: {str(fault)[:SHOWN]}"]
        return []
    return [
        f"không theo lược đồ đi cùng: {'/'.join(map(str, fault.instance_path))}: {fault.message[:SHOWN]}"
        for fault in jsonschema_rs.iter_errors(json.loads(schema), data)
    ]


def sitemap_is_complete(built: Built) -> Iterator[Problem]:
    """Every page that search engines may show, once, and no other."""
    path = built.files.get("sitemap.xml")
    if not path:
        yield Problem("sitemap.xml", 1, "thiếu bản đồ trang")
        return
    counts = Counter(node.text or "" for node in etree.fromstring(path.read_bytes()).iter(f"{MAP}loc"))
    listed = {found[0] for address in counts if (found := built.target("sitemap.xml", address))}
    meant = {name for name, page in built.pages.items() if page.stands_alone and built.target(name, page.canonical) == (name, "")}
    yield from (Problem(name, 1, "không có trong sitemap.xml") for name in sorted(meant - listed))
    yield from (Problem("sitemap.xml", 1, f"có {name}, mà trang này không có hoặc không để tìm") for name in sorted(listed - meant))
    yield from (Problem("sitemap.xml", 1, f"{address} có {count} lần") for address, count in counts.items() if count > 1)
