"""Cuts the index into small files by key, so that a query fetches only what it needs."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from casebook.script import numbered


class Shards(NamedTuple):
    """Where each shard begins (its first key is not before it), the folder that holds them by number, and the files."""

    first: list[str]
    folder: str
    files: list[tuple[str, str]]


def shards(prefix: str, lines: Iterable[tuple[str, str]], size: int) -> Shards:
    """Shards of about `size` characters; a line is never cut."""
    first: list[str] = []
    texts: list[str] = []
    last = ""
    for part in _parts(lines, size):
        first.append(_between(last, part[0][0]))
        texts.append("\n".join(f"{key}\t{line}" for key, line in part))
        last = part[-1][0]
    return Shards(first, *numbered(prefix, texts))


def _between(before: str, after: str) -> str:
    """The shortest beginning of `after` that comes after `before`: what the client needs to choose a shard."""
    same = next((place for place, pair in enumerate(zip(before, after, strict=False)) if pair[0] != pair[1]), len(before))
    return after[: same + 1]


def _parts(lines: Iterable[tuple[str, str]], size: int) -> Iterator[list[tuple[str, str]]]:
    part: list[tuple[str, str]] = []
    length = 0
    for key, line in lines:
        if part and length + len(line) > size:
            yield part
            part, length = [], 0
        part.append((key, line))
        length += len(key) + len(line) + 2
    if part:
        yield part
