"""The open data: everything on the pages, for programs and spreadsheets, under an address for each version."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache, partial
from typing import Any

from pydantic_core import to_json

from casebook.outputs import linked, schema, table
from casebook.outputs.later import Content, Later, sha256
from casebook.outputs.terms import FOLDER, LICENCE, VERSION, DataPart, credit, parted
from casebook.site import Site
from casebook.view import View

NEWEST = ("cases.json", "cases.csv")
"""What also stands under du-lieu/ itself, where it was before there were versions: always the newest."""
INTERNAL = {"approved", "clearance", "publish_from", "status", "withdrawn"}
SCHEMA = "cases.schema.json"


def files(site: Site) -> Iterator[tuple[str, Content]]:
    schemed = Later(None, lambda: _json(schema.published(site, f"{FOLDER}{SCHEMA}", INTERNAL)))
    made = {SCHEMA: schemed} | {path: content for part in parted(site) for path, content in _files(site, part)}
    yield from ((f"{FOLDER}{path}", content) for path, content in made.items())
    yield from ((f"du-lieu/{path}", made[path]) for path in NEWEST)
    yield f"{FOLDER}SHA256SUMS", "".join(f"{sha256(site, path, content)}  {path}\n" for path, content in sorted(made.items()))


def _files(site: Site, part: DataPart) -> Iterator[tuple[str, Later]]:
    """The four files of a part: whichever is needed first, all are made of what is read once."""
    published = [[parent for parent in view.parents if parent in site.by_slug] for view in part.views]
    on = [site.updated, len(site.views), part.number, part.of, [view.digest for view in part.views], published]
    made = cache(lambda: dict(_made(site, part)))
    yield from ((part.path(name), Later(on, partial(_one, made, name))) for name in linked.FORMATS)


def _one(made: Callable[[], Mapping[str, str | bytes]], name: str) -> str | bytes:
    return made()[name]


def _made(site: Site, part: DataPart) -> Iterator[tuple[str, str | bytes]]:
    cases, things, rows = [], [linked.about_data(site)] if part.number == 1 else [], list[table.Row]([table.COLUMNS])
    for view in sorted(part.views, key=lambda view: view.slug):
        cases.append(record(site, view))
        things.append(linked.about_case(site, view))
        rows.append(table.row(site, view))
    after = {"next": f"{site.address}{FOLDER}{part.after('cases.json')}"} if part.number < part.of else {}
    yield "cases.json", _json({"version": VERSION, "licence": LICENCE, "updated": site.updated, "site": site.address} | after | {"cases": cases})
    yield "cases.jsonld", _json(linked.graph(things))
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


def _json(value: object) -> str:
    return to_json(value, indent=1).decode() + "\n"
