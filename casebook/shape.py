"""What the model itself is made of, for the schema, the field guide and the checks."""

from collections.abc import Iterator
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.vocabulary import Term


def record_types(annotation: Any) -> Iterator[type[BaseModel]]:
    """The records inside a type such as `tuple[Event, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from record_types(inner)


def terms(field: FieldInfo) -> Iterator[str]:
    """The vocabularies that a field takes its terms from."""
    yield from (item.vocabulary for item in field.metadata if isinstance(item, Term))
    yield from _nested_terms(field.annotation)


def _nested_terms(annotation: Any) -> Iterator[str]:
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        if isinstance(part, Term):
            yield part.vocabulary
        yield from _nested_terms(part)


def vocabularies_used(model: type[BaseModel]) -> frozenset[str]:
    """The names of every vocabulary that a record and the records inside it need."""
    fields = model.model_fields.values()
    inside = (vocabularies_used(inner) for field in fields for inner in record_types(field.annotation))
    return frozenset(name for field in fields for name in terms(field)).union(*inside)
