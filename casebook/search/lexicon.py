"""The words of all texts by number, and each text as the numbers of what it says."""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, compress, pairwise
from typing import NamedTuple

from casebook.search.abbreviations import Way
from casebook.search.keys import BREAK, keys, numbers, words

DASH = re.compile("[-/–]")
"""Without one a text has no document number."""
BROKEN = 0
"""The number of the word that stands between two texts: nobody said it."""


class Said(NamedTuple):
    """What texts say: tokens (a word in one spelling), and the pairs of folded words that stand side by side; BROKEN between texts."""

    tokens: list[int]
    pairs: list[tuple[int, int]]


class Lexicon:
    """Numbers of tokens and of folded words: `folds` and `bits` by token, `names` and `spellings` by folded word."""

    def __init__(self, ways: Iterable[Way]) -> None:
        self._written: dict[str, int] = {}
        self._tokens: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, int] = {}
        self.folds: list[int] = []
        self.bits: list[int] = []
        self.names: list[str] = []
        self.spellings: list[list[str]] = []
        self._word(BREAK)
        # By the first word, or by the first two where there are two: few texts begin a long form without going on.
        self._ways: dict[int | tuple[int, int], list[tuple[list[int], list[int], tuple[str, ...]]]] = {}
        for way in ways:
            said, instead = ([self._word(word) for word in part] for part in (way.said, way.instead))
            start = said[0] if len(said) == 1 else (self.folds[said[0]], self.folds[said[1]])
            self._ways.setdefault(start, []).append((said, instead, way.said if way.literal else ()))

    def say(self, *texts: str) -> Said:
        """The texts as numbers, with what abbreviations and their long forms would have said, and document numbers in one piece."""
        written = words(*texts)
        known = self._written.get
        tokens = [token if (token := known(word)) is not None else self._word(word) for word in written]
        folds = [self.folds[token] for token in tokens]
        said, pairs = tokens.copy(), list(pairwise(folds))
        for start, end, instead in self._ghosts(tokens, pairs, written):
            said += instead
            inner = [self.folds[token] for token in instead]
            pairs += pairwise(chain(folds[start - 1 : start] if start else (), inner, folds[end : end + 1]))
        said += [self._token((number, number)) for number in numbers(*(text for text in texts if DASH.search(text)))]
        return Said(said, pairs)

    def _ghosts(self, tokens: list[int], pairs: list[tuple[int, int]], written: list[str]) -> Iterator[tuple[int, int, list[int]]]:
        """(start, end, tokens): what could have been said in the place of a part of the text, beside the same neighbours."""
        known = self._ways.__contains__
        starts: list[tuple[int, int | tuple[int, int]]] = [*compress(enumerate(tokens), map(known, tokens)), *compress(enumerate(pairs), map(known, pairs))]
        for start, key in starts:
            for said, instead, literal in self._ways[key]:
                end = start + len(said)
                if tokens[start:end] == said and (not literal or tuple(written[start:end]) == literal):
                    yield start, end, instead

    def _word(self, written: str) -> int:
        found = self._written.get(written)
        if found is None:
            found = self._written[written] = self._token(keys(written))
        return found

    def _token(self, key: tuple[str, str]) -> int:
        if key not in self._tokens:
            fold, exact = key
            if fold not in self._numbers:
                self._numbers[fold] = len(self.names)
                self.names.append(fold)
                self.spellings.append([])
            number = self._numbers[fold]
            self._tokens[key] = len(self.folds)
            self.folds.append(number)
            self.bits.append(1 << len(self.spellings[number]))
            self.spellings[number].append(exact)
        return self._tokens[key]
