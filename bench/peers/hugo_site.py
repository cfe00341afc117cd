"""Writes a casebook as a Hugo site: what its users give it (content files, data, taxonomies). Its templates are in bench/peers/hugo."""

import json
import shutil
from collections.abc import Iterator
from itertools import chain, islice
from pathlib import Path
from typing import Any

import yaml

from bench.peers.hugo_case import TAXONOMIES, front
from casebook.entries import Place
from casebook.fit_rule import FitRule
from casebook.frame import parted
from casebook.outputs import blanks, compare, fit, forms, icons, kit, lists, schema, supply, terms
from casebook.outputs.context import slug_of
from casebook.outputs.later import made
from casebook.places import is_present, merged_into, then_and_now
from casebook.render import upper
from casebook.site import Site

TEMPLATES = Path(__file__).parent / "hugo"
LISTED = {
    "nhan-rong": ("adoptions", "Sổ nhân rộng"),
    "khen-thuong": ("commendations", "Sổ khen thưởng"),
    "van-ban": ("documents", "Văn bản được dẫn"),
    "cap-nhat": ("changes", "Cập nhật và đính chính"),
}
"""Lists in pages of sixty: folder → (template and name of the list, title)."""
FIXED = ("bieu-mau", "chinh-sach", "dong-gop", "du-lieu", "phu-hop", "so-sanh")
"""Pages that say the same however many cases there are: their text is given as content."""
OUTPUTS = {"du-lieu": ["html", "cases", "sheet"], "phu-hop": ["html", "table"], "tim-kiem": ["html", "columns"]}
FOLLOWED = {"outputs": ["html", "atom", "feed"]}
"""What readers can follow, beside the cases: sectors and places."""
GROUPS = {
    "linh-vuc": ("Theo lĩnh vực", "Mô hình có lĩnh vực này là chính hoặc liên quan."),
    "cap": ("Theo cấp khởi đầu", "Cấp nơi mô hình bắt đầu."),
    "thap-nien": ("Theo năm bắt đầu", "Mô hình bắt đầu làm thử trong mười năm này."),
    "giai-doan": ("Theo bậc đã tới", "Mỗi mô hình ở đây có hồ sơ ghi ngày và nguồn ở bậc này."),
    "hinh-thuc-khen": ("Theo hình thức khen thưởng", "Mô hình có ghi nhận khen thưởng theo hình thức này."),
}
CASES = ["Mô hình", "mo-hinh/"]

File = tuple[str, str | bytes]


def write(site: Site, docs: Path, assets: Path, folder: Path) -> None:
    """Make `folder` the Hugo site of a casebook; `docs` are the pages written by hand."""
    shutil.copytree(TEMPLATES, folder, dirs_exist_ok=True)
    shutil.copytree(assets, folder / "static/assets", dirs_exist_ok=True)
    for path, content in _files(site, docs):
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())


def case_file(site: Site, slug: str) -> File:
    """The content file of one case."""
    return f"content/mo-hinh/{slug}.md", _page(front(site, site.by_slug[slug]))


def _files(site: Site, docs: Path) -> Iterator[File]:
    yield "content/_index.md", _page({"title": "Nhân rộng: kho mô hình thí điểm hiệu quả", "lastmod": site.updated})
    yield "content/mo-hinh/_index.md", _page({"title": "Mô hình, xếp theo lĩnh vực", "lastmod": site.updated, "params": {"here": "Mô hình"}})
    yield from (case_file(site, view.slug) for view in site.views)
    yield from _groups(site)
    yield from _places(site)
    for folder, (name, title) in LISTED.items():
        for path, part in lists.parted(f"{folder}/", site.documents.ledger if name == "documents" else getattr(site, name)):
            file = "_index.md" if part.number == 1 else f"{Path(path).name}.md"
            yield f"content/{folder}/{file}", _page(_settings(site, title, folder, name, part.number))
    yield "content/tim-kiem/index.md", _page(_settings(site, "Tìm kiếm", "tim-kiem", "search"))
    yield from _fixed(site)
    yield from _by_hand(docs)
    yield from _data(site)
    yield from _open_data(site)
    for files in (schema.files, icons.files, forms.files, blanks.files, supply.files, kit.files):
        yield from ((f"static/{path}", made(content)) for path, content in files(site) if not path.endswith(".md"))


def _page(settings: dict[str, Any], body: str = "") -> str:
    return json.dumps(settings, ensure_ascii=False, indent=1) + "\n" + body


def _settings(site: Site, title: str, folder: str, layout: str, part: int = 1) -> dict[str, Any]:
    outputs, params = OUTPUTS.get(folder, ["html"]), {"section": folder, "here": title, "part": part, "size": terms.PART}
    return {"title": title, "layout": layout, "lastmod": site.updated, "outputs": outputs, "params": params}


def _groups(site: Site) -> Iterator[File]:
    for folder, (name, lead) in GROUPS.items():
        yield f"content/{folder}/_index.md", _page(_about(site, f"Mô hình {name.lower()}", name, [CASES]))
        vocabulary = TAXONOMIES[folder]
        for code, views in site.by[vocabulary].items():
            label = f"{code}–{int(code) + 9}" if vocabulary == "decade" else site.book.vocabularies[vocabulary][code].label
            shown = {"giai-doan": f"Bậc {label}", "thap-nien": f"Bắt đầu {label}"}.get(folder, label)
            about = _about(site, f"{shown}: {len(views)} mô hình", label, [CASES, [name, f"{folder}/"]])
            about["params"] |= {"code": code, "label": label, "shown": shown, "lead": lead}
            yield f"content/{folder}/{slug_of(code)}/_index.md", _page(about | (FOLLOWED if folder == "linh-vuc" else {}))


def _about(site: Site, title: str, here: str, crumbs: list[list[str]]) -> dict[str, Any]:
    return {"title": title, "lastmod": site.updated, "params": {"section": "mo-hinh", "here": here, "crumbs": crumbs, "description": title}}


def _places(site: Site) -> Iterator[File]:
    yield "content/noi/_index.md", _page(_about(site, "Mô hình theo nơi", "Theo nơi", [CASES]))
    for slug, place in site.places.items():
        title = upper(place.label) + (": mô hình, nơi làm theo, khen thưởng" if is_present(place) else ": mô hình")
        about = _about(site, title, place.short, [CASES, ["Theo nơi", "noi/"]])
        about["params"] |= {"label": then_and_now(slug, site.places), "short": place.short, "former": merged_into(slug, site.places)}
        yield f"content/noi/{slug}/_index.md", _page(about | FOLLOWED)


def _fixed(site: Site) -> Iterator[File]:
    pages = chain(lists.single(site), fit.files(site), forms.files(site), islice(compare.files(site), 1))
    for path, text in ((path, str(made(content))) for path, content in pages):
        folder = path.removesuffix("/index.md")
        if folder in FIXED:
            meta, body = parted(text)
            settings = _settings(site, meta["title"], folder, "fit" if folder == "phu-hop" else "wide")
            # A section has pages of its own beside its index.
            yield f"content/{folder}/{'_index' if folder == 'chinh-sach' else 'index'}.html", _page(settings, body)


def _by_hand(docs: Path) -> Iterator[File]:
    for file in sorted(docs.rglob("*.md")):
        _, front, body = file.read_text("utf-8").split("---\n", 2)
        meta = yaml.safe_load(front)
        path = file.relative_to(docs)
        name = "_index.md" if path.name == "index.md" else path.name
        settings = {"title": meta["title"], "description": meta.get("description"), "params": {"crumbs": meta.get("crumbs", [])}}
        yield f"content/{path.with_name(name).as_posix()}", _page(settings, body)
    for file in sorted(docs.rglob("*.webp")):
        yield f"static/{file.relative_to(docs).as_posix()}", file.read_bytes()


def _open_data(site: Site) -> Iterator[File]:
    """The open data under the address of its version: for each part what Hugo calls a page, without HTML."""
    yield "content/mo/_index.md", _page({"build": {"render": "never"}})
    for part in terms.data_parts(site):
        settings = _settings(site, "Dữ liệu mở", "du-lieu", "wide", part.number)
        yield f"content/mo/{part.number}.md", _page(settings | {"url": f"{terms.FOLDER}{part.number}/", "outputs": ["cases", "sheet", "linked"]})


def _data(site: Site) -> Iterator[File]:
    vocabularies = site.book.vocabularies
    for name, entries in vocabularies.items():
        said = {code: entry.model_dump(mode="json", exclude_defaults=True) for code, entry in entries.items()}
        yield f"data/vocab/{name}.json", json.dumps(said, ensure_ascii=False)
    yield "data/rungs.json", json.dumps([*vocabularies["rung"]])
    present = [{"slug": slug, "former": merged_into(slug, site.places)} for slug, place in site.places.items() if is_present(place)]
    yield "data/provinces.json", json.dumps(present)
    rules = vocabularies.typed("fit_rule", FitRule)
    yield "data/fit.json", json.dumps([_rule(name, rule, site) for name, rule in rules.items()], ensure_ascii=False)


def _rule(name: str, rule: FitRule, site: Site) -> dict[str, Any]:
    entries = site.book.vocabularies[fit.compared(rule)]
    labels = [entry.short if isinstance(entry, Place) else entry.label for entry in entries.values()]
    return {"name": name, "field": rule.field, "words": rule.model_dump(mode="json"), "codes": [*entries], "labels": labels}
