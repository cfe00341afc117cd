"""The files that are read, told by names, sizes and times: before the library is even loaded."""

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from casebook.passing import PASSING

CODE = ("build_cases.py", "requirements.txt", "casebook")
"""What builds, and what a process has in memory for as long as it stays."""
READ = (*CODE, "mkdocs.yml", "cases", "vocab", "templates", "overrides", "docs")
"""All that a build reads."""
MEDIA = "media/"
"""Where in cases/ the pictures and downloads stand, those of a case in a folder of its name."""


def stamps(root: Path) -> dict[str, str]:
    """Path in cases/ → what changes whenever the file does, or, of a case, one of its pictures and downloads."""
    found: dict[str, str] = {}
    beside: dict[str, str] = {}
    for path, told in _within(str(root / "cases")) if (root / "cases").is_dir() else ():
        if path.startswith(MEDIA) and path != MEDIA:
            slug, _, name = path.removeprefix(MEDIA).partition("/")
            beside[slug] = beside.get(slug, "") + _line(name, told)
        else:
            found[path] = told
    for slug, told in beside.items():
        name = f"{slug}.yaml"
        found[name if name in found else MEDIA + slug] = found.get(name, "") + _short(told)
    return found


def stamp(root: Path, name: str) -> str:
    """The same of one file."""
    media = str(root / "cases" / MEDIA / name.removesuffix(".yaml"))
    beside = _line("", "") + "".join(_line(*entry) for entry in _within(media)) if os.path.isdir(media) else ""
    return _told(os.lstat(root / "cases" / name)) + (beside and _short(beside))


def _short(told: str) -> str:
    # A name may have bytes that are no letters, which nothing keeps as text.
    return f" {hashlib.blake2b(os.fsencode(told), digest_size=12).hexdigest()}"


@dataclass
class Look:
    """One look at the files that are read."""

    root: Path
    _stamps: Mapping[str, str] | None = None

    def given(self) -> str:
        """Of all that a build reads and does not write."""
        self._stamps = stamps(self.root)
        return signed([self.root / name for name in READ if name != "cases"], self._stamps)

    def stamps(self) -> Mapping[str, str]:
        """Those of cases/ that were seen then. Given away, for they are as large as the cases are many: who asks again has them looked at again."""
        seen, self._stamps = self._stamps, None
        return stamps(self.root) if seen is None else seen


def watched(root: Path) -> str:
    """Of all that a build reads, and of the list of what was ever public, which a preview only reads."""
    return signed([root / name for name in (*READ, "published.txt")])


def signed(places: Iterable[Path], *others: object) -> str:
    """Of the names, sizes and times of all files in these places, and of `others`."""
    digest = hashlib.blake2b(repr(others).encode(), digest_size=16)
    for place in places:
        for name, told in _within(str(place)) if place.is_dir() else [("", _told(place.stat()))] if place.exists() else ():
            digest.update(_line(f"{place}/{name}", told).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _line(name: str, told: str) -> str:
    return f"{name}\0{told}\n"


def _within(folder: str, under: str = "") -> Iterator[tuple[str, str]]:
    """(path under the folder, what is told of it) of all that stands there; a folder ends with "/", for an empty one may be a fault too."""
    with os.scandir(folder) as found:
        entries = sorted((entry for entry in found if not PASSING.fullmatch(entry.name)), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield f"{under}{entry.name}/", ""
                yield from _within(entry.path, f"{under}{entry.name}/")
        else:
            yield under + entry.name, _told(entry.stat(follow_symlinks=False))


def _told(found: os.stat_result) -> str:
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
