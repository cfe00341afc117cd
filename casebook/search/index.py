"""The index: which case has which word, in which spelling and how prominently, and which words stand side by side."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby

from casebook.search.lexicon import BROKEN, Lexicon, Said
from casebook.search.line import Pair, Word

SHORT = 1 << 32


class Index:
    """One tier: words and pairs of neighbours over documents 0, 1, 2… added in order. The same texts give the same lines."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: defaultdict[int, Word] = defaultdict(Word)
        # Second word, document and prominence in one integer: a pair costs eight bytes a document.
        self._pairs: defaultdict[int, array[int]] = defaultdict(partial(array, "Q"))

    def add(self, document: int, strong: Sequence[Said], weak: Sequence[Said], loose: Sequence[Said] = ()) -> None:
        """Enter what a document says prominently, what else it says, and what is only entered word by word."""
        found: dict[int, list[int]] = {}
        folds, bits = self._lexicon.folds, self._lexicon.bits
        for place, said in enumerate((strong, (*weak, *loose))):
            for token, times in Counter(chain.from_iterable(part.tokens for part in said)).items():
                entry = found.get(folds[token])
                if entry is None:
                    entry = found[folds[token]] = [0, 0, 0]
                entry[place] |= bits[token]
                entry[2] += times
        for fold, (strong_mask, weak_mask, times) in found.items():
            self._words[fold].add(document, strong_mask, weak_mask, times)
        near = set(chain.from_iterable([part.pairs for part in strong]))
        self._enter(near, document << 1 | 1)
        self._enter(set(chain.from_iterable([part.pairs for part in weak])) - near, document << 1)

    def _enter(self, pairs: Iterable[tuple[int, int]], mark: int) -> None:
        kept = self._pairs
        for first, second in pairs:
            kept[first].append(second << 32 | mark)

    def entries(self) -> Iterator[tuple[str, Word | Pair]]:
        """(key, what stands there) of every word and every pair, in the order of keys; a pair's key has a space: “hanh chinh”."""
        names = self._lexicon.names
        for fold in sorted(self._words.keys() - {BROKEN}, key=names.__getitem__):
            word = self._words[fold]
            word.spellings = self._lexicon.spellings[fold]
            yield names[fold], word
            groups = groupby(sorted(self._pairs.get(fold, ())), key=SHORT.__rfloordiv__)
            yield from sorted(((f"{names[fold]} {names[second]}", _pair(entries)) for second, entries in groups if second != BROKEN), key=_key)

    def lines(self) -> Iterator[tuple[str, str]]:
        return ((key, entry.line()) for key, entry in self.entries())


def _key(entry: tuple[str, Pair]) -> str:
    return entry[0]


def _pair(entries: Iterable[int]) -> Pair:
    marks = [entry & 0xFFFFFFFF for entry in entries]
    return Pair([mark >> 1 for mark in marks], [1 - (mark & 1) for mark in marks])
