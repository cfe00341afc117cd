"""Whether anything at all changed since a tree was built: told by names, sizes and times, before the library is even loaded."""

import hashlib
import marshal
import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from casebook.passing import PASSING

CODE = ("build_cases.py", "requirements.txt", "casebook")
"""What builds, and what a process has in memory for as long as it stays."""
READ = (*CODE, "mkdocs.yml", "cases", "vocab", "templates", "overrides", "docs")
"""All that a build reads."""
KEPT = ".kept_cache"
"""The folder of a project where work is kept that need not be done again."""
NEVER = 0
"""When a folder that is not there got or lost an entry."""


def memory(root: Path, tree: Path) -> Path:
    """Where it is remembered how a tree was last built, unless it has a better place."""
    return root / KEPT / "trees" / hashlib.blake2b(str(tree.absolute()).encode(), digest_size=12).hexdigest()


def seen(root: Path, tree: Path) -> Path:
    """Where the signature of all that was read and written stands."""
    return memory(root, tree).with_suffix(".seen")


def begun(root: Path, tree: Path) -> Path:
    """Stands where a tree was ever begun."""
    return memory(root, tree).with_suffix(".begun")


def unchanged(root: Path, tree: Path, *what: object) -> bool:
    """Whether nothing that was read changed since the tree was built, nor the tree; `what` else decides what it is, as given to `signature`."""
    file = seen(root, tree)
    # The tree last: it has more folders than what it is made of has files.
    return file.is_file() and file.read_text("utf-8") == signature(root, *what) and intact(memory(root, tree), tree)


def intact(remembered: Path, tree: Path) -> bool:
    """Whether no folder of the tree got or lost an entry since it was noted (`note`): to look at every file takes ten times as long."""
    try:
        noted = _noted(remembered)
    except FileNotFoundError:
        return False
    return all(_entered(tree, folder) == when for folder, when in noted.items())


def note(remembered: Path, tree: Path, files: Iterable[str], since: bool = False) -> None:
    """How the folders of these files, all that the tree has, stand now; or, `since` it was noted last, of these that came, changed, or went."""
    folders = {""}
    for path in files:
        while (path := path.rpartition("/")[0]) not in folders:
            folders.add(path)
    noted = (_noted(remembered) if since else {}) | {folder: _entered(tree, folder) for folder in folders}
    _folders(remembered).write_bytes(marshal.dumps({folder: when for folder, when in noted.items() if when}))


def _noted(remembered: Path) -> dict[str, int]:
    """Folder → when it got or lost an entry last."""
    try:
        found: dict[str, int] = marshal.loads(_folders(remembered).read_bytes())  # noqa: S302 (what we wrote ourselves)
    except (EOFError, ValueError, TypeError):
        # The power was cut while it was written.
        return {"": NEVER}
    return found


def _folders(remembered: Path) -> Path:
    return remembered.with_suffix(".folders")


def _entered(tree: Path, folder: str) -> int:
    try:
        return os.stat(f"{tree}/{folder}").st_mtime_ns
    except OSError:
        return NEVER


def signature(root: Path, *what: object) -> str:
    """Of `what` was read and asked for, of the day, and of what a build itself writes beside the tree."""
    return signed([root / "published.txt"], date.today(), *what)


def given(root: Path) -> str:
    """Of all that a build reads and does not write."""
    return signed([root / name for name in READ])


def watched(root: Path) -> str:
    """The same, and of the list of what was ever public, which a preview only reads."""
    return signed([root / name for name in (*READ, "published.txt")])


def signed(places: Iterable[Path], *others: object) -> str:
    """Of the names, sizes and times of all files in these places, and of `others`."""
    digest = hashlib.blake2b(repr(others).encode(), digest_size=16)
    for found in _entries(places):
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
        entries = sorted((entry for entry in found if not PASSING.fullmatch(entry.name)), key=lambda entry: entry.name)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                # An empty one may be a fault too.
                yield f"{entry.path}/\n"
                yield from _within(entry.path)
        else:
            yield _told(entry.path, entry.stat(follow_symlinks=False))


def _told(path: str, found: os.stat_result) -> str:
    return f"{path}\0{found.st_size}\0{found.st_mtime_ns}\0{found.st_ctime_ns}\0{found.st_ino}\n"
