"""What a ward's loudspeaker reads out about a case: whole sentences, two minutes at most."""

from collections.abc import Sequence
from dataclasses import dataclass

from casebook.channels.letters import syllables
from casebook.channels.spoken import Speech
from casebook.render import upper

PACE = 150
"""Syllables a minute: our own assumption for an announcer outdoors; newsreaders are faster. Whoever reads should try it with a watch."""
ROOM = 2 * PACE


@dataclass(frozen=True)
class Script:
    """The sentences in words, how many of the case's were left out for time, and what in them has no sure reading."""

    sentences: tuple[str, ...]
    left_out: int
    unsure: tuple[str, ...]

    @property
    def syllables(self) -> int:
        return sum(syllables(sentence) for sentence in self.sentences)

    @property
    def seconds(self) -> int:
        return round(self.syllables * 60 / PACE)


def script(speech: Speech, lines: str) -> Script:
    """What two minutes have room for of the lines of templates/speaker.txt; those of rank 0 stand in any case."""
    ranked = [line.partition(" ") for line in lines.splitlines() if line]
    said = [(int(rank), *speech.said(text)) for rank, _, text in ranked]
    kept = _fitting([(rank, syllables(words)) for rank, words, _ in said])
    unsure = (form for number in kept for form in said[number][2])
    return Script(tuple(upper(said[number][1]) for number in kept), len(said) - len(kept), tuple(dict.fromkeys(unsure)))


def _fitting(lengths: Sequence[tuple[int, int]]) -> list[int]:
    """The numbers of the sentences (rank, syllables) that stay: in the order of their ranks, each that there is still room for."""
    room, kept = ROOM, list[int]()
    for number in sorted(range(len(lengths)), key=lambda number: (lengths[number][0], number)):
        rank, length = lengths[number]
        if rank == 0 or length <= room:
            kept.append(number)
            room -= length
    return sorted(kept)
