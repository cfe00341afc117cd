"""The open data: everything on the pages, for programs and spreadsheets."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from casebook.site import Site
from casebook.values import shown
from casebook.view import View

VERSION = "1.0"
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"
INTERNAL = {"approved", "clearance", "publish_from", "status", "withdrawn"}


def files(site: Site) -> Iterator[tuple[str, str]]:
    cases = [record(site, view) for view in sorted(site.views, key=lambda view: view.slug)]
    book = {"version": VERSION, "licence": LICENCE, "updated": site.updated, "site": site.address, "cases": cases}
    yield "du-lieu/cases.json", json.dumps(book, ensure_ascii=False, indent=1) + "\n"
    yield "du-lieu/cases.csv", table(site)


def record(site: Site, view: View) -> dict[str, Any]:
    """One case as programs read it: its fields, and what is computed from them."""
    fields = site.public(view).model_dump(mode="json", exclude=INTERNAL, exclude_defaults=True)
    computed = {
        "stage": view.stage,
        "tier": "tieu_bieu" if view.showcase else "ra_soat",
        "ladder": [{"rung": rung.code, "date": rung.steps[0].date if rung.steps else None} for rung in view.rungs],
        "evidence": dict(view.met),
    }
    return {"slug": view.slug, "url": f"{site.address}mo-hinh/{view.slug}/"} | fields | computed


def table(site: Site) -> str:
    """One row a case, UTF-8 with BOM so that Excel reads it; no cell can be a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in sorted(site.views, key=lambda view: view.slug):
        writer.writerow([cell(value) for value in _row(site, view)])
    return "\ufeff" + out.getvalue()


def cell(value: object) -> str:
    """A value that a spreadsheet will not take for a formula: behind an apostrophe, as is what begins with one, so that a reader takes off just one."""
    text = str(value)
    return f"'{text}" if text[:1] in FORMULA else text


FORMULA = tuple("=+-@＝＋－＠'\t\r")
"""The wide ones as well: spreadsheets set for Chinese or Japanese compute with them."""

COLUMNS = (
    *("ma", "ten", "tom_tat", "linh_vuc", "noi_lam", "cap", "co_quan", "bat_dau", "ket_thuc", "bac_da_toi", "so_bac", "bang_chung"),
    *("chi_so", "truoc", "sau", "don_vi", "so_noi_lam_theo", "so_khen_thuong", "xac_minh", "cap_nhat", "dia_chi"),
)


def _row(site: Site, view: View) -> tuple[object, ...]:
    labels = site.book.vocabularies
    case, lead = view.case, view.lead
    return (
        view.slug,
        case.title,
        case.summary,
        "; ".join(labels["sector"][code].label for code in case.sectors),
        "; ".join(view.places),
        labels["level"][case.level].label,
        case.agency,
        case.period.start,
        case.period.end or "",
        labels["rung"][view.stage].label,
        len(view.reached),
        view.evidence,
        lead.name,
        "" if lead.before is None else shown(lead.before),
        "" if lead.after is None else shown(lead.after),
        lead.unit,
        len(case.adoptions),
        len(case.commendations),
        labels["verification_level"][case.verification.level].label,
        view.updated,
        f"{site.address}mo-hinh/{view.slug}/",
    )
