"""The sheets of an .xlsx file, row by row.

Read here and not by a library: the fast one gives values without saying that a formula or a percent sign made
them, or that a date stood there as 06/2024; the other holds the whole workbook and takes four times as long.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree
from openpyxl.styles.numbers import BUILTIN_FORMATS
from openpyxl.utils import column_index_from_string, get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from casebook.desk.archive import Archive, Refused, broken, local
from casebook.desk.cells import Book, Cell, words

MAX_ROWS = 20_000
MAX_COLUMNS = 300


@dataclass(frozen=True)
class Row:
    """The cells that hold something, by column (1-based)."""

    number: int
    hidden: bool
    cells: Mapping[int, Cell]


@dataclass(frozen=True)
class Sheet:
    """A sheet; `merged` are (first column, first row, last column, last row), `hidden` are columns."""

    name: str
    rows: tuple[Row, ...]
    merged: tuple[tuple[int, int, int, int], ...]
    hidden: tuple[int, ...]


def place(column: int, row: int) -> str:
    """A cell as Excel calls it: D7."""
    return f"{get_column_letter(column)}{row}"


def sheets(archive: Archive) -> list[Sheet]:
    """Every sheet in the workbook's order. Raises Refused."""
    try:
        return _sheets(archive)
    except (ValueError, LookupError, OverflowError):
        # A row, a style or a date that is no number: no program writes such a file by itself.
        raise Refused(broken(".xlsx")) from None


def _sheets(archive: Archive) -> list[Sheet]:
    main = archive.main()
    if not main.endswith(".xml") or "word" in main:
        raise Refused("đây là tệp Word; đổi đuôi thành .docx rồi nhập" if "word" in main else broken(".xlsx"))
    targets = archive.targets(main)
    parts = dict(targets.values())
    names: list[tuple[str, str]] = []
    epoch: datetime = CALENDAR_WINDOWS_1900
    for element in archive.elements(main, "sheet", "workbookPr"):
        if local(element) == "sheet":
            names.append((element.get("name", ""), next((value for name, value in element.attrib.items() if str(name).endswith("}id")), "")))
        elif element.get("date1904") in ("1", "true"):
            epoch = CALENDAR_MAC_1904
    strings = [words(element) for element in archive.elements(parts.get("sharedStrings", ""), "si")]
    book = Book(strings, _formats(archive, parts.get("styles", "")), epoch)
    return [_sheet(archive, name, targets.get(target, ("", ""))[1], book) for name, target in names]


def _formats(archive: Archive, part: str) -> list[str]:
    own: dict[str, str] = {}
    found: list[str] = []
    for element in archive.elements(part, "numFmt", "cellXfs"):
        if local(element) == "numFmt":
            own[element.get("numFmtId", "")] = element.get("formatCode", "")
        else:
            indices = [style.get("numFmtId", "0") for style in element]
            found = [own.get(index) or BUILTIN_FORMATS.get(int(index) if index.isdecimal() else 0, "General") for index in indices]
    return found


def _sheet(archive: Archive, name: str, part: str, book: Book) -> Sheet:
    rows: list[Row] = []
    merged: list[tuple[int, int, int, int]] = []
    hidden: list[int] = []
    number = 0
    for element in archive.elements(part, "row", "mergeCell", "col"):
        match local(element):
            case "row":
                number = int(element.get("r", number + 1))
                if cells := dict(_cells(element, name, number, book)):
                    rows.append(Row(number, element.get("hidden") in ("1", "true"), cells))
            case "mergeCell":
                left, top, right, bottom = range_boundaries(element.get("ref", "A1"))
                merged.append((left or 1, top or 1, right or MAX_COLUMNS, bottom or MAX_ROWS))
            case "col" if element.get("hidden") in ("1", "true"):
                hidden += range(int(element.get("min", 1)), min(int(element.get("max", 1)), MAX_COLUMNS) + 1)
        if len(rows) > MAX_ROWS:
            raise Refused(f"{name}: có hơn {MAX_ROWS} dòng; chia thành nhiều tệp")
    return Sheet(name, tuple(rows), tuple(merged), tuple(hidden))


def _cells(row: etree._Element, sheet: str, number: int, book: Book) -> Iterator[tuple[int, Cell]]:
    column = 0
    for element in row:
        letters = element.get("r", "").rstrip("0123456789")
        column = column_index_from_string(letters) if letters else column + 1
        if len(element) == 0:
            continue
        cell = book.cell(element)
        if column > MAX_COLUMNS and cell.text.strip():
            raise Refused(f"{sheet}!{place(column, number)}: có hơn {MAX_COLUMNS} cột; bỏ các cột không thuộc biểu mẫu")
        if cell.text.strip() or cell.kind == "formula":
            yield column, cell
