"""Copies of text files that a web server can send as they lie: gzip and brotli, made once, not at every request."""

import gzip
import os
from collections.abc import Callable, Container, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

import brotli

from casebook import manifest
from casebook.publish import again, put

T = TypeVar("T")
TEXT = frozenset((".html", ".css", ".js", ".json", ".xml", ".csv", ".svg", ".txt", ".webmanifest", ".jsonld"))
LEAST = 1024
"""Bytes: smaller files fit into one packet as they are."""
PACKERS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (
    # No time in the head of a gzip file: the same bytes for the same file.
    (".gz", lambda data: gzip.compress(data, 9, mtime=0)),
    (".br", lambda data: brotli.compress(data, quality=11)),
)


def packable(tree: Path) -> list[Path]:
    return sorted(path for path in tree.rglob("*") if path.suffix in TEXT and path.stat().st_size >= LEAST)


def is_copy(name: str, names: Container[str]) -> bool:
    """Whether a file is the packed copy of another one of these."""
    return any(name.endswith(suffix) and name.removesuffix(suffix) in names for suffix, _ in PACKERS)


def take_over(files: Sequence[Path], tree: Path, before: Path) -> Iterator[bool]:
    """Of each file that is as in the tree `before`, take the packed copies that are there, if they are right; whether that was so, in order."""
    listed = manifest.listed(before)

    def taken(file: Path) -> bool:
        name = file.relative_to(tree).as_posix()
        copies = [name + suffix for suffix, _ in PACKERS]
        if listed.get(name) != sha256(file.read_bytes()).hexdigest() or not all(manifest.holds(before, copy, listed) for copy in copies):
            return False
        for copy in copies:
            again(before / copy, tree / copy)
        return True

    return _threaded(taken, files)


def pack(files: Sequence[Path]) -> Iterator[None]:
    """Make the packed copies of each file, where they are smaller; yields when each is done, in order."""

    def copies(file: Path) -> None:
        data = file.read_bytes()
        for suffix, packer in PACKERS:
            if len(made := packer(data)) < len(data):
                put(file.with_name(file.name + suffix), made)

    return _threaded(copies, files)


def _threaded(work: Callable[[Path], T], files: Sequence[Path]) -> Iterator[T]:
    # Hashes and packers let other threads work meanwhile.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        yield from threads.map(work, files)
