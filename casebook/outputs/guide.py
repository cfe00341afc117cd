"""The field guide for contributors, from the model itself."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.model import Case
from casebook.shape import record_types, terms


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
    return FieldLine(name, field.title or name, field.description or "", example, field.is_required(), next(terms(field), ""), inside)
