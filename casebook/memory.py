"""How a tree was last built, and what came of it: enough to tell what need not be made again."""

import hashlib
import marshal
import os
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from casebook.job import Job, common
from casebook.left import intact, note
from casebook.shelf import Shelf
from casebook.view import View

EACH_TIME, UNLISTED = "", "-"
"""Keys of files that are made each time they are looked at: those of the list of pages, and others."""
NAME = "\0"
"""What stands in the keys of a case for its name."""
NOTHING: Mapping[str, Any] = {"cases": {}, "outputs": {}, "traits": "", "hand": ("", {}), "listed": ""}
"""What is remembered of a tree that was never built."""
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

    def files(self, slug: str) -> list[str]:
        return _lines(self.keys)[0].replace(NAME, slug).split("\n")

    def pages(self, slug: str) -> list[str]:
        """Those of its files that are listed as pages."""
        return list(filter(None, _lines(self.keys)[1].replace(NAME, slug).split("\n")))


@lru_cache(maxsize=64)
def _lines(keys: bytes) -> tuple[str, str]:
    """The paths, and those of listed pages, one a line: the same for most cases."""
    found: dict[str, str] = marshal.loads(keys)  # noqa: S302 (what we wrote ourselves)
    return "\n".join(found), "\n".join(_pages(found))


def _pages(files: Keys) -> Iterator[str]:
    return (path for path, key in files.items() if path.endswith("index.html") and key != UNLISTED)


@dataclass(frozen=True)
class Part:
    """Some cases, each with its neighbours where they are known, or the output of this name with the keys of what it made last time."""

    slugs: tuple[str, ...] = ()
    beside: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    output: str = ""
    keys: Keys = field(default_factory=dict)
    size: int = 1
    """How long it takes: as the files of so many cases."""


@dataclass(frozen=True)
class Made:
    """What a part gave, its cases or its output by name; `written` are the paths of the files that are not as they were."""

    written: tuple[str, ...]
    cases: Mapping[str, Known] = field(default_factory=dict)
    outputs: Mapping[str, Keys] = field(default_factory=dict)


class Memory:
    """How a tree was last built: `cases` by slug, `outputs` (name → keys), `traits` of the site, `hand` (key, keys), `listed`, that of the list of pages."""

    cases: dict[str, Known]
    outputs: dict[str, Keys]
    traits: str
    hand: tuple[str, Keys]
    listed: str

    def __init__(self, job: Job, stands: Callable[[], bool] | None = None) -> None:
        """`stands` tells whether the tree is as it was left (`left.intact`), where somebody looks already."""
        self._job = job
        self._common = common(job)
        self._alike: dict[bytes, bytes] = {}
        found = _remembered(job.memory) if job.memory.is_file() else {}
        self.whole: bool = found.get("common") == self._common
        """Whether it can be relied on: built by the same code, not interrupted."""
        self._take(found if self.whole else NOTHING)
        if self.whole and not (stands or self._stands)():
            self.whole = False
            self._take(NOTHING)

    def _take(self, found: Mapping[str, Any]) -> None:
        self.cases = {slug: Known(*case) for slug, case in found["cases"].items()}
        self.outputs = {**found["outputs"]}
        self.traits, self.hand, self.listed = (found[name] for name in ("traits", "hand", "listed"))

    def _stands(self) -> bool:
        # In docs/ stand pages written by hand as well, whose comings and goings say nothing of ours: there each of our files is looked for.
        tree = self._job.tree
        return intact(self._job.memory, tree) if self._job.framed else all(os.path.exists(f"{tree}/{path}") for path in self.made())

    def made(self) -> set[str]:
        """The paths of all that is made of cases."""
        return set(chain(*(case.files(slug) for slug, case in self.cases.items()), *self.outputs.values()))

    def pages(self) -> list[str]:
        """The addresses of the pages that are listed, under the site's own."""
        others = (path for keys in (*self.outputs.values(), self.hand[1]) for path in _pages(keys))
        return sorted(path.removesuffix("index.html") for path in chain(others, *(case.pages(slug) for slug, case in self.cases.items())))

    def forget(self) -> None:
        """Before the tree is touched: an interrupted building leaves nothing to rely on."""
        self._job.memory.unlink(missing_ok=True)

    def keep(self, paths: Iterable[str]) -> None:
        """For the next building; `paths` are all that the tree has now, or, where what is remembered was whole, what came, changed, or went."""
        self._job.memory.parent.mkdir(parents=True, exist_ok=True)
        cases = {slug: tuple(case) for slug, case in self.cases.items()}
        told = {"common": self._common, "cases": cases, "outputs": self.outputs, "traits": self.traits, "hand": self.hand, "listed": self.listed}
        self._job.memory.write_bytes(marshal.dumps(told))
        if self._job.framed:
            note(self._job.memory, self._job.tree, paths, self.whole)

    def learn(self, made: Made) -> set[str]:
        """Know what a part gave; the paths where what is known no more had its files."""
        before: list[Iterable[str]] = [self.cases[slug].files(slug) for slug in made.cases if slug in self.cases]
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
