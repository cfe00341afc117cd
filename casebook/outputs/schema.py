"""JSON Schemas: of a case file, for editors' tools, and of the open data, for other programs."""

import json
from collections.abc import Callable, Collection, Iterator
from functools import partial
from typing import Any

from pydantic.json_schema import models_json_schema

from casebook.model import Case, Tombstone
from casebook.outputs.later import Content, Later
from casebook.site import Site
from casebook.vocabulary import Vocabularies

DIALECT = "https://json-schema.org/draft/2020-12/schema"
WITHDRAWN = {"enum": ["rut", "Rút", "rút"]}


def files(site: Site) -> Iterator[tuple[str, Content]]:
    yield "du-lieu/case.schema.json", Later(None, lambda: _of_file(site))


def _of_file(site: Site) -> str:
    _, models = models_json_schema([(Case, "validation"), (Tombstone, "validation")])
    definitions = models["$defs"]
    withdrawn, case = definitions["Tombstone"]["properties"], definitions["Case"]["properties"]
    # As the door reads it: the rest of a withdrawn case may stay in its file, unread.
    definitions["Tombstone"]["properties"] = dict.fromkeys(case, True) | withdrawn | {"status": WITHDRAWN}
    schema = {
        "$schema": DIALECT,
        "$id": f"{site.address}du-lieu/case.schema.json",
        "title": definitions["Case"]["title"],
        # Not anyOf: an editor could then not say which of the fields is wrong.
        "if": {"properties": {"status": WITHDRAWN}, "required": ["status"]},
        "then": {"$ref": "#/$defs/Tombstone"},
        "else": {"$ref": "#/$defs/Case"},
    } | models
    return json.dumps(_mapped(schema, partial(_with_terms, site.book.vocabularies)), ensure_ascii=False, indent=1) + "\n"


def published(site: Site, path: str, internal: Collection[str]) -> dict[str, Any]:
    """Of cases.json. Nothing in it is closed: a field that a later day adds is no fault."""
    _, models = models_json_schema([(Case, "serialization")], ref_template="#/$defs/{model}")
    definitions = _mapped(_mapped(models["$defs"], partial(_coded, site.book.vocabularies)), _open)
    case = definitions["Case"]
    text = {"type": "string"}
    rung = {"type": "object", "properties": {"rung": text, "date": {"type": ["string", "null"]}}, "required": ["rung", "date"]}
    computed = {
        "slug": text,
        "url": text,
        "stage": text,
        "tier": {"enum": ["tieu_bieu", "ra_soat"]},
        "licence": text,
        "attribution": text,
        "ladder": {"type": "array", "items": rung},
        "evidence": {"type": "object", "additionalProperties": {"type": "boolean"}},
    }
    case["properties"] = {name: told for name, told in case["properties"].items() if name not in internal} | computed
    case["required"] = [name for name in case["required"] if name not in internal] + list(computed)
    book = {"version": text, "licence": text, "updated": text, "site": text, "next": text, "cases": {"type": "array", "items": {"$ref": "#/$defs/Case"}}}
    head = {"$schema": DIALECT, "$id": f"{site.address}{path}", "type": "object", "properties": book, "required": [name for name in book if name != "next"]}
    return head | {"$defs": definitions}


def _mapped(node: Any, change: Callable[[dict[str, Any]], dict[str, Any]]) -> Any:
    """A schema in which every object is changed, the innermost first."""
    if isinstance(node, list):
        return [_mapped(item, change) for item in node]
    return change({key: _mapped(value, change) for key, value in node.items()}) if isinstance(node, dict) else node


def _open(node: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in node.items() if (key, value) != ("additionalProperties", False)}


def _coded(vocabularies: Vocabularies, node: dict[str, Any]) -> dict[str, Any]:
    """With the codes alone: what is published has no labels in their place."""
    name = node.pop("x-vocabulary", None)
    return node | {"enum": list(vocabularies[name])} if name else node


def _with_terms(vocabularies: Vocabularies, node: dict[str, Any]) -> dict[str, Any]:
    if name := node.pop("x-vocabulary", None):
        node.pop("type", None)
        entries = vocabularies[name].items()
        node["anyOf"] = [*({"const": code, "title": entry.label} for code, entry in entries), *({"const": entry.label} for _, entry in entries)]
    return node
