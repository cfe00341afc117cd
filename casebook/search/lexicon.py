"""The words of all texts by number, and texts as the numbers of what they say."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from casebook.search.abbreviations import Way
from casebook.search.keys import BREAK, keys, numbers, words

Numbers: TypeAlias = NDArray[np.int64]
N = TypeVar("N", int, Numbers)
DASH = re.compile("[-/–]")
"""Without one a text has no document number."""
BROKEN = 0
"""The number of the word that stands between two texts: nobody said it."""


class Said(NamedTuple):
    """What parts say. Tokens (a word in one spelling), each with its part; pairs of folded words that stand side by side, each with its part."""

    parts: Numbers
    tokens: Numbers
    beside: Numbers
    first: Numbers
    second: Numbers


class _Tokens(dict[str, int]):
    """The token of each word as it is written; a new word gets one when it is asked for."""

    def __init__(self, token: Callable[[tuple[str, str]], int]) -> None:
        self._token = token

    def __missing__(self, written: str) -> int:
        token = self[written] = self._token(keys(written))
        return token


class Lexicon:
    """Numbers of tokens and of folded words: `folds` and `bits` by token, `names` and `spellings` by folded word."""

    def __init__(self, ways: Iterable[Way]) -> None:
        self._written = _Tokens(self._token)
        self._tokens: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, int] = {}
        self.folds: list[int] = []
        self.bits: list[int] = []
        self.names: list[str] = []
        self.spellings: list[list[str]] = []
        self._token(keys(BREAK))
        # By the first word, or by the first two where there are two: few texts begin a long form without going on.
        self._ways: dict[int, list[tuple[list[int], list[int], tuple[str, ...]]]] = {}
        for way in ways:
            said, instead = ([self._written[word] for word in part] for part in (way.said, way.instead))
            start = said[0] if len(said) == 1 else _both(self.folds[said[0]], self.folds[said[1]])
            self._ways.setdefault(start, []).append((said, instead, way.said if way.literal else ()))
        # One more that no word reaches: whatever is looked up has a next one.
        self._begun = np.array([*sorted(self._ways), np.iinfo(np.int64).max])

    def say(self, parts: Sequence[Sequence[str]]) -> Said:
        """The texts of each part as numbers, with what abbreviations and their long forms would have said, and document numbers in one piece."""
        written = words(*chain.from_iterable(parts))
        tokens = np.fromiter(map(self._written.__getitem__, written), np.int64, len(written))
        # The part of each text, then of each word: at every BROKEN another text begins.
        of = np.repeat(np.arange(len(parts)), [len(texts) for texts in parts])[np.cumsum(tokens == BROKEN)]
        folds = np.array(self.folds)[tokens]
        more: list[tuple[int, int]] = []
        nearer: list[tuple[int, int, int]] = []
        for start, around, instead in self._ghosts(tokens, folds, written):
            part = int(of[start])
            more += [(part, token) for token in instead]
            nearer += [(part, *pair) for pair in pairwise((around[0], *(self.folds[token] for token in instead), around[1]))]
        for part, texts in enumerate(parts):
            more += [(part, self._token((number, number))) for number in numbers(*(text for text in texts if DASH.search(text)))]
        heard = np.hstack((np.stack((of, tokens)), np.array(more, np.int64).reshape(-1, 2).T))
        near = np.hstack((np.stack((of[:-1], folds[:-1], folds[1:])), np.array(nearer, np.int64).reshape(-1, 3).T))
        return Said(*heard[:, heard[1] != BROKEN], *near[:, (near[1] != BROKEN) & (near[2] != BROKEN)])

    def _ghosts(self, tokens: Numbers, folds: Numbers, written: Sequence[str]) -> Iterator[tuple[int, tuple[int, int], list[int]]]:
        """(where, the folded words around it, tokens): what could have been said in the place of a part of the text."""
        pairs, spoken, around = _both(folds[:-1], folds[1:]), tokens.tolist(), [*folds.tolist(), BROKEN]
        for listed in (tokens, pairs):
            met = np.flatnonzero(self._begun[np.searchsorted(self._begun, listed)] == listed)
            for start, key in zip(met.tolist(), listed[met].tolist(), strict=True):
                for said, instead, literal in self._ways[key]:
                    end = start + len(said)
                    if spoken[start:end] == said and (not literal or tuple(written[start:end]) == literal):
                        yield start, (around[start - 1] if start else BROKEN, around[end]), instead

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


def _both(first: N, second: N) -> N:
    """Two folded words as one number, which is no token's: no word has the number BROKEN."""
    return first << 32 | second
