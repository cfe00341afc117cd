"""Whether anything at all changed since a tree was built: told by names, sizes and times, before the library is even loaded."""

import hashlib
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

READ = ("build_cases.py", "mkdocs.yml", "published.txt", "requirements.txt", "cases", "vocab", "templates", "overrides", "docs", "casebook", "deploy")


def signature(root: Path, tree: Path, *others: object) -> str:
    """Of all that is read, of the tree as it stands, of the day, and of `others`."""
    digest = hashlib.blake2b(repr((date.today(), others)).encode(), digest_size=16)
    for found in _entries([*(root / name for name in READ), tree]):
        digest.update(found.encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _entries(places: Iterable[Path]) -> Iterator[str]:
    for place in places:
        if place.is_dir():
            yield from _within(str(place))
        elif place.exists():
            yield _told(str(place), place.stat())


def _within(folder: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _within(entry.path)
        else:
            yield _told(entry.path, entry.stat(follow_symlinks=False))


def _told(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ino}\n"
