"""Writes a casebook as stock MkDocs with Material would have it: our set of pages in plain Markdown, its own search and tags."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from casebook.commendation import Commendation
from casebook.outputs.context import slug_of
from casebook.outputs.lists import parted
from casebook.path import Adoption
from casebook.render import plain
from casebook.site import Site
from casebook.values import shown, shown_date
from casebook.view import View

CONFIG: dict[str, Any] = {
    "site_name": "Nhân rộng",
    "site_url": "https://vidu.example/",
    "theme": {"name": "material", "language": "vi", "font": False},
    "plugins": [{"search": {"lang": "vi"}}, "tags"],
    "markdown_extensions": ["tables", "attr_list"],
    "nav": [{"Trang chủ": "index.md"}],
    "validation": {"nav": {"omitted_files": "ignore"}},
}


FOLDERS = {"linh-vuc": "sector", "noi": "place", "cap": "level", "thap-nien": "decade", "giai-doan": "rung", "hinh-thuc-khen": "award"}


def write(site: Site, folder: Path) -> None:
    """Make `folder` a project that `mkdocs build` builds."""
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(json.dumps(CONFIG), "utf-8")
    for path, text in _pages(site):
        file = folder / "docs" / f"{path}index.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _pages(site: Site) -> Iterator[tuple[str, str]]:
    """(address, Markdown) of each page."""
    yield "", "# Nhân rộng\n"
    yield "nhan/", "# Nhãn\n\n<!-- material/tags -->\n"
    for view in site.views:
        yield f"mo-hinh/{view.slug}/", "\n".join(_page(site, view))
        yield f"mo-hinh/{view.slug}/tom-tat/", "\n".join(_brief(site, view))
    for folder, name in FOLDERS.items():
        groups = site.by[name]
        yield f"{folder}/", "\n".join([f"# {folder}\n", *(f"- [{code}]({slug_of(code)}/index.md): {len(views)} mô hình" for code, views in groups.items())])
        for code, views in groups.items():
            yield from _list(f"{folder}/{slug_of(code)}/", [_card(view) for view in views])
    yield from _list("nhan-rong/", [f"{plain(f'{_place(site, item)}: {item.changes} {item.result}')} {_card(view)}" for view, item in site.adoptions])
    yield from _list("khen-thuong/", [f"{plain(_praise(item))}. {_card(view)}" for view, item in site.commendations])
    yield from _list("van-ban/", [f"{plain(f'{item.number} {item.date} {item.issuer} {item.title}')}. {_card(view)}" for view, item in site.documents.ledger])
    yield from _list("cap-nhat/", [f"{change.date}: {plain(change.note)} {_card(site.by_slug[slug])}" for slug, change in site.changes if slug in site.by_slug])


def _list(base: str, entries: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The pages of a list, in as many as ours; {up} is the way to the top."""
    for path, part in parted(base, entries):
        lines = [f"- {entry}".replace("{up}", "../" * path.count("/")) for entry in part.items]
        yield path, "\n".join([f"# {base.strip('/')}, trang {part.number}\n", *lines])


def _card(view: View) -> str:
    return f"[{plain(view.title)}]({{up}}mo-hinh/{view.slug}/index.md), {plain(view.where)}"


def _place(site: Site, item: Adoption) -> str:
    return site.places[item.place].label if item.place else str(item.where)


def _praise(item: Commendation) -> str:
    return f"{item.name or item.form}: {item.recipient.name}"


def _brief(site: Site, view: View) -> Iterator[str]:
    """What stands on one sheet: the sums of the case."""
    case = view.case
    yield f"# Bản một trang: {plain(case.title)}\n\n{plain(case.summary)}\n\n{plain(case.problem)}\n\n{plain(case.solution)}\n"
    yield from (f"- {plain(result.name)}: {plain(shown(result.after))} {plain(result.unit)}" for result in case.results[:3] if result.after is not None)
    for title, texts in islice(_sections(site, view), 2):
        yield f"\n## {title}\n"
        yield from (f"- {plain(text)}" for text in texts[:3])


def _page(site: Site, view: View) -> Iterator[str]:
    case, labels = view.case, site.book.vocabularies
    tags = [labels["sector"][code].label for code in case.sectors]
    yield f"---\ntags: {json.dumps(tags, ensure_ascii=False)}\n---\n\n# {plain(case.title)}\n\n{plain(case.summary)}\n"
    yield f"**Nơi làm:** {plain('; '.join(view.places))}. **Cơ quan:** {plain(case.agency)}. **Từ:** {shown_date(case.period.start)}\n"
    yield f"## Vấn đề\n\n{case.problem}\n\n## Cách làm\n\n{case.solution}\n"
    yield "## Kết quả\n\n| Chỉ số | Trước | Sau |\n|---|---|---|"
    for result in case.results:
        before, after = (shown(value) if value is not None else "" for value in (result.before, result.after))
        yield f"| {plain(result.name)} {plain(result.unit)} | {plain(before)} | {plain(after)} |"
    for title, texts in _sections(site, view):
        yield f"\n## {title}\n"
        yield from (f"- {plain(text)}" for text in texts)
    yield "\n## Nguồn\n"
    for source in case.sources:
        yield f"1. [{plain(source.title or source.publisher)}]({source.url}), {plain(source.publisher)}\n\n    > {plain(source.quote)}\n"


def _sections(site: Site, view: View) -> Iterator[tuple[str, list[str]]]:
    case = view.case
    yield "Cần có", [item.text for item in case.conditions.needed]
    yield "Khi nào không nên chép", [item.text for item in case.conditions.unsuitable]
    yield "Dòng thời gian", [f"{shown_date(item.date)}: {item.event}" for item in case.timeline]
    yield "Rà soát", [item.finding for item in case.reviews]
    yield "Nơi làm theo", [f"{_place(site, item)}: {item.result}" for item in case.adoptions]
    yield "Văn bản", [f"{item.number} {item.title}" for item in case.documents]
    yield "Khen thưởng", [_praise(item) for item in site.public(view).commendations]
    yield "Chỗ chưa chắc", [item.text for item in case.caveats]
