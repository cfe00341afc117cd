"""What changed between two versions of a case, in the words of the form."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from casebook.desk.alike import matched
from casebook.form import Blank, form
from casebook.values import shown_date
from casebook.vocabulary import Vocabularies

DESK = ("status", "approved", "clearance", "publish_from")
"""Of the desk, not of the page: nobody approves these."""

NAMES = ("title", "name", "what", "text", "event", "finding", "description", "where", "number", "cited_as", "note", "publisher", "file", "id")
"""The field by which a person knows one record of a list, the best first."""


def differences(old: Mapping[str, Any], new: Mapping[str, Any], vocabularies: Vocabularies) -> Iterator[str]:
    """One sentence for each thing that a reader of the page would find changed, in the order of the form."""
    for blank in form():
        if blank.name not in DESK:
            yield from _field(blank, blank.title, old.get(blank.name), new.get(blank.name), vocabularies)


def _field(blank: Blank, title: str, old: Any, new: Any, vocabularies: Vocabularies) -> Iterator[str]:
    if old == new:
        return
    if isinstance(old, list) or isinstance(new, list):
        yield from _list(blank, title, old or [], new or [], vocabularies)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _record(blank, title, old, new, vocabularies)
    elif not old:
        yield f"{title}: thêm {_told(blank, new, vocabularies)}"
    elif not new:
        yield f"{title}: bỏ {_told(blank, old, vocabularies)}"
    else:
        yield f"{title}: đổi từ {_told(blank, old, vocabularies)} thành {_told(blank, new, vocabularies)}"


def _record(blank: Blank, title: str, old: Mapping[str, Any], new: Mapping[str, Any], vocabularies: Vocabularies) -> Iterator[str]:
    for part in blank.inside:
        yield from _field(part, f"{title}, {part.title.lower()}", old.get(part.name), new.get(part.name), vocabularies)


def _list(blank: Blank, title: str, old: Sequence[Any], new: Sequence[Any], vocabularies: Vocabularies) -> Iterator[str]:
    wanted = matched(old, new)
    for word, items in (("thêm", [one for one, place in zip(new, wanted, strict=True) if place is None]), ("bỏ", _gone(old, wanted))):
        if items:
            yield f"{title}: {word} {len(items)} mục: {'; '.join(_told(blank, one, vocabularies) for one in items)}"
    for one, place in zip(new, wanted, strict=True):
        if place is not None and old[place] != one:
            here = f"{title} {_told(blank, old[place], vocabularies)}"
            yield from _record(blank, here, old[place], one, vocabularies) if isinstance(one, Mapping) else _field(blank, title, old[place], one, vocabularies)
    kept = [place for place in wanted if place is not None]
    if kept != sorted(kept):
        yield f"{title}: đổi thứ tự"


def _gone(old: Sequence[Any], wanted: Sequence[int | None]) -> list[Any]:
    return [one for place, one in enumerate(old) if place not in wanted]


def _told(blank: Blank, value: Any, vocabularies: Vocabularies) -> str:
    """A value between “ ”: a term by its label, a date as readers see it, a record by its name."""
    if isinstance(value, Mapping):
        name = next((name for name in NAMES if name in value), next(iter(value)))
        inside = {part.name: part for part in blank.inside}
        return _told(inside.get(name, blank), value[name], vocabularies)
    if isinstance(value, list):
        return ", ".join(_told(blank, one, vocabularies) for one in value)
    if blank.vocabulary and value in vocabularies[blank.vocabulary]:
        return f"“{vocabularies[blank.vocabulary][value].label}”"
    return f"“{shown_date(value) if blank.kind in ('date', 'day') else value}”"
