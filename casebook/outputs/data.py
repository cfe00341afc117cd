"""The open data: everything on the pages, for programs and spreadsheets, under an address for each version."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from casebook.outputs import linked, schema, table
from casebook.outputs.terms import FOLDER, LICENCE, VERSION, credit
from casebook.site import Site
from casebook.view import View

NEWEST = ("cases.json", "cases.csv")
"""What also stands under du-lieu/ itself, where it was before there were versions: always the newest."""
INTERNAL = {"approved", "clearance", "publish_from", "status", "withdrawn"}


def files(site: Site) -> Iterator[tuple[str, str | bytes]]:
    made = dict(_made(site))
    yield from ((f"{FOLDER}{name}", content) for name, content in made.items())
    yield from ((f"du-lieu/{name}", made[name]) for name in NEWEST)
    yield f"{FOLDER}SHA256SUMS", sums(made)


def _made(site: Site) -> Iterator[tuple[str, str | bytes]]:
    cases = [record(site, view) for view in sorted(site.views, key=lambda view: view.slug)]
    yield "cases.json", _json({"version": VERSION, "licence": LICENCE, "updated": site.updated, "site": site.address, "cases": cases})
    yield "cases.schema.json", _json(schema.published(site, f"{FOLDER}cases.schema.json", INTERNAL))
    yield "cases.jsonld", _json(linked.graph(site))
    rows = table.rows(site)
    yield "cases.csv", table.comma_separated(rows)
    yield "cases.xlsx", table.workbook(rows)


def record(site: Site, view: View) -> dict[str, Any]:
    """One case as programs read it: its fields, what is computed from them, and by what right it may be used."""
    fields = site.public(view).model_dump(mode="json", exclude=INTERNAL, exclude_defaults=True)
    computed = {
        "stage": view.stage,
        "tier": "tieu_bieu" if view.showcase else "ra_soat",
        "ladder": [{"rung": rung.code, "date": rung.steps[0].date if rung.steps else None} for rung in view.rungs],
        "evidence": dict(view.met),
        "licence": LICENCE,
        "attribution": credit(site, view.slug),
    }
    return {"slug": view.slug, "url": f"{site.address}mo-hinh/{view.slug}/"} | fields | computed


def sums(made: dict[str, str | bytes]) -> str:
    """As `sha256sum -c` reads them."""
    packed = {name: content.encode() if isinstance(content, str) else content for name, content in made.items()}
    return "".join(f"{hashlib.sha256(content).hexdigest()}  {name}\n" for name, content in sorted(packed.items()))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1) + "\n"
