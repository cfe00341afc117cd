"""Which sheet of a workbook is which table of the form, and which column is which box."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from casebook.blanks.guide import GUIDE, TITLE
from casebook.blanks.sheet import TERMS, key
from casebook.blanks.tables import KEY, KEY_TITLE, Column, Table, tables
from casebook.desk.workbook import Row, Sheet, place
from casebook.fold import fold
from casebook.near import asked, nearest

TOP = 10
"""The rows in which headings are looked for: people write a title above a list."""


@dataclass(frozen=True)
class Headed:
    """A sheet as a table of the form: the column of the case's code, the box of every other column, the rows below."""

    sheet: Sheet
    table: Table
    code: int
    columns: Mapping[int, Column]
    head: int
    """The last row of the headings."""

    @property
    def rows(self) -> Iterator[Row]:
        return (row for row in self.sheet.rows if row.number > self.head)

    def strange(self) -> Iterator[str]:
        """What is written where the form has no box, or twice: cell and reason."""
        titles = {number: cell for row in self.sheet.rows if row.number <= self.head for number, cell in row.cells.items()}
        for number in sorted({number for row in self.rows for number in row.cells} - {*self.columns, self.code}):
            title = titles[number].text.strip() if number in titles else ""
            yield f"{self.sheet.name}!{place(number, self.head)}: {_unknown(title, self.table)}"
        counted = Counter(column.names for column in self.columns.values())
        for number, column in self.columns.items():
            if counted[column.names] > 1:
                yield f"{self.sheet.name}!{place(number, self.head)}: cột “{column.title}” có hai lần; bỏ một"


def _unknown(title: str, table: Table) -> str:
    near = nearest(title, (column.title for column in table.columns))
    hint = f"{asked(near)} Đổi tên cột" if near else "; Chuyển nội dung sang cột khác"
    return f"biểu mẫu không có cột “{title or 'không tên'}”{hint}, hoặc xoá cột"


def headed(sheet: Sheet) -> Headed | None:
    """The sheet as a table of the form, by the hidden row of names, or else by the titles; None when it is none."""
    top = [row for row in sheet.rows if row.number <= TOP]
    return next((found for row in top if (found := _by_names(sheet, row))), None) or _by_titles(sheet, top)


def _by_names(sheet: Sheet, row: Row) -> Headed | None:
    known = {key(table, column): (table, column) for table in tables() for column in table.columns}
    found = {number: known[name] for number, cell in row.cells.items() if (name := cell.text.strip()) in known}
    if not found:
        return None
    names = Counter(table.names for table, _ in found.values()).most_common(1)[0][0]
    table = next(table for table in tables() if table.names == names)
    code = next((number for number, cell in row.cells.items() if cell.text.strip() == KEY), 0)
    return Headed(sheet, table, code, {number: column for number, (its, column) in found.items() if its is table}, row.number)


def _by_titles(sheet: Sheet, top: Sequence[Row]) -> Headed | None:
    choices = [found for row in top for table in tables() if (found := _titled(sheet, row, table))]
    named = [found for found in choices if plain(found.table.title) == plain(sheet.name)]
    # Many groups have a “Nguồn”; without the right name two titles say little.
    return max(named or [found for found in choices if len(found.columns) > 2], key=lambda found: len(found.columns), default=None)


def _titled(sheet: Sheet, row: Row, table: Table) -> Headed | None:
    titles = {plain(column.title): column for column in table.columns}
    words = {number: plain(cell.text) for number, cell in row.cells.items()}
    found = {number: titles[word] for number, word in words.items() if word in titles}
    code = next((number for number, word in words.items() if word == plain(KEY_TITLE)), 0)
    # One word may be a value: “Cách làm” is a kind and a column.
    return Headed(sheet, table, code, found, row.number) if len(found) > 1 else None


def ours(sheet: Sheet) -> bool:
    """Whether a sheet is the guide or the lists of the workbook itself, which say nothing of a case."""
    first = next((cell.text for row in sheet.rows[:1] for cell in row.cells.values()), "")
    lists = {column.blank.vocabulary for table in tables() for column in table.columns if column.blank.vocabulary}
    return plain(sheet.name) in (plain(GUIDE), plain(TERMS)) or first in {TITLE, *lists}


def plain(title: str) -> str:
    """A title without what people change in it."""
    return " ".join(re.findall(r"\w+", fold(title)))
