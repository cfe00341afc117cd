"""Copies of text files that a web server can send as they lie: gzip and brotli, made once, not at every request."""

import gzip
import os
from collections.abc import Callable, Container, Iterator
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import brotli

from casebook import manifest
from casebook.publish import again, put

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


def pack(files: list[Path], tree: Path, before: Path | None) -> Iterator[Path]:
    """Make the packed copies of `files`; of a file that is as in the tree `before`, those there are taken if they are right. Yields the files in order."""
    listed = manifest.listed(before) if before else {}

    def copies(file: Path) -> None:
        data = file.read_bytes()
        name = file.relative_to(tree).as_posix()
        same = listed.get(name) == sha256(data).hexdigest()
        for suffix, packer in PACKERS:
            copy = file.with_name(file.name + suffix)
            if same and before and manifest.holds(before, name + suffix, listed):
                again(before / (name + suffix), copy)
            elif len(made := packer(data)) < len(data):
                put(copy, made)

    # Both packers let other threads work meanwhile.
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for file, _ in zip(files, threads.map(copies, files), strict=True):
            yield file
