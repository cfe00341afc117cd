"""Controlled vocabularies: the closed list of terms of a field, as a type."""

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar, cast

from pydantic import ValidationInfo
from pydantic_core import PydanticCustomError, core_schema

from casebook.entry import Entry
from casebook.near import asked, nearest

E = TypeVar("E", bound=Entry)


class Vocabularies(Mapping[str, Mapping[str, Entry]]):
    """Every vocabulary by name (the file's name); each a mapping code → Entry, in the file's order."""

    def __init__(self, entries: Mapping[str, Mapping[str, Entry]]) -> None:
        self._entries = entries

    def __getitem__(self, name: str) -> Mapping[str, Entry]:
        return self._entries[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._entries)

    def __len__(self) -> int:
        return len(self._entries)

    def typed(self, name: str, kind: type[E]) -> Mapping[str, E]:
        """One vocabulary with the type that ENTRY_TYPES gives it."""
        return cast(Mapping[str, E], self._entries[name])


class Term:
    """Marks a string field as a term of the named vocabulary, written by its code or its label."""

    def __init__(self, vocabulary: str) -> None:
        self.vocabulary = vocabulary

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> core_schema.CoreSchema:
        return core_schema.with_info_after_validator_function(self._code, handler(source))

    def __get_pydantic_json_schema__(self, schema: Any, handler: Any) -> dict[str, Any]:
        return cast(dict[str, Any], handler(schema)) | {"x-vocabulary": self.vocabulary}

    def _code(self, value: str, info: ValidationInfo) -> str:
        entries = cast(Vocabularies, cast(Mapping[str, object], info.context)["vocabularies"])[self.vocabulary]
        if value in entries:
            return value
        codes = {entry.label.lower(): code for code, entry in entries.items()}
        if value.lower() in codes:
            return codes[value.lower()]
        near = nearest(value.lower(), [*entries, *codes])
        hint = asked(entries[codes[near]].label if near in codes else near)
        raise PydanticCustomError(
            "unknown_term",
            "“{value}” không có trong vocab/{vocabulary}.yaml{hint}",
            {"value": value[:80], "vocabulary": self.vocabulary, "hint": hint},
        )
