"""A publication starts from what is live: what did not change is neither made anew nor looked through again.

    <kept>/release                  which release it is told of, written last
    <kept>/how, how.folders, looked how that one was built, and what verification found in its files

What is kept may be deleted at any time, and is only used of the release that is live, when that one is as its manifest says.
"""

import shutil
from contextlib import suppress
from pathlib import Path

from casebook import left, manifest, packed
from casebook.publish import again

HOW, LOOKED, RELEASE = "how", "looked", "release"


def begin(live: Path | None, kept: Path, tree: Path, memory: Path) -> None:
    """Put in `tree` what is live, as second names of the same files, and in `memory` what is kept of it; empty folders where nothing can be relied on."""
    tree.mkdir()
    memory.mkdir()
    listed = manifest.listed(live) if live else {}
    sound = bool(listed)
    for name in listed:
        if packed.is_copy(name, listed):
            continue
        if live and manifest.holds(live, name, listed):
            again(live / name, tree / name)
        else:
            sound = False
    if sound and live and _told_of(kept) == live.name:
        shutil.copytree(kept, memory, dirs_exist_ok=True)
        (memory / RELEASE).unlink()
        # The folders are new; that what is in them is right was just seen.
        left.note(memory / HOW, tree, listed)


def keep(memory: Path, kept: Path, name: str) -> None:
    """Of the release `name`, which is live from now on."""
    # Should it not be kept, the next publication takes longer; this one is done.
    with suppress(OSError):
        if kept.is_dir():
            shutil.rmtree(kept)
        kept.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(memory, kept)
        (kept / RELEASE).write_text(name, "utf-8")


def _told_of(kept: Path) -> str:
    with suppress(OSError):
        return (kept / RELEASE).read_text("utf-8")
    return ""
