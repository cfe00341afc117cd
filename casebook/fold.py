"""Vietnamese without diacritics, and Vietnamese order."""

import sys
import unicodedata
from collections.abc import Callable

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The dictionary's order of tones after the level one: huyền, hỏi, ngã, sắc, nặng."""

SIGNS = 1000
"""So many characters may be signs that stand before all letters."""

_RANKS = {letter: rank for rank, letter in enumerate(LETTERS, 1)}


class _Table(dict[int, str]):
    """For `str.translate`: what stands for each character, worked out when it is first met."""

    def __init__(self, of: Callable[[str], str]) -> None:
        self._of = of

    def __missing__(self, character: int) -> str:
        found = self[character] = self._of(chr(character))
        return found


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: what people type in a hurry."""
    return text.lower().translate(_FOLDED)


def _folded(character: str) -> str:
    return "".join(part for part in unicodedata.normalize("NFD", character.replace("đ", "d")) if not unicodedata.combining(part))


_FOLDED = _Table(_folded)


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


_LETTER, _TONE = _Table(lambda character: chr(_rank(character)[0])), _Table(lambda character: chr(_rank(character)[1]))
