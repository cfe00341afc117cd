"""What two spellings of a syllable have in common: the keys that the index and the client share (tests/search/vectors.json)."""

import re
import unicodedata
from functools import cache

WORD = re.compile(r"[\w\u0300-\u036f]+")
BREAK = "_"
"""The word between two texts: no text has it, since an underscore parts words."""
END = "\0"
NUMBER = re.compile(r"\d+(?:\s?[-/–]\s?[^\W_]+)+")
TONES = {"\u0300": "f", "\u0309": "r", "\u0303": "x", "\u0301": "s", "\u0323": "j"}
"""The five tone marks and the letters by which Telex types them; a key ends with them, so that hoà and hòa are one."""
MARKS = re.compile(r"[\u0300-\u036f]")
# Kỹ and kĩ, quý and quí are one word; after other letters (tay, tai) they are two.
FINAL_Y = re.compile(r"^(h|k|l|m|s|t|qu)y$")


@cache
def keys(word: str) -> tuple[str, str]:
    """(fold, exact) of one word: without any mark; and with its letters' marks, the tone last."""
    decomposed = unicodedata.normalize("NFD", word.lower())
    tones = "".join(TONES[mark] for mark in decomposed if mark in TONES)
    letters = "".join(mark for mark in decomposed if mark not in TONES)
    fold = FINAL_Y.sub(r"\1i", MARKS.sub("", letters).replace("đ", "d"))
    return fold, FINAL_Y.sub(r"\1i", unicodedata.normalize("NFC", letters)) + tones


def words(*texts: str) -> list[str]:
    """The words of texts as written: runs of letters, marks and digits; between two texts a BREAK."""
    # One class of characters is read twice as fast as one with a letter left out.
    return WORD.findall(unicodedata.normalize("NFC", END.join(texts)).replace("_", " ").replace(END, f" {BREAK} "))


def numbers(*texts: str) -> list[str]:
    """Document numbers as one key each: “14-KL/TW” is 14kltw. A date or a range has no letter and is none."""
    glued = ("".join(keys(word)[0] for word in words(found)) for found in NUMBER.findall(unicodedata.normalize("NFC", END.join(texts))))
    return [key for key in glued if not key.isdigit()]
