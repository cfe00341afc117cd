"""How a case is written: the one style of our YAML files."""

import json
import re
import textwrap
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

import yaml
from pydantic import BaseModel

from casebook.model import Case
from casebook.shape import record_types
from casebook.values import PARTIAL

WIDTH = 110
"""Columns of a line; only what has no space, such as an address, may be longer."""

SHORT = 40
"""Letters of an item of a list that is written on one line: [s1, s2]."""

SECTIONS = ("problem", "period", "sources")
"""The fields that begin a new part of a file, after an empty line."""

FIGURES = ("before", "after", "total")
"""Here 2013 is a number; everywhere else it is a year, and stands in quotes as every date does."""

PLAIN = re.compile(r"(?![-?:](?:\s|$)|(?i:~|null|true|false|yes|no|on|off)$)[^\s,\[\]{}#&*!|>'\"%@`].*")
Model = type[BaseModel] | None
Style = Callable[[str, int], list[str]]


def canonical(data: Mapping[str, object]) -> str:
    """The text of a case given as plain dicts, lists and strings, as `casebook.source` reads them."""
    out: list[str] = []
    heads = list(SECTIONS)
    for name, value in arranged(data, Case):
        passed = [head for head in heads if _rank(name) >= _rank(head)] if name in Case.model_fields else []
        out += [""] * bool(out and passed) + pair(name, value, 0, inner(Case, name))
        heads = [head for head in heads if head not in passed]
    return unicodedata.normalize("NFC", "".join(f"{line}\n" for line in out))


def _rank(name: str) -> int:
    return tuple(Case.model_fields).index(name)


def arranged(data: Mapping[str, Any], model: Model) -> Iterator[tuple[str, Any]]:
    """The pairs of a record in the order of its model; names that it does not know last; empty values left out."""
    names = tuple(model.model_fields) if model else ()
    known = [name for name in names if name in data]
    return ((name, data[name]) for name in (*known, *(name for name in data if name not in names)) if data[name] not in ("", [], {}))


def inner(model: Model, name: str) -> Model:
    """The record that a field holds, or holds a list of."""
    field = model.model_fields.get(name) if model else None
    return next(record_types(field.annotation), None) if field else None


def pair(name: str, value: Any, indent: int, model: Model, style: str | None = None) -> list[str]:
    """The lines of “name: value” at `indent`; `style` as in `scalar`."""
    head = " " * indent + name + ":"
    if isinstance(value, Mapping):
        return [head, *record(value, indent + 2, model)]
    if isinstance(value, str):
        first, *rest = scalar(value, len(head) + 1, indent + 2, name not in FIGURES, style)
        return [f"{head} {first}", *rest]
    if flow := _flow(value, len(head) + 1):
        return [f"{head} {flow}"]
    return [head, *(line for one in value for line in item(one, indent + 2, model))]


def record(data: Mapping[str, Any], indent: int, model: Model) -> list[str]:
    """The lines of a record at `indent`."""
    return [line for name, value in arranged(data, model) for line in pair(name, value, indent, inner(model, name))]


def item(value: Any, indent: int, model: Model, style: str | None = None) -> list[str]:
    """The lines of one item of a list, its dash at `indent`; `style` as in `scalar`."""
    if isinstance(value, Mapping):
        return dashed(record(value, indent + 2, model), indent)
    if isinstance(value, str):
        first, *rest = scalar(value, indent + 2, indent + 2, style=style)
        return [" " * indent + f"- {first}", *rest]
    return dashed([line for one in value for line in item(one, indent + 2, model)], indent)


def dashed(lines: Sequence[str], column: int) -> list[str]:
    """The lines with a dash before the first that is neither empty nor a comment."""
    first = next(number for number, line in enumerate(lines) if line.strip() and not line.lstrip().startswith("#"))
    return [line if number != first else line[:column] + "-" + line[column + 1 :] for number, line in enumerate(lines)]


def _flow(items: Sequence[Any], column: int) -> str | None:
    if not all(isinstance(one, str) and 0 < len(one) <= SHORT for one in items):
        return None
    line = "[" + ", ".join(_in_flow(one) for one in items) + "]"
    return line if column + len(line) <= WIDTH else None


def _in_flow(text: str) -> str:
    plain = PLAIN.fullmatch(text) and not PARTIAL.fullmatch(text) and not re.search(r"[,\[\]{}:#?]", text)
    return text if plain else _first((_single, _double), text, 0)[0]


def scalar(text: str, column: int, indent: int, dated: bool = True, style: str | None = None) -> list[str]:
    """The lines of a text that begins at `column` and goes on at `indent`: the first style that reads back as the text.

    `style` (one of | > ' ") is what stood here before: kept where it can still hold the text.
    """
    text = unicodedata.normalize("NFC", text)
    long = column + len(text) > WIDTH and " " in text
    before = STYLES.get(style or "", _plain)
    kept = (before,) if style and not (long and style in "'\"") else ()
    block = (_literal,) if "\n" in text else (_folded,) if long else ()
    plain = (_plain,) if PLAIN.fullmatch(text) and not (dated and PARTIAL.fullmatch(text)) else ()
    return _first((*kept, *block, *plain, _single, _double), text, indent)


def _first(styles: Iterable[Style], text: str, indent: int) -> list[str]:
    *_, last = styles = tuple(styles)
    return next((lines for write in styles if _reads(lines := write(text, indent), text)), last(text, indent))


def _reads(lines: list[str], text: str) -> bool:
    first, *rest = lines
    try:
        events = [event for event in yaml.parse("\n".join((f"a: {first}", *rest, "b: c")), Loader=yaml.CSafeLoader) if isinstance(event, yaml.ScalarEvent)]
    except yaml.YAMLError:
        return False
    return [event.value for event in events] == ["a", text, "b", "c"]


def _plain(text: str, indent: int) -> list[str]:
    return [text]


def _single(text: str, indent: int) -> list[str]:
    return ["'" + text.replace("'", "''") + "'"]


def _double(text: str, indent: int) -> list[str]:
    return [json.dumps(text, ensure_ascii=False)]


def _literal(text: str, indent: int) -> list[str]:
    return ["|-", *(" " * indent + line if line else "" for line in text.split("\n"))]


def _folded(text: str, indent: int) -> list[str]:
    lines = textwrap.wrap(text, WIDTH - indent, break_long_words=False, break_on_hyphens=False, replace_whitespace=False, expand_tabs=False)
    return [">-", *(" " * indent + line for line in lines)]


STYLES: Mapping[str, Style] = {"|": _literal, ">": _folded, "'": _single, '"': _double}
