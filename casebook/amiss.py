"""What the model refuses, told with its line and in words that help."""

from collections.abc import Iterator

from pydantic import BaseModel, ValidationError

from casebook import messages
from casebook.problem import Problem
from casebook.shape import record_types
from casebook.source import Loc, Source


def amiss(source: Source, error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    """The faults of a file that was to be a record of `model`, or terms of that kind."""
    faults = error.errors(include_url=False, include_input=False)
    parents = {fault["loc"][:depth] for fault in faults for depth in range(len(fault["loc"]))}
    meant = {(*fault["loc"][:-1], messages.near_miss(fault, _keys(fault["loc"], model))) for fault in faults}
    for fault in faults:
        # A name with a slip in it is told once, as what it is, not also as the field that it was to be.
        if fault["type"] == "missing" and fault["loc"] in meant:
            continue
        # Pydantic counts only the valid items, so a bad item also makes its list "too short".
        if fault["type"] == "too_short" and fault["loc"] in parents:
            continue
        loc = _place(fault["loc"], source)
        name = messages.path(fault["loc"])
        message = messages.of(fault, _keys(fault["loc"], model))
        yield Problem(source.path, source.line(loc), f"{name}: {message}" if name else message)


def _place(loc: Loc, source: Source) -> Loc:
    return tuple(loc) if tuple(loc) in source.lines else tuple(loc)[:-1]


def _keys(loc: Loc, model: type[BaseModel]) -> tuple[str, ...]:
    """The field names allowed in the record where `loc` stands."""
    for part in loc[:-1]:
        annotation = model.model_fields[part].annotation if isinstance(part, str) and part in model.model_fields else None
        model = next(record_types(annotation), model)
    return tuple(model.model_fields)
