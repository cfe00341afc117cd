"""What the site says to machines in the terms of schema.org: only facts that a page itself shows."""

from typing import Any

from casebook.outputs.tables import TABLES
from casebook.outputs.terms import FOLDER, LICENCE_URL, credit, data_parts
from casebook.site import NAME, Site
from casebook.view import View

CONTEXT = "https://schema.org"
SHEETS = {"csv": "text/csv", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
FORMATS = {
    "cases.json": "application/json",
    "cases.jsonld": "application/ld+json",
    **{f"{table}.{ending}": kind for table in TABLES for ending, kind in SHEETS.items()},
}
"""The files of each part of the open data."""


def article(site: Site, view: View) -> dict[str, Any]:
    """A case: when it was first published and last changed, where it happened, and every source it rests on."""
    return {"@context": CONTEXT} | about_case(site, view)


def dataset(site: Site) -> dict[str, Any]:
    """The open data as a whole, and its files."""
    return {"@context": CONTEXT} | about_data(site)


def named(thing: dict[str, Any]) -> dict[str, Any]:
    """One of many in a graph: named by the address of its page."""
    return {"@id": thing["url"], **thing}


def about_case(site: Site, view: View) -> dict[str, Any]:
    """The same, for a graph."""
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
        "citation": [source.link for source in case.sources if source.link],
        "creditText": credit(site, view.slug),
    }


def about_data(site: Site) -> dict[str, Any]:
    """The same, for a graph."""
    folder = f"{site.address}{FOLDER}"
    return {
        **_common(site, "Dataset"),
        "name": f"{NAME}: dữ liệu mở về mô hình thí điểm",
        "description": f"Hồ sơ của {len(site.views)} mô hình thí điểm trong khu vực công: con đường, kết quả, nơi làm theo, khen thưởng, nguồn.",
        "url": f"{site.address}du-lieu/",
        "dateModified": site.updated,
        "distribution": [_download(f"{folder}{part.path(name)}", kind) for part in data_parts(site) for name, kind in FORMATS.items()],
    }


def _download(address: str, kind: str) -> dict[str, str]:
    return {"@type": "DataDownload", "name": address.rpartition("/")[2], "encodingFormat": kind, "contentUrl": address}


def _common(site: Site, kind: str) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": NAME, "url": site.address}
    return {"@type": kind, "inLanguage": "vi", "license": LICENCE_URL, "publisher": publisher}
