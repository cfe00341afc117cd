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
Marks: TypeAlias = NDArray[np.bool_]
N = TypeVar("N", int, Numbers)
HALF = 32
PAIRED = 1 << HALF
"""Two folded words as one number are at least this; a token is less."""
DASH = re.compile("[-/–]")
"""Without one a text has no document number."""
BEGIN = 2
"""Letters that a word begins with: the commonest such beginning has a tenth of all words."""
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
    """Numbers of tokens and of folded words: `folds` and `bits` by token, `names` and `spellings` by folded word; `begins`, of what words begin with."""

    def __init__(self, ways: Iterable[Way], begin: int = BEGIN) -> None:
        self._begin = begin
        self._written = _Tokens(self._token)
        self._tokens: dict[tuple[str, str], int] = {}
        self._numbers: dict[str, int] = {}
        self.folds: list[int] = []
        self.bits: list[int] = []
        self.names: list[str] = []
        self.spellings: list[list[str]] = []
        self.begins: dict[str, int] = {}
        self._begun_with: list[int] = []
        self._token(keys(BREAK))
        # By the first word, or by the first two where there are two: few texts begin a long form without going on.
        self._ways: dict[int, list[tuple[list[int], list[int], tuple[str, ...]]]] = {}
        for way in ways:
            said, instead = ([self._written[word] for word in part] for part in (way.said, way.instead))
            start = said[0] if len(said) == 1 else _both(self.folds[said[0]], self.folds[said[1]])
            self._ways.setdefault(start, []).append((said, instead, way.said if way.literal else ()))
        self._begun = np.array(sorted(self._ways), np.int64)
        # Most words begin nothing: one look tells them apart. What begins with two words is told by its first one first.
        paired = self._begun >= PAIRED
        self._alone, self._leading = _among(self._begun[~paired]), _among(self._begun[paired] >> HALF)
        self._longest = max((len(said) for begun in self._ways.values() for said, *_ in begun), default=0)
        self._known = np.empty(0, np.int64)

    def say(self, parts: Sequence[Sequence[str]]) -> Said:
        """The texts of each part as numbers, with what abbreviations and their long forms would have said, and document numbers in one piece."""
        written = words(*chain.from_iterable(parts))
        tokens = np.array([*map(self._written.__getitem__, written)], np.int64)
        told = tokens != BROKEN
        # The part of each text, then of each word: at every BROKEN another text begins.
        of = np.repeat(np.arange(len(parts)), [len(texts) for texts in parts])[np.cumsum(~told)]
        folds = self.folded()[tokens]
        spoken: list[tuple[Numbers, ...]] = [(of, tokens)]
        beside: list[tuple[Numbers, ...]] = [(of[:-1], folds[:-1], folds[1:])]
        around = np.pad(folds, 1, constant_values=BROKEN)
        for starts, ends, instead in self._ghosts(tokens, folds, written):
            part = of[starts]
            spoken += [(part, np.full_like(part, token)) for token in instead]
            chained = (around[starts], *(np.full_like(part, self.folds[token]) for token in instead), around[ends + 1])
            beside += [(part, *pair) for pair in pairwise(chained)]
        glued = [(part, self._token((number, number))) for part, texts in enumerate(parts) for number in numbers(*filter(DASH.search, texts))]
        spoken.append(tuple(np.array(glued, np.int64).reshape(-1, 2).T))
        heard, near = (tuple(map(np.concatenate, zip(*columns, strict=True))) for columns in (spoken, beside))
        return Said(*_only(heard, heard[1] != BROKEN), *_only(near, (near[1] != BROKEN) & (near[2] != BROKEN)))

    def _ghosts(self, tokens: Numbers, folds: Numbers, written: Sequence[str]) -> Iterator[tuple[Numbers, Numbers, list[int]]]:
        """(where they begin, where they end, tokens): what could have been said in the place of these parts of the text."""
        ahead = np.append(tokens, [BROKEN] * self._longest)
        alone, leading = _where(self._alone, tokens), _where(self._leading, folds[:-1])
        keyed = np.concatenate((tokens[alone], _both(folds[leading], folds[leading + 1])))
        for key, starts in self._met(keyed, np.concatenate((alone, leading))):
            for said, instead, literal in self._ways[key]:
                met = starts[np.all([ahead[starts + place] == token for place, token in enumerate(said)], axis=0)]
                if literal:
                    met = met[np.array([tuple(written[start : start + len(said)]) == literal for start in met.tolist()], np.bool_)]
                yield met, met + len(said), instead

    def _met(self, keyed: Numbers, places: Numbers) -> Iterator[tuple[int, Numbers]]:
        """What begins a way → the places where it stands."""
        known = np.isin(keyed, self._begun)
        order = np.argsort(keyed[known], kind="stable")
        keyed, places = keyed[known][order], places[known][order]
        begins = starts(keyed)
        for start, end in pairwise([*begins.tolist(), len(places)]):
            yield int(keyed[start]), places[start:end]

    def folded(self) -> Numbers:
        """`folds`, to look many up at once."""
        self._known = np.append(self._known, np.array(self.folds[len(self._known) :], np.int64))
        return self._known

    def begun(self, folds: Numbers) -> Numbers:
        """The numbers of what these folded words begin with."""
        return np.array(self._begun_with, np.int64)[folds]

    def _token(self, key: tuple[str, str]) -> int:
        if key not in self._tokens:
            fold, exact = key
            if fold not in self._numbers:
                self._numbers[fold] = len(self.names)
                self.names.append(fold)
                self.spellings.append([])
                self._begun_with.append(self.begins.setdefault(fold[: self._begin], len(self.begins)))
            number = self._numbers[fold]
            self._tokens[key] = len(self.folds)
            self.folds.append(number)
            self.bits.append(1 << len(self.spellings[number]))
            self.spellings[number].append(exact)
        return self._tokens[key]


def _both(first: N, second: N) -> N:
    """Two folded words as one number, which is no token's: no word has the number BROKEN."""
    return first << HALF | second


def starts(values: Numbers) -> Numbers:
    """Where in ordered values another one begins."""
    # `np.diff` with a value before takes three times as long, and it is asked for each word with several spellings.
    return np.flatnonzero(np.concatenate(([len(values) > 0], values[1:] != values[:-1])))


def _among(chosen: Numbers) -> Marks:
    """By number, whether it is one of these; the last place is for all that are larger."""
    marks = np.zeros(chosen.max(initial=0) + 2, np.bool_)
    marks[chosen] = True
    return marks


def _where(marks: Marks, listed: Numbers) -> Numbers:
    return np.flatnonzero(marks[np.minimum(listed, len(marks) - 1)])


def _only(columns: tuple[Numbers, ...], told: Marks) -> Iterator[Numbers]:
    return (column[told] for column in columns)
