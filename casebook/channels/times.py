"""Dates and hours as they are read aloud."""

import re
from collections.abc import Callable

from casebook.channels.numerals import ordinal, roman, whole

YEAR = r"(?:19|20)\d\d"
MONTH = r"(?:0?[1-9]|1[0-2])"
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
POINT = rf"(?:(?:{DAY}/)?{MONTH}/)?{YEAR}"
CLOCK = r"(?:[01]?\d|2[0-4])(?:[:hg][0-5]\d|h)"
CLOSED = r"(?=\s*(?:[,.;:)]|$|đến\b|tới\b|thành\b|và\b|trở\b|theo\b))"
"""What follows a number that is a year and counts nothing."""


def said(text: str) -> str:
    """“từ 2/2021 đến 21/6/2023” → “từ tháng hai năm hai nghìn … đến ngày hai mươi mốt tháng sáu năm …”."""
    for pattern, words in RULES:
        text = pattern.sub(words, text)
    return text


def point(when: str) -> str:
    """One date with slashes, whole or in part."""
    parts = when.split("/")
    return " ".join(NAMES[name](int(part)) for name, part in zip(("ngày", "tháng", "năm")[-len(parts) :], parts, strict=True))


NAMES: dict[str, Callable[[int], str]] = {
    "ngày": lambda number: f"ngày {'mùng ' if number <= 10 else ''}{whole(number)}",
    "tháng": lambda number: "tháng tư" if number == 4 else f"tháng {whole(number)}",
    "năm": lambda number: f"năm {whole(number)}",
}


def _span(match: re.Match[str]) -> str:
    before, start, end = match.groups()
    told = f"{point(start)} đến {point(end)}"
    # “từ 2014–2023”, “năm 2014–2023”: what stands there already is not said twice.
    return f"{before} {told.removeprefix('năm ')}" if before == "năm" else f"{before or 'từ'} {told}"


def _hour(clock: str) -> str:
    hours, minutes = (int(part or 0) for part in re.split("[:hg]", clock))
    return f"{whole(hours)} giờ {whole(minutes)} phút" if minutes else f"{whole(hours)} giờ"


def _quarter(match: re.Match[str]) -> str:
    number = int(match[2]) if match[2].isdigit() else roman(match[2])
    return f"{match[1]} {ordinal(4) if number == 4 else whole(number)} {NAMES['năm'](int(match[3]))}"


def _day(day: str, month: str) -> str:
    return f"{NAMES['ngày'](int(day))} {NAMES['tháng'](int(month))}"


def _days(match: re.Match[str]) -> str:
    """“dịp 30-4 và 1-5”: what stands before names the day already."""
    return re.sub(rf"({DAY})[/-]({MONTH})(?!\d)", lambda day: _day(*day.groups()).removeprefix("ngày "), match[0])


RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (
        re.compile(rf"(?:\b([Tt]ừ) )?(?<![\d:])({CLOCK})\s*[–-]\s*({CLOCK})(?![\w:])"),
        lambda match: f"{match[1] or 'từ'} {_hour(match[2])} đến {_hour(match[3])}",
    ),
    # Newspapers write dates with hyphens as well: “15-6-2023”, “tháng 4-2024”, “ngày 30-4”.
    (re.compile(rf"(?:\b[Nn]gày )?(?<![\d/.,-])({DAY}-{MONTH}-{YEAR})(?![\d/-])"), lambda match: point(match[1].replace("-", "/"))),
    (re.compile(rf"\b[Tt]háng ({MONTH}-{YEAR})(?![\d/-])"), lambda match: point(match[1].replace("-", "/"))),
    (re.compile(rf"\b([Qq]uý) ([1-4]|I{{1,3}}|IV)\s?[/-]\s?({YEAR})(?![\d/-])"), _quarter),
    (re.compile(rf"(?:\b([Tt]ừ|năm) )?(?<![\d.,/])({POINT})\s*[–-]\s*({POINT})(?![\d/]|[.,]\d)"), _span),
    (re.compile(rf"(?:\b[Nn]gày )?(?<![\d/.,])({DAY}/{MONTH}/{YEAR})(?![\d/])"), lambda match: point(match[1])),
    (re.compile(rf"(?:\b[Tt]háng )?(?<![\d/.,])({MONTH}/{YEAR})(?![\d/])"), lambda match: point(match[1])),
    (re.compile(rf"\b(?i:ngày|dịp|lễ|hôm|sáng|trưa|chiều|tối|đêm)(?:(?:,| và)? {DAY}[/-]{MONTH}(?![\d/,.-]*\d))+"), _days),
    (re.compile(rf"(?<![\d/.,-])({DAY})/({MONTH})(?= (?:đến|tới) ngày )"), lambda match: _day(*match.groups())),
    (re.compile(rf"\bngày ({DAY}(?= tháng \d)|0[1-9])(?![\d/,.–-]*\d)"), lambda match: NAMES["ngày"](int(match[1]))),
    (re.compile(rf"\btháng ({MONTH})(?![\d/,–-])"), lambda match: NAMES["tháng"](int(match[1]))),
    (re.compile(rf"\b([Cc]uối|[Đđ]ầu|[Gg]iữa|[Hh]ết) ({YEAR})(?![\d/]|,\d)"), lambda match: f"{match[1]} {NAMES['năm'](int(match[2]))}"),
    (re.compile(rf"\b((?i:từ|đến|tới|trước|sau|trong|so với)) ({YEAR})(?![\d/]|,\d){CLOSED}"), lambda match: f"{match[1]} {NAMES['năm'](int(match[2]))}"),
    (re.compile(rf"(?<!năm )\b({YEAR})(?= đến nay\b)"), lambda match: f"từ {NAMES['năm'](int(match[1]))}"),
    (re.compile(rf"^({YEAR})(?= là\b)"), lambda match: NAMES["năm"](int(match[1]))),
    (re.compile(rf"(?<=\()({YEAR})(?=\))"), lambda match: NAMES["năm"](int(match[1]))),
    (re.compile(r"(?<![\d:])((?:[01]?\d|2[0-4])[:hg][0-5]\d)(?![\d:])"), lambda match: _hour(match[1])),
)
"""In this order: what is longer before what may be a part of it."""
