"""Files as people send them: what the tests of sheets, Word forms and imports start from."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from casebook.blanks import sheet
from casebook.book import Casebook
from casebook.desk.archive import Refused
from casebook.desk.box import clean
from casebook.load import load

ROOT = Path(__file__).parent.parent
TODAY = date.today()
"""The real cases go on being written: a day of their logs is not in the future of any test."""

SHORT: Mapping[str, Any] = {
    "title": "Sổ họp điện tử cấp xã",
    "summary": "Xã dùng một sổ điện tử chung để theo dõi việc sau họp.",
    "kind": "cach_lam",
    "sectors": ["dieu_hanh"],
    "level": "xa",
    "places": ["bac-giang"],
    "agency": "UBND xã",
    "problem": "Việc giao sau họp hay bị quên.",
    "solution": "Ghi việc, người làm, thời hạn vào một sổ chung.",
    "period": {"start": "2024-06", "sources": ["s1"]},
    "results": [{"name": "Việc xong đúng hạn", "unit": "%", "before": "60", "after": "85,5", "sources": ["s1"]}],
    "sources": [{"id": "s1", "kind": "bao_chi", "publisher": "Tên báo", "url": "https://bao.example/so-hop"}],
    "verification": {"level": "tong_hop", "date": "2026-11-22"},
    "status": "nhap",
    "changes": [{"date": "2026-11-22", "kind": "moi", "note": "Đăng lần đầu, tổng hợp từ nguồn công khai."}],
}
"""The shortest case that is right (CONTRIBUTING.md)."""

AWKWARD = (
    *("'trích'", "'", "=1+1", '=HYPERLINK("http://a.example")', "+84", "-5", "@SUM(A1)"),
    *("a; b", ";", '"', '"a"; b', '"Ngày không hẹn" ở xã', "một\nhai\n\nba", "tab\tgiữa", "Đường 5\u2009km"),
    *("010", "1.000", "1e5", "2024-06-21", "3/4/2024", "TRUE", "#N/A", "_x0041_", "_x005F_"),
    *("<b>&amp;</b>", "{{ x }}", "{% if %}", "\\n", "–", "*", "🌾", "hoà bình", "hòa bình", "thuỷ lợi", "thủy lợi"),
    *("(chọn hoặc gõ)", "Nguồn", "mục 1", "Kết quả – mục 1"),
)
"""Texts that sheets and documents like to make something else of."""


def _admitted(text: str) -> str:
    try:
        return clean(text)
    except Refused:
        return ""


TEXTS = st.one_of(st.sampled_from(AWKWARD), st.text(max_size=60)).map(_admitted).filter(bool)
"""Any text that a case file can hold."""


@cache
def book() -> Casebook:
    found, problems = load(ROOT, today=TODAY)
    assert not problems
    return found


@cache
def _short() -> bytes:
    return sheet.write(book().vocabularies, {"so-hop": SHORT})


def workbook(folder: Path, change: Callable[[Workbook], object] = id, cases: Mapping[str, Any] | None = None, name: str = "gui-ve.xlsx") -> Path:
    """The workbook of these cases (the shortest, when none are named), as somebody sends it back after `change`."""
    file = folder / name
    file.write_bytes(_short() if cases is None else sheet.write(book().vocabularies, cases))
    changed = load_workbook(file)
    change(changed)
    changed.save(file)
    return file


def at(sheet: Worksheet, key: str, row: int = 3) -> Cell:
    """The cell of a row under the column of this name."""
    column = next(cell.column for cell in sheet[2] if cell.value == key)
    found = sheet.cell(row, column)
    assert isinstance(found, Cell)
    return found
