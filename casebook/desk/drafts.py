"""What was typed and not yet saved: kept beside the project in .nhap/, never read by anything that publishes."""

import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from casebook.slug import is_slug

FOLDER = ".nhap"


@dataclass(frozen=True)
class Draft:
    """A case as it stood in the form; `sha` is of the file that it began from, "" for none; `when` as in “10:32 ngày 22/11/2026”."""

    data: Mapping[str, Any]
    sha: str
    when: str


class Drafts:
    """The drafts of one project, by slug."""

    def __init__(self, root: Path) -> None:
        self._folder = root / FOLDER

    def names(self) -> frozenset[str]:
        return frozenset(file.stem for file in self._folder.glob("*.json") if is_slug(file.stem))

    def read(self, slug: str) -> Draft | None:
        """The draft; None when there is none, or when what is there is none of ours."""
        file = self._file(slug)
        try:
            held = json.loads(file.read_text("utf-8"))
            when = datetime.fromtimestamp(file.stat().st_mtime)  # noqa: DTZ006
            # Vietnamese stays out of strftime: not every system lets it through.
            return Draft(held["data"], held["sha"], f"{when:%H:%M} ngày {when:%d/%m/%Y}")
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, slug: str, data: Mapping[str, Any], sha: str) -> Draft:
        file = self._file(slug)
        self._folder.mkdir(exist_ok=True)
        beside = file.with_suffix(".tmp")
        beside.write_text(json.dumps({"sha": sha, "data": data}, ensure_ascii=False), "utf-8")
        # Whole or not at all, whenever the machine stops.
        os.replace(beside, file)
        return self.read(slug) or Draft(data, sha, "")

    def drop(self, slug: str) -> None:
        self._file(slug).unlink(missing_ok=True)

    def _file(self, slug: str) -> Path:
        if not is_slug(slug):
            raise ValueError(slug)
        return self._folder / f"{slug}.json"
