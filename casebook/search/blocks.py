"""Cuts the index into blocks of small files by key: a query fetches only what it needs, and what changes under one key changes one block."""

import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from casebook.script import numbered
from casebook.search.line import count

FOLDER = "tim-kiem/"
"""Of all that the search fetches."""
SIZES = (5_000, 16_000)
"""Characters in a shard of each tier: they travel as about 2 and 6 KB."""
ANCHOR = 1024
"""One key in so many begins a block, told by the key alone: what is before or after it moves no block."""
LONGEST = 15
"""Letters of a word that the speller proposes, and one."""

Line = tuple[str, str]


class Block(NamedTuple):
    """Some neighbouring lines; `folder` is named by what its files hold, `begins` are where its shards but the first begin."""

    first: str
    last: str
    folder: str
    begins: tuple[str, ...]
    counts: str
    """“word number …”: what the speller may propose, each with the number of its documents."""
    text: str

    @property
    def lines(self) -> list[Line]:
        return [(key, line) for key, _, line in (whole.partition("\t") for whole in self.text.split("\n"))]


def blocks(lines: Iterable[Line], size: int) -> Iterator[Block]:
    """The blocks of lines in the order of keys, each cut in shards of about `size` characters."""
    for part in _parted(lines):
        cut = list(_cut(part, size))
        begins = tuple(_between(before[-1][0], after[0][0]) for before, after in pairwise(cut))
        folder, _ = shards(part, size)
        yield Block(part[0][0], part[-1][0], folder, begins, _counts(part), _text(part))


def shards(lines: Sequence[Line], size: int) -> tuple[str, list[tuple[str, str]]]:
    """The folder of a block's shards, and the shards."""
    return numbered(FOLDER, [_text(part) for part in _cut(lines, size)])


def table(made: Sequence[Block]) -> list[list[Any]]:
    """What a reader must know to find a shard: for each block the name of its folder, and where each of its shards begins."""
    starts = ("", *(block.last for block in made))
    return [[block.folder[len(FOLDER) : -1], _between(last, block.first), *block.begins] for last, block in zip(starts, made, strict=False)]


def begins(key: str) -> bool:
    """Whether a block begins with this key."""
    return zlib.crc32(key.encode()) % ANCHOR == 0


def _parted(lines: Iterable[Line]) -> Iterator[list[Line]]:
    part: list[Line] = []
    for line in lines:
        if part and begins(line[0]):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _cut(lines: Sequence[Line], size: int) -> Iterator[Sequence[Line]]:
    """Runs of lines; a line is never cut."""
    start = length = 0
    for place, (key, line) in enumerate(lines):
        if place > start and length + len(line) > size:
            yield lines[start:place]
            start, length = place, 0
        length += len(key) + len(line) + 2
    yield lines[start:]


def _text(lines: Iterable[Line]) -> str:
    return "\n".join(f"{key}\t{line}" for key, line in lines)


def _counts(lines: Iterable[Line]) -> str:
    return " ".join(f"{key} {count(line)}" for key, line in lines if key.isalpha() and len(key) < LONGEST)


def _between(before: str, after: str) -> str:
    """The shortest beginning of `after` that comes after `before`: what the client needs to choose a shard."""
    same = next((place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    return after[: same + 1]
