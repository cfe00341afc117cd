"""What was typed and not yet saved: kept beside the project in .nhap/, never read by anything that publishes."""

import json
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casebook.desk.save import put
from casebook.slug import is_slug

FOLDER = ".nhap"
WINDOW = re.compile(r"[a-z0-9]{0,20}")


@dataclass(frozen=True)
class Draft:
    """A case as it stood in the form of one window; `base` is what the form began from, None where nobody kept that.

    `sha` is of the file that it began from, "" for none; `when` as in “10:32 ngày 22/11/2026”; `stamp` changes whenever the draft does.
    """

    data: Mapping[str, Any]
    sha: str
    when: str
    base: Mapping[str, Any] | None
    window: str
    stamp: str = ""


class Drafts:
    """The drafts of one project; of a case each window has its own, so that none writes over what was typed in another."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER
        self._keeping = threading.Lock()

    def names(self) -> frozenset[str]:
        """The slugs."""
        slugs = (file.name.partition(".")[0] for file in self._folder.glob("*.json"))
        return frozenset(slug for slug in slugs if is_slug(slug))

    def read(self, slug: str) -> list[Draft]:
        """The drafts of a case, newest first; what is none of ours is left out."""
        newest = sorted(self._of(slug), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        return list(filter(None, map(_read, newest)))

    def keep(self, slug: str, window: str, data: Mapping[str, Any], sha: str, base: Mapping[str, Any] | None) -> Draft:
        file = self._file(slug, window)
        self._folder.mkdir(exist_ok=True)
        # A window that is left says its last words while what it said just before is still being written.
        with self._keeping:
            put(file, json.dumps({"sha": sha, "data": data, "base": base}, ensure_ascii=False).encode())
        return _read(file) or Draft(data, sha, "", base, window)

    def drop(self, slug: str, window: str) -> None:
        """Forget what was typed in this window."""
        self._file(slug, window).unlink(missing_ok=True)

    def take_over(self, slug: str, window: str, stamp: str) -> None:
        """Forget the draft that another window went on from, unless somebody still types into it."""
        file = self._file(slug, window)
        if stamp and file.exists() and _stamp(file) == stamp:
            file.unlink()

    def forget(self, slug: str) -> None:
        """Nothing stays of a case."""
        # A program killed while it saved left half of one, too.
        for file in (*self._of(slug), *self._folder.glob(f".{slug}.*")):
            file.unlink(missing_ok=True)

    def put_aside(self, slug: str, folder: Path) -> None:
        """What was typed of a case goes with it into a folder where nobody looks for drafts."""
        for file in self._of(slug):
            file.rename(folder / file.name)

    def move(self, old: str, new: str) -> None:
        """What was typed of a case goes with it to another address."""
        for file in self._of(old):
            file.rename(self._file(new, _window(file)))

    def _of(self, slug: str) -> Iterator[Path]:
        if not is_slug(slug):
            raise ValueError(slug)
        return (file for file in self._folder.glob(f"{slug}.*") if file.suffix == ".json")

    def _file(self, slug: str, window: str) -> Path:
        if not is_slug(slug) or not WINDOW.fullmatch(window):
            raise ValueError(slug)
        return self._folder / (f"{slug}.{window}.json" if window else f"{slug}.json")


def _stamp(file: Path) -> str:
    return str(file.stat().st_mtime_ns)


def _window(file: Path) -> str:
    return file.stem.partition(".")[2]


def _read(file: Path) -> Draft | None:
    try:
        held = json.loads(file.read_text("utf-8"))
        when = datetime.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ006
        # Vietnamese stays out of strftime: not every system lets it through.
        return Draft(held["data"], held["sha"], f"{when:%H:%M} ngày {when:%d/%m/%Y}", held.get("base"), _window(file), _stamp(file))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
