"""Dates and figures as an editor writes them: parsed once, shown the Vietnamese way."""

import calendar
import re
from datetime import date
from decimal import Decimal
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1000, 2999
"""Any other year is a slip of the hand, and the last ones have no tomorrow."""
PARTIAL = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
NUMBER = re.compile(r"-?(?:\d{1,3}(?:\.\d{3}){2,}|\d+)(?:,\d+)?|-?\d{1,3}\.\d{3},\d+|-?\d+\.\d+", re.ASCII)
WITH_UNIT = re.compile(r"([1-9]\d{0,2})\.(\d{3})((?:\s[^\W\d_]+){1,3})")
ENGLISH = re.compile(r"-?[1-9]\d{0,2}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})", re.ASCII)
AMBIGUOUS = re.compile(r"-?[1-9]\d{0,2}\.\d{3}")
RANGE = re.compile(r"(.+?)\s*[–-]\s*(.+)")
SWAPPED = str.maketrans(",.", ".,")


class Range(NamedTuple):
    """A figure that the source gives as two limits."""

    low: Decimal
    high: Decimal


Figure = Decimal | Range | str
"""A number, a range, or the source's own words (“khoảng 60”), which are never drawn."""


def figure(text: str) -> Figure:
    """The figure that `text` writes, in Vietnamese (1.234,5) or plain (1234.5) notation.

    Raises ValueError, with what to write, where the notations disagree (1.000), for the English one (1,234.5), and for a range that runs backwards.
    """
    parts = RANGE.fullmatch(text)
    if parts and (low := _number(parts[1])) is not None and (high := _number(parts[2])) is not None:
        if low > high:
            raise ValueError(f"“{text}” có số đầu lớn hơn số sau; viết số nhỏ trước")
        return Range(low, high)
    if found := WITH_UNIT.fullmatch(text):
        # Longer than a unit it is a sentence of the source, which stays.
        whole, decimals, unit = found.groups()
        raise ValueError(
            f"“{text}” vừa có số vừa có đơn vị: chuyển “{unit.strip()}” sang unit; ở đây viết {whole}{decimals}, hoặc {whole},{decimals} nếu là số thập phân"
        )
    number = _number(text)
    return text if number is None else number


def _number(text: str) -> Decimal | None:
    if AMBIGUOUS.fullmatch(text):
        whole, decimals = text.split(".")
        raise ValueError(f"“{text}” đọc được hai cách: viết {whole}{decimals} nếu là {whole} nghìn, hoặc {whole},{decimals} nếu là số thập phân")
    if ENGLISH.fullmatch(text):
        raise ValueError(f"“{text}” viết theo lối tiếng Anh; viết {text.translate(SWAPPED)}")
    if not NUMBER.fullmatch(text):
        return None
    plain = text if re.fullmatch(r"-?\d+\.\d+", text) else text.replace(".", "").replace(",", ".")
    return Decimal(plain)


def is_number(value: Figure | None) -> bool:
    """Whether a figure can be drawn: a number or a range, not a source's words."""
    return isinstance(value, Decimal | Range)


def shown(value: Figure | int) -> str:
    """A figure as readers see it: 1.234,5 · 40–60 · the source's words."""
    if isinstance(value, Range):
        return f"{shown(value.low)}–{shown(value.high)}"
    if isinstance(value, str):
        return value
    return f"{value:,f}".translate(SWAPPED) if isinstance(value, Decimal) else f"{value:,}".replace(",", ".")


def partial_date(text: str) -> str:
    """`text` when it is a real yyyy, yyyy-mm or yyyy-mm-dd; ValueError says what to write instead."""
    if not PARTIAL.fullmatch(text):
        raise ValueError(f"“{text[:80]}” không phải ngày; viết như 2024, 2024-06 hoặc 2024-06-21")
    if not FIRST_YEAR <= int(text[:4]) <= LAST_YEAR:
        raise ValueError(f"“{text}”: năm phải từ {FIRST_YEAR} tới {LAST_YEAR}; xem lại bốn chữ số đầu")
    try:
        earliest(text)
    except ValueError:
        raise ValueError(f"“{text}” không có trên lịch; xem lại tháng và ngày") from None
    return text


def earliest(when: str) -> date:
    """The first day that a partial date can mean."""
    return date.fromisoformat(f"{when}-01-01"[:10])


def latest(when: str) -> date:
    """The last day that a partial date can mean."""
    if len(when) == 10:
        return date.fromisoformat(when)
    year, month = int(when[:4]), int(when[5:7] or 12)
    return date(year, month, calendar.monthrange(year, month)[1])


def shown_date(when: str) -> str:
    """A partial date as readers see it: 2013 · 06/2013 · 21/06/2013."""
    return "/".join(reversed(when.split("-")))


def months_between(start: str, end: str) -> int:
    """Whole months from the last day of `start` to the first day of `end`; negative when `end` is earlier."""
    first, last = latest(start), earliest(end)
    return (last.year - first.year) * 12 + last.month - first.month - (last.day < first.day)
