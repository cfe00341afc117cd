"""A line of the index: what stands under one key, whatever the order in which it was met, and how to read it back."""

from bisect import bisect_left, insort
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeAlias

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


Combination: TypeAlias = tuple[int, int, int]
"""Masks of spellings in prominent texts and in others; times."""


@dataclass(slots=True)
class Word:
    """Where one folded word stands: documents in order, and for each the number of a combination."""

    spellings: Sequence[str] = ()
    documents: list[int] = field(default_factory=list)
    occurrences: list[int] = field(default_factory=list)
    combinations: dict[int, Combination] = field(default_factory=dict)

    def line(self) -> str:
        """“spellings TAB combinations TAB postings”: spellings in the order of their letters, the commonest combination has the smallest number."""
        counts = Counter(self.occurrences)
        every = 0
        for number in counts:
            every |= self.combinations[number][0] | self.combinations[number][1]
        used = sorted(_bits(every), key=self.spellings.__getitem__)
        told = {number: _told(self.combinations[number], used) for number in counts}
        commonest = sorted(counts, key=lambda number: (-counts[number], told[number]))
        ranks = {number: vlq(rank) for rank, number in enumerate(commonest)}
        gaps = [self.documents[0], *(after - before - 1 for before, after in pairwise(self.documents))]
        small = SMALL
        postings = "".join([(small[gap] if gap < MANY else vlq(gap)) + ranks[number] for gap, number in zip(gaps, self.occurrences, strict=True)])
        return f"{','.join(self.spellings[bit] for bit in used)}\t{','.join(told[number] for number in commonest)}\t{postings}"

    @classmethod
    def read(cls, line: str) -> "Word":
        spellings, told, packed = line.split("\t")
        numbers = list(unpacked(packed))
        combinations = {
            number: (_mask(strong), _mask(weak), int(times)) for number, (strong, weak, times) in enumerate(part.split(".") for part in told.split(","))
        }
        return cls(spellings.split(","), list(_documents(numbers)), numbers[1::2], combinations)

    def said(self, document: int) -> Spelled:
        strong, weak, times = self.combinations[self.occurrences[bisect_left(self.documents, document)]]
        return Spelled(self._named(strong), self._named(weak), times)

    def _named(self, mask: int) -> tuple[str, ...]:
        return tuple(sorted(self.spellings[bit] for bit in _bits(mask)))

    def put(self, document: int, said: Spelled) -> None:
        """Let a document that is not there say this."""
        self.spellings = [*self.spellings, *sorted({*said.strong, *said.weak} - {*self.spellings})]
        strong, weak = (sum(1 << self.spellings.index(spelling) for spelling in part) for part in (said.strong, said.weak))
        numbers = {combination: number for number, combination in self.combinations.items()}
        number = numbers.get((strong, weak, said.times), max(self.combinations, default=-1) + 1)
        self.combinations[number] = (strong, weak, said.times)
        place = bisect_left(self.documents, document)
        self.documents.insert(place, document)
        self.occurrences.insert(place, number)

    def take(self, document: int) -> None:
        """Let a document that is there say nothing."""
        place = bisect_left(self.documents, document)
        del self.documents[place], self.occurrences[place]


@dataclass(slots=True)
class Pair:
    """Where two words stand side by side: in order, twice the number of each document, and 1 more where in no prominent text."""

    postings: list[int] = field(default_factory=list)

    @property
    def documents(self) -> list[int]:
        return [posting >> 1 for posting in self.postings]

    def line(self) -> str:
        # With “| 1” a gap between documents and the mark after it are one step: from what follows the document before.
        steps = STEPS
        return "".join([steps[step] if (step := after - (before | 1) - 1) < MANY else _step(step) for before, after in pairwise((-1, *self.postings))])

    @classmethod
    def read(cls, line: str) -> "Pair":
        numbers = list(unpacked(line))
        return cls([document << 1 | mark for document, mark in zip(_documents(numbers), numbers[1::2], strict=True)])

    def said(self, document: int) -> int:
        return self.postings[bisect_left(self.postings, document << 1)] & 1

    def put(self, document: int, mark: int) -> None:
        insort(self.postings, document << 1 | mark)

    def take(self, document: int) -> None:
        del self.postings[bisect_left(self.postings, document << 1)]


def count(line: str) -> int:
    """How many documents a line names."""
    return len(line.rpartition("\t")[2].encode().translate(None, MORE)) // 2


def _told(combination: Combination, used: Sequence[int]) -> str:
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


def _step(step: int) -> str:
    """A gap, then a mark of 0 or 1."""
    return vlq(step >> 1) + vlq(step & 1)


MANY = 4096
SMALL = tuple(vlq(number) for number in range(MANY))
STEPS = tuple(_step(step) for step in range(MANY))


def _documents(numbers: Sequence[int]) -> Iterator[int]:
    document = -1
    for gap in numbers[::2]:
        document += gap + 1
        yield document
