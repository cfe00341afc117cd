"""The facts of a text: what must not be lost between a source file and a case."""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

DATE = re.compile(r"(?<![\d/-])(?:(?P<iso>\d{4}-\d\d(?:-\d\d)?)|(?:(?P<day>\d{1,2})/)?(?P<month>\d{1,2})/(?P<year>(?:19|20)\d\d))(?![\d-])")
DOCUMENT = re.compile(r"\d+(?:/\d{4})?[-/][A-ZĐƯ][A-Za-zĐƯ]*(?:[-/][A-ZĐƯ][A-Za-zĐƯ0-9]*)*|\d+/\d{4}/[A-ZĐƯ]+\d*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
URL = re.compile(r"https?://\S+?(?=[,;)]?(?:\s|$))")
SOURCE_ID = re.compile(r"\bs\d+\b")


def leaves(value: Any, skip: tuple[str, ...] = ()) -> Iterator[str]:
    """Every string inside nested dicts and lists, except under the keys `skip`."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in skip:
                yield from leaves(item, skip)
    elif isinstance(value, list):
        for item in value:
            yield from leaves(item, skip)
    elif value is not None:
        yield unicodedata.normalize("NFC", " ".join(str(value).split()))


def numbers(text: str) -> set[str]:
    """Figures in one notation: 22.000 and 22000 are the same, so are 1,5 and 1.5."""
    return {_plain(token) for token in NUMBER.findall(text)}


def _plain(token: str) -> str:
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", token):
        token = token.replace(".", "")
    token = token.replace(",", ".")
    return f"{Decimal(token).normalize():f}" if token.count(".") <= 1 else token


def dates(text: str) -> set[str]:
    """Dates with at least a month, as yyyy-mm or yyyy-mm-dd."""
    found = set()
    for match in DATE.finditer(text):
        parts = match["iso"] or "-".join(filter(None, (match["year"], match["month"].zfill(2), match["day"] and match["day"].zfill(2))))
        found.add(parts)
    return found


def facts(data: dict[str, Any]) -> dict[str, list[str]]:
    """Numbers, dates, documents, URLs, quotes and names of one input file."""
    text = " \n ".join(SOURCE_ID.sub("", leaf) for leaf in leaves(data, ("slug", "id", "url", "quote", "editorial_note", "source")))
    urls = {" ".join(source["url"].split()) for source in data["sources"]} | set(URL.findall(text))
    plain = URL.sub("", text)
    return {
        "numbers": sorted(numbers(DATE.sub("", DOCUMENT.sub("", plain)))),
        "dates": sorted(dates(plain)),
        "documents": sorted(set(DOCUMENT.findall(plain))),
        "urls": sorted(urls),
        "quotes": sorted(next(leaves(source["quote"])) for source in data["sources"]),
        "names": sorted({name.strip() for person in data.get("people", []) for name in person["name"].split(";")}),
    }
