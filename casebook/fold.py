"""Vietnamese without diacritics, and Vietnamese order."""

import sys
import unicodedata

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The dictionary's order of tones after the level one: huyền, hỏi, ngã, sắc, nặng."""

SIGNS = 1000
"""So many characters may be signs that stand before all letters."""

_RANKS = {letter: rank for rank, letter in enumerate(LETTERS, 1)}


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: what people type in a hurry."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


class _Ranks(dict[int, str]):
    """By character: the one that stands for it in keys of the order, by its letter or by its tone."""

    def __init__(self, place: int) -> None:
        self._place = place

    def __missing__(self, character: int) -> str:
        found = self[character] = chr(_rank(chr(character))[self._place])
        return found


_LETTER, _TONE = _Ranks(0), _Ranks(1)


def order(text: str) -> tuple[str, str]:
    """A sort key in the order of a Vietnamese dictionary: letters first, then tones."""
    composed = unicodedata.normalize("NFC", text.lower())
    return composed.translate(_LETTER), composed.translate(_TONE)


def _rank(character: str) -> tuple[int, int]:
    """Of its letter, signs before letters before others; of its tone."""
    base = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in base if mark in TONES), "")
    letter = unicodedata.normalize("NFC", base.replace(tone, "") if tone else base)
    rank = SIGNS + _RANKS[letter] if letter in _RANKS else min(SIGNS + 100 + ord(letter[0]), sys.maxunicode) if letter.isalpha() else ord(letter[0])
    return rank, TONES.index(tone) + 1 if tone else 0
