"""The JSON Schema of a case file, for editors' tools and other programs."""

import json
from collections.abc import Iterator
from typing import Any

from casebook.model import Case
from casebook.site import Site
from casebook.vocabulary import Vocabularies


def files(site: Site) -> Iterator[tuple[str, str]]:
    schema = Case.model_json_schema(mode="validation")
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"{site.address}du-lieu/case.schema.json"} | schema
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
