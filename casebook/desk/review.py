"""The sheet that a chief reads and signs: the page, its faults, what changed since the last approval, the question of clearance."""

import re
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from casebook.book import Casebook
from casebook.desk.article import article
from casebook.desk.attention import Notice
from casebook.desk.differences import DESK, differences
from casebook.desk.states import APPROVED
from casebook.media import published
from casebook.outputs.context import renderer
from casebook.problem import Problem
from casebook.site import Site
from casebook.source import Source, read

STYLE = Path(__file__).parent.parent.parent / "overrides/assets/site.css"
CLEARANCE = "P01"
"""The rule of vocab/publication_rule.yaml that the sheet asks about."""

CHANGED = "Sửa sau khi duyệt"


def sheet(book: Casebook, slug: str, problems: Sequence[Problem], notices: Sequence[Notice]) -> str:
    """One HTML file that needs no other, for A4. Raises KeyError for a case that cannot be read."""
    case = book.cases.get(slug) or book.drafts[slug]
    site = Site(replace(book, cases={**book.cases, slug: case}), "/")
    before = approved_version(book, slug)
    text = renderer(site).page(
        "review.html",
        f"mo-hinh/{slug}/",
        slug=slug,
        case=case,
        view=site.by_slug[slug],
        today=book.today.isoformat(),
        problems=problems,
        notices=notices,
        before=before,
        changes=list(differences(before or {}, book.sources[slug].data, book.vocabularies)) if before else [],
        rule=book.vocabularies["publication_rule"][CLEARANCE],
    )
    # What a person typed cannot hold these marks: it is escaped.
    return text.replace("<!--style-->", _style()).replace("<!--page-->", _article(book, site, slug))


def approved_version(book: Casebook, slug: str) -> Mapping[str, Any] | None:
    """The data as it was last approved, of the copy that `approve` keeps."""
    copy = read(book.root / APPROVED / f"{slug}.yaml", book.root)
    # One that was damaged is as good as none: the next approval writes it anew.
    return copy.data or None if isinstance(copy, Source) else None


def unapproved(book: Casebook) -> Iterator[Notice]:
    """Published cases whose page is no longer what was approved."""
    for slug in book.cases:
        before = approved_version(book, slug)
        if before and _page(before) != _page(book.sources[slug].data):
            yield Notice(CHANGED, slug, "trang khác bản đã duyệt; xem khác gì (lệnh review), trình ký rồi duyệt lại (nút “Duyệt…”, lệnh approve)")


def _page(record: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if name not in DESK}


def _style() -> str:
    # Fonts and covers are files of the site; the sheet has only itself.
    return re.sub(r'url\("?(?!data:)[^)]*\)', "none", re.sub(r"(?m)^@font-face.*\n", "", STYLE.read_text("utf-8")))


def _article(book: Casebook, site: Site, slug: str) -> str:
    view = site.by_slug[slug]
    page = renderer(site).page("case.md", f"mo-hinh/{slug}/", view=view)
    html = article(page)
    for image in view.case.images:
        picture = b64encode(published(book.media / slug / image.file)).decode()
        html = html.replace(f'src="{image.file}"', f'src="data:image/{image.file.rsplit(".")[-1].replace("jpg", "jpeg")};base64,{picture}"')
    # Addresses inside the site lead nowhere from a sheet; they stay as words.
    return re.sub(r' href="(?!https?:|#|mailto:)[^"]*"', "", html)
