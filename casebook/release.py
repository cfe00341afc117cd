"""Releases: a built tree becomes the live one at once, or not at all.

    <folder>/current → releases/<name>     what the web server serves: one rename moves it
    <folder>/releases/<name>/              a whole tree with its manifest; the last KEEP stay
    <folder>/.new-…, .gone-…               in the making, or on the way out: the next publisher sweeps them away

Nothing here builds or prints. Every function may raise OSError (disk full, read-only, …): what is live stays as it was.
"""

import getpass
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from casebook.refusal import Refusal

CURRENT, RELEASES = "current", "releases"
NEW, GONE = ".new-", ".gone-"
LOCK, HOLDER = ".lock", ".holder"
KEEP = 5


class Busy(Refusal):
    """Somebody else publishes here; the message says who, where and since when."""


@contextmanager
def held(folder: Path) -> Iterator[None]:
    """Alone in `folder`: the system's own lock, which ends with its process however that ends. Raises Busy."""
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Busy(f"Đang có người công bố vào {folder}: {_holder(folder)}. Đợi xong rồi chạy lại.") from None
    try:
        _sweep(folder)
        # Whole or not at all: the other publisher may look just now.
        (folder / f"{NEW}holder").write_text(_me(), "utf-8")
        (folder / f"{NEW}holder").replace(folder / HOLDER)
        yield
    finally:
        with suppress(OSError):
            _sweep(folder)
            (folder / HOLDER).unlink(missing_ok=True)
        lock.release()


def _holder(folder: Path) -> str:
    try:
        return (folder / HOLDER).read_text("utf-8")
    except OSError:
        return "chưa rõ ai"


def _me() -> str:
    try:
        name = getpass.getuser()
    except (OSError, KeyError):
        name = "?"
    now = datetime.now().astimezone()
    return f"{name} trên máy {socket.gethostname()}, tiến trình {os.getpid()}, từ {now:%H:%M} ngày {now:%d/%m/%Y}"


def _sweep(folder: Path) -> None:
    for left in (*folder.glob(f"{NEW}*"), *folder.glob(f"{GONE}*")):
        if left.is_dir() and not left.is_symlink():
            shutil.rmtree(left)
        else:
            left.unlink()


def fresh(folder: Path) -> Path:
    """An empty directory beside the releases, on their file system, so that a rename moves it."""
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%fZ")
    made = folder / f"{NEW}{name}"
    made.mkdir()
    return made


def names(folder: Path) -> list[str]:
    """The releases that are kept, oldest first."""
    return sorted(path.name for path in (folder / RELEASES).glob("*Z") if path.is_dir())


def live(folder: Path) -> str | None:
    """The release that is served."""
    link = folder / CURRENT
    return Path(os.readlink(link)).name if link.is_symlink() else None


def swap_in(tree: Path, folder: Path, name: str) -> None:
    """Make a whole tree the release `name` and the live one; then let go of the oldest."""
    (folder / RELEASES).mkdir(exist_ok=True)
    _ready(tree)
    tree.rename(folder / RELEASES / name)
    point(folder, name)
    for old in [name for name in names(folder)[:-KEEP] if name != live(folder)]:
        # First out of the list, in one step; then its files, which may take long or be interrupted.
        going = folder / f"{GONE}{old}"
        (folder / RELEASES / old).rename(going)
        shutil.rmtree(going)


def _ready(tree: Path) -> None:
    # A web server under another account must read it, whatever umask built it.
    for path in (tree, *tree.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def point(folder: Path, name: str) -> None:
    """Serve the release `name` from now on: the link is replaced in one step."""
    link = folder / f"{NEW}link"
    link.unlink(missing_ok=True)
    link.symlink_to(Path(RELEASES) / name, target_is_directory=True)
    os.replace(link, folder / CURRENT)


def previous(folder: Path) -> str | None:
    """The release before the live one, for going back."""
    older = [name for name in names(folder) if name < (live(folder) or "")]
    return older[-1] if older else None
