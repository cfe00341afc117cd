"""How a tree was last built, and what came of it: enough to tell what need not be made again."""

import hashlib
import marshal
import os
import sys
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from casebook.inputs import intact, note
from casebook.job import Job, common
from casebook.view import Shelf, View

EACH_TIME, UNLISTED = "", "-"
"""Keys of files that are made each time they are looked at: those of the list of pages, and others."""
NAME = "\0"
"""What stands in the keys of a case for its name."""
Keys: TypeAlias = Mapping[str, str]
"""Path in the tree → key: equal keys, equal bytes."""


class Known(NamedTuple):
    """A case as it was last built: what was told of it, packed, and the keys of its files as `marshal` has them, without its name. Few are looked at."""

    stamp: str
    beside: tuple[str, ...]
    """The cases that its files show beside it."""
    told: bytes
    keys: bytes

    @staticmethod
    def of(view: View, beside: tuple[str, ...], keys: Keys) -> "Known":
        nameless = {path.replace(view.slug, NAME): key for path, key in keys.items()}
        return Known(view.stamp, beside, zlib.compress(marshal.dumps(view.told), 1), marshal.dumps(nameless))

    def lean(self, alike: dict[bytes, bytes]) -> "Known":
        """The same, without what is in memory already: each case is named by a dozen as a neighbour, and most have files of the same names."""
        return self._replace(beside=tuple(map(sys.intern, self.beside)), keys=alike.setdefault(self.keys, self.keys))

    def view(self, shelf: Shelf) -> View:
        return View.of(marshal.loads(zlib.decompress(self.told)), shelf)  # noqa: S302 (what we wrote ourselves)

    def files(self, slug: str) -> Keys:
        found: dict[str, str] = marshal.loads(self.keys)  # noqa: S302 (what we wrote ourselves)
        return {path.replace(NAME, slug): key for path, key in found.items()}


@dataclass(frozen=True)
class Part:
    """Some cases, or the output of this name with the keys of what it made last time."""

    slugs: tuple[str, ...] = ()
    output: str = ""
    keys: Keys = field(default_factory=dict)


@dataclass(frozen=True)
class Made:
    """What a part gave, its cases or its output by name; `written` are the files that are not as they were."""

    part: Part
    written: int
    cases: Mapping[str, Known] = field(default_factory=dict)
    outputs: Mapping[str, Keys] = field(default_factory=dict)


class Memory:
    """How a tree was last built: `cases` by slug, `outputs` (name → keys), `hand` (key, keys), `listed` (of what the list of pages was made)."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._common = common(job)
        self._alike: dict[bytes, bytes] = {}
        found = _remembered(job.memory) if job.memory.is_file() else {}
        self.whole: bool = found.get("common") == self._common
        """Whether it can be relied on: built by the same code, not interrupted."""
        self.cases: dict[str, Known] = {slug: Known(*case) for slug, case in found["cases"].items()} if self.whole else {}
        self.outputs: dict[str, Keys] = found["outputs"] if self.whole else {}
        self.hand: tuple[str, Keys] = found["hand"] if self.whole else ("", {})
        self.listed: str = found["listed"] if self.whole else ""
        # In docs/ stand pages written by hand as well, whose comings and goings say nothing of ours: there each of our files is looked for.
        if self.whole and not (intact(job.memory, job.tree) if job.framed else all(os.path.exists(f"{job.tree}/{path}") for path in self.made())):
            self.whole, self.cases, self.outputs, self.hand, self.listed = False, {}, {}, ("", {}), ""

    def _keys(self) -> Iterator[Keys]:
        return chain((case.files(slug) for slug, case in self.cases.items()), self.outputs.values(), (self.hand[1],))

    def made(self) -> set[str]:
        """The paths of all that is made of cases."""
        return set(chain((path for slug, case in self.cases.items() for path in case.files(slug)), *self.outputs.values()))

    def pages(self) -> list[str]:
        """The addresses of the pages that are listed, under the site's own."""
        every = (path for keys in self._keys() for path, key in keys.items() if path.endswith("index.html") and key != UNLISTED)
        return sorted(path.removesuffix("index.html") for path in every)

    def forget(self) -> None:
        """Before the tree is touched: an interrupted building leaves nothing to rely on."""
        self._job.memory.unlink(missing_ok=True)

    def keep(self, paths: Iterable[str]) -> None:
        """For the next building; `paths` are all that the tree has now."""
        self._job.memory.parent.mkdir(parents=True, exist_ok=True)
        cases = {slug: tuple(case) for slug, case in self.cases.items()}
        told = {"common": self._common, "cases": cases, "outputs": self.outputs, "hand": self.hand, "listed": self.listed}
        self._job.memory.write_bytes(marshal.dumps(told))
        if self._job.framed:
            note(self._job.memory, self._job.tree, paths)

    def learn(self, made: Made) -> set[str]:
        """Know what a part gave; the paths where what is known no more had its files."""
        before = [self.cases[slug].files(slug) for slug in made.cases if slug in self.cases]
        before += [self.outputs[name] for name in made.outputs if name in self.outputs]
        self.cases |= {slug: case.lean(self._alike) for slug, case in made.cases.items()}
        self.outputs |= made.outputs
        return set(chain.from_iterable(before))

    def unlearn(self, gone: Iterable[str]) -> set[str]:
        """Know nothing of these cases; the paths where they had their files."""
        return set(chain.from_iterable([self.cases.pop(slug).files(slug) for slug in gone]))


def listing(moment: datetime, pages: Sequence[str]) -> str:
    """Changes whenever the list of pages may: the moment that it is packed with, and the pages."""
    return hashlib.blake2b(repr((moment, pages)).encode(), digest_size=12).hexdigest()


def _remembered(file: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = marshal.loads(file.read_bytes())  # noqa: S302 (what we wrote ourselves)
    except (EOFError, ValueError, TypeError):
        # Killed, the disk full, or the power cut while it was written.
        return {}
    return found
