"""A table for spreadsheets, where no cell may be a formula."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from itertools import product
from string import ascii_uppercase

from casebook.blanks import package
from casebook.blanks.settled import ESCAPE

FORMULA = tuple("=+-@＝＋－＠'\t\r")
"""The wide ones as well: spreadsheets set for Chinese or Japanese compute with them."""

BOOK, SHEET = "xl/workbook.xml", "xl/worksheets/sheet1.xml"

COLUMNS = (*ascii_uppercase, *map("".join, product(ascii_uppercase, repeat=2)))
"""A to ZZ."""

Row = tuple[str | Decimal | int, ...]


def comma_separated(table: Sequence[Row]) -> str:
    """UTF-8 with BOM, so that Excel reads it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in table)
    return "\ufeff" + out.getvalue()


def cell(value: object) -> str:
    """A value that a spreadsheet will not take for a formula: behind an apostrophe, as is what begins with one, so that a reader takes off just one."""
    text = str(value)
    return f"'{text}" if text[:1] in FORMULA else text


def workbook(table: Sequence[Row], title: str) -> bytes:
    """The same as .xlsx with one sheet of this name, in which a text is a text and needs no apostrophe."""
    rows = "".join(f'<row r="{number}">{"".join(_cells(number, row))}</row>' for number, row in enumerate(table, 1))
    around = package.parts(package.WORKBOOK)
    filled = {**around, BOOK: around[BOOK].replace('name=""', f'name="{title}"'), SHEET: around[SHEET].replace("</sheetData>", f"{rows}</sheetData>")}
    return package.zipped((name, content.encode("utf-8")) for name, content in filled.items())


def _cells(number: int, row: Row) -> Iterator[str]:
    """The cells of a row, as openpyxl would write them in ten times the time; “=1+1” and “#N/A” are what somebody wrote, never something to compute."""
    for letter, value in zip(COLUMNS[: len(row)], row, strict=True):
        if isinstance(value, int | Decimal):
            yield f'<c r="{letter}{number}" t="n"><v>{value}</v></c>'
        elif value:
            space = ' xml:space="preserve"' if value != value.strip() else ""
            yield f'<c r="{letter}{number}" t="inlineStr"><is><t{space}>{escape(ESCAPE.sub("_x005F_", value))}</t></is></c>'
