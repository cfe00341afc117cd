"""Vietnamese without diacritics, and Vietnamese order."""

import unicodedata
from functools import lru_cache

LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""The dictionary's order of tones after the level one: huyền, hỏi, ngã, sắc, nặng."""

_RANKS = {letter: rank for rank, letter in enumerate(LETTERS, 1)}


def fold(text: str) -> str:
    """Lower case without diacritics, đ as d: what people type in a hurry."""
    decomposed = unicodedata.normalize("NFD", text.lower().replace("đ", "d"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def order(text: str) -> tuple[list[int], list[int]]:
    """A sort key in the order of a Vietnamese dictionary: letters first, then tones."""
    ranked = [_rank(character) for character in unicodedata.normalize("NFC", text.lower())]
    return [letter for letter, _ in ranked], [tone for _, tone in ranked]


@lru_cache(maxsize=1024)
def _rank(character: str) -> tuple[int, int]:
    base = unicodedata.normalize("NFD", character)
    tone = next((mark for mark in base if mark in TONES), "")
    letter = unicodedata.normalize("NFC", base.replace(tone, "") if tone else base)
    rank = _RANKS.get(letter, 0) or (100 + ord(letter[0]) if letter.isalpha() else ord(letter[0]) - 1000)
    return rank, TONES.index(tone) + 1 if tone else 0
