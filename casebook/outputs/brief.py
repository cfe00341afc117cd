"""What of a long text goes on one sheet of paper."""

import re
from collections.abc import Iterator

END = re.compile(r"[.!?…][”\")]*(?=\s+(\S))")
SHORTENED = re.compile(r"(?:\b[^\W\d_]{1,4}|\b\d+)\.$")
"""“TP.”, “Q.”, “1.”: a full stop that ends no sentence, when the letters before it are capitals."""


def cut(text: str, room: int) -> tuple[str, bool]:
    """The first whole sentences within `room` letters, at least one, and whether any were left out."""
    if len(text) <= room:
        return text, False
    ends = list(_ends(text))
    fitting = [end for end in ends if end <= room] or ends[:1] or [len(text)]
    return text[: fitting[-1]], fitting[-1] < len(text)


def _ends(text: str) -> Iterator[int]:
    """Where a sentence ends and another begins."""
    for match in END.finditer(text):
        short = SHORTENED.search(text[: match.start() + 1])
        begins = match[1].isupper() or match[1].isdigit() or match[1] in '“"('
        if begins and not (short and short[0] == short[0].upper()):
            yield match.end()


def sentences(text: str) -> list[str]:
    """The sentences of a text, in its own words."""
    ends = [*_ends(text), len(text)]
    return [part for start, end in zip([0, *ends], ends, strict=False) if (part := text[start:end].strip())]
