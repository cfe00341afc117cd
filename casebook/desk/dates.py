"""Dates as people write them in sheets and letters, made the one way in which a case keeps them."""

import re
from datetime import date

from casebook.desk.archive import Refused

DAY_FIRST = re.compile(r"(?:ngày\s+)?(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})", re.I)
YEAR_FIRST = re.compile(r"(\d{4})\s*[/.]\s*(\d{1,2})(?:\s*[/.]\s*(\d{1,2}))?|(\d{4})-(\d{1,2})-(\d{1,2})|(\d{4})-(\d)")
IN_WORDS = re.compile(r"ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2})\s*(?:năm|/|,)\s*(\d{4})", re.I)
MONTH = re.compile(r"(?:tháng\s+)?(\d{1,2})\s*(?:[/.\-]|\s+năm\s+)\s*(\d{4})|tháng\s+(\d{1,2})\s+(\d{4})", re.I)
YEAR = re.compile(r"năm\s+(\d{4})", re.I)
SHORT_YEAR = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-]\d{2}")


def written(text: str) -> str:
    """yyyy, yyyy-mm or yyyy-mm-dd for a date as it was typed; what is no date at all stays, for the model to refuse.

    Raises Refused where day and month can be taken for each other: which of them came first is never guessed.
    """
    text = re.sub(r"\s+", " ", text).strip()
    if found := IN_WORDS.fullmatch(text):
        return _joined(found[3], found[2], found[1])
    if found := DAY_FIRST.fullmatch(text):
        named = text.lower().startswith("ngày")
        return _day_first(text, int(found[1]), int(found[2]), found[3], named)
    if found := YEAR_FIRST.fullmatch(text):
        return _joined(*(part for part in found.groups() if part))
    if found := MONTH.fullmatch(text):
        return _joined(found[2] or found[4], found[1] or found[3])
    if SHORT_YEAR.fullmatch(text):
        raise Refused(f"“{text}” thiếu hai chữ số đầu của năm; viết như 2024-06-21")
    found = YEAR.fullmatch(text)
    return found[1] if found else text


def _joined(*parts: str) -> str:
    year, *rest = parts
    return "-".join((year, *(part.zfill(2) for part in rest)))


def _day_first(text: str, first: int, second: int, year: str, named: bool) -> str:
    if first <= 12 and second <= 12 and first != second and not named:
        raise Refused(
            f"“{text}” đọc được hai cách: viết {year}-{second:02}-{first:02} nếu là ngày {first} tháng {second}, "
            f"hoặc {year}-{first:02}-{second:02} nếu là ngày {second} tháng {first}"
        )
    if second > 12 and first <= 12 and _exists(year, first, second):
        raise Refused(f"“{text}” có tháng đứng trước ngày; nếu là ngày {second} tháng {first}, viết {year}-{first:02}-{second:02}")
    return f"{year}-{second:02}-{first:02}"


def _exists(year: str, month: int, day: int) -> bool:
    try:
        date(int(year), month, day)
    except ValueError:
        return False
    return True
