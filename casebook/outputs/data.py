"""The open data: everything on the pages, for programs and spreadsheets, under an address for each version."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any

from pydantic_core import to_json

from casebook.outputs import linked, schema, table
from casebook.outputs.later import Content, Later, sha256
from casebook.outputs.tables import TABLES
from casebook.outputs.terms import FOLDER, LICENCE, VERSION, DataPart, credit, data_parts
from casebook.site import Site
from casebook.view import View

NEWEST = ("cases.json", "cases.csv")
"""What also stands under du-lieu/ itself, where it was before there were versions: always the newest."""
INTERNAL = {"approved", "clearance", "publish_from", "status", "withdrawn"}
SCHEMA = "cases.schema.json"


def files(site: Site) -> Iterator[tuple[str, Content]]:
    schemed = Later(None, lambda: _json(schema.published(site, f"{FOLDER}{SCHEMA}", INTERNAL)))
    yield f"{FOLDER}{SCHEMA}", schemed
    sums = [(SCHEMA, sha256(site, SCHEMA, schemed))]
    # The files of a part are made of what is read once, and no part stands in memory beside the next.
    made = lru_cache(maxsize=1)(lambda part: dict(_made(site, part)))
    for part in data_parts(site):
        published = [[parent for parent in view.parents if parent in site.by_slug] for view in part.views]
        # The first part also says what there is in all.
        whole = (len(site.views), part.of) if part.number == 1 else ()
        on = [site.updated, whole, part.number < part.of, [view.digest for view in part.views], published]
        for name in linked.FORMATS:
            path, content = part.path(name), Later(on, partial(_one, made, part, name))
            yield f"{FOLDER}{path}", content
            if path in NEWEST:
                yield f"du-lieu/{path}", content
            sums.append((path, sha256(site, path, content)))
    yield f"{FOLDER}SHA256SUMS", "".join(f"{found}  {path}\n" for path, found in sorted(sums))


def _one(made: Callable[[DataPart], Mapping[str, str | bytes]], part: DataPart, name: str) -> str | bytes:
    return made(part)[name]


def _made(site: Site, part: DataPart) -> Iterator[tuple[str, str | bytes]]:
    cases, things = [], [_within(linked.named(linked.about_data(site)))] if part.number == 1 else []
    views = sorted(part.views, key=lambda view: view.slug)
    # As text at once: the values of all its cases side by side take five times as much.
    for view in views:
        cases.append(_within(record(site, view)))
        things.append(_within(linked.named(linked.about_case(site, view))))
    after = {"next": f"{site.address}{FOLDER}{part.path('cases.json', 1)}"} if part.number < part.of else {}
    head = {"version": VERSION, "licence": LICENCE, "updated": site.updated, "site": site.address} | after
    yield "cases.json", _listing(head, "cases", cases)
    yield "cases.jsonld", _listing({"@context": linked.CONTEXT}, "@graph", things)
    for name, told in TABLES.items():
        rows = told.of(site, views)
        yield f"{name}.csv", table.comma_separated(rows)
        yield f"{name}.xlsx", table.workbook(rows, told.title)


def _within(value: object) -> bytes:
    """As JSON, indented as a value of a list in an object."""
    return to_json(value, indent=1).replace(b"\n", b"\n  ")


def _listing(head: Mapping[str, object], name: str, items: Sequence[bytes]) -> str:
    """An object in JSON, the last of whose values is a list of these."""
    begun = to_json({**head, name: []}, indent=1).removesuffix(b"[]\n}")
    return (begun + (b"[\n  " + b",\n  ".join(items) + b"\n ]\n}\n" if items else b"[]\n}\n")).decode()


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
