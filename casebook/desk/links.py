"""The addresses that cases rest on, and which of them the last errand of scripts/check_links.py found dead."""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping

from casebook.book import Casebook
from casebook.desk.attention import Notice
from casebook.values import shown_date

REPORT = "links.json"
DEAD = "Liên kết hỏng"


def addresses(book: Casebook) -> Mapping[str, tuple[str, ...]]:
    """Every address of a source or document → the cases that name it."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for slug, case in book.everything():
        for url in (*(source.url for source in case.sources), *(document.url for document in case.documents if document.url)):
            found[url][slug] = None
    return {url: tuple(slugs) for url, slugs in found.items()}


def dead(book: Casebook) -> Iterator[Notice]:
    """What the last report says of addresses that cases still name; nothing when there is no report."""
    file = book.root / REPORT
    if not file.exists():
        return
    try:
        report = json.loads(file.read_text("utf-8"))
        found, day = dict(report["dead"]), shown_date(report["date"])
    except (OSError, ValueError, KeyError, TypeError):
        # Only scripts/check_links.py writes it; what it cannot have written is none.
        return
    for url, slugs in addresses(book).items():
        if why := found.get(url):
            yield from (Notice(DEAD, slug, f"{url}: {why} (thử ngày {day}); tìm bản lưu, ghi vào archived") for slug in slugs)
