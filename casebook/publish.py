"""Makes a folder equal to a set of files: the only module that writes what is published."""

import os
import shutil
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from casebook.refusal import Refusal

OWNED = ".generated"
"""The list, in the folder itself, of the files that the last build wrote; nothing else is ever removed."""
TAKEN = "docs/{path}: địa chỉ này là của một trang dựng từ hồ sơ; đổi tên trang viết tay ở đó (tệp sót lại của một lần dựng cũ thì xoá đi)"
"""A page written by hand that stands where one of the cases would."""


def publish(files: Iterable[tuple[str, str | bytes]], folder: Path) -> tuple[int, int]:
    """Write what changed and remove what is no longer made; return how many of each."""
    wanted = dict(files)
    written = sum(put(folder / path, content) for path, content in wanted.items())
    ledger = folder / OWNED
    gone = sorted(owned(folder) - wanted.keys())
    for path in gone:
        take_away(folder / path, folder)
    put(ledger, "".join(f"{path}\n" for path in sorted(wanted)).encode("utf-8"))
    return written, len(gone)


def put(path: str | Path, content: str | bytes) -> bool:
    """Make a file hold this; whether it did not."""
    new = content.encode("utf-8") if isinstance(content, str) else content
    # By name: for ten thousands of files a Path each would cost as much as writing them.
    try:
        _write(path, new)
    except FileNotFoundError:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        _write(path, new)
    except FileExistsError:
        # A link may lead nowhere.
        if os.path.exists(path) and _held(path) == new:
            # Untouched when equal, or `mkdocs serve` would see a change and build for ever.
            return False
        # Another name of the same file, in the release before, keeps what it had.
        os.unlink(path)
        _write(path, new)
    return True


def _held(path: str | Path) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _write(path: str | Path, content: bytes) -> None:
    """Where nothing stands yet."""
    with open(path, "xb") as file:
        file.write(content)


def rewrite(path: Path, content: str) -> None:
    """Give a file that stands somewhere other content where it stands: to its folder nothing happened, and `put` finds the difference."""
    with path.open("r+b") as file:
        file.write(content.encode("utf-8"))
        file.truncate()


def again(old: Path, new: Path) -> None:
    """Give a file that is published already a second name; a copy where the file system has no second names."""
    new.parent.mkdir(parents=True, exist_ok=True)
    new.unlink(missing_ok=True)
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def owned(folder: Path) -> frozenset[str]:
    """What is on the list: what a build wrote here. Read again only when the list changed."""
    ledger = folder / OWNED
    return _owned(ledger, ledger.stat().st_mtime_ns) if ledger.exists() else frozenset()


@lru_cache(maxsize=1)
def _owned(ledger: Path, _when: int) -> frozenset[str]:
    # Whatever is on it will be removed: a line that leads out of the folder was not written by a build.
    lines = ledger.read_text("utf-8", "replace").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("/") and ".." not in Path(line).parts)


def own(path: str, folder: Path) -> None:
    """Put a file on the list before it is there: whoever is killed in between leaves nothing that looks written by hand."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / OWNED).open("a", encoding="utf-8") as ledger:
        ledger.write(f"{path}\n")


def settle(path: str, docs: Path) -> None:
    """Make a place in docs/ ours before anything is written there: what somebody wrote by hand is not written over."""
    # MkDocs gives a/b.md and a/b/index.md one address.
    for place in (path, f"{path.removesuffix('/index.md')}.md"):
        if (docs / place).exists() and place not in owned(docs):
            raise Refusal(TAKEN.format(path=place))
    if not (docs / path).exists():
        own(path, docs)


def take_away(path: Path, folder: Path) -> None:
    """Remove a file, and the folders under `folder` that are empty without it."""
    path.unlink(missing_ok=True)
    for parent in path.relative_to(folder).parents[:-1]:
        try:
            (folder / parent).rmdir()
        except OSError:
            # Something stands there yet.
            return
