"""The text of a case file: written anew, changed in place, or put in the one style."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from casebook.desk.canonical import canonical
from casebook.desk.nodes import Comment, comments
from casebook.desk.splice import Change, spliced
from casebook.letters import plain
from casebook.model import Case
from casebook.source import Loc, Source, parse

__all__ = ["Unreadable", "canonical", "data", "edited", "formatted", "read_back"]


class Unreadable(Exception):
    """A text that is no case file yet; says line and reason as a Problem does."""


def _source(text: str) -> Source:
    found = parse(text.encode("utf-8"), "")
    if isinstance(found, Source):
        return found
    raise Unreadable(f"dòng {found.line}: {found.message}")


def data(text: str) -> dict[str, Any]:
    """What a text says, as plain dicts, lists and strings. Raises Unreadable."""
    return dict(_source(text).data)


def edited(text: str, new: Mapping[str, object]) -> str:
    """`text` changed so that it reads as `new`: only the lines of what changed; comments stay with what they speak of.

    Line ends and a byte order mark stay as they were. Raises Unreadable when `text` cannot be read.
    """
    wanted = read_back(new)
    mark, body = ("\ufeff", text[1:]) if text.startswith("\ufeff") else ("", text)
    ending = "\r\n" if "\r\n" in body else "\n"
    out = spliced(_unix(body), Change(data(text), wanted, Case))
    # What no editor writes (a name after “?”) is written anew rather than wrongly.
    return mark + (out if _reads(out, wanted) else canonical(wanted)).replace("\n", ending)


def _reads(text: str, wanted: object) -> bool:
    found = parse(text.encode("utf-8"), "")
    return isinstance(found, Source) and found.data == wanted


def read_back(value: Any) -> Any:
    """A value as it will be read: its texts as `casebook.source` keeps them, nothing empty."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, Mapping):
        return {name: kept for name, one in value.items() if (kept := read_back(one)) not in ("", [], {})}
    return [kept for one in value if (kept := read_back(one)) not in ("", [], {})]


def formatted(text: str) -> str:
    """`text` in the one style: same data, every comment above or beside the same value. Raises Unreadable."""
    source = _source(text)
    lines = canonical(source.data).split("\n")
    places = _source("\n".join(lines)).lines
    above: dict[int, list[str]] = defaultdict(list)
    beside: dict[int, str] = {}
    for comment in _comments(unicodedata.normalize("NFC", _unix(text))):
        row = _row(comment, source.lines, places, len(lines) - 1)
        if comment.whole or row in beside or row == len(lines) - 1:
            above[row].append(" " * _indent(lines[row]) + comment.text)
        else:
            beside[row] = f"  {comment.text}"
    return "\n".join(line for row, code in enumerate(lines) for line in (*above[row], code + beside.get(row, "")))


def _unix(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _comments(text: str) -> Iterator[Comment]:
    lines = text.split("\n")
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    return comments(lines, root) if root else (Comment(row, 0, True, line) for row, line in enumerate(lines) if line.startswith("#"))


def _row(comment: Comment, before: Mapping[Loc, int], after: Mapping[Loc, int], end: int) -> int:
    """The row (0-based) of the new text where a comment of the old one belongs; `end` when nothing follows it."""
    kept = {loc: line - 1 for loc, line in before.items() if loc and loc in after}
    if comment.whole:
        following = min(((row, len(loc), loc) for loc, row in kept.items() if row > comment.row), key=lambda at: at[:2], default=None)
        top = all(row > comment.row for row in kept.values())
        return 0 if top else after[following[2]] - 1 if following else end
    return after[max((row, len(loc), loc) for loc, row in kept.items() if row <= comment.row)[2]] - 1


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
