"""The field guide for contributors, from the model itself."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.model import Case, record_types
from casebook.vocabulary import Term


@dataclass(frozen=True)
class FieldLine:
    """One field as a contributor reads it; `inside` names the section that describes its parts."""

    name: str
    title: str
    description: str
    example: str
    required: bool
    vocabulary: str
    inside: str


def sections() -> Iterator[tuple[str, tuple[FieldLine, ...]]]:
    """(name of the record, its fields), the case first, then each record inside it once."""
    waiting: list[tuple[str, type[BaseModel]]] = [("Hồ sơ", Case)]
    seen: set[type[BaseModel]] = {Case}
    while waiting:
        name, model = waiting.pop(0)
        yield name, tuple(_line(key, field) for key, field in model.model_fields.items())
        for key, field in model.model_fields.items():
            for inner in record_types(field.annotation):
                if inner not in seen:
                    seen.add(inner)
                    waiting.append((key, inner))


def _line(name: str, field: FieldInfo) -> FieldLine:
    example = json.dumps((field.examples or [""])[0], ensure_ascii=False).strip('"')
    inside = name if any(record_types(field.annotation)) else ""
    return FieldLine(name, field.title or name, field.description or "", example, field.is_required(), next(_terms(field), ""), inside)


def _terms(field: FieldInfo) -> Iterator[str]:
    yield from (item.vocabulary for item in field.metadata if isinstance(item, Term))
    yield from _nested_terms(field.annotation)


def _nested_terms(annotation: Any) -> Iterator[str]:
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        if isinstance(part, Term):
            yield part.vocabulary
        yield from _nested_terms(part)
