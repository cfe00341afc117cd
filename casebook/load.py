"""Files in; one immutable Casebook and every fault of every file out."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from casebook import messages
from casebook.entries import ENTRY_TYPES, REFERENCES, Entry
from casebook.model import Case, Tombstone
from casebook.passing import PASSING
from casebook.problem import Problem
from casebook.shape import record_types, vocabularies_used
from casebook.slug import is_slug
from casebook.source import Loc, Source, read
from casebook.ties import Ties, ties
from casebook.vocabulary import Vocabularies

REGISTER = "published.txt"
"""The list, in the folder of the project, of the slugs that ever had a public page."""


@dataclass(frozen=True)
class Casebook:
    """Everything that was read; every output is a function of this.

    `cases` holds what may be published today, in order of slug; `drafts` what may not yet;
    `tombstones` what was withdrawn; `faulty` names the files that exist but are not yet right.
    `media` is the folder of pictures and downloads; `published` are the slugs that ever had a public page.
    """

    cases: Mapping[str, Case]
    drafts: Mapping[str, Case]
    tombstones: Mapping[str, Tombstone]
    vocabularies: Vocabularies
    sources: Mapping[str, Source] = field(repr=False)
    media: Path
    today: date
    faulty: frozenset[str] = frozenset()
    published: Mapping[str, int] = field(default_factory=dict)
    """Each with its line in published.txt."""
    known: Mapping[str, Ties] = field(default_factory=dict)
    """Ties that need not be worked out again; those of other cases are."""
    bound: str = ""
    """Of all that the rules which hold cases side by side look at; "" where nobody worked it out."""

    @property
    def root(self) -> Path:
        """The project's folder."""
        return self.media.parent.parent

    def everything(self) -> Iterator[tuple[str, Case]]:
        """Published cases and drafts: what the rules look at."""
        yield from self.cases.items()
        yield from self.drafts.items()

    def ties(self) -> Iterator[tuple[str, Ties]]:
        """What each published case and draft says that concerns others."""
        for cases in (self.cases, self.drafts):
            yield from ((slug, self.known.get(slug) or ties(cases[slug])) for slug in cases)

    def former_addresses(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """(slug, its former slugs), of published cases, drafts and withdrawn ones."""
        yield from ((slug, tied.former_slugs) for slug, tied in self.ties())
        yield from ((slug, tomb.former_slugs) for slug, tomb in self.tombstones.items())

    def problem(self, slug: str, *loc: str | int, message: str) -> Problem:
        source = self.sources[slug]
        return Problem(source.path, source.line(loc), message)


def load(root: Path, extra: Iterable[Path] = (), today: date | None = None) -> tuple[Casebook, list[Problem]]:
    """The casebook under `root`, and its faults, unsorted.

    `extra` are files elsewhere, read as if they stood in cases/; `today` decides what is future and what is due.
    """
    today = today or date.today()
    vocabularies, problems = load_vocabularies(root)
    if problems:
        # Without its terms a case cannot be understood: mend the vocabularies first.
        return Casebook({}, {}, {}, vocabularies, {}, root / "cases" / "media", today), problems
    book, more = gathered(root, (*case_files(root), *extra), vocabularies, today)
    return replace(book, published=register(root)), problems + more


def gathered(root: Path, files: Sequence[Path], vocabularies: Vocabularies, today: date) -> tuple[Casebook, list[Problem]]:
    """A casebook of just these files, and the faults that each has by itself."""
    problems: list[Problem] = []
    cases: dict[str, Case] = {}
    tombstones: dict[str, Tombstone] = {}
    sources: dict[str, Source] = {}
    for file in files:
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


def load_vocabularies(root: Path) -> tuple[Vocabularies, list[Problem]]:
    """The vocabularies under `root`, and their faults."""
    files = {file.stem: read(file, root) for file in sorted((root / "vocab").glob("*.yaml"))}
    problems = [file for file in files.values() if isinstance(file, Problem)]
    sources = {name: file for name, file in files.items() if isinstance(file, Source)}
    entries = {name: dict(_entries(name, source, problems)) for name, source in sources.items()}
    if not problems:
        missing = sorted((vocabularies_used(Case) | ENTRY_TYPES.keys()) - {name for name, terms in entries.items() if terms})
        problems = [Problem(f"vocab/{name}.yaml", 1, "thiếu danh mục này, hoặc danh mục còn trống") for name in missing]
    return Vocabularies(entries), problems or list(_references(entries, sources))


def due(status: str, publish_from: str | None, today: date) -> bool:
    """Whether a case may be published on this day."""
    return status == "da_duyet" and (not publish_from or publish_from <= today.isoformat())


def parse(source: Source, vocabularies: Vocabularies, today: date) -> Case | Tombstone | list[Problem]:
    """What one file says, or every fault that it has by itself."""
    try:
        return _record(source, {"vocabularies": vocabularies, "today": today})
    except ValidationError as error:
        return list(_problems(source, error, Case))


def _record(source: Source, context: Mapping[str, Any]) -> Case | Tombstone:
    status = source.data.get("status") if isinstance(source.data, dict) else None
    if isinstance(status, str) and status.lower() in ("rut", "rút"):
        # The rest of a case may stay in its file and is not read; what never was a field is still a slip of the pen.
        kept = {name: value for name, value in source.data.items() if name in Tombstone.model_fields or name not in Case.model_fields}
        return Tombstone.model_validate(kept | {"status": "rut"}, context=context)
    return Case.model_validate(source.data, context=context)


def _entries(name: str, source: Source, problems: list[Problem]) -> Iterator[tuple[str, Entry]]:
    kind = ENTRY_TYPES.get(name, Entry)
    try:
        yield from _adapter(kind).validate_python(source.data).items()
    except ValidationError as error:
        problems.extend(_problems(source, error, kind))


@cache
def _adapter(kind: type[Entry]) -> TypeAdapter[dict[str, Entry]]:
    # Most vocabularies are of one kind.
    return TypeAdapter(dict[str, kind])  # type: ignore[valid-type]  # which type it is, is known only when it runs


def _references(entries: Mapping[str, Mapping[str, Entry]], sources: Mapping[str, Source]) -> Iterator[Problem]:
    """Terms of one vocabulary that name a term of another which is not there; whatever has a source names it so."""
    sourced = {(vocabulary, "source"): "reference" for vocabulary in entries}
    for (vocabulary, attribute), other in {**REFERENCES, **sourced}.items():
        for code, entry in entries[vocabulary].items():
            value = getattr(entry, attribute)
            for index, term in enumerate(value if isinstance(value, tuple) else (value,)):
                if term and term not in entries.get(other, {}):
                    source = sources[vocabulary]
                    message = f"“{term}” không có trong vocab/{other}.yaml"
                    yield Problem(source.path, source.line((code, attribute, index)), f"{code}.{attribute}: {message}")


def name_fault(name: str, source: Source) -> Iterator[Problem]:
    """What is wrong with the name of a case's file."""
    if not is_slug(name.removesuffix(".yaml")):
        yield Problem(source.path, 1, f"tên tệp “{name}” sẽ thành địa chỉ trang; chỉ dùng chữ thường không dấu, số và gạch nối, như mot-cua-so.yaml")


def _problems(source: Source, error: ValidationError, model: type[BaseModel]) -> Iterator[Problem]:
    faults = error.errors(include_url=False, include_input=False)
    parents = {fault["loc"][:depth] for fault in faults for depth in range(len(fault["loc"]))}
    meant = {(*fault["loc"][:-1], messages.near_miss(fault, _keys(fault["loc"], model))) for fault in faults}
    for fault in faults:
        # A name with a slip in it is told once, as what it is, not also as the field that it was to be.
        if fault["type"] == "missing" and fault["loc"] in meant:
            continue
        # Pydantic counts only the valid items, so a bad item also makes its list "too short".
        if fault["type"] == "too_short" and fault["loc"] in parents:
            continue
        loc = _place(fault["loc"], source)
        name = messages.path(fault["loc"])
        message = messages.of(fault, _keys(fault["loc"], model))
        yield Problem(source.path, source.line(loc), f"{name}: {message}" if name else message)


def _place(loc: Loc, source: Source) -> Loc:
    return tuple(loc) if tuple(loc) in source.lines else tuple(loc)[:-1]


def _keys(loc: Loc, model: type[BaseModel]) -> tuple[str, ...]:
    """The field names allowed in the record where `loc` stands."""
    for part in loc[:-1]:
        annotation = model.model_fields[part].annotation if isinstance(part, str) and part in model.model_fields else None
        model = next(record_types(annotation), model)
    return tuple(model.model_fields)
