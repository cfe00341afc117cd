"""The casebook of a folder through its store: only files that changed since the last build are read."""

import hashlib
import marshal
import os
import pickle
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any, cast

from casebook import inputs
from casebook.beside import side_by_side
from casebook.book import Casebook
from casebook.check import ALONE
from casebook.kept import kept
from casebook.load import case_files, due, gathered, is_case, register
from casebook.model import Case, Tombstone
from casebook.parts import Many, cut
from casebook.problem import Problem
from casebook.shelf import Shelf, face
from casebook.store import Row, Store, packed
from casebook.stored import Sources, Stored, Tied
from casebook.terms import load_vocabularies
from casebook.ties import plain, ties
from casebook.view import STEADY, View
from casebook.viewed import viewed
from casebook.vocabulary import Vocabularies

LIBRARIES = ("pydantic", "pydantic-core", "pyyaml", "markdown-it-py", "nh3", "pillow", "pikepdf")
"""What reads a case, and looks whether its texts, pictures and downloads can be published."""
SAID_BY_MANY = 40
"""Characters of a text that other cases may say as well: a code, a name, a place."""
PART = 25
"""Files that are read as one part: a tenth of a second of work."""


def made_by(root: Path) -> str:
    """Whatever decides what reading a case gives: code, vocabularies, versions."""
    files = sorted(file for file in chain(Path(__file__).parent.glob("*.py"), (root / "vocab").glob("*.yaml")) if file.is_file())
    versions = " ".join((sys.version, *map(version, LIBRARIES)))
    return hashlib.sha256(b"\0".join((versions.encode(), *(os.fsencode(file.name) + file.read_bytes() for file in files)))).hexdigest()


def take_in(look: inputs.Look, store: Store, today: date, many: Many[tuple[str, ...], "Read"]) -> list[Problem]:
    """Read the files that changed into the store, those without a fault; the faults of the others."""
    known = store.stamps()
    # A folder, too: in cases/ it is a fault.
    names = ((path.removesuffix("/"), now) for path, now in look.stamps().items())
    slugs = {name: (name.removesuffix(".yaml"), now) for name, now in names if "/" not in name and is_case(name)}
    fresh = [name for name, (slug, now) in slugs.items() if known.get(slug) != now]
    gone = known.keys() - {slug for slug, _ in slugs.values()}
    store.change((), gone)
    problems: list[Problem] = []
    # Part by part: what was read is kept even when the next part is interrupted, and never stands in memory together.
    for result in many(partial(read_in, look.root, today, store.made_by), [tuple(part) for part in cut(fresh, PART)]):
        # What a file was before it became faulty must not be taken for what it is.
        store.change(result.rows, (name.removesuffix(".yaml") for name in result.names))
        problems += result.problems
    return problems


def casebook(root: Path, store: Store, today: date) -> tuple[Casebook, dict[str, View]]:
    """What the store holds, as a casebook whose cases are read when asked for, and the views of what may be published."""
    vocabularies = terms(root, store.made_by)[0]
    cases, drafts, tombs = Stored(store), Stored(store), dict[str, Tombstone]()
    shelf, views = Shelf(cases, vocabularies), dict[str, View]()
    lines = register(root)
    bound = hashlib.blake2b(digest_size=12)
    # The names first: among the views, they would hold on to the memory of views that are let go.
    for slug, (_, status, publish_from, ties_kept, view_kept) in zip(list(store.stamps()), store.rows(), strict=True):
        if not view_kept:
            tombs[slug] = cast(Tombstone, store.record(slug))
            bound.update(marshal.dumps((slug, tombs[slug].former_slugs), STEADY))
            continue
        public = due(status, publish_from, today)
        bound.update(marshal.dumps((slug, status, publish_from, public, ties_kept), STEADY))
        (cases if public else drafts).add(slug)
        if public:
            views[slug] = View.of(marshal.loads(view_kept), shelf)  # noqa: S302 (what we wrote ourselves)
    # What is public now is where it was promised, whether or not the build that said so wrote it down.
    bound.update(marshal.dumps(sorted(lines.keys() - cases.keys()), STEADY))
    sources = Sources(root, (*cases, *drafts, *tombs))
    tied = Tied(store, (*cases, *drafts))
    return Casebook(cases, drafts, tombs, vocabularies, sources, root / "cases/media", today, frozenset(), lines, tied, bound.hexdigest()), views


def together(root: Path, store: Store, today: date) -> Iterator[Problem]:
    """The faults that only the cases side by side show, of all that can be read: what is in the store, and the files that are not for a fault of their own."""
    book, _ = casebook(root, store, today)
    known = store.stamps()
    more, _ = gathered(root, [file for file in case_files(root) if file.name.removesuffix(".yaml") not in known], book.vocabularies, today)
    whole = replace(
        book,
        cases=Stored(store, sorted({*book.cases, *more.cases}), more.cases),
        drafts=Stored(store, sorted({*book.drafts, *more.drafts}), more.drafts),
        tombstones={**book.tombstones, **more.tombstones},
        sources=Sources(root, (*book.sources, *more.sources)),
        faulty=more.faulty,
    )
    return side_by_side(whole)


@dataclass(frozen=True)
class Read:
    """What a part, these files, gave."""

    names: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...]


def read_in(root: Path, today: date, made_by: str, names: tuple[str, ...]) -> Read:
    """Read and check these files of cases/, each by itself; rows of those without a fault."""
    files = [root / "cases" / name for name in names]
    stamps = {file.stem: inputs.stamp(root, file.name) for file in files}
    book, problems = gathered(root, files, terms(root, made_by)[0], today)
    problems += [problem for rule in ALONE for problem in rule(book)] if book.sources else []
    faulty = {problem.path for problem in problems}
    sound = {slug for slug, source in book.sources.items() if source.path not in faulty}
    shelf = Shelf(book.cases, book.vocabularies)
    rows = [_row(viewed(slug, case, shelf, stamps[slug]), case) for slug, case in book.everything() if slug in sound]
    rows += [Row(slug, stamps[slug], tomb.status, "", b"", b"", b"", packed(tomb)) for slug, tomb in book.tombstones.items() if slug in sound]
    return Read(names, tuple(rows), tuple(problems))


def _row(view: View, case: Case) -> Row:
    tied, told, shown = marshal.dumps(plain(ties(case)), STEADY), marshal.dumps(_shared(view.told)), marshal.dumps(face(case, view.shelf.vocabularies))
    return Row(view.slug, view.stamp, case.status, case.publish_from or "", tied, told, shown, packed(case))


def _shared(told: Any) -> Any:
    """The same, in which what many cases say is interned; then marshal brings it back as one object for all of them."""
    if isinstance(told, str):
        return sys.intern(told) if len(told) <= SAID_BY_MANY else told
    if isinstance(told, dict):
        return {_shared(key): _shared(value) for key, value in told.items()}
    return tuple(map(_shared, told)) if isinstance(told, tuple) else told


@lru_cache(maxsize=1)
def terms(root: Path, made_by: str) -> tuple[Vocabularies, list[Problem]]:
    """The vocabularies and their faults, read once for each state of their files (`made_by`), by whatever command."""
    found: tuple[Vocabularies, list[Problem]] = pickle.loads(kept("terms", [], made_by.encode(), lambda: pickle.dumps(load_vocabularies(root))))  # noqa: S301 (what we wrote ourselves)
    return found
