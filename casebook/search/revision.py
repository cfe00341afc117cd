"""Brings the kept index to what the documents say now: under the keys of what a few of them said and say, or anew."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from itertools import zip_longest
from typing import Any

from casebook.search.blocks import SIZES, Block, begins, blocks
from casebook.search.lexicon import Lexicon
from casebook.search.line import Pair, Word
from casebook.search.state import Document, State, Texts
from casebook.search.tiers import Tiers

BATCH = 200
"""Documents that are read before they are entered."""
FEW = 10
"""One document in so many: when more changed, the index is made anew."""

Said = dict[str, dict[int, Any]]
"""Key → document → what stands there."""


def bring(state: State, documents: Sequence[Document], lexicon: Callable[..., Lexicon]) -> None:
    """Make the state that of these documents, numbered as they stand; the lexicon is a new one each time."""
    known = state.keys()
    changed = [number for number, (old, new) in enumerate(zip_longest(known, (document.key for document in documents))) if old != new]
    if len(changed) * FEW <= len(documents):
        # What few documents say is one shelf: hundreds, nearly all empty, took longer than the rest.
        _revise(state, documents, changed, lexicon(begin=0))
    else:
        _make(state, documents, lexicon())
    state.end_documents(len(documents))


def _make(state: State, documents: Sequence[Document], lexicon: Lexicon) -> None:
    with closing(Tiers(lexicon)) as tiers:
        for start in range(0, len(documents), BATCH):
            tiers.add(list(_read(state, documents, range(start, min(start + BATCH, len(documents))))))
        for tier, index in enumerate(tiers.both):
            state.replace(tier, state.blocks(tier), blocks(index.lines(), SIZES[tier]))


def _read(state: State, documents: Sequence[Document], numbers: Iterable[int]) -> Iterator[tuple[int, Texts]]:
    """What documents say now, which the state knows from here on."""
    for number in numbers:
        document = documents[number]
        texts = state.texts(document.key) or document.texts()
        state.put_document(number, document.key, texts)
        yield number, texts


def _revise(state: State, documents: Sequence[Document], changed: Sequence[int], lexicon: Lexicon) -> None:
    known = state.keys()
    with closing(Tiers(lexicon)) as old, closing(Tiers(lexicon)) as new:
        old.add([(number, state.texts(known[number]) or []) for number in changed if number < len(known)])
        new.add(list(_read(state, documents, (number for number in changed if number < len(documents)))))
        for tier, (said, says) in enumerate(zip(map(_said, old.both), map(_said, new.both), strict=True)):
            _revise_tier(state, tier, said, says)


def _said(index: Any) -> Said:
    return {key: {document: entry.said(document) for document in entry.documents} for key, entry in index.entries()}


def _revise_tier(state: State, tier: int, said: Said, says: Said) -> None:
    differ = [key for key in said.keys() | says.keys() if said.get(key) != says.get(key)]
    gone = [state.whole(tier, block) for block in _touched(state.blocks(tier), differ)]
    lines = {key: line for block in gone for key, line in block.lines}
    for key in differ:
        lines[key] = _revised(key, lines.get(key), said.get(key, {}), says.get(key, {}))
    state.replace(tier, gone, blocks(sorted((key, line) for key, line in lines.items() if line), SIZES[tier]))


def _touched(every: Sequence[Block], keys: Iterable[str]) -> list[Block]:
    """The blocks that have, or would have, these keys, and those that end where a block may begin or begin no more."""
    firsts = [block.first for block in every]
    found: set[int] = set()
    for key in keys:
        place = max(0, bisect_right(firsts, key) - 1)
        found.update((place, max(0, place - 1)) if begins(key) else (place,))
    return [every[place] for place in sorted(found) if every]


def _revised(key: str, line: str | None, said: Mapping[int, Any], says: Mapping[int, Any]) -> str:
    """The line when documents no longer say this but that; "" where nothing stands any more."""
    kind: Any = Pair if " " in key else Word
    entry = kind.read(line) if line else kind()
    for document in said:
        entry.take(document)
    for document, now in says.items():
        entry.put(document, now)
    return entry.line() if entry.documents else ""
