"""Characters: which may stand in a text, and how a value is kept."""

import re
import unicodedata

UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
"""Left behind by copying from pages and messages; they mean nothing in Vietnamese. U+200D joins emoji, so to leave it out would change what is seen."""

NO_BREAK = re.compile("[\u00a0\u2007\u202f]")
"""Spaces of a typesetter: whoever searches, compares or counts words means an ordinary one."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi
    "\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u2028\u2029"  # invisible
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def plain(text: str) -> str:
    """A value as it is kept: composed, with ordinary spaces, without letters that only copying leaves behind, without space around."""
    if not text.isprintable():
        text = NO_BREAK.sub(" ", UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text).strip()
