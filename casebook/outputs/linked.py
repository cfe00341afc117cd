"""What the site says to machines in the terms of schema.org: only facts that a page itself shows."""

from typing import Any

from casebook.outputs.terms import FOLDER, LICENCE_URL, credit
from casebook.site import NAME, Site
from casebook.view import View

CONTEXT = "https://schema.org"
FORMATS = {
    "cases.json": "application/json",
    "cases.csv": "text/csv",
    "cases.xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "cases.jsonld": "application/ld+json",
}


def article(site: Site, view: View) -> dict[str, Any]:
    """A case: when it was first published and last changed, where it happened, and every source it rests on."""
    return {"@context": CONTEXT} | _article(site, view)


def dataset(site: Site) -> dict[str, Any]:
    """The open data as a whole, and its files."""
    return {"@context": CONTEXT} | _dataset(site)


def graph(site: Site) -> dict[str, Any]:
    """All of it in one file; each thing is named by the address of its page."""
    things = [_dataset(site), *(_article(site, view) for view in sorted(site.views, key=lambda view: view.slug))]
    return {"@context": CONTEXT, "@graph": [{"@id": thing["url"], **thing} for thing in things]}


def _article(site: Site, view: View) -> dict[str, Any]:
    case = view.case
    return {
        **_common(site, "Article"),
        "headline": case.title,
        "description": case.summary,
        "url": (url := f"{site.address}mo-hinh/{view.slug}/"),
        "mainEntityOfPage": url,
        "image": f"{site.address}the-chia-se/mo-hinh/{view.slug}.png",
        "datePublished": case.changes[0].date,
        "dateModified": view.updated,
        "contentLocation": [{"@type": "Place", "name": place} for place in view.places],
        "citation": [source.url for source in case.sources],
        "creditText": credit(site, view.slug),
    }


def _dataset(site: Site) -> dict[str, Any]:
    folder = f"{site.address}{FOLDER}"
    return {
        **_common(site, "Dataset"),
        "name": f"{NAME}: dữ liệu mở về mô hình thí điểm",
        "description": f"Hồ sơ của {len(site.views)} mô hình thí điểm trong khu vực công: con đường, kết quả, nơi làm theo, khen thưởng, nguồn.",
        "url": f"{site.address}du-lieu/",
        "dateModified": site.updated,
        "distribution": [{"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": f"{folder}{name}"} for name, kind in FORMATS.items()],
    }


def _common(site: Site, kind: str) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": NAME, "url": site.address}
    return {"@type": kind, "inLanguage": "vi", "license": LICENCE_URL, "publisher": publisher}
