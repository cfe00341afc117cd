"""The JSON Schema of a case file, for editors' tools and other programs."""

import json
from collections.abc import Iterator
from typing import Any

from pydantic.json_schema import models_json_schema

from casebook.model import Case, Tombstone
from casebook.site import Site
from casebook.vocabulary import Vocabularies

WITHDRAWN = {"enum": ["rut", "Rút", "rút"]}


def files(site: Site) -> Iterator[tuple[str, str]]:
    _, models = models_json_schema([(Case, "validation"), (Tombstone, "validation")])
    definitions = models["$defs"]
    withdrawn, case = definitions["Tombstone"]["properties"], definitions["Case"]["properties"]
    # As the door reads it: the rest of a withdrawn case may stay in its file, unread.
    definitions["Tombstone"]["properties"] = dict.fromkeys(case, True) | withdrawn | {"status": WITHDRAWN}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{site.address}du-lieu/case.schema.json",
        "title": definitions["Case"]["title"],
        # Not anyOf: an editor could then not say which of the fields is wrong.
        "if": {"properties": {"status": WITHDRAWN}, "required": ["status"]},
        "then": {"$ref": "#/$defs/Tombstone"},
        "else": {"$ref": "#/$defs/Case"},
    } | models
    yield "du-lieu/case.schema.json", json.dumps(_with_terms(schema, site.book.vocabularies), ensure_ascii=False, indent=1) + "\n"


def _with_terms(node: Any, vocabularies: Vocabularies) -> Any:
    if isinstance(node, list):
        return [_with_terms(item, vocabularies) for item in node]
    if not isinstance(node, dict):
        return node
    plain = {key: _with_terms(value, vocabularies) for key, value in node.items() if key != "x-vocabulary"}
    if name := node.get("x-vocabulary"):
        plain.pop("type", None)
        entries = vocabularies[name].items()
        plain["anyOf"] = [*({"const": code, "title": entry.label} for code, entry in entries), *({"const": entry.label} for _, entry in entries)]
    return plain
