"""Writes a casebook as stock MkDocs with Material would have it: plain Markdown pages, its own search and tags."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def write(site: Site, folder: Path) -> None:
    """Make `folder` a project that `mkdocs build` builds."""
    (folder / "docs/mo-hinh").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(json.dumps(CONFIG), "utf-8")
    (folder / "docs/index.md").write_text("# Nhân rộng\n", "utf-8")
    (folder / "docs/tags.md").write_text("# Nhãn\n\n<!-- material/tags -->\n", "utf-8")
    for view in site.views:
        (folder / f"docs/mo-hinh/{view.slug}.md").write_text("\n".join(_page(site, view)), "utf-8")


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
    yield "Nơi làm theo", [f"{site.places[item.place].label if item.place else item.where}: {item.result}" for item in case.adoptions]
    yield "Văn bản", [f"{item.number} {item.title}" for item in case.documents]
    yield "Khen thưởng", [f"{item.name or item.form}: {item.recipient.name}" for item in site.public(view).commendations]
    yield "Chỗ chưa chắc", [item.text for item in case.caveats]
