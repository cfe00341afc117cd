"""The index: which case has which word, in which spelling and how prominently, and which words stand side by side."""

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import chain, groupby, pairwise

from casebook.search.lexicon import BROKEN, Lexicon, Said

MOST_TIMES = 3
VLQ = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
SHORT = 1 << 32


class _Word:
    """Where one folded word stands: documents in order, and for each a combination (spellings in prominent texts, in others, times)."""

    __slots__ = ("combinations", "documents", "occurrences")

    def __init__(self) -> None:
        self.documents = array("I")
        self.occurrences = array("I")
        self.combinations: dict[tuple[int, int, int], int] = {}

    def add(self, document: int, strong: int, weak: int, times: int) -> None:
        self.documents.append(document)
        self.occurrences.append(self.combinations.setdefault((strong, weak, min(times, MOST_TIMES)), len(self.combinations)))

    def line(self, spellings: Sequence[str]) -> str:
        """“spellings TAB combinations TAB postings”: the commonest combination has the smallest number."""
        commonest = sorted(Counter(self.occurrences).items(), key=lambda item: (-item[1], item[0]))
        ranks = {number: rank for rank, (number, _) in enumerate(commonest)}
        combinations = list(self.combinations)
        used = [bit for bit in range(len(spellings)) if any((strong | weak) >> bit & 1 for strong, weak, _ in combinations)]
        told = ",".join(_told(combinations[number], used) for number, _ in commonest)
        return f"{','.join(spellings[bit] for bit in used)}\t{told}\t{_postings(self.documents, [ranks[number] for number in self.occurrences])}"


def _told(combination: tuple[int, int, int], used: Sequence[int]) -> str:
    """Three numbers; the masks count only the spellings that this tier uses."""
    strong, weak, times = combination
    masks = (sum((mask >> bit & 1) << place for place, bit in enumerate(used)) for mask in (strong, weak))
    return ".".join(_base36(number) for number in (*masks, times))


class Index:
    """One tier: words and pairs of neighbours over documents 0, 1, 2… added in order. The same texts give the same lines."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._words: defaultdict[int, _Word] = defaultdict(_Word)
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

    def lines(self) -> Iterator[tuple[str, str]]:
        """(key, line) of every word and every pair, in the order of keys; a pair's key has a space: “hanh chinh”."""
        names = self._lexicon.names
        for fold in self._spoken():
            yield names[fold], self._words[fold].line(self._lexicon.spellings[fold])
            if fold in self._pairs:
                groups = groupby(sorted(self._pairs[fold]), key=SHORT.__rfloordiv__)
                yield from sorted((f"{names[fold]} {names[second]}", _pair(entries)) for second, entries in groups if second != BROKEN)

    def counts(self) -> Iterator[tuple[str, int]]:
        """(folded word, number of documents), in the order of words: what the speller may propose."""
        names = self._lexicon.names
        return ((names[fold], len(self._words[fold].documents)) for fold in self._spoken())

    def _spoken(self) -> list[int]:
        return sorted(self._words.keys() - {BROKEN}, key=self._lexicon.names.__getitem__)


def _pair(entries: Iterable[int]) -> str:
    marks = [entry & 0xFFFFFFFF for entry in entries]
    return _postings([mark >> 1 for mark in marks], [1 - (mark & 1) for mark in marks])


def _base36(number: int) -> str:
    digits = "0123456789abcdefghijklmnopqrstuvwxyz"
    text = digits[number % 36]
    while number := number // 36:
        text = digits[number % 36] + text
    return text


def vlq(number: int) -> str:
    """A number ≥ 0 as letters, five bits each, lowest first; a letter from the second half of the alphabet says that more follow."""
    text = ""
    while number > 31:
        text += VLQ[32 | number & 31]
        number >>= 5
    return text + VLQ[number]


SMALL = tuple(vlq(number) for number in range(4096))


def _postings(documents: Sequence[int], marks: Sequence[int]) -> str:
    """Gaps between document numbers, each followed by its mark."""
    gaps = [documents[0], *(after - before - 1 for before, after in pairwise(documents))]
    small = SMALL
    return "".join([(small[gap] if gap < 4096 else vlq(gap)) + (small[mark] if mark < 4096 else vlq(mark)) for gap, mark in zip(gaps, marks, strict=True)])
