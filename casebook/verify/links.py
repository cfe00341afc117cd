"""Every link leads to a page that is there, every page is led to, and no two are mistaken for each other."""

from collections import Counter, defaultdict
from collections.abc import Iterator

from casebook.problem import Problem
from casebook.verify.built import Built

TOP = frozenset(("top", ""))
APART = frozenset(("404.html", "index.html"))
CARDS = "nhung/"
"""Pages of other portals lead to them, also to those of withdrawn and renamed cases."""


def links_lead_somewhere(built: Built) -> Iterator[Problem]:
    """Files and anchors within the site; other sites are asked by scripts/check_links.py, never by a build."""
    anchors = {name: {identifier for identifier, _ in page.ids} for name, page in built.pages.items()}
    for name, page in built.pages.items():
        for use in page.uses:
            if not use.target:
                continue
            file, fragment = use.target
            if file not in built.files:
                yield Problem(name, use.line, f"liên kết “{use.address}” không dẫn tới tệp nào")
            elif fragment not in TOP and not fragment.startswith(":~:") and "=" not in fragment and fragment not in anchors.get(file, {fragment}):
                yield Problem(name, use.line, f"“{use.address}”: trang kia không có mục #{fragment}")


def ids_are_unique(built: Built) -> Iterator[Problem]:
    for name, page in built.pages.items():
        counts = Counter(identifier for identifier, _ in page.ids)
        for identifier, line in page.ids:
            if counts[identifier] > 1:
                yield Problem(name, line, f"id “{identifier}” có {counts[identifier]} lần trong trang")


def pages_are_described(built: Built) -> Iterator[Problem]:
    """In one or two sentences, for lists of search results and for shared links."""
    for name, page in built.pages.items():
        if not page.description.strip():
            yield Problem(name, 1, "trang không có lời giới thiệu (meta description)")


def titles_differ(built: Built) -> Iterator[Problem]:
    """A tab, a bookmark and a search result show only the title; signposts and briefs stand for the page that they name."""
    pages: defaultdict[str, list[str]] = defaultdict(list)
    for name, page in built.pages.items():
        if not page.title:
            yield Problem(name, 1, "trang không có tiêu đề")
        elif not page.redirect and built.target(name, page.canonical or name) in (None, (name, "")):
            pages[page.title].append(name)
    for title, (first, *others) in pages.items():
        yield from (Problem(name, 1, f"trùng tiêu đề “{title}” với {first}") for name in others)


def every_page_is_reached(built: Built) -> Iterator[Problem]:
    """From the home page, by links alone."""
    waiting, reached = ["index.html"], {"index.html"}
    while waiting:
        name = waiting.pop()
        for use in built.pages[name].uses if name in built.pages else ():
            file, _ = use.target or ("", "")
            if file in built.pages and file not in reached:
                reached.add(file)
                waiting.append(file)
    for name, page in built.pages.items():
        if name not in reached | APART and not page.redirect and not name.startswith(CARDS):
            yield Problem(name, 1, "không trang nào dẫn tới trang này")
