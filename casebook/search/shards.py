"""Cuts the index into small files by key, so that a query fetches only what it needs."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from casebook.script import compact, put

FOLDER = "tim-kiem"


class Shards(NamedTuple):
    """Where each shard begins (its first key is not before it), the folder that holds them by number, and the files."""

    first: list[str]
    folder: str
    files: Mapping[str, str]


def shards(lines: Iterable[tuple[str, str]], size: int) -> Shards:
    """Shards of about `size` characters; a line is never cut. The folder's name is made from what is in it."""
    first: list[str] = []
    texts: list[str] = []
    last = ""
    for part in _parts(lines, size):
        first.append(_between(last, part[0][0]))
        texts.append("\n".join(f"{key}\t{line}" for key, line in part))
        last = part[-1][0]
    folder = f"{FOLDER}/{_name(texts)}/"
    return Shards(first, folder, {path: put(path, text) for number, text in enumerate(texts) if (path := f"{folder}{number}.js")})


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


def data_file(prefix: str, value: Any) -> tuple[str, str]:
    """A data file whose name is made from its content: it may be kept for ever by a browser."""
    path = f"{prefix}{_name(value)}.js"
    return path, put(path, value)


def _name(value: Any) -> str:
    return hashlib.sha256(compact(value).encode()).hexdigest()[:12]
