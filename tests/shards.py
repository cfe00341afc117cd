"""Reads the search files back, as a browser does: so that tests can ask what the index says of a case."""

import json
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
START = "tim-kiem/chi-muc.js"


class Entry(NamedTuple):
    """A word in one document: its spellings in prominent texts, in others, and how many times (3 = three or more)."""

    strong: frozenset[str]
    weak: frozenset[str]
    times: int


def held(text: str) -> Any:
    """What a data file puts."""
    return json.loads("[" + text.removeprefix("NhanRong.put(").removesuffix(");\n") + "]")[1]


def unpacked(text: str) -> Iterator[int]:
    number = shift = 0
    for letter in text:
        five = LETTERS.index(letter)
        number |= (five & 31) << shift
        shift += 5
        if five < 32:
            yield number
            number = shift = 0


def postings(packed: str) -> Iterator[tuple[int, int]]:
    """(document, mark)."""
    numbers, document = unpacked(packed), -1
    for gap in numbers:
        document += gap + 1
        yield document, next(numbers)


def entries(line: str) -> dict[int, Entry]:
    """What a word's line, without its key, says of each document."""
    spellings, told, packed = line.split("\t")
    names = spellings.split(",")
    combinations = [combination.split(".") for combination in told.split(",")]
    read = [Entry(_chosen(names, strong), _chosen(names, weak), int(times)) for strong, weak, times in combinations]
    return {document: read[mark] for document, mark in postings(packed)}


def _chosen(names: Iterable[str], mask: str) -> frozenset[str]:
    """Five names a letter."""
    return frozenset(name for bit, name in enumerate(names) if bit // 5 < len(mask) and LETTERS.index(mask[bit // 5]) >> bit % 5 & 1)


class Tier(NamedTuple):
    """One tier of the index: the beginnings of its shards, and their lines."""

    first: list[str]
    shards: list[list[str]]

    def line(self, key: str) -> str | None:
        """The line of a key, sought only where the beginnings say that it must be."""
        lines = self.shards[max(0, bisect_right(self.first, key) - 1)]
        return next((line.removeprefix(f"{key}\t") for line in lines if line.startswith(f"{key}\t")), None)

    def words(self) -> Iterator[tuple[str, dict[int, Entry]]]:
        for line in (line for shard in self.shards for line in shard):
            key, _, rest = line.partition("\t")
            if "\t" in rest:
                yield key, entries(rest)

    def says(self, document: int) -> set[str]:
        """Every spelling that a document has anywhere."""
        return {spelling for _, told in self.words() if document in told for spelling in told[document].strong | told[document].weak}


def tier(files: Mapping[str, str | bytes], second: bool) -> Tier:
    """The first tier or the second, from the output files by path."""
    table = held(str(files[START]))
    if second:
        table = held(str(files[table["later"]]))
    paths = [f"tim-kiem/{folder}/{number}.js" for folder, *begins in table["blocks"] for number, _ in enumerate(begins)]
    return Tier([first for _, *begins in table["blocks"] for first in begins], [held(str(files[path])).split("\n") for path in paths])
