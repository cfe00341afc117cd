"""A case that can be drawn before it is whole: what is missing or wrong stands as a visible gap, never as a guess."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from casebook.form import Blank, form
from casebook.model import Case
from casebook.path import Institutionalisation
from casebook.prose import Prose
from casebook.records import Record
from casebook.shape import record_types, vocabularies_used
from casebook.vocabulary import Vocabularies

GAP = "chua_dien"
"""The code of a term that nobody has chosen yet."""

NEVER = "0001"
"""A day that no case has: where a date is missing and the page cannot do without."""


def with_gaps(vocabularies: Vocabularies) -> Vocabularies:
    """The vocabularies with a term for “not filled in yet” in each that a case takes terms from."""
    asked = vocabularies_used(Case)
    return Vocabularies({name: {**terms, GAP: _unknown(terms)} if name in asked else terms for name, terms in vocabularies.items()})


def _unknown(terms: Mapping[str, Any]) -> Any:
    one = next(iter(terms.values()))
    said = [name for name in ("label", "statement") if name in type(one).model_fields]
    return one.model_copy(update=dict.fromkeys(said, "chưa điền"))


def drawable(data: Mapping[str, Any], vocabularies: Vocabularies, today: date) -> Case:
    """The case that the data comes nearest to, for looking at; only what is right is read, nothing is checked.

    `vocabularies` are those of `with_gaps`.
    """
    return resolved(drawn(data, vocabularies, today))


def drawn(data: Mapping[str, Any], vocabularies: Vocabularies, today: date) -> Case:
    """The same, with references to sources and documents that it does not have."""
    found: Case = _record(Case, form(), data, {"vocabularies": vocabularies, "today": today})
    return found


def resolved(case: Case) -> Case:
    """The case without references to sources and documents that it does not have."""
    known = frozenset(source.id for source in case.sources)
    documents = frozenset(document.id for document in case.documents)
    found: Case = _referring(case, known, documents)
    return found


def _record(model: type[BaseModel], blanks: tuple[Blank, ...], data: Any, context: Mapping[str, Any]) -> Any:
    values = data if isinstance(data, dict) else {}
    return model.model_construct(**{blank.name: _field(model.model_fields[blank.name], blank, values.get(blank.name), context) for blank in blanks})


def _field(field: FieldInfo, blank: Blank, value: Any, context: Mapping[str, Any]) -> Any:
    if value is None:
        return _gap(field, blank, context) if blank.required else field.get_default(call_default_factory=True)
    if not blank.inside:
        return _leaf(field, blank, value, context)
    model = next(record_types(field.annotation))
    if not blank.many:
        return _record(model, blank.inside, value, context)
    items = tuple(_record(model, blank.inside, item, context) for item in value) if isinstance(value, list) else ()
    return items if items or not blank.required else _gap(field, blank, context)


def _leaf(field: FieldInfo, blank: Blank, value: Any, context: Mapping[str, Any]) -> Any:
    try:
        return _adapter(field).validate_python(value, context=context)
    except ValidationError:
        if isinstance(value, list) and blank.many:
            return tuple(item for one in value for item in _good(field, one, context)) or _field(field, blank, None, context)
        if isinstance(value, str) and blank.kind in ("line", "prose", "figure"):
            return Prose(value) if blank.kind == "prose" else value
        return _field(field, blank, None, context)


def _good(field: FieldInfo, item: Any, context: Mapping[str, Any]) -> Iterator[Any]:
    try:
        yield from _adapter(field).validate_python([item], context=context)
    except ValidationError:
        return


_adapters: dict[int, tuple[FieldInfo, TypeAdapter[Any]]] = {}


def _adapter(field: FieldInfo) -> TypeAdapter[Any]:
    if id(field) not in _adapters:
        bare: Any = Annotated[(field.annotation, *field.metadata)] if field.metadata else field.annotation
        _adapters[id(field)] = field, TypeAdapter(bare)
    return _adapters[id(field)][1]


def _gap(field: FieldInfo, blank: Blank, context: Mapping[str, Any]) -> Any:
    """What stands where something required is missing."""
    if blank.inside:
        model = next(record_types(field.annotation))
        one = _record(model, blank.inside, {}, context)
        return (one,) if blank.many else one
    if blank.kind in ("source", "document"):
        return () if blank.many else GAP
    words = {"term": GAP, "date": NEVER, "day": f"{NEVER}-01-01", "prose": Prose("(chưa điền)"), "url": "https://chua-dien.example/"}
    word = words.get(blank.kind, f"({blank.title}: chưa điền)")
    return (word,) if blank.many else word


def _referring(value: Any, known: frozenset[str], documents: frozenset[str]) -> Any:
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple(_referring(item, known, documents) for item in value if _stands(item, documents))
    if not isinstance(value, Record):
        return value
    updates: dict[str, Any] = {}
    for name in type(value).model_fields:
        inner = getattr(value, name)
        if (name.endswith("sources") and not isinstance(value, Case)) or name.endswith("_sources"):
            updates[name] = tuple(identifier for identifier in inner if identifier in known)
        elif name == "document" and inner not in documents:
            updates[name] = None
        elif isinstance(inner, tuple | Record):
            updates[name] = _referring(inner, known, documents)
    return value.model_copy(update=updates)


def _stands(item: Any, documents: frozenset[str]) -> bool:
    return not isinstance(item, Institutionalisation) or item.document in documents
