"""Makes a folder equal to a set of files: the only module that writes what is published."""

from collections.abc import Iterable
from pathlib import Path

OWNED = ".generated"
"""The list, in the folder itself, of the files that the last build wrote; nothing else is ever removed."""


def publish(files: Iterable[tuple[str, str | bytes]], folder: Path) -> tuple[int, int]:
    """Write what changed and remove what is no longer made; return how many of each."""
    wanted = {path: content.encode("utf-8") if isinstance(content, str) else content for path, content in files}
    written = sum(_write(folder / path, content) for path, content in wanted.items())
    ledger = folder / OWNED
    before = ledger.read_text("utf-8").splitlines() if ledger.exists() else []
    gone = [path for path in before if path not in wanted]
    for path in gone:
        _remove(folder / path, folder)
    _write(ledger, "".join(f"{path}\n" for path in sorted(wanted)).encode("utf-8"))
    return written, len(gone)


def _write(path: Path, content: bytes) -> bool:
    # Untouched when equal, or `mkdocs serve` would see a change and build for ever.
    if path.is_file() and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return True


def _remove(path: Path, folder: Path) -> None:
    path.unlink(missing_ok=True)
    for parent in path.relative_to(folder).parents:
        empty = folder / parent
        if empty == folder or not empty.is_dir() or any(empty.iterdir()):
            return
        empty.rmdir()
