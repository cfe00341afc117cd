"""How a tree was last built, and what came of it: enough to tell what need not be made again."""

import marshal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from casebook.inputs import intact, note
from casebook.job import Job, common
from casebook.site import Site

EACH_TIME, UNLISTED = "", "-"
"""Keys of files that are made each time they are looked at: those of the list of pages, and others."""
Keys = Mapping[str, str]
"""Path in the tree → key: equal keys, equal bytes."""


@dataclass(frozen=True)
class Part:
    """Some cases, or the output of this name with the keys of what it made last time."""

    slugs: tuple[str, ...] = ()
    output: str = ""
    keys: Keys = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """What a part gave: the files of each of its cases or of its output; `written` are those that are not as they were."""

    part: Part
    files: Mapping[str, Keys]
    near: Mapping[str, tuple[str, ...]]
    written: int


class Memory:
    """How a tree was last built: `cases` (slug → what was told of it, near cases, keys), `outputs` (name → keys), `hand` (key, keys)."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._common = common(job)
        # In docs/ stand pages written by hand as well, whose comings and goings say nothing of ours.
        trusted = intact(job.memory, job.tree) if job.framed else job.tree.is_dir()
        found = _remembered(job.memory) if trusted and job.memory.is_file() else {}
        self.whole: bool = found.get("common") == self._common
        """Whether it can be relied on: built by the same code, not interrupted."""
        self.cases: dict[str, tuple[Any, tuple[str, ...], Keys]] = found["cases"] if self.whole else {}
        self.outputs: dict[str, Keys] = found["outputs"] if self.whole else {}
        self.hand: tuple[str, Keys] = found["hand"] if self.whole else ("", {})

    def paths(self) -> set[str]:
        every = (*(keys for *_, keys in self.cases.values()), *self.outputs.values(), self.hand[1])
        return {path for keys in every for path in keys}

    def forget(self) -> None:
        """Before the tree is touched: an interrupted building leaves nothing to rely on."""
        self._job.memory.unlink(missing_ok=True)

    def keep(self) -> None:
        self._job.memory.parent.mkdir(parents=True, exist_ok=True)
        self._job.memory.write_bytes(marshal.dumps({"common": self._common, "cases": self.cases, "outputs": self.outputs, "hand": self.hand}))
        if self._job.framed:
            note(self._job.memory, self._job.tree, self.paths())

    def learn(self, results: Iterable[Made], site: Site) -> None:
        # What was told of the others is as it was, and stands in memory already.
        self.cases = {slug: (site.by_slug[slug].told, beside, keys) for slug, (_, beside, keys) in self.cases.items() if slug in site.by_slug}
        for result in results:
            if result.part.output:
                self.outputs |= result.files
            else:
                self.cases |= {slug: (site.by_slug[slug].told, result.near[slug], keys) for slug, keys in result.files.items()}


def _remembered(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = marshal.loads(file.read_bytes())  # noqa: S302 (what we wrote ourselves)
    except (EOFError, ValueError, TypeError):
        # Killed, the disk full, or the power cut while it was written.
        return {}
    return found
