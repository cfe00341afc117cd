"""What else a text could have said: “HĐND” for “Hội đồng nhân dân”, “kẹt xe” for “ùn tắc”, and the other way round."""

from collections.abc import Iterator, Mapping
from itertools import permutations
from typing import NamedTuple

from casebook.entries import Abbreviation, Everyday
from casebook.search.keys import words


class Way(NamedTuple):
    """What a text says, and what it could have said instead; `literal`: only when written just so, capitals and all."""

    said: tuple[str, ...]
    instead: tuple[str, ...]
    literal: bool


def ways(entries: Mapping[str, Abbreviation]) -> Iterator[Way]:
    """Every other way of saying what the vocabulary of abbreviations knows."""
    for short, entry in entries.items():
        spellings = [tuple(words(spelling)) for spelling in (short, *entry.spelling)]
        for meaning in (entry.label, *entry.other):
            yield from (Way(tuple(words(meaning)), spelling, literal=False) for spelling in spellings)
        # With two meanings nobody can tell which one a text means: only the way from long to short is sure.
        # And “ct” or “hn” in running text are other words than CT and HN.
        yield from (Way(spelling, tuple(words(entry.label)), literal=True) for spelling in spellings if not entry.other)
        yield from (Way(one, other, literal=True) for one, other in permutations(dict.fromkeys(spellings), 2))


def alike(entries: Mapping[str, Everyday]) -> Iterator[Way]:
    """Every other way of saying what people call by several names."""
    for entry in entries.values():
        yield from (Way(one, other, literal=False) for one, other in permutations([tuple(words(name)) for name in (entry.label, *entry.other)], 2))
