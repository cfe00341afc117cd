"""What stands in one box: terms by their names, and a list as “một; hai”, so that it can be read back."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Any

from casebook.entries import Abbreviation, Place
from casebook.entry import Entry
from casebook.form import Blank
from casebook.vocabulary import Vocabularies

QUOTED = re.compile(r'\s*"((?:[^"]|"")*)"\s*(?:[;\n]|$)')
BARE = re.compile(r"([^;\n]*)(?:[;\n]|$)")
BEGINS = re.compile(r"[\s|>]|- |1\. ")
"""What begins something of its own on whatever line: an item, a row of a table, a quote."""
NUMBER = re.compile(r"\d{1,3}\. ")
ITEM = re.compile(r"\s*(?:- |\d{1,3}\. )")


def joined(items: Iterable[str]) -> str:
    """A list in one box; an item that would not be read back as one stands in quotes, as in a CSV file."""
    return "; ".join(_quoted(item) if re.search(r'[;\n]|^"|^$', item) else item for item in items)


def _quoted(item: str) -> str:
    return '"' + item.replace('"', '""') + '"'


def split(text: str) -> list[str]:
    """The items of a box, one after another with “;” or each on its own line."""
    items = []
    at = 0
    while at < len(text):
        found = QUOTED.match(text, at)
        item = found[1].replace('""', '"') if found else ""
        found = found or BARE.match(text, at)
        assert found, "BARE matches anything"
        item = item or found[1].strip()
        items += [item] if item else []
        at = found.end()
    return items


def goes_on(line: str, following: str) -> bool:
    """Whether a line of prose and the one below it are one paragraph: “2. ” is an item only below another item."""
    if not line or not following or line.endswith(("  ", "\\", "|")):
        return False
    return not BEGINS.match(following) and not (NUMBER.match(following) and ITEM.match(line))


def prose(paragraphs: Sequence[str]) -> str:
    """The paragraphs of a document as a case keeps them: an empty line between two, none between the items of a list or the rows of a table."""
    text = "".join(paragraphs[:1])
    for one, other in pairwise(paragraphs):
        text += ("\n\n" if goes_on(one.split("\n")[-1], other.split("\n")[0]) else "\n") + other
    return text


TermNames = Mapping[str, Mapping[str, str]]
"""Vocabulary → code → the name that a drop-down shows."""


def term_names(vocabularies: Vocabularies) -> TermNames:
    """The names of every term; one that two terms of a vocabulary share carries the code."""
    return {name: _names(entries) for name, entries in vocabularies.items()}


def spellings(vocabularies: Vocabularies, name: str) -> Mapping[str, tuple[str, ...]]:
    """Code → how people write a place beside its name: without its rank, as before it changed, “TP.” for “thành phố”."""
    short = [(spelling, entry.label) for written, entry in vocabularies["abbreviations"].items() for spelling in (written, *_other(entry))]
    return {code: tuple(_spelled(entry, short)) for code, entry in vocabularies[name].items() if isinstance(entry, Place)}


def _other(entry: Entry) -> tuple[str, ...]:
    return entry.spelling if isinstance(entry, Abbreviation) else ()


def _spelled(place: Place, short: Sequence[tuple[str, str]]) -> Iterator[str]:
    yield from filter(None, (place.short, place.former))
    for spelling, meant in short:
        rest = place.label[len(meant) :]
        # Only what is said in full begins so: “TP. Bắc Giang” is a town in the province of that name.
        if place.label.lower().startswith(meant.lower()) and rest[:1] in ("", " "):
            yield spelling + rest


def _names(entries: Mapping[str, Entry]) -> dict[str, str]:
    labels = Counter(entry.label.lower() for entry in entries.values())
    return {code: entry.label if labels[entry.label.lower()] == 1 else f"{entry.label} [{code}]" for code, entry in entries.items()}


def shown(value: Any, blank: Blank, names: TermNames) -> str:
    """What a box shows for a value of the case; "" for an absent one."""
    items = value if isinstance(value, list) else [value] if value is not None else []
    if blank.vocabulary:
        items = [names[blank.vocabulary].get(item, item) for item in items]
    return joined(items) if blank.many else "".join(items)
