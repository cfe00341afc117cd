"""Numbers of documents as they are read aloud: “Quyết định số sáu mươi hai, năm hai nghìn không trăm mười ba, của Thủ tướng Chính phủ”."""

import re
from collections.abc import Mapping

from casebook.channels.numerals import whole
from casebook.entries import Abbreviation

KINDS = (
    "nghị quyết|quyết định|nghị định|chỉ thị|thông tư liên tịch|thông tư|kết luận|kế hoạch|công văn|thông báo|luật|pháp lệnh|tờ trình|báo cáo|đề án|"
    "hướng dẫn|quy định"
)
CAPITAL = "A-ZĐƯƠĂÂÊÔ"
PART = rf"(?=\w\w)[{CAPITAL}]+(?:[a-z][{CAPITAL}]*)?\d*"
NUMBER = re.compile(
    rf"(?:\b(?P<kind>(?i:{KINDS}))\s+)?(?:\b(?i:số)\s*:?\s*)?"
    rf"(?<![\d.,/–-])(?P<number>\d{{1,5}})(?:/(?P<year>(?:19|20)\d\d))?(?P<sign>[/-]{PART}(?:[-/]{PART})*)?(?![\w/])"
)
NAMED = re.compile(r"(?:,? ngày [\d/-]+,?)? của ")
ISSUER = re.compile(r"(\D+)(\d*)")


def said(text: str, known: Mapping[str, Abbreviation]) -> tuple[str, tuple[str, ...]]:
    """The text with every document number in words, and the short forms that were left out because they may mean another body."""
    unsure: list[str] = []
    return NUMBER.sub(lambda match: _read(match, known, unsure), text), tuple(unsure)


def _read(match: re.Match[str], known: Mapping[str, Abbreviation], unsure: list[str]) -> str:
    number, year, sign, kind = match["number"], match["year"], match["sign"], match["kind"]
    # “4/2024” alone is a month: only a sign, or the kind before it, makes a document.
    if not (sign or (kind and year)):
        return match[0]
    parts = re.split("[-/]", sign[1:]) if sign else []
    own = _meaning(parts[0], known) if len(parts) > 1 else ""
    # Who issued it is said once: by the text, where that goes on with it.
    named_after = NAMED.match(match.string, match.end())
    issuers = [] if named_after else [words for part in parts[bool(own) :] if (words := _issuer(part, known, unsure))]
    named = " ".join(filter(None, (kind or own, "số", whole(int(number)))))
    dated = f", năm {whole(int(year))}{',' if issuers or named_after else ''}" if year else ""
    return named + dated + (f" của {' và '.join(issuers)}" if issuers else "")


def _issuer(part: str, known: Mapping[str, Abbreviation], unsure: list[str]) -> str:
    """“QH15” → “Quốc hội khóa mười lăm”."""
    letters, term = match.groups() if (match := ISSUER.fullmatch(part)) else (part, "")
    words = _meaning(letters, known)
    if not words:
        unsure.append(part)
    return f"{words} khóa {whole(int(term))}" if words and term else words


def _meaning(short: str, known: Mapping[str, Abbreviation]) -> str:
    """What a part of a number stands for; nothing where another body has the same letters."""
    entry = known.get(short)
    return entry.label if entry and not any(other[:1].isupper() for other in entry.other) else ""
