"""Records of many cases in one order: where each stands is known, the record is read when it is looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, TypeVar, overload

from casebook.view import View

T = TypeVar("T")
Entry = tuple[View, int, Any]
"""A case, the place of the record in its list, and what the order goes by."""


class Ledger(Sequence[tuple[View, T]]):
    """(view, record) in the order of `entries`; `field` is the list of a case that they stand in."""

    def __init__(self, entries: Sequence[Entry], field: str) -> None:
        self.entries = entries
        self._field = field

    def __len__(self) -> int:
        return len(self.entries)

    @overload
    def __getitem__(self, place: int) -> tuple[View, T]: ...
    @overload
    def __getitem__(self, place: slice) -> "Ledger[T]": ...
    def __getitem__(self, place: int | slice) -> "tuple[View, T] | Ledger[T]":
        if isinstance(place, slice):
            return Ledger(self.entries[place], self._field)
        view, index, _ = self.entries[place]
        return view, view.field(self._field)[index]

    def __iter__(self) -> Iterator[tuple[View, T]]:
        return (self[place] for place in range(len(self)))

    def where(self, holds: Callable[[Entry], bool]) -> "Ledger[T]":
        return Ledger([entry for entry in self.entries if holds(entry)], self._field)

    def grouped(self, by: Callable[[Entry], Iterable[str]]) -> "dict[str, Ledger[T]]":
        """The groups that `by` puts an entry in; in the order in which they begin."""
        groups: dict[str, list[Entry]] = {}
        for entry in self.entries:
            for name in by(entry):
                groups.setdefault(name, []).append(entry)
        return {name: Ledger(entries, self._field) for name, entries in groups.items()}
