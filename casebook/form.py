"""The form that a case is, from the model alone: what every editor, sheet and blank document asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from annotated_types import MaxLen, MinLen
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from casebook.fields import Kind
from casebook.model import Case
from casebook.prose import Prose
from casebook.shape import record_types, terms


@dataclass(frozen=True)
class Blank:
    """One thing to fill in.

    `kind` says how to ask: line, prose, term, date (partial), day (whole), figure, yes_no, url, email,
    phone, slug, file, source (the id of one of `sources`), document (the id of one of `documents`), or
    record, whose parts are `inside`. `many` means a list of it, of `least` to `most` items.
    `length` is the limit in characters of one text. `vocabulary` names where a term is taken from.
    """

    name: str
    title: str
    help: str
    example: object
    kind: str
    required: bool
    many: bool
    least: int
    most: int | None
    length: int | None
    vocabulary: str
    inside: tuple["Blank", ...]


@cache
def form(model: type[BaseModel] = Case) -> tuple[Blank, ...]:
    """Every field of the case, or of a record, in the model's order."""
    titles = {name: field.title for name, field in model.model_fields.items()}
    return tuple(_blank(name, field, titles) for name, field in model.model_fields.items())


def _blank(name: str, field: FieldInfo, titles: dict[str, str | None]) -> Blank:
    marks = tuple(_marks(field))
    many = any(get_origin(part) is tuple for part in (field.annotation, *_choices(field.annotation)))
    records = tuple(record_types(field.annotation))
    limits = {type(mark): getattr(mark, "max_length", getattr(mark, "min_length", None)) for mark in field.metadata if isinstance(mark, MaxLen | MinLen)}
    inner_limits = [mark.max_length for mark in marks if isinstance(mark, MaxLen)]
    return Blank(
        name=name,
        # “summary_sources” would be one of many fields that are all called “Nguồn”.
        title=f"Nguồn của “{titles[about]}”" if (about := name.removesuffix("_sources")) != name and about in titles else field.title or name,
        help=field.description or "",
        example=(field.examples or [""])[0],
        kind=_kind(field, marks),
        required=field.is_required(),
        many=many,
        least=limits.get(MinLen) or 0 if many else 0,
        most=limits.get(MaxLen) if many else None,
        length=None if many or not inner_limits else inner_limits[0],
        vocabulary=next(terms(field), "") if not records else "",
        inside=form(records[0]) if records else (),
    )


def _kind(field: FieldInfo, marks: tuple[object, ...]) -> str:
    if any(record_types(field.annotation)):
        return "record"
    if next(terms(field), ""):
        return "term"
    if field.annotation is Prose:
        return "prose"
    # The last mark is the narrowest: a whole day is also a date.
    return next((str(mark) for mark in reversed(marks) if isinstance(mark, Kind)), "line")


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else ()


def _marks(field: FieldInfo) -> Iterator[object]:
    yield from _nested(field.annotation)
    yield from field.metadata


def _nested(annotation: Any) -> Iterator[object]:
    if get_origin(annotation) is Annotated:
        inner, *marks = get_args(annotation)
        yield from _nested(inner)
        yield from marks
    else:
        for part in get_args(annotation):
            yield from _nested(part)


def blank(*names: str) -> Blank:
    """The blank at a place such as ("results", "after"). Raises KeyError when there is none."""
    found = {one.name: one for one in form()}[names[0]]
    for name in names[1:]:
        found = {one.name: one for one in found.inside}[name]
    return found
