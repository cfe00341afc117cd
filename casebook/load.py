"""Files in; one immutable Casebook and every fault of every file out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from casebook import messages
from casebook.fields import SLUG
from casebook.model import Case, Tombstone, record_types
from casebook.problem import Problem
from casebook.source import Loc, Source, read
from casebook.vocabulary import ENTRY_TYPES, Entry, Vocabularies


@dataclass(frozen=True)
class Casebook:
    """Everything that was read; every output is a function of this.

    `cases` holds what may be published today, in order of slug; `drafts` what may not yet;
    `tombstones` what was withdrawn. `media` is the folder of pictures and downloads.
    """

    cases: Mapping[str, Case]
    drafts: Mapping[str, Case]
    tombstones: Mapping[str, Tombstone]
    vocabularies: Vocabularies
    sources: Mapping[str, Source] = field(repr=False)
    media: Path
    today: date

    def everything(self) -> Iterator[tuple[str, Case]]:
        """Published cases and drafts: what the rules look at."""
        yield from self.cases.items()
        yield from self.drafts.items()

    def problem(self, slug: str, *loc: str | int, message: str) -> Problem:
        source = self.sources[slug]
        return Problem(source.path, source.line(loc), message)


def load(root: Path, only: Iterable[Path] = (), today: date | None = None) -> tuple[Casebook, list[Problem]]:
    """The casebook under `root`, and its faults, unsorted.

    `only` limits the cases read to these files; `today` decides what is future and what is due.
    """
    today = today or date.today()
    problems: list[Problem] = []
    vocabularies = Vocabularies({file.stem: dict(_entries(file, root, problems)) for file in sorted((root / "vocab").glob("*.yaml"))})
    context = {"vocabularies": vocabularies, "today": today}
    cases: dict[str, Case] = {}
    tombstones: dict[str, Tombstone] = {}
    sources: dict[str, Source] = {}
    for file in sorted(only) or sorted(path for path in (root / "cases").glob("*") if path.suffix in (".yaml", ".yml")):
        source = read(file, root)
        if isinstance(source, Problem):
            problems.append(source)
            continue
        problems.extend(_name_fault(file, source))
        try:
            record = _record(source, context)
        except ValidationError as error:
            problems.extend(_problems(source, error))
            continue
        sources[file.stem] = source
        (tombstones if isinstance(record, Tombstone) else cases)[file.stem] = record  # type: ignore[index]
    due = {slug: case for slug, case in cases.items() if _due(case, today)}
    drafts = {slug: case for slug, case in cases.items() if slug not in due}
    return Casebook(due, drafts, tombstones, vocabularies, sources, root / "cases" / "media", today), problems


def _due(case: Case, today: date) -> bool:
    return case.status == "da_duyet" and (case.publish_from is None or case.publish_from <= today.isoformat())


def _record(source: Source, context: Mapping[str, Any]) -> Case | Tombstone:
    status = source.data.get("status") if isinstance(source.data, dict) else None
    if isinstance(status, str) and status.lower() in ("rut", "rút"):
        return Tombstone.model_validate(source.data | {"status": "rut"}, context=context)
    return Case.model_validate(source.data, context=context)


def _entries(file: Path, root: Path, problems: list[Problem]) -> Iterator[tuple[str, Entry]]:
    source = read(file, root)
    if isinstance(source, Problem):
        problems.append(source)
        return
    kind = ENTRY_TYPES.get(file.stem, Entry)
    try:
        yield from TypeAdapter(dict[str, kind]).validate_python(source.data).items()  # type: ignore[valid-type]
    except ValidationError as error:
        problems.extend(_problems(source, error))


def _name_fault(file: Path, source: Source) -> Iterator[Problem]:
    if file.suffix != ".yaml":
        yield Problem(source.path, 1, "đuôi tệp phải là .yaml")
    if not SLUG.fullmatch(file.stem) or len(file.stem) > 80 or file.stem == "media":
        yield Problem(source.path, 1, f"tên tệp “{file.name}” sẽ thành địa chỉ trang; chỉ dùng chữ thường không dấu, số và gạch nối")


def _problems(source: Source, error: ValidationError) -> Iterator[Problem]:
    faults = error.errors(include_url=False, include_input=False)
    parents = {fault["loc"][:depth] for fault in faults for depth in range(len(fault["loc"]))}
    for fault in faults:
        # Pydantic counts only the valid items, so a bad item also makes its list "too short".
        if fault["type"] == "too_short" and fault["loc"] in parents:
            continue
        loc = _place(fault["loc"], source)
        name = ".".join(str(part) for part in fault["loc"])
        message = messages.of(fault, _keys(fault["loc"]))
        yield Problem(source.path, source.line(loc), f"{name}: {message}" if name else message)


def _place(loc: Loc, source: Source) -> Loc:
    return tuple(loc) if tuple(loc) in source.lines else tuple(loc)[:-1]


def _keys(loc: Loc) -> tuple[str, ...]:
    """The field names allowed in the record where `loc` stands."""
    model: type[BaseModel] = Case
    for part in loc[:-1]:
        annotation = model.model_fields[part].annotation if isinstance(part, str) and part in model.model_fields else None
        model = next(record_types(annotation), model)
    return tuple(model.model_fields)

