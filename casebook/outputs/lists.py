"""The pages that list: home, browse, places, ledgers, documents, policy, changes, search."""

from collections.abc import Iterator, Mapping
from functools import partial

from casebook.outputs.context import renderer, slug_of
from casebook.outputs.guide import sections
from casebook.outputs.later import Content, Later
from casebook.places import is_present
from casebook.site import Site
from casebook.view import View

SINGLE = {
    "": "home.md",
    "mo-hinh/": "cases.md",
    "khen-thuong/": "commendations.md",
    "nhan-rong/": "adoptions.md",
    "van-ban/": "documents.md",
    "cap-nhat/": "changes.md",
    "noi/": "places.md",
    "du-lieu/": "data.md",
    "chinh-sach/": "policy.md",
}
"""Pages of which there is one: address → template."""


def files(site: Site) -> Iterator[tuple[str, str]]:
    render = renderer(site).page
    for path, template in SINGLE.items():
        yield f"{path}index.md", render(template, path)
    yield "dong-gop/index.md", render("guide.md", "dong-gop/", sections=sections())


def groups(site: Site) -> Iterator[tuple[str, Content]]:
    render = renderer(site).page
    for folder, vocabulary, groups in _groupings(site):
        yield f"{folder}/index.md", render("groups.md", f"{folder}/", folder=folder, vocabulary=vocabulary, groups=groups)
        for code, views in groups.items():
            path = f"{folder}/{slug_of(code)}/"
            make = partial(render, "group.md", path, folder=folder, vocabulary=vocabulary, code=code, views=views)
            yield f"{path}index.md", Later([site.updated, *(view.mark for view in views)], make)


def places(site: Site) -> Iterator[tuple[str, str]]:
    render = renderer(site).page
    for slug, place in site.places.items():
        path = f"noi/{slug}/"
        template = "province.md" if is_present(place) else "former_place.md"
        yield f"{path}index.md", render(template, path, slug=slug, place=place)


def _groupings(site: Site) -> Iterator[tuple[str, str, Mapping[str, tuple[View, ...]]]]:
    yield "linh-vuc", "sector", site.by["sector"]
    yield "cap", "level", site.by["level"]
    yield "thap-nien", "", site.by["decade"]
    yield "giai-doan", "rung", site.by["rung"]
    yield "hinh-thuc-khen", "award", site.by["award"]
