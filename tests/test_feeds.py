"""Every feed as a reader program checks it: RFC 4287 and what the W3C's validator adds to it, JSON Feed 1.1; both say the same."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from tests.golden import made

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://vidu.example/"
RULES = Path(__file__).parent / "atom.rng"
TAG = re.compile(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,]*")
"""As the W3C's validator reads RFC 4151."""
JSON_ITEM = {"id": str, "url": str, "title": str, "content_text": str, "date_published": str, "tags": list}
JSON_FEED = {
    "version": str,
    "title": str,
    "description": str,
    "home_page_url": str,
    "feed_url": str,
    "language": str,
    "authors": list,
    "items": list,
}


def feeds(ending: str) -> Iterator[tuple[str, bytes]]:
    for path, content in made().items():
        if path.endswith(f".{ending}") and ("cap-nhat" in path):
            yield path, content.encode() if isinstance(content, str) else content


ATOMS, JSONS = dict(feeds("xml")), dict(feeds("json"))


def test_everything_the_corrections_each_sector_place_and_case_can_be_followed() -> None:
    assert [path.removesuffix(".xml") for path in ATOMS] == [path.removesuffix(".json") for path in JSONS]
    pages = {path.removesuffix("index.md") for path in made() if path.endswith("index.md")}
    followed = {page for page in pages if re.fullmatch(r"(linh-vuc|noi|mo-hinh)/[^/]+/", page)}
    assert {path.removesuffix("cap-nhat.xml") for path in ATOMS if path.count("/") == 2} == followed
    assert {"cap-nhat.xml", "cap-nhat/dinh-chinh.xml"} < ATOMS.keys()


@pytest.mark.parametrize("path", ATOMS)
def test_atom(path: str) -> None:
    root = etree.fromstring(ATOMS[path])
    etree.RelaxNG(file=str(RULES)).assertValid(root)
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "vi"
    own, alternate = (link.get("href") for link in root.findall(f"{ATOM}link"))
    assert [link.get("rel") for link in root.findall(f"{ATOM}link")] == ["self", "alternate"]
    assert alternate.endswith("/")
    assert own == root.findtext(f"{ATOM}id")
    # A former address shows the feed of the present one.
    assert own.removeprefix(HOME) in ATOMS
    entries = root.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len(set(ids)) == len(ids)
    assert all(TAG.fullmatch(identifier) for identifier in ids)
    moments = [datetime.fromisoformat(part.findtext(f"{ATOM}updated")) for part in (root, *entries)]
    assert all(moment.tzinfo for moment in moments)
    assert moments[0] == max(moments)
    for link in root.iter(f"{ATOM}link"):
        assert urlsplit(link.get("href")).scheme == "https", "no relative reference"


@pytest.mark.parametrize("path", JSONS)
def test_json_feed_says_what_atom_says(path: str) -> None:
    data: dict[str, Any] = json.loads(JSONS[path])
    assert {name: type(value) for name, value in data.items()} == JSON_FEED
    assert data["version"] == "https://jsonfeed.org/version/1.1"
    assert all({name: type(value) for name, value in item.items()} == JSON_ITEM for item in data["items"])
    twin = etree.fromstring(ATOMS[path.replace(".json", ".xml")])
    told = [tuple(entry.findtext(f"{ATOM}{name}") for name in ("id", "title", "summary", "updated")) for entry in twin.findall(f"{ATOM}entry")]
    assert [(item["id"], item["title"], item["content_text"], item["date_published"]) for item in data["items"]] == told
    assert data["feed_url"].removesuffix(".json") == str(twin.findtext(f"{ATOM}id")).removesuffix(".xml")


def test_who_follows_a_case_that_is_withdrawn_hears_of_it_and_of_nothing_else() -> None:
    for path in ("mo-hinh/da-rut/cap-nhat.xml", "mo-hinh/ten-cu-da-rut/cap-nhat.xml"):
        entries = etree.fromstring(ATOMS[path]).findall(f"{ATOM}entry")
        assert [entry.findtext(f"{ATOM}title") for entry in entries] == ["Rút: một mô hình đã được rút"]


def test_corrections_and_withdrawals_have_a_feed_of_their_own() -> None:
    titles = {entry["title"].partition(":")[0] for entry in json.loads(JSONS["cap-nhat/dinh-chinh.json"])["items"]}
    assert titles <= {"Đính chính", "Rút"}
    assert "Rút" in titles


def test_a_place_without_models_can_be_followed_too() -> None:
    empty = [path for path, data in JSONS.items() if not json.loads(data)["items"] and path.startswith("noi/")]
    assert empty
    assert all(ATOMS[path.replace(".json", ".xml")].count(b"<updated>") == 1 for path in empty)
