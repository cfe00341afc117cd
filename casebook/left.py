"""How a tree was left, and whether anything at all changed since: told before the library is even loaded."""

import hashlib
import marshal
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from casebook.inputs import signed

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
