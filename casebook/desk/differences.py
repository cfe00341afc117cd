"""What differs between two states of a case, in words that an officer reads before agreeing."""

import difflib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from casebook.desk.brought import label
from casebook.source import Loc

SHOWN = 90
"""Letters of a value in a line of the preview."""


def differences(old: Any, new: Any, loc: Loc = ()) -> Iterator[str]:
    """One line for each value that was added, taken away or changed."""
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        for name in dict.fromkeys((*old, *new)):
            yield from differences(old.get(name), new.get(name), (*loc, name))
    elif _records(old) and _records(new):
        yield from _items(old, new, loc)
    elif old != new:
        yield f"{label(loc)}: {_said(old)} → {_said(new)}"


def _records(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, Mapping) for item in value)


def _items(old: list[Any], new: list[Any], loc: Loc) -> Iterator[str]:
    matcher = difflib.SequenceMatcher(None, [_text(item) for item in old], [_text(item) for item in new], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        pairs = min(end - start, last - first) if kind == "replace" else 0
        for step in range(pairs):
            yield from differences(old[start + step], new[first + step], (*loc, first + step))
        if kind != "equal":
            yield from (f"{label((*loc, place))}: bỏ {_said(old[place])}" for place in range(start + pairs, end))
            yield from (f"{label((*loc, place))}: thêm {_said(new[place])}" for place in range(first + pairs, last))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _said(value: Any) -> str:
    if value is None:
        return "(trống)"
    if isinstance(value, Mapping):
        value = next((str(one) for one in value.values() if isinstance(one, str)), "…")
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value)
    text = " ".join(text.split())
    return f"“{text[: SHOWN - 1]}…”" if len(text) > SHOWN else f"“{text}”"
