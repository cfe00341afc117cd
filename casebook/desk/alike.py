"""Which items of a list are those of its earlier version: the same, edited or moved."""

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import Any

ALIKE = 0.5
"""Share of words in common from which an item of a list is taken for the same one, edited."""


def matched(old: Sequence[Any], new: Sequence[Any]) -> list[int | None]:
    """For each new item the index of the old one that it was: the same, of the same id, the most alike, or in the same place."""
    free = list(range(len(old)))
    found: list[int | None] = [None] * len(new)
    for alike in (_same, _same_id, _similar):
        pairs = ((alike(old[i], one), -abs(i - j), i, j) for j, one in enumerate(new) if found[j] is None for i in free)
        for score, _, i, j in sorted(pairs, reverse=True):
            if score > 0 and i in free and found[j] is None:
                found[j] = i
                free.remove(i)
    if len(old) == len(new):
        found = [j if index is None and j in free else index for j, index in enumerate(found)]
    return found


def _same(old: Any, new: Any) -> float:
    return bool(old == new)


def _same_id(old: Any, new: Any) -> float:
    return bool(isinstance(old, dict) and isinstance(new, dict) and "id" in old and old["id"] == new.get("id"))


def _similar(old: Any, new: Any) -> float:
    """How much of two items is alike, 0 where less than ALIKE."""
    if isinstance(old, dict) and isinstance(new, dict) and "id" in old and "id" in new:
        return 0
    ratio = SequenceMatcher(None, _words(old), _words(new), autojunk=False).ratio()
    return ratio if ratio >= ALIKE else 0


def _words(value: Any) -> list[str]:
    """The words of all texts of an item: what an editor would know it by."""
    if isinstance(value, str):
        return value.split()
    return [word for part in (value.values() if isinstance(value, dict) else value) for word in _words(part)]
