"""Copies of text files that a web server can send as they lie: gzip and brotli, made once, not at every request."""

import gzip
from collections.abc import Callable, Iterator
from pathlib import Path

import brotli

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


def pack(files: list[Path], tree: Path, before: Path | None) -> Iterator[Path]:
    """Write the packed copies of `files`, one after the other; of a file that is as in the tree `before`, its copies there are taken."""
    for file in files:
        data = file.read_bytes()
        old = before / file.relative_to(tree) if before else None
        same = old is not None and old.is_file() and old.read_bytes() == data
        for suffix, packer in PACKERS:
            kept = old.with_name(old.name + suffix) if old and same else None
            made = kept.read_bytes() if kept and kept.is_file() else packer(data)
            if len(made) < len(data):
                file.with_name(file.name + suffix).write_bytes(made)
        yield file
