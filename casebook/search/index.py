"""The index: which case has which word, in which spelling and how prominently, and which words stand side by side."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np

from casebook.search.lexicon import Lexicon, Numbers, Said, starts
from casebook.search.line import MOST_TIMES, Combination, Pair, Word
from casebook.search.pile import Pile

HIGH, LOW, APART, OUT = range(4)
"""How texts are taken: prominent; not; not, and only word by word; not at all."""

# What a document has under a key is one integer of 64 bits. A word: document, token, whether in prominent texts, whether in
# others, times. A pair: first word, second word, document, 0 in a prominent text or 1.
MARK = 32
FIRST, SECOND = 42, 22
WORD, NEAR = (1 << FIRST - SECOND) - 1, (1 << SECOND) - 1
"""So a million folded words and two million documents at most."""


class Index:
    """One tier: words and pairs of neighbours over documents 0, 1, 2… added in order. The same texts give the same lines.

    Both are put away by the letters that a word, or the first of a pair, begins with (`Lexicon.begins`).
    """

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words, self._pairs = Pile(), Pile()

    def add(self, said: Said, documents: Numbers, places: Numbers) -> None:
        """Enter what the parts say; whose they are and how they are taken, by part. No document may come in two calls."""
        self._add_words(documents[said.parts], said.tokens, places[said.parts])
        self._add_pairs(documents[said.beside], said.first, said.second, places[said.beside])

    def _add_words(self, documents: Numbers, tokens: Numbers, places: Numbers) -> None:
        taken = places != OUT
        said = documents[taken] << MARK | tokens[taken] << 4 | np.minimum(places[taken], LOW)
        said.sort()
        begins = starts(said >> 4)
        counts = np.diff(begins, append=len(said))
        # Sorted, what is said in a prominent text comes first.
        high, low = said[begins] & 1 == HIGH, said[begins + counts - 1] & 1 == LOW
        words = said[begins] & ~1 | high << 3 | low << 2 | np.minimum(counts, MOST_TIMES)
        self._words.put(words, self._lexicon.begun(self._folds(words)))

    def _add_pairs(self, documents: Numbers, first: Numbers, second: Numbers, places: Numbers) -> None:
        taken = places < APART
        said = first[taken] << FIRST | second[taken] << SECOND | documents[taken] << 1 | places[taken]
        said.sort()
        # In a prominent text and elsewhere: the first counts.
        pairs = said[starts(said >> 1)]
        self._pairs.put(pairs, self._lexicon.begun(pairs >> FIRST))

    def _folds(self, words: Numbers) -> Numbers:
        folds: Numbers = self._lexicon.folded()[words >> 4 & (1 << MARK - 4) - 1]
        return folds

    def entries(self) -> Iterator[tuple[str, Word | Pair]]:
        """(key, what stands there) of every word and every pair, in the order of keys; a pair's key has a space: “hanh chinh”."""
        names = self._lexicon.names
        if len(names) > WORD:
            raise OverflowError(f"{len(names)} words")
        order = sorted(range(len(names)), key=names.__getitem__)
        rank = np.empty(len(names), np.int64)
        rank[order] = np.arange(len(names))
        # Two words that begin apart stand in the order of their beginnings.
        for _, shelf in sorted(self._lexicon.begins.items()):
            yield from self._entries(shelf, order, rank)

    def _entries(self, shelf: int, order: Sequence[int], rank: Numbers) -> Iterator[tuple[str, Word | Pair]]:
        names = self._lexicon.names
        pairs = self._ranked(self._pairs.take(shelf), rank)
        begins = starts(pairs >> SECOND)
        firsts, seconds = (pairs[begins] >> FIRST).tolist(), (pairs[begins] >> SECOND & WORD).tolist()
        ends = np.append(begins, len(pairs)).tolist()
        place = 0
        for number, word in self._spelled(self._words.take(shelf), rank):
            name = names[order[number]]
            yield name, word
            start, after = ends[place], bisect_right(firsts, number, place)
            told = (pairs[start : ends[after]] & NEAR).tolist()
            for pair in range(place, after):
                yield f"{name} {names[order[seconds[pair]]]}", Pair(told[ends[pair] - start : ends[pair + 1] - start])
            place = after

    def _ranked(self, pairs: Numbers, rank: Numbers) -> Numbers:
        """Pairs in the order of their words' names, then of documents."""
        ranked: Numbers = rank[pairs >> FIRST] << FIRST | rank[pairs >> SECOND & WORD] << SECOND | pairs & NEAR
        ranked.sort()
        return ranked

    def _spelled(self, words: Numbers, rank: Numbers) -> Iterator[tuple[int, Word]]:
        """(rank, where it stands) of every folded word of these, in the order of ranks."""
        folds = self._folds(words)
        ordered = np.lexsort((words, rank[folds]))
        words, folds = words[ordered], folds[ordered]
        documents, marks = words >> MARK, words & (1 << MARK) - 1
        begins = starts(rank[folds] << MARK | documents)
        mixed = self._mixed(marks, begins)
        folds, documents, marks = folds[begins], documents[begins], marks[begins]
        for start, end in pairwise([*starts(folds).tolist(), len(folds)]):
            fold, told = int(folds[start]), marks[start:end].tolist()
            met = {mark: mixed.get(mark) or self._combination(mark) for mark in set(told)}
            yield int(rank[fold]), Word(self._lexicon.spellings[fold], documents[start:end].tolist(), told, met)

    def _mixed(self, marks: Numbers, begins: Numbers) -> dict[int, Combination]:
        """Where a document has several spellings of a word, let its first mark stand for all: a number of their combination, without times."""
        numbers: dict[Combination, int] = {}
        counts = np.diff(begins, append=len(marks))
        several = counts > 1
        told, ends = marks[np.repeat(several, counts)].tolist(), np.cumsum(counts[several]).tolist()
        together = [tuple(told[start:end]) for start, end in pairwise((0, *ends))]
        number = {said: numbers.setdefault(self._combined(said), len(numbers) << 4) for said in dict.fromkeys(together)}
        marks[begins[several]] = [number[said] for said in together]
        return {number: combination for combination, number in numbers.items()}

    def _combined(self, marks: Sequence[int]) -> Combination:
        """Of several spellings."""
        strong, weak, times = (sum(values) for values in zip(*map(self._combination, marks), strict=True))
        return strong, weak, min(times, MOST_TIMES)

    def _combination(self, mark: int) -> Combination:
        """Of one spelling."""
        bit = self._lexicon.bits[mark >> 4]
        return (bit if mark & 8 else 0, bit if mark & 4 else 0, mark & 3)

    def lines(self) -> Iterator[tuple[str, str]]:
        return ((key, entry.line()) for key, entry in self.entries())

    def close(self) -> None:
        for pile in (self._words, self._pairs):
            pile.close()
