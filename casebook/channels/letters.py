"""Short forms as they are read aloud: by what they stand for, by a known reading, or letter by letter."""

import re
import unicodedata
from collections.abc import Iterable

from casebook.fold import fold

NAMES = {
    "A": "a", "Ă": "á", "Â": "ớ", "B": "bê", "C": "xê", "D": "dê", "Đ": "đê", "E": "e", "Ê": "ê", "F": "ép", "G": "giê", "H": "hát",
    "I": "i", "J": "gi", "K": "ca", "L": "e-lờ", "M": "em-mờ", "N": "en-nờ", "O": "o", "Ô": "ô", "Ơ": "ơ", "P": "pê", "Q": "quy", "R": "e-rờ",
    "S": "ét-sì", "T": "tê", "U": "u", "Ư": "ư", "V": "vê", "W": "vê kép", "X": "ích-xì", "Y": "y", "Z": "dét",
}  # fmt: skip
CAPITALS = "".join(NAMES) + "".join(letter for code in range(0xC0, 0x1F00) if (letter := chr(code)).isupper() and letter not in NAMES)
SHORT = re.compile(rf"[{CAPITALS}]+(?=[{CAPITALS}][^\W\d_{CAPITALS}](?![{CAPITALS}]))|[{CAPITALS}]{{2,}}")
"""Capitals that begin no word: UBND; the first three letters of ICTNews; VN and ID of VNeID."""

LAST = re.compile(rf"\b[^\W\d_]+(?:-[{CAPITALS}]|(?<=[^\W\d_{CAPITALS}])[{CAPITALS}])(?![\w-])")
"""A word that ends in a letter of its own: Hue-S, CafeF. It stays, for only its owner knows how it is said."""

RHYME = "[aeiouy]|[aeo]o|[aeou]i|[ou]a|[aeiou]u|[aou]y|i[ae]|o[ae]|u[eo]|ieu|yeu|ye|oai|oay|oeo|uay|uoi|uya|uye|uyu|uou"
SYLLABLE = re.compile(rf"(?:ngh|gh|gi|kh|ng|nh|ph|qu|th|tr|ch|[bcdghklmnpqrstvx])?(?:{RHYME})(?:ch|ng|nh|[cmnpt])?")


def syllables(text: str) -> int:
    """How many syllables a voice needs: one a Vietnamese word, as many as there are groups of vowels in a foreign one."""
    words = re.findall(r"[^\W\d_]+", text)
    return sum(1 if is_syllable(word) else max(1, len(re.findall("[aeiouy]+", fold(word)))) for word in words)


def is_syllable(word: str) -> bool:
    return bool(SYLLABLE.fullmatch(fold(word)))


def pattern(readings: Iterable[str]) -> re.Pattern[str]:
    """Finds every known short form, the longest first; a single small letter only after a number."""
    forms = sorted(readings, key=len, reverse=True)
    units = [form for form in forms if len(form) == 1 and form.islower()]
    words = [form for form in forms if form[0].isalnum() and form not in units]
    # By first letter: one after the other, three hundred forms would be tried at each letter of a text.
    grouped = "|".join(
        f"{first}(?:{'|'.join(re.escape(form[1:]) + _end(form) for form in words if form[0] == first)})" for first in dict.fromkeys(form[0] for form in words)
    )
    signs = "|".join(re.escape(form) for form in forms if not form[0].isalnum())
    choices = (rf"(?<![^\W\d_])(?:{grouped})" if grouped else "", rf"(?<=\d)\s?(?:{'|'.join(units)})(?![^\W_])" if units else "", signs)
    return re.compile("|".join(filter(None, choices)) or "(?!)")


def _end(form: str) -> str:
    return r"(?![^\W_])" if form[-1].isalnum() else ""


def spelled(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with every other short form letter by letter, and the words that hold one: no one has said how they are read."""
    found: list[str] = []

    def word(match: re.Match[str]) -> str:
        whole = match[0]
        marked = any(unicodedata.combining(mark) for mark in unicodedata.normalize("NFD", whole))
        if not SHORT.search(whole):
            return whole
        # Of letters without marks only neighbours in capitals tell a word, as in a title: “TRUNG TÂM”, but “dự án BOT”.
        loud = re.search(rf"[{CAPITALS}]{{2,}}\s+$", text[: match.start()]) or re.match(rf"\s+[{CAPITALS}]{{2,}}", text[match.end() :])
        if whole.isupper() and (marked or loud) and is_syllable(whole):
            return whole.lower()
        found.append(whole)
        return SHORT.sub(lambda form: f" {' '.join(NAMES.get(letter, letter) for letter in form[0])} ", whole)

    text = re.sub(rf"[^\W\d_]*[{CAPITALS}]{{2}}[^\W\d_]*", word, text)
    return text, (*found, *(match[0] for match in LAST.finditer(text)))
