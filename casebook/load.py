"""Files in; one immutable Casebook and every fault of every file out."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casebook.amiss import amiss
from casebook.book import Casebook
from casebook.model import Case, Tombstone
from casebook.passing import PASSING
from casebook.problem import Problem
from casebook.slug import is_slug
from casebook.source import Source, read
from casebook.terms import load_vocabularies
from casebook.tick import Tick, telling, unheard
from casebook.vocabulary import Vocabularies

REGISTER = "published.txt"
"""The list, in the folder of the project, of the slugs that ever had a public page."""


def load(root: Path, extra: Iterable[Path] = (), today: date | None = None, tick: Tick = unheard) -> tuple[Casebook, list[Problem]]:
    """The casebook under `root`, and its faults, unsorted.

    `extra` are files elsewhere, read as if they stood in cases/; `today` decides what is future and what is due; `tick` hears of each file.
    """
    today = today or date.today()
    vocabularies, problems = load_vocabularies(root)
    if problems:
        # Without its terms a case cannot be understood: mend the vocabularies first.
        return Casebook({}, {}, {}, vocabularies, {}, root / "cases" / "media", today), problems
    book, more = gathered(root, (*case_files(root), *extra), vocabularies, today, tick)
    return replace(book, published=register(root)), problems + more


def gathered(root: Path, files: Sequence[Path], vocabularies: Vocabularies, today: date, tick: Tick = unheard) -> tuple[Casebook, list[Problem]]:
    """A casebook of just these files, and the faults that each has by itself."""
    problems: list[Problem] = []
    cases: dict[str, Case] = {}
    tombstones: dict[str, Tombstone] = {}
    sources: dict[str, Source] = {}
    for file in telling(files, tick):
        source = _read(file, root)
        if isinstance(source, Problem):
            problems.append(source)
            continue
        problems.extend(name_fault(file.name, source))
        record = parse(source, vocabularies, today)
        if isinstance(record, list):
            problems.extend(record)
            continue
        if isinstance(record, Tombstone):
            # What was withdrawn is kept nowhere, or one day an output would show it.
            tombstones[file.stem], sources[file.stem] = record, Source(source.path, {}, source.lines)
        else:
            cases[file.stem], sources[file.stem] = record, source
    published = {slug: case for slug, case in cases.items() if due(case.status, case.publish_from, today)}
    drafts = {slug: case for slug, case in cases.items() if slug not in published}
    faulty = frozenset(file.stem for file in files) - sources.keys()
    return Casebook(published, drafts, tombstones, vocabularies, sources, root / "cases" / "media", today, faulty), problems


def register(root: Path) -> dict[str, int]:
    """The slugs of published.txt, each with its line: addresses that were public once and must lead somewhere for ever."""
    file = root / REGISTER
    lines = file.read_text("utf-8", "replace").splitlines() if file.is_file() else []
    return {slug: number for number, line in enumerate(lines, 1) if (slug := line.partition("#")[0].strip())}


def _read(file: Path, root: Path) -> Source | Problem:
    source = read(file, root)
    return source if file.suffix == ".yaml" else Problem(source.path, 1, f"“{file.name}” phải có đuôi .yaml (chữ thường)")


def case_files(root: Path) -> list[Path]:
    """All that stands in cases/: a file under a wrong name is a fault, never silently left out."""
    return [root / "cases" / name for name in case_names(root)]


def case_names(root: Path) -> list[str]:
    """The same by name."""
    found = os.listdir(root / "cases") if (root / "cases").is_dir() else ()
    return sorted(name for name in found if is_case(name) and not PASSING.fullmatch(name))


def is_case(name: str) -> bool:
    """Whether what stands in cases/ under this name should be one."""
    return not name.startswith(".") and name not in ("media", "README.md")


def due(status: str, publish_from: str | None, today: date) -> bool:
    """Whether a case may be published on this day."""
    return status == "da_duyet" and (not publish_from or publish_from <= today.isoformat())


def parse(source: Source, vocabularies: Vocabularies, today: date) -> Case | Tombstone | list[Problem]:
    """What one file says, or every fault that it has by itself."""
    try:
        return _record(source, {"vocabularies": vocabularies, "today": today})
    except ValidationError as error:
        return list(amiss(source, error, Case))


def _record(source: Source, context: Mapping[str, Any]) -> Case | Tombstone:
    status = source.data.get("status") if isinstance(source.data, dict) else None
    if isinstance(status, str) and status.lower() in ("rut", "rút"):
        # The rest of a case may stay in its file and is not read; what never was a field is still a slip of the pen.
        kept = {name: value for name, value in source.data.items() if name in Tombstone.model_fields or name not in Case.model_fields}
        return Tombstone.model_validate(kept | {"status": "rut"}, context=context)
    return Case.model_validate(source.data, context=context)


def name_fault(name: str, source: Source) -> Iterator[Problem]:
    """What is wrong with the name of a case's file."""
    if not is_slug(name.removesuffix(".yaml")):
        yield Problem(source.path, 1, f"tên tệp “{name}” sẽ thành địa chỉ trang; chỉ dùng chữ thường không dấu, số và gạch nối, như mot-cua-so.yaml")
