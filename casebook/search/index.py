"""The index: which case has which word, in which spelling and how prominently, and which words stand side by side."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from casebook.search.lexicon import Lexicon, Numbers, Said
from casebook.search.line import MOST_TIMES, Combination, Pair, Word

HIGH, LOW, APART, OUT = range(4)
"""How texts are taken: prominent; not; not, and only word by word; not at all."""

# What a document has under a key is one integer of 64 bits. A word: document, token, whether in prominent texts, whether in
# others, times. A pair: first word, second word, document, 0 in a prominent text or 1.
MARK = 32
FIRST, SECOND = 42, 22
WORD, NEAR = (1 << FIRST - SECOND) - 1, (1 << SECOND) - 1
"""So a million folded words and two million documents at most."""


class Index:
    """One tier: words and pairs of neighbours over documents 0, 1, 2… added in order. The same texts give the same lines."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: list[Numbers] = []
        self._pairs: list[Numbers] = []

    def add(self, said: Said, documents: Numbers, places: Numbers) -> None:
        """Enter what the parts say; whose they are and how they are taken, by part. No document may come in two calls."""
        self._add_words(documents[said.parts], said.tokens, places[said.parts])
        self._add_pairs(documents[said.beside], said.first, said.second, places[said.beside])

    def _add_words(self, documents: Numbers, tokens: Numbers, places: Numbers) -> None:
        taken = places != OUT
        said = documents[taken] << MARK | tokens[taken] << 4 | np.minimum(places[taken], LOW)
        said.sort()
        begins = _begins(said >> 4)
        counts = np.diff(begins, append=len(said))
        # Sorted, what is said in a prominent text comes first.
        high, low = said[begins] & 1 == HIGH, said[begins + counts - 1] & 1 == LOW
        self._words.append(said[begins] & ~1 | high << 3 | low << 2 | np.minimum(counts, MOST_TIMES))

    def _add_pairs(self, documents: Numbers, first: Numbers, second: Numbers, places: Numbers) -> None:
        taken = places < APART
        said = first[taken] << FIRST | second[taken] << SECOND | documents[taken] << 1 | places[taken]
        said.sort()
        # In a prominent text and elsewhere: the first counts.
        self._pairs.append(said[_begins(said >> 1)])

    def entries(self) -> Iterator[tuple[str, Word | Pair]]:
        """(key, what stands there) of every word and every pair, in the order of keys; a pair's key has a space: “hanh chinh”."""
        names = self._lexicon.names
        if len(names) > WORD:
            raise OverflowError(f"{len(names)} words")
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.empty(len(names), np.int64)
        rank[order] = np.arange(len(names))
        pairs = self._ranked(rank)
        starts = _begins(pairs >> SECOND)
        firsts = (pairs[starts] >> FIRST).tolist()
        ends = np.append(starts, len(pairs)).tolist()
        place = 0
        for number, word in self._spelled(rank):
            name = names[order[number]]
            yield name, word
            while place < len(firsts) and firsts[place] == number:
                told = pairs[ends[place] : ends[place + 1]]
                second = names[order[int(told[0]) >> SECOND & WORD]]
                yield f"{name} {second}", Pair((told & NEAR).tolist())
                place += 1

    def _ranked(self, rank: Numbers) -> Numbers:
        """All pairs in the order of their words' names, then of documents."""
        pairs = np.concatenate([*self._pairs, np.empty(0, np.int64)])
        ranked: Numbers = rank[pairs >> FIRST] << FIRST | rank[pairs >> SECOND & WORD] << SECOND | pairs & NEAR
        ranked.sort()
        return ranked

    def _spelled(self, rank: Numbers) -> Iterator[tuple[int, Word]]:
        """(rank, where it stands) of every folded word, in the order of ranks."""
        lexicon = self._lexicon
        words = np.concatenate([*self._words, np.empty(0, np.int64)])
        folds = np.array(lexicon.folds)[words >> 4 & (1 << MARK - 4) - 1]
        ordered = np.lexsort((words, rank[folds]))
        words, folds = words[ordered], folds[ordered]
        documents, marks = words >> MARK, words & (1 << MARK) - 1
        begins = _begins(rank[folds] << MARK | documents)
        mixed = self._mixed(marks, begins)
        folds, documents, marks = folds[begins], documents[begins], marks[begins]
        for start, end in pairwise([*_begins(folds).tolist(), len(folds)]):
            fold, told = int(folds[start]), marks[start:end].tolist()
            met = {mark: mixed.get(mark) or self._combination(mark) for mark in set(told)}
            yield int(rank[fold]), Word(lexicon.spellings[fold], documents[start:end].tolist(), told, met)

    def _mixed(self, marks: Numbers, begins: Numbers) -> dict[int, Combination]:
        """Where a document has several spellings of a word, let its first mark stand for all: a number of their combination, without times."""
        numbers: dict[Combination, int] = {}
        counts = np.diff(begins, append=len(marks))
        for place in np.flatnonzero(counts > 1).tolist():
            start = int(begins[place])
            parts = [self._combination(mark) for mark in marks[start : start + int(counts[place])].tolist()]
            strong, weak, times = (sum(values) for values in zip(*parts, strict=True))
            marks[start] = numbers.setdefault((strong, weak, min(times, MOST_TIMES)), len(numbers) << 4)
        return {number: combination for combination, number in numbers.items()}

    def _combination(self, mark: int) -> Combination:
        """Of one spelling."""
        bit = self._lexicon.bits[mark >> 4]
        return (bit if mark & 8 else 0, bit if mark & 4 else 0, mark & 3)

    def lines(self) -> Iterator[tuple[str, str]]:
        return ((key, entry.line()) for key, entry in self.entries())


def _begins(values: Numbers) -> Numbers:
    """Where in ordered values another one begins."""
    return np.flatnonzero(np.diff(values, prepend=-1))
