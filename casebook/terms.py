"""The vocabularies: files of vocab/ in; the closed lists and every fault of them out."""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from casebook.amiss import amiss
from casebook.entries import ENTRY_TYPES, REFERENCES
from casebook.entry import Entry
from casebook.model import Case
from casebook.problem import Problem
from casebook.shape import vocabularies_used
from casebook.source import Source, read
from casebook.vocabulary import Vocabularies


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


def _entries(name: str, source: Source, problems: list[Problem]) -> Iterator[tuple[str, Entry]]:
    kind = ENTRY_TYPES.get(name, Entry)
    try:
        yield from _adapter(kind).validate_python(source.data).items()
    except ValidationError as error:
        problems.extend(amiss(source, error, kind))


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
