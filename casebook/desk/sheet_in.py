"""The cases of an Excel workbook: one a row of the main sheet, its groups by the code in their first column."""

from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from casebook.blanks.cells import goes_on
from casebook.blanks.tables import KEY_TITLE, MAIN, tables
from casebook.desk.archive import Refused, opened
from casebook.desk.box import Terms, clean
from casebook.desk.brought import Brought, Place, Reading, unread
from casebook.desk.cells import Cell
from casebook.desk.headings import Headed, headed, ours
from casebook.desk.workbook import Row, Sheet, place, sheets
from casebook.problem import Problem


def read(file: Path, terms: Terms, known: Collection[str]) -> Reading:
    """Every case of a workbook; `known` are the slugs that a new case may not take by chance."""
    try:
        found = sheets(opened(file))
    except Refused as reason:
        return unread(file.name, str(reason))
    pages = [(sheet, headed(sheet)) for sheet in found if sheet.rows and not ours(sheet)]
    tabled = [page for _, page in pages if page]
    faults = [*_strangers(pages), *(words for page in tabled for words in (*page.strange(), *_merged(page)))]
    problems = tuple(Problem(file.name, 1, words) for words in faults)
    # Whatever is wrong with the workbook as a whole, its boxes are looked at too: everything is told at once.
    reading = _cases(file.name, tabled, terms, known)
    return replace(reading, problems=(*problems, *reading.problems))


def _strangers(pages: list[tuple[Sheet, Headed | None]]) -> Iterator[str]:
    yield from (f"{sheet.name}: không nhận ra trang này; tên cột phải như trong biểu mẫu. Xoá trang nếu không cần" for sheet, page in pages if not page)
    for table in tables():
        held = [page.sheet.name for _, page in pages if page and page.table is table]
        if len(held) > 1:
            yield f"{held[1]}: trang “{table.title}” có hai lần ({', '.join(held)}); gộp làm một"
        if not table.names and not held:
            yield f"{MAIN}: thiếu trang này, mỗi mô hình một dòng"


def _merged(page: Headed) -> Iterator[str]:
    """Merged cells that could mean several things; the code of a case over its rows means one."""
    held = {(number, row.number) for row in page.rows for number in row.cells}
    for left, top, right, bottom in page.sheet.merged:
        if (left, top) in held and not (left == right == page.code and page.table.names):
            yield f"{page.sheet.name}!{place(left, top)}:{place(right, bottom)}: ô gộp; bỏ gộp rồi ghi vào từng ô"


def _cases(path: str, pages: list[Headed], terms: Terms, known: Collection[str]) -> Reading:
    main = next((page for page in pages if not page.table.names), None)
    if not main:
        return Reading()
    asked = frozenset((*main.table.names, *column.names) for column in main.columns.values()) | {page.table.names for page in pages if page.table.names}
    cases: dict[str, Brought] = {}
    loose: list[Problem] = []
    for row in main.rows:
        if not row.cells.keys() - {main.code}:
            continue
        code = _code(main, row)
        case = _case(Brought(path, terms, asked=asked, called=code or _title(main, row)), main, row)
        case.name(code, {*known, *(other.slug for other in cases.values())})
        if code in cases or any(case.slug == other.slug != "" for other in cases.values()):
            why = f"mã hồ sơ “{code or case.slug}” đã dùng ở dòng trên; mỗi mô hình một dòng"
            case.fault(
                case.where[()],
                why if code or case.slug in {other.slug for other in cases.values()} else f"thiếu “{KEY_TITLE}”; nhiều mô hình thì mỗi dòng một mã",
            )
            loose += case.problems
        else:
            cases[code] = case
    for page in pages:
        if page.table.names:
            loose += _group(path, page, cases)
    return Reading(tuple(cases.values()), tuple(loose), (*_hidden(pages), *_joined(pages)))


def _case(case: Brought, page: Headed, row: Row) -> Brought:
    case.where[()] = Place(f"{page.sheet.name}!{place(page.code or 1, row.number)}", row.number)
    _fill(case, page, row, ())
    return case


def _fill(case: Brought, page: Headed, row: Row, loc: tuple[str | int, ...]) -> None:
    for number, column in page.columns.items():
        here = Place(f"{page.sheet.name}!{place(number, row.number)} ({column.title})", row.number)
        case.fill((*loc, *column.names), column.blank, row.cells.get(number), here)


def _code(page: Headed, row: Row) -> str:
    cell = row.cells.get(page.code, Cell("text", ""))
    try:
        return clean(cell.text)
    except Refused:
        return cell.text


def _title(page: Headed, row: Row) -> str:
    return next((row.cells[number].text.strip()[:80] for number, column in page.columns.items() if column.names == ("title",) and number in row.cells), "")


def _group(path: str, page: Headed, cases: dict[str, Brought]) -> Iterator[Problem]:
    """Fill every row of a group into its case; yield the rows that belong to none."""
    over = {row: top for left, top, _, bottom in page.sheet.merged if left == page.code for row in range(top, bottom + 1)}
    by_number = {row.number: row for row in page.rows}
    for row in page.rows:
        code = _code(page, by_number.get(over.get(row.number, row.number), row))
        here = Place(f"{page.sheet.name}!{place(page.code or 1, row.number)}", row.number)
        case = cases.get(code) or (next(iter(cases.values())) if not code and len(cases) == 1 else None)
        if not row.cells.keys() - {page.code}:
            continue
        if case:
            _fill(case, page, row, case.item(page.table.names, here))
        else:
            why = f"mã “{code}” không có ở trang “{MAIN}”" if code else f"thiếu “{KEY_TITLE}”: dòng này của mô hình nào"
            yield Problem(path, here.line, f"{here.name}: {why}")
    free = max((page.head, *by_number)) + 1
    for one in cases.values():
        one.where.setdefault(page.table.names, Place(f"{page.sheet.name}!{place(page.code or 1, free)} (dòng mới)", free))


def _hidden(pages: list[Headed]) -> Iterator[str]:
    for page in pages:
        rows = [str(row.number) for row in page.rows if row.hidden]
        columns = [column.title for number, column in page.columns.items() if number in page.sheet.hidden and any(number in row.cells for row in page.rows)]
        if rows:
            yield f"{page.sheet.name}: dòng đang ẩn vẫn được đọc: {', '.join(rows[:20])}{'…' * (len(rows) > 20)}"
        if columns:
            yield f"{page.sheet.name}: cột đang ẩn vẫn được đọc: {', '.join(columns)}"


def _joined(pages: list[Headed]) -> Iterator[str]:
    """The prose in which a line ends and its paragraph goes on: somebody may have meant a new one, for which Excel has no other sign."""
    for page in pages:
        prose = [number for number, column in page.columns.items() if column.blank.kind == "prose"]
        boxes = [place(number, row.number) for row in page.rows for number in prose if number in row.cells and _goes_on(row.cells[number].text)]
        if boxes:
            told = ", ".join(boxes[:20]) + "…" * (len(boxes) > 20)
            yield f"{page.sheet.name}: xuống dòng mà không cách dòng thì trang nối thành một đoạn ({told}); muốn tách đoạn thì để một dòng trống"


def _goes_on(text: str) -> bool:
    return any(goes_on(one, other) for one, other in pairwise(text.replace("\r", "").split("\n")))
