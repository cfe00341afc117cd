"""What a page says to machines in the terms of schema.org: only facts that the page itself shows."""

from typing import Any

from casebook.outputs.data import LICENCE_URL
from casebook.site import NAME, Site
from casebook.view import View


def article(site: Site, view: View) -> dict[str, Any]:
    """A case: when it was first published and last changed, where it happened, and every source it rests on."""
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
    }


def dataset(site: Site) -> dict[str, Any]:
    """The open data as a whole, and its two files."""
    kinds = {"cases.json": "application/json", "cases.csv": "text/csv"}
    return {
        **_common(site, "Dataset"),
        "name": f"{NAME}: dữ liệu mở về mô hình thí điểm",
        "description": f"Hồ sơ của {len(site.views)} mô hình thí điểm trong khu vực công: con đường, kết quả, nơi làm theo, khen thưởng, nguồn.",
        "url": f"{site.address}du-lieu/",
        "dateModified": site.updated,
        "distribution": [
            {"@type": "DataDownload", "name": name, "encodingFormat": kind, "contentUrl": f"{site.address}du-lieu/{name}"} for name, kind in kinds.items()
        ],
    }


def _common(site: Site, kind: str) -> dict[str, Any]:
    publisher = {"@type": "Organization", "name": NAME, "url": site.address}
    return {"@context": "https://schema.org", "@type": kind, "inLanguage": "vi", "license": LICENCE_URL, "publisher": publisher}
