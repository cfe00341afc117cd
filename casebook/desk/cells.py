"""One cell of a workbook, with what its value alone does not tell: a formula, a percent sign, a date without its day."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from lxml import etree
from openpyxl.styles.numbers import is_date_format
from openpyxl.utils.datetime import from_excel

from casebook.desk.archive import local

ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
"""Parts of a number format that are shown as they stand, or are colours and locales."""


KINDS = {"b": "yes_no", "e": "error"}


@dataclass(frozen=True)
class Cell:
    """What a cell, or a box of a document, holds.

    `kind`: text, number (`1234,5`), percent, date (yyyy, yyyy-mm, yyyy-mm-dd), moment (a date with a time of day),
    yes_no (có, không), error (#N/A), formula.
    """

    kind: str
    text: str


@dataclass(frozen=True)
class Book:
    """What the cells of a workbook refer to: shared texts, number formats by style, the first day of its calendar."""

    strings: Sequence[str]
    formats: Sequence[str]
    epoch: datetime

    def cell(self, element: etree._Element) -> Cell:
        """A `<c>` as what it holds."""
        parts = {local(part): part for part in element}
        kind, value = element.get("t", "n"), parts["v"].text or "" if "v" in parts else ""
        if "f" in parts:
            return Cell("formula", value)
        match kind:
            case "n":
                return self._number(value, self._format(element.get("s", "0")))
            case "d":
                return _moment(datetime.fromisoformat(value), "ymd")
        return Cell(KINDS.get(kind, "text"), self._text(kind, value, parts.get("is")))

    def _text(self, kind: str, value: str, inline: etree._Element | None) -> str:
        match kind:
            case "s":
                return self.strings[int(value)]
            case "inlineStr":
                return words(inline) if inline is not None else ""
            case "b":
                return "có" if value == "1" else "không"
        return _unescaped(value)

    def _format(self, style: str) -> str:
        return self.formats[int(style)] if style.isdecimal() and int(style) < len(self.formats) else "General"

    def _number(self, value: str, style: str) -> Cell:
        try:
            number = Decimal(f"{float(value):.15g}")
        except (ValueError, InvalidOperation):
            return Cell("text", value)
        if is_date_format(style):
            when = from_excel(float(value), self.epoch)
            return _moment(when, style) if isinstance(when, datetime) else Cell("moment", str(when))
        # Excel computes with fifteen digits: 85.5 is kept as 85.499999999999986.
        return Cell("percent" if "%" in LITERAL.sub("", style) else "number", f"{number:f}".replace(".", ","))


def _moment(when: datetime, style: str) -> Cell:
    if (when.hour, when.minute, when.second) != (0, 0, 0):
        return Cell("moment", f"{when:%d/%m/%Y %H:%M}")
    shown = LITERAL.sub("", style).lower()
    # Excel makes 06/2024 the first of June; the format still says that no day was meant.
    length = 10 if "d" in shown else 7 if "m" in shown else 4
    return Cell("date", f"{when:%Y-%m-%d}"[:length])


def words(element: etree._Element) -> str:
    """A shared or inline text, without the readings that East Asian texts carry."""
    runs = (run for run in element.iter() if local(run) == "t" and (parent := run.getparent()) is not None and local(parent) != "rPh")
    return _unescaped("".join(run.text or "" for run in runs))


def _unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text) if "_x" in text else text
