"""What a page may hold: nothing from elsewhere, nothing inline, nothing that is not public, nothing heavy."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from casebook.problem import Problem
from casebook.verify.built import Built, Page
from casebook.verify.printed import said, squeezed

LOADS = re.compile(r"(?:img|script|iframe|source|video|audio|embed|object|track|input|image|use) |link href rel=(?!canonical|alternate|license)")
IN_STYLE = re.compile(r"(?:url\(|@import)\s*['\"]?([^'\")\s;]+)", re.IGNORECASE)
ACTIVE = re.compile(r"<\s*(?:\w+:)?script|\son\w+\s*=|javascript:", re.IGNORECASE)
"""In a picture of SVG: what runs when somebody opens it by itself."""
BUDGET = 40 * 1024
"""Bytes of a page with its styles and scripts, compressed (docs/chinh-sach: the page opens on a slow phone)."""
SAID = 60
"""Characters of a text that nobody writes twice by chance."""
TELLING = frozenset(("mo-hinh", "nhung", "cap-nhat", "cap-nhat.xml", "cap-nhat.json", "sitemap.xml"))
"""Where the address of a withdrawn case may stand: its own page and card, the log, who follows either."""
SEARCHED = frozenset((".html", ".json", ".js", ".xml", ".csv", ".svg", ".txt", ".webmanifest", ".jsonld", ".pdf"))


def nothing_from_elsewhere(built: Built) -> Iterator[Problem]:
    """No address of another host where a browser loads without being asked; links to sources are only links."""
    for name, page in built.pages.items():
        for use in page.uses:
            if LOADS.match(use.by) and use.target is None and not use.address.startswith("data:"):
                yield Problem(name, use.line, f"tải “{use.address}” từ nơi khác; chép tệp về trang")
    for name, path in built.files.items():
        if path.suffix in (".css", ".svg"):
            for found in IN_STYLE.finditer(path.read_text("utf-8")):
                if urlsplit(found[1]).netloc:
                    yield Problem(name, 1, f"tải “{found[1]}” từ nơi khác; chép tệp về trang")


def nothing_inline(built: Built) -> Iterator[Problem]:
    """What the strict content security policy would refuse; a file that is opened elsewhere may name its own script by hash."""
    for name, path in built.files.items():
        if path.suffix == ".svg" and ACTIVE.search(path.read_text("utf-8")):
            yield Problem(name, 1, "là ảnh SVG có mã chạy được (script, on…=, javascript:); bỏ mã đi, hoặc lưu thành .png")
    for name, page in built.pages.items():
        for found in page.inline:
            if not (found.digest and f"'sha256-{found.digest}'" in page.policy):
                yield Problem(name, found.line, f"có {found.what} viết thẳng trong trang; chính sách CSP sẽ chặn")
        for use in page.uses:
            if urlsplit(use.address).scheme.lower() not in ("", "http", "https", "mailto", "data"):
                yield Problem(name, use.line, f"“{use.address[:80]}” không phải liên kết http(s) hay mailto")


def nothing_unpublished(built: Built) -> Iterator[Problem]:
    """No address, title or summary of a draft, but for what a public case says too.

    Of a withdrawn case only its own page, its card and the log name its address.
    """
    public = {phrase for case in built.book.cases.values() for phrase in (case.title, case.summary[:SAID])} if built.book.drafts else set()
    phrases = {slug: {f"mo-hinh/{slug}/", case.title, case.summary[:SAID]} - public for slug, case in built.book.drafts.items()}
    for name, path in built.files.items():
        if path.suffix not in SEARCHED or not (phrases or built.book.tombstones):
            continue
        printed = path.suffix == ".pdf"
        text = built.known(path, said) if printed else path.read_text("utf-8")
        for slug, hidden in phrases.items():
            yield from (Problem(name, 1, f"lộ hồ sơ chưa công bố {slug}: “{phrase}”") for phrase in hidden if (squeezed(phrase) if printed else phrase) in text)
        for slug in built.book.tombstones:
            if f"mo-hinh/{slug}/" in text and (printed or name.split("/")[0] not in TELLING):
                yield Problem(name, 1, f"còn nhắc hồ sơ đã rút {slug}")


def nothing_left_of_the_withdrawn(built: Built) -> Iterator[Problem]:
    """At the addresses of a withdrawn case stand its own page and the feed that tells who follows it: no PDF, no picture, no download."""
    for slug, tomb in built.book.tombstones.items():
        owned = tuple(f"mo-hinh/{address}/" for address in (slug, *tomb.former_slugs))
        for name in built.files:
            own = next(filter(name.startswith, owned), "")
            if own and name.removeprefix(own).split(".")[0] not in ("index", "cap-nhat"):
                yield Problem(name, 1, f"là tệp của hồ sơ đã rút {slug}; xoá đi")


def nothing_heavy(built: Built) -> Iterator[Problem]:
    """HTML, styles and scripts of a page, as they travel, against the budget."""
    sizes: dict[str, int] = {}
    for name, page in built.pages.items():
        weight = sum(sizes.setdefault(file, _weight(built, file)) for file in {name, *_parts(page)})
        if weight > BUDGET:
            yield Problem(name, 1, f"nặng {weight / 1024:.0f} KB, quá {BUDGET // 1024} KB của một trang".replace(".", ","))


def _parts(page: Page) -> Iterator[str]:
    for use in page.uses:
        if use.by in ("script src", "link href rel=stylesheet") and use.target:
            yield use.target[0]


def _weight(built: Built, name: str) -> int:
    path = built.files.get(name)
    return built.known(path, packed) if path else 0


def packed(body: bytes) -> int:
    """Bytes that travel."""
    return len(gzip.compress(body, 9))
