"""The Excel workbook of the form, blank or with cases: one row a case, one sheet for each group that may repeat.

A row and not a sheet for each case: one workbook then holds hundreds, an officer sorts and pastes as in any
list, and a group of any length finds its case by the code in its first column.
"""

import io
from collections.abc import Iterator, Mapping
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, NamedStyle, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from casebook.blanks.cells import TermNames, shown, term_names
from casebook.blanks.guide import GUIDE, fill_guide, height
from casebook.blanks.hints import example, hint
from casebook.blanks.settled import ESCAPE, settled
from casebook.blanks.tables import KEY, KEY_TITLE, Column, Table, inside, tables
from casebook.form import Blank
from casebook.tick import Tick, telling, unheard
from casebook.vocabulary import Vocabularies

TERMS = "Danh mục"
KEY_HELP = (
    "Nối các dòng của một hồ sơ ở mọi trang tính. Hồ sơ đã có: tên tệp của nó. Hồ sơ mới: 1, 2, 3… hoặc tên tệp muốn đặt (chữ thường không dấu, số, gạch nối)."
)
FIRST, LAST = 3, 2000
"""The rows of the drop-downs. Row 1 is titles, row 2 (hidden) the names by which the sheet is read back."""

LONGEST = 32_767
"""Characters of one Excel cell, counted in UTF-16 as Excel does."""

TEXT = "@"
"""The format in which Excel leaves what was typed as it is."""

BOX = "Ô điền"
HEAD = Font(bold=True, color="FFFFFF")
NEEDED, FREE = PatternFill("solid", fgColor="8A1C1C"), PatternFill("solid", fgColor="2F4A5C")
WRAPPED = Alignment(wrap_text=True, vertical="top")
CODE_WIDTH = 22
WIDTHS = {"prose": 60, "line": 34, "url": 40, "term": 24}


class TooLong(ValueError):
    """A text that no cell of Excel can hold; says which."""


def key(table: Table, column: Column) -> str:
    """The name of a column in the hidden row, such as results.after or period.start."""
    return ".".join((*table.names, *column.names))


def write(vocabularies: Vocabularies, cases: Mapping[str, Mapping[str, Any]], tick: Tick = unheard) -> bytes:
    """The workbook with these cases (slug → data of a case without faults); blank when there are none. `tick` hears of each sheet. Raises TooLong."""
    names = term_names(vocabularies)
    book = Workbook()
    # One style by name: given cell by cell, the same takes three times as long.
    book.add_named_style(NamedStyle(BOX, number_format=TEXT, alignment=WRAPPED))
    guide = book.active
    assert isinstance(guide, Worksheet), "a new workbook has one"
    guide.title = GUIDE
    fill_guide(guide, names, BOX)
    sheets = [(table, book.create_sheet(table.title)) for table in tables()]
    lists = _terms(book.create_sheet(TERMS), names)
    for table, sheet in telling(sheets, tick):
        _head(sheet, table, names, lists)
        widths = (CODE_WIDTH, *(_width(column) for column in table.columns))
        for number, line in enumerate(_lines(table, cases, names), FIRST):
            sheet.row_dimensions[number].height = height(line, widths)
            for place, text in enumerate(line, 1):
                _put(sheet, number, place, text)
    out = io.BytesIO()
    book.save(out)
    return settled(out.getvalue())


def _lines(table: Table, cases: Mapping[str, Mapping[str, Any]], names: TermNames) -> Iterator[list[str]]:
    for slug, data in cases.items():
        found = inside(data, table.names)
        for record in (found or []) if table.names else [found]:
            yield [slug, *(shown(inside(record, column.names), column.blank, names) for column in table.columns)]


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    if not text:
        return
    if len(text.encode("utf-16-le")) > 2 * LONGEST:
        raise TooLong(f"{sheet.cell(row, 1).value}: “{sheet.cell(1, column).value}” dài hơn {LONGEST} ký tự, quá một ô của Excel; xuất .yaml hoặc .docx")
    cell = sheet.cell(row, column, ESCAPE.sub("_x005F_", text))
    # “=1+1” is what somebody wrote, never something to compute.
    cell.data_type = "s"
    cell.style = BOX


def _head(sheet: Worksheet, table: Table, names: TermNames, lists: Mapping[str, str]) -> None:
    _title(sheet.cell(1, 1), f"{KEY_TITLE} *", True, KEY_HELP)
    sheet.cell(2, 1, KEY)
    _column(sheet, 1, CODE_WIDTH)
    for number, column in enumerate(table.columns, 2):
        note = f"{hint(column)}\nVí dụ: {example(column, names)}"
        _title(sheet.cell(1, number), f"{column.title} *" if column.required else column.title, column.required, note)
        sheet.cell(2, number, key(table, column))
        _column(sheet, number, _width(column))
        _choices(sheet, number, column.blank, lists)
    sheet.row_dimensions[1].height = 48
    sheet.row_dimensions[2].hidden = True
    sheet.freeze_panes = "B3"


def _title(cell: Cell | MergedCell, words: str, required: bool, note: str) -> None:
    cell.value = words
    cell.font, cell.fill, cell.alignment = HEAD, NEEDED if required else FREE, WRAPPED
    cell.comment = Comment(note, "Nhân rộng", width=320, height=160)


def _width(column: Column) -> int:
    return WIDTHS.get(column.blank.kind, 16)


def _column(sheet: Worksheet, number: int, width: int) -> None:
    dimension = sheet.column_dimensions[get_column_letter(number)]
    dimension.width, dimension.number_format, dimension.alignment = width, TEXT, WRAPPED


def _choices(sheet: Worksheet, number: int, blank: Blank, lists: Mapping[str, str]) -> None:
    source = lists.get(blank.vocabulary) or ('"có,không"' if blank.kind == "yes_no" else "")
    if source:
        # A box of many terms, or a term written otherwise, is not held up here: the import says what it cannot read.
        rule = DataValidation("list", formula1=source, allow_blank=True, showErrorMessage=False)
        letter = get_column_letter(number)
        rule.add(f"{letter}{FIRST}:{letter}{LAST}")
        sheet.add_data_validation(rule)


def _terms(sheet: Worksheet, names: TermNames) -> dict[str, str]:
    """Fill the hidden sheet of every vocabulary in use; where each one's names stand."""
    used = dict.fromkeys(column.blank.vocabulary for table in tables() for column in table.columns if column.blank.vocabulary)
    places = {}
    for number, name in enumerate(used, 1):
        terms = names[name].values()
        for row, text in enumerate((name, *terms), 1):
            sheet.cell(row, number, text).number_format = TEXT
        letter = get_column_letter(number)
        places[name] = f"'{TERMS}'!${letter}$2:${letter}${len(terms) + 1}"
    sheet.sheet_state = "hidden"
    return places
