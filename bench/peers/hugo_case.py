"""A case as the front matter of a Hugo page: its public fields, its terms, and what casebook/ computes apart from our templates."""

import re
from collections.abc import Iterator
from typing import Any

from casebook import ladder, standing
from casebook.commendation import Commendation
from casebook.outputs.context import slug_of
from casebook.outputs.data import record
from casebook.outputs.qr import qr
from casebook.path import Adoption
from casebook.places import present
from casebook.records import Record
from casebook.site import Site
from casebook.view import View

EMPTY: dict[str, tuple[()]] = dict.fromkeys(("adoptions", "authorisations", "commendations", "documents", "institutionalisation"), ())
NEAREST = 6
"""How many related cases our data names; a page shows three."""
TAXONOMIES = {"linh-vuc": "sector", "noi": "place", "cap": "level", "thap-nien": "decade", "giai-doan": "rung", "hinh-thuc-khen": "award"}
"""Folder of the pages of a group → what readers look by."""


def front(site: Site, view: View) -> dict[str, Any]:
    """The front matter of one case, with a page, a brief, a file for the comparison, a card to embed and two feeds."""
    sector = view.main_sector
    crumbs = [["Mô hình", "mo-hinh/"], [site.book.vocabularies["sector"][sector].label, f"linh-vuc/{slug_of(sector)}/"]]
    return {
        "title": view.case.title,
        "description": view.case.summary,
        "date": f"{view.case.period.start}-01-01"[:10],
        "lastmod": view.updated,
        "outputs": ["html", "brief", "compare", "embed", "atom", "feed"],
        **{folder: [slug_of(code) for code in view.marks[name]] for folder, name in TAXONOMIES.items()},
        "params": {
            "section": "mo-hinh",
            "image": f"mo-hinh/{view.slug}",
            "crumbs": crumbs,
            "case": _case(site, view),
            "view": _view(site, view),
            "documents": {document.id: _dumped(document) for document in view.case.documents},
            "parents": [{"title": title, "slug": slug} for title, slug in site.learned_from(view)],
            "children": [{"title": other.case.title, "slug": other.slug, "start": other.case.period.start} for other in site.children(view.slug)],
            "related": [{"slug": other.slug, "title": other.case.title, "why": why} for other, why in site.related(view, NEAREST)],
            "qr": _qr(f"{site.address}mo-hinh/{view.slug}/"),
        },
    }


def _case(site: Site, view: View) -> dict[str, Any]:
    case = EMPTY | record(site, view)
    adoptions = [_adoption(site, item) for item in view.adoptions]
    commendations = [_commendation(site, item) for item in site.public(view).commendations]
    return {"conditions": {}, **case, "adoptions": adoptions, "commendations": commendations}


def _view(site: Site, view: View) -> dict[str, Any]:
    held: list[dict[str, Any]] = [{"code": code, "held": held} for code, held in view.met.items()]
    return {
        "rungs": [{"code": rung.code, "steps": [*_steps(site, rung.steps)], "undated": [*_steps(site, rung.undated)]} for rung in view.rungs],
        "met": held,
        "sector": view.main_sector,
        "showcase": view.showcase,
        "stage": view.stage,
        "evidence": view.evidence,
        "reached": view.reached,
        "missing": [rung.code for rung in view.rungs if not rung.steps],
        "rung_dates": sorted(view.rung_dates),
        "ladder": " ".join(view.reached),
        "proof": " ".join(item["code"] for item in held if item["held"]),
        "present": view.present,
        "spread": len(view.spread),
        "copied": sorted({present(item.place, site.places) for item in view.case.adoptions if item.place}),
        "updated": view.updated,
        "rank": view.showcase * 1000 + view.evidence * 100 + len(view.reached),
    }


def _steps(site: Site, steps: tuple[ladder.Step, ...]) -> Iterator[dict[str, Any]]:
    return ({"date": step.date, "sources": step.sources, "what": _what(site, step.what)} for step in steps)


def _what(site: Site, what: object) -> dict[str, Any]:
    if isinstance(what, Commendation):
        return _commendation(site, what)
    assert isinstance(what, Record)
    return _dumped(what)


def _adoption(site: Site, item: Adoption) -> dict[str, Any]:
    labels = site.book.vocabularies
    return _dumped(item) | {"spread": standing.spread(item, labels), "joined": standing.told_as_spread(item, labels)}


def _commendation(site: Site, item: Commendation) -> dict[str, Any]:
    labels = site.book.vocabularies
    return _dumped(item) | {"named": standing.named(item, labels), "statutory": standing.statutory(item, labels)}


def _dumped(item: Record) -> dict[str, Any]:
    return item.model_dump(mode="json", exclude_defaults=True)


def _qr(address: str) -> dict[str, str]:
    """The drawing of our page, taken apart: Hugo writes the elements."""
    size, path = re.findall(r'viewBox="0 0 (\d+) .* d="([^"]+)"', qr(address))[0]
    return {"size": size, "path": path}
