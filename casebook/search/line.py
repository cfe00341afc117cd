"""A line of the index: what stands under one key, whatever the order in which it was met, and how to read it back."""

from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, MutableSequence, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

MOST_TIMES = 3
VLQ = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
FIVES = {letter: value for value, letter in enumerate(VLQ)}
MORE = VLQ[32:].encode()
"""Letters after which a number goes on."""


class Spelled(NamedTuple):
    """A word in one document: its spellings in prominent texts, in others, and how many times (MOST_TIMES = so many or more)."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    times: int


@dataclass(slots=True)
class Word:
    """Where one folded word stands: documents in order, and for each a combination (masks of spellings in prominent texts, in others; times)."""

    spellings: Sequence[str] = ()
    documents: "array[int]" = field(default_factory=lambda: array("I"))
    occurrences: "array[int]" = field(default_factory=lambda: array("I"))
    combinations: dict[tuple[int, int, int], int] = field(default_factory=dict)

    def add(self, document: int, strong: int, weak: int, times: int) -> None:
        self.documents.append(document)
        self.occurrences.append(self.combinations.setdefault((strong, weak, min(times, MOST_TIMES)), len(self.combinations)))

    def line(self) -> str:
        """“spellings TAB combinations TAB postings”: spellings in the order of their letters, the commonest combination has the smallest number."""
        met = list(self.combinations)
        counts = Counter(self.occurrences)
        every = 0
        for number in counts:
            every |= met[number][0] | met[number][1]
        used = sorted(_bits(every), key=self.spellings.__getitem__)
        told = {number: _told(met[number], used) for number in counts}
        commonest = sorted(counts, key=lambda number: (-counts[number], told[number]))
        ranks = {number: rank for rank, number in enumerate(commonest)}
        postings = _postings(self.documents, [ranks[number] for number in self.occurrences])
        return f"{','.join(self.spellings[bit] for bit in used)}\t{','.join(told[number] for number in commonest)}\t{postings}"

    @classmethod
    def read(cls, line: str) -> "Word":
        spellings, told, packed = line.split("\t")
        numbers = list(unpacked(packed))
        combinations = {
            (_mask(strong), _mask(weak), int(times)): number for number, (strong, weak, times) in enumerate(part.split(".") for part in told.split(","))
        }
        return cls(spellings.split(","), array("I", _documents(numbers)), array("I", numbers[1::2]), combinations)

    def said(self, document: int) -> Spelled:
        strong, weak, times = list(self.combinations)[self.occurrences[bisect_left(self.documents, document)]]
        return Spelled(self._named(strong), self._named(weak), times)

    def _named(self, mask: int) -> tuple[str, ...]:
        return tuple(sorted(self.spellings[bit] for bit in _bits(mask)))

    def put(self, document: int, said: Spelled) -> None:
        """Let a document that is not there say this."""
        self.spellings = [*self.spellings, *sorted({*said.strong, *said.weak} - {*self.spellings})]
        strong, weak = (sum(1 << self.spellings.index(spelling) for spelling in part) for part in (said.strong, said.weak))
        number = self.combinations.setdefault((strong, weak, said.times), len(self.combinations))
        place = bisect_left(self.documents, document)
        self.documents.insert(place, document)
        self.occurrences.insert(place, number)

    def take(self, document: int) -> None:
        """Let a document that is there say nothing."""
        place = bisect_left(self.documents, document)
        del self.documents[place], self.occurrences[place]


@dataclass(slots=True)
class Pair:
    """Where two words stand side by side: documents in order, and for each 0 (in a prominent text) or 1."""

    documents: MutableSequence[int] = field(default_factory=list)
    marks: MutableSequence[int] = field(default_factory=list)

    def line(self) -> str:
        return _postings(self.documents, self.marks)

    @classmethod
    def read(cls, line: str) -> "Pair":
        numbers = list(unpacked(line))
        return cls(list(_documents(numbers)), numbers[1::2])

    def said(self, document: int) -> int:
        return self.marks[bisect_left(self.documents, document)]

    def put(self, document: int, mark: int) -> None:
        place = bisect_left(self.documents, document)
        self.documents.insert(place, document)
        self.marks.insert(place, mark)

    def take(self, document: int) -> None:
        place = bisect_left(self.documents, document)
        del self.documents[place], self.marks[place]


def count(line: str) -> int:
    """How many documents a line names."""
    return len(line.rpartition("\t")[2].encode().translate(None, MORE)) // 2


def _told(combination: tuple[int, int, int], used: Sequence[int]) -> str:
    """Two masks and how many times; the masks count only the spellings that the line names."""
    strong, weak, times = combination
    masks = (_letters(sum((mask >> bit & 1) << place for place, bit in enumerate(used))) for mask in (strong, weak))
    return ".".join((*masks, str(times)))


def _letters(mask: int) -> str:
    """Five spellings a letter, the first ones first: so many as there are, beyond the bits of a number in a browser."""
    text = VLQ[mask & 31]
    while mask := mask >> 5:
        text += VLQ[mask & 31]
    return text


def _mask(letters: str) -> int:
    return sum(FIVES[letter] << 5 * place for place, letter in enumerate(letters))


def _bits(mask: int) -> list[int]:
    return [bit for bit in range(mask.bit_length()) if mask >> bit & 1]


def vlq(number: int) -> str:
    """A number ≥ 0 as letters, five bits each, lowest first; a letter from the second half of the alphabet says that more follow."""
    text = ""
    while number > 31:
        text += VLQ[32 | number & 31]
        number >>= 5
    return text + VLQ[number]


def unpacked(text: str) -> Iterator[int]:
    """The numbers of letters."""
    number = shift = 0
    for letter in text:
        five = FIVES[letter]
        number |= (five & 31) << shift
        shift += 5
        if five < 32:
            yield number
            number = shift = 0


SMALL = tuple(vlq(number) for number in range(4096))


def _postings(documents: Sequence[int], marks: Sequence[int]) -> str:
    """Gaps between document numbers, each followed by its mark."""
    gaps = [documents[0], *(after - before - 1 for before, after in pairwise(documents))]
    small = SMALL
    return "".join([(small[gap] if gap < 4096 else vlq(gap)) + (small[mark] if mark < 4096 else vlq(mark)) for gap, mark in zip(gaps, marks, strict=True)])


def _documents(numbers: Sequence[int]) -> Iterator[int]:
    document = -1
    for gap in numbers[::2]:
        document += gap + 1
        yield document
