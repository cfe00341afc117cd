"""What people send is understood or refused: with the cell, the reason, and what to write instead; never guessed."""

import io
import json
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from casebook.blanks import sheet
from casebook.blanks.sheet import FIRST
from casebook.desk import bring, carry
from casebook.desk.archive import MAX_BYTES, MAX_PARTS
from casebook.desk.brought import Brought, emptied, proposed
from casebook.desk.dates import written
from casebook.desk.plan import Plan, planned
from casebook.desk.text import canonical
from casebook.load import load
from tests.sent import ROOT, SHORT, TODAY, at, book, workbook

HEAD = "gui-ve.xlsx"
Untidy = tuple[Any, ...]
"""Sheet, name of the column, what was typed, its format, and what becomes of it."""


def silent(done: int, total: int) -> None:
    """A short errand says nothing."""


def plan_of(*files: Path) -> Plan:
    return planned(book(), [bring.read(file, book()) for file in files], silent)


def told(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.problems]


UNDERSTOOD = {
    "a real date": ("Hồ sơ", "period.start", datetime(2024, 6, 21), "dd/mm/yyyy", ("period", "start"), "2024-06-21"),
    "a month that Excel made a day": ("Hồ sơ", "period.start", datetime(2024, 6, 1), "mm/yyyy", ("period", "start"), "2024-06"),
    "a month in Excel's own format": ("Hồ sơ", "period.start", datetime(2024, 6, 1), "mmm-yy", ("period", "start"), "2024-06"),
    "a year as a number": ("Hồ sơ", "period.start", 2024, "General", ("period", "start"), "2024"),
    "a text date": ("Hồ sơ", "period.start", "21/6/2024", "@", ("period", "start"), "2024-06-21"),
    "a date with dashes": ("Hồ sơ", "period.start", "21-06-2024", "@", ("period", "start"), "2024-06-21"),
    "a day that is its month": ("Hồ sơ", "period.start", "6/6/2024", "@", ("period", "start"), "2024-06-06"),
    "a month": ("Hồ sơ", "period.start", "6/2024", "@", ("period", "start"), "2024-06"),
    "a month in words": ("Hồ sơ", "period.start", "Tháng 6/2024", "@", ("period", "start"), "2024-06"),
    "a date in words": ("Hồ sơ", "period.start", "ngày 03 tháng 4 năm 2024", "@", ("period", "start"), "2024-04-03"),
    "a number with 1.234,5": ("Kết quả", "results.after", "1.234,5", "@", ("results", 0, "after"), "1.234,5"),
    "a number with no-break spaces": ("Kết quả", "results.after", "12\u00a0345", "@", ("results", 0, "after"), "12345"),
    "a whole number": ("Kết quả", "results.after", 5.0, "General", ("results", 0, "after"), "5"),
    "a decimal number": ("Kết quả", "results.after", 1.234, "0.000", ("results", 0, "after"), "1,234"),
    "a number with the noise of binary": ("Kết quả", "results.after", 0.1 + 0.2, "General", ("results", 0, "after"), "0,3"),
    "a large number": ("Kết quả", "results.after", 1.5e15, "General", ("results", 0, "after"), "1500000000000000"),
    "a number where a text is meant": ("Kết quả", "results.name", 112, "General", ("results", 0, "name"), "112"),
    "decomposed letters": ("Hồ sơ", "agency", "UBND xa\u0303 Hòa Bi\u0300nh", "@", ("agency",), "UBND xã Hòa Bình"),
    "letters that cannot be seen": ("Hồ sơ", "agency", "\ufeffUBND\u200b xã\u00ad", "@", ("agency",), "UBND xã"),
    "no-break spaces inside a text": ("Hồ sơ", "agency", "UBND\u00a0xã\u202fHòa\u00a0", "@", ("agency",), "UBND xã Hòa"),
    "lines of Windows": ("Hồ sơ", "problem", "một\r\nhai", "@", ("problem",), "một\nhai"),
    "a label": ("Hồ sơ", "kind", "Cách làm", "@", ("kind",), "cach_lam"),
    "a label without marks and capitals": ("Hồ sơ", "kind", " cach\u00a0lam ", "@", ("kind",), "cach_lam"),
    "a place without “tỉnh”": ("Hồ sơ", "places", "Bắc Giang", "@", ("places",), ["bac-giang"]),
    "a city without “thành phố”": ("Hồ sơ", "places", "Huế", "@", ("places",), ["hue"]),
    "a city with “TP.”": ("Hồ sơ", "places", "TP. Huế; Tp Đà Nẵng", "@", ("places",), ["hue", "da-nang"]),
    "cities that newspapers shorten": ("Hồ sơ", "places", "TP.HCM; TP. Cần Thơ; TP. Hồ Chí Minh", "@", ("places",), ["ho-chi-minh", "can-tho", "ho-chi-minh"]),
    "a city that was a province": ("Hồ sơ", "places", "tỉnh Bắc Ninh", "@", ("places",), ["bac-ninh"]),
    "several labels": ("Hồ sơ", "places", "tỉnh Bắc Giang; TỈNH ĐỒNG THÁP", "@", ("places",), ["bac-giang", "dong-thap"]),
    "sources with commas": ("Hồ sơ", "summary_sources", "s1, s3", "@", ("summary_sources",), ["s1", "s3"]),
    "sources line by line": ("Hồ sơ", "summary_sources", "s1\ns3", "@", ("summary_sources",), ["s1", "s3"]),
    "true": ("Hồ sơ", "period.ongoing", True, "General", ("period", "ongoing"), "có"),
    "yes without marks": ("Hồ sơ", "period.ongoing", "Co", "@", ("period", "ongoing"), "có"),
}


def numbered(number: int) -> dict[str, Any]:
    """Copies of the shortest case that nobody takes for each other."""
    return {f"so-hop-{n}": dict(SHORT) | {"title": " ".join(f"{word}{n}" for word in str(SHORT["title"]).split())} for n in range(number)}


def head(cell: Any) -> str:
    """The title of its column, without the sign of what is required."""
    return str(cell.parent.cell(1, cell.column).value).removesuffix(" *")


def typed_in(cells: Mapping[str, Untidy], folder: Path) -> tuple[Path, dict[str, str]]:
    """One workbook with a case for each of these cells, and where each one stands."""
    where = {}

    def change(book: Workbook) -> None:
        for row, (name, (title, key, value, style, *_)) in enumerate(cells.items(), FIRST):
            cell = at(book[title], key, row)
            cell.value, cell.number_format = value, style
            where[name] = f"{HEAD}:{row}: {title}!{cell.coordinate} ({head(cell)}), hồ sơ “so-hop-{row - FIRST}”"

    return workbook(folder, change, numbered(len(cells))), where


@pytest.fixture(scope="module")
def untidy(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Brought]:
    file, _ = typed_in(UNDERSTOOD, tmp_path_factory.mktemp("untidy"))
    reading = bring.read(file, book())
    assert not reading.problems
    return dict(zip(UNDERSTOOD, reading.cases, strict=True))


@pytest.mark.parametrize("name", UNDERSTOOD)
def test_an_untidy_cell_is_understood(name: str, untidy: dict[str, Brought]) -> None:
    *_, loc, meant = UNDERSTOOD[name]
    assert untidy[name].problems == []
    found: Any = untidy[name].data
    for part in loc:
        found = found[part]
    assert found == meant


REFUSED = {
    "3 April or 4 March": (
        *("Hồ sơ", "period.start", "03/04/2024", "@"),
        "“03/04/2024” đọc được hai cách: viết 2024-04-03 nếu là ngày 3 tháng 4, hoặc 2024-03-04 nếu là ngày 4 tháng 3",
    ),
    "month first": (
        *("Hồ sơ", "period.start", "6/21/2024", "@"),
        "“6/21/2024” có tháng đứng trước ngày; nếu là ngày 21 tháng 6, viết 2024-06-21",
    ),
    "a year of two digits": ("Hồ sơ", "period.start", "21/6/24", "@", "“21/6/24” thiếu hai chữ số đầu của năm; viết như 2024-06-21"),
    "a day that is not in the calendar": ("Hồ sơ", "period.start", "31/2/2024", "@", "“31/02/2024” không có trên lịch; xem lại tháng và ngày"),
    "a serial number": ("Hồ sơ", "period.start", 45464, "General", "“45464” không phải ngày; viết như 2024, 06/2024 hoặc 21/06/2024"),
    "a date with a time": (
        "Hồ sơ",
        "period.start",
        datetime(2024, 6, 21, 10, 30),
        "dd/mm/yyyy hh:mm",
        "“21/06/2024 10:30” có cả giờ; chỉ ghi ngày, như 2024-06-21",
    ),
    "a range that Excel made a date": (
        *("Kết quả", "results.after", datetime(2024, 9, 8), "d-mmm"),
        "Excel đã hiểu ô này là ngày 08/09/2024; đổi ô sang dạng Văn bản (Text) rồi gõ lại điều muốn ghi",
    ),
    "1.000": ("Kết quả", "results.after", "1.000", "@", "“1.000” đọc được hai cách: viết 1000 nếu là 1 nghìn, hoặc 1,000 nếu là số thập phân"),
    "an English number": ("Kết quả", "results.after", "1,234.5", "@", "“1,234.5” viết theo lối tiếng Anh; viết 1.234,5"),
    "a town that has the name of its province": (
        "Hồ sơ",
        "places",
        "TP. Bắc Giang",
        "@",
        "“TP. Bắc Giang” không có trong danh sách; có phải “tỉnh Bắc Giang”?",
    ),
    "a percentage": (
        *("Kết quả", "results.after", 0.855, "0.0%"),
        "ô định dạng phần trăm; đổi ô sang dạng Văn bản (Text), viết 85,5 và ghi % ở cột đơn vị",
    ),
    "an error": ("Kết quả", "results.after", "#N/A", "General", "ô báo lỗi #N/A; sửa hoặc xoá ô này"),
    "a formula": ("Kết quả", "results.after", "=1+1", "General", "ô là công thức; chép ô rồi dán “chỉ giá trị” (Paste Values)"),
    "true where no yes or no is asked": ("Kết quả", "results.after", True, "General", "ô là TRUE/FALSE; gõ lại bằng chữ"),
    "a telephone number without its 0": (
        *("Hồ sơ", "contact.phone", 2033835000, "General"),
        "Excel đã coi số điện thoại là số và bỏ số 0 ở đầu; đổi ô sang dạng Văn bản (Text) rồi gõ lại",
    ),
    "a letter that turns the text round": ("Hồ sơ", "agency", "UBND \u202exã", "@", "có ký tự không nhìn thấy U+202E; hãy xoá và gõ lại đoạn này"),
    "an unknown term": ("Hồ sơ", "kind", "mẹo hay", "@", "“mẹo hay” không có trong danh sách"),
    "neither yes nor no": ("Hồ sơ", "period.ongoing", "x", "@", "“x” chưa rõ; viết có hoặc không"),
    "nothing where something must be": ("Hồ sơ", "agency", None, "@", "thiếu trường bắt buộc"),
    "nothing in a part of an item": ("Kết quả", "results.name", None, "@", "thiếu trường bắt buộc"),
    "a source that is not listed": ("Kết quả", "results.sources", "s9", "@", "“s9” không có trong “Nguồn”"),
}


@pytest.fixture(scope="module")
def refused(tmp_path_factory: pytest.TempPathFactory) -> tuple[Plan, dict[str, str]]:
    file, where = typed_in(REFUSED, tmp_path_factory.mktemp("refused"))
    return plan_of(file), where


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_taken_is_refused_at_its_cell(name: str, refused: tuple[Plan, dict[str, str]]) -> None:
    plan, where = refused
    assert f"{where[name]}: {REFUSED[name][-1]}" in told(plan)


def test_no_case_with_a_fault_is_taken(refused: tuple[Plan, dict[str, str]]) -> None:
    assert refused[0].ready == ()


def test_a_name_of_two_terms_is_refused_with_both(tmp_path: Path) -> None:
    with_document = dict(SHORT) | {"documents": [{"id": "nq1", "cited_as": "Nghị quyết 1", "kind": "hc_nghi_quyet", "sources": ["s1"]}]}
    file = workbook(tmp_path, lambda book: put(at(book["Văn bản"], "documents.kind"), "Nghị quyết"), {"so-hop": with_document})
    (problem,) = told(plan_of(file))
    assert "“Nghị quyết” chưa rõ là “Nghị quyết [" in problem


def put(cell: Any, value: object) -> None:
    cell.value = value


def insert(page: Worksheet, place: int, title: str, value: str) -> None:
    page.insert_cols(place)
    page.cell(1, place, title)
    page.cell(3, place, value)


def regroup(book: Workbook) -> None:
    """Two more results, the code merged over all three."""
    page = book["Kết quả"]
    for row in (4, 5):
        for column in range(2, page.max_column + 1):
            page.cell(row, column, page.cell(3, column).value)
    page.merge_cells("A3:A5")


def by_hand(book: Workbook) -> None:
    """Without the hidden row, with a title above and another name."""
    for page in book.worksheets[1:-1]:
        page.delete_rows(2)
        page.insert_rows(1)
        page.cell(1, 1, "DANH SÁCH KÈM CÔNG VĂN")


def numbered_code(book: Workbook) -> None:
    for page in book.worksheets[1:-1]:
        if page["A3"].value:
            put(page["A3"], 1.0)


def twice(book: Workbook) -> None:
    page = book["Hồ sơ"]
    for above, cell in zip(page[3], page[4], strict=True):
        put(cell, above.value)


def renamed(book: Workbook) -> None:
    for number, page in enumerate(book.worksheets):
        page.title = f"Sheet{number}"


SHAPES: dict[str, tuple[Callable[[Workbook], object], int]] = {
    "sheets under other names": (renamed, 1),
    "no hidden row": (by_hand, 1),
    "empty rows": (lambda book: book["Hồ sơ"].insert_rows(3, 40), 1),
    "columns in another order": (lambda book: book["Kết quả"].move_range("B1:B3", cols=30), 1),
    "no code in a workbook of one case": (lambda book: put(book["Kết quả"]["A3"], None), 1),
    "a code merged over its rows": (regroup, 3),
    "a code that is a number": (numbered_code, 1),
    "an empty sheet of somebody": (lambda book: book.create_sheet("Sheet9"), 1),
}


@pytest.mark.parametrize(("change", "results"), SHAPES.values(), ids=SHAPES)
def test_a_workbook_that_was_rearranged_is_understood(change: Callable[[Workbook], object], results: int, tmp_path: Path) -> None:
    plan = plan_of(workbook(tmp_path, change))
    assert told(plan) == []
    (one,) = plan.ready
    assert one.slug in ("so-hop", "so-hop-dien-tu-cap-xa")
    assert one.data["results"] == [SHORT["results"][0]] * results


STRANGE: dict[str, tuple[Callable[[Workbook], object], str]] = {
    "an own column": (lambda book: insert(book["Kết quả"], 4, "Ghi chú nội bộ", "mật"), "Kết quả!D2: biểu mẫu không có cột “Ghi chú nội bộ”"),
    "a column nearly named": (lambda book: insert(book["Kết quả"], 4, "Truớc", "5"), "có phải “Trước”? Đổi tên cột, hoặc xoá cột"),
    "a column without a title": (lambda book: put(book["Kết quả"]["Z3"], "x"), "Kết quả!Z2: biểu mẫu không có cột “không tên”"),
    "a column twice": (lambda book: put(book["Kết quả"]["Z2"], "results.after"), "cột “Sau” có hai lần; bỏ một"),
    "an own sheet": (lambda book: book.create_sheet("Tính toán").append(["a", "b"]), "Tính toán: không nhận ra trang này"),
    "a sheet twice": (lambda book: book.copy_worksheet(book["Kết quả"]), "trang “Kết quả” có hai lần"),
    "no main sheet": (lambda book: book.remove(book["Hồ sơ"]), "Hồ sơ: thiếu trang này, mỗi mô hình một dòng"),
    "merged cells": (lambda book: book["Hồ sơ"].merge_cells("B3:C4"), "Hồ sơ!B3:C4: ô gộp; bỏ gộp rồi ghi vào từng ô"),
    "a code that no case has": (lambda book: put(book["Kết quả"]["A3"], "so-hop-2"), "Kết quả!A3: mã “so-hop-2” không có ở trang “Hồ sơ”"),
    "a case twice": (twice, "Hồ sơ!A4, hồ sơ “so-hop”: mã hồ sơ “so-hop” đã dùng"),
    "no titles at all": (lambda book: book["Hồ sơ"].delete_rows(1, 2), "Hồ sơ: không nhận ra trang này"),
}  # fmt: skip


@pytest.mark.parametrize(("change", "message"), STRANGE.values(), ids=STRANGE)
def test_what_the_form_does_not_have_is_named_and_nothing_is_taken(change: Callable[[Workbook], object], message: str, tmp_path: Path) -> None:
    plan = plan_of(workbook(tmp_path, change))
    assert any(message in line for line in told(plan)), told(plan)
    assert plan.ready == ()


def test_every_fault_of_a_workbook_is_told_at_once_with_its_case(tmp_path: Path) -> None:
    """A strange column, boxes that are refused, boxes that are empty, rows that are missing: whoever mends one sees the others too."""

    def spoil(book: Workbook) -> None:
        insert(book["Nguồn"], 4, "Ghi chú nội bộ", "mật")
        put(at(book["Hồ sơ"], "period.start", 3), "03/04/2024")
        put(at(book["Hồ sơ"], "kind", 3), "mẹo hay")
        put(at(book["Hồ sơ"], "agency", 4), None)
        put(at(book["Kết quả"], "results.after", 4), "1,234.5")
        book["Kết quả"].delete_rows(5)

    plan = plan_of(workbook(tmp_path, spoil, numbered(3)))
    assert plan.ready == ()
    place = {
        (sheet, key): (cell := at(workbook_page(sheet), key), f"{sheet}!{cell.column_letter}{{}} ({head(cell)})")[1]
        for sheet, key in (("Hồ sơ", "period.start"), ("Hồ sơ", "kind"), ("Hồ sơ", "agency"), ("Kết quả", "results.after"))
    }
    assert [problem.message for problem in plan.problems] == [
        "Nguồn!D2: biểu mẫu không có cột “Ghi chú nội bộ”; Chuyển nội dung sang cột khác, hoặc xoá cột",
        f"{place['Hồ sơ', 'period.start'].format(3)}, hồ sơ “so-hop-0”: “03/04/2024” đọc được hai cách: viết 2024-04-03 nếu là ngày 3 tháng 4, hoặc 2024-03-04 nếu là ngày 4 tháng 3",
        f"{place['Hồ sơ', 'kind'].format(3)}, hồ sơ “so-hop-0”: “mẹo hay” không có trong danh sách",
        f"{place['Hồ sơ', 'agency'].format(4)}, hồ sơ “so-hop-1”: thiếu trường bắt buộc",
        f"{place['Kết quả', 'results.after'].format(4)}, hồ sơ “so-hop-1”: “1,234.5” viết theo lối tiếng Anh; viết 1.234,5",
        "Kết quả!A5 (dòng mới), hồ sơ “so-hop-2”: thiếu trường bắt buộc",
    ]


def workbook_page(title: str) -> Worksheet:
    """A sheet of the workbook as it is sent out."""
    return load_workbook(io.BytesIO(sheet.write(book().vocabularies, {})))[title]


def test_a_group_that_several_cases_lack_is_told_of_each(tmp_path: Path) -> None:
    plan = plan_of(workbook(tmp_path, lambda book: book["Kết quả"].delete_rows(3, 2), numbered(2)))
    assert told(plan) == [f"{HEAD}:3: Kết quả!A3 (dòng mới), hồ sơ “so-hop-{number}”: thiếu trường bắt buộc" for number in (0, 1)]


def test_cases_without_a_code_are_told_by_their_titles(tmp_path: Path) -> None:
    def forget(book: Workbook) -> None:
        for row in (3, 4):
            put(book["Hồ sơ"].cell(row, 1), None)

    messages = [problem.message for problem in plan_of(workbook(tmp_path, forget, numbered(2))).problems]
    assert "Hồ sơ!A4, hồ sơ “Sổ1 họp1 điện1 tử1 cấp1 xã1”: thiếu “Mã hồ sơ”; nhiều mô hình thì mỗi dòng một mã" in messages


def test_hidden_rows_and_columns_are_read_and_named(tmp_path: Path) -> None:
    def hide(book: Workbook) -> None:
        page = book["Kết quả"]
        page.row_dimensions[3].hidden = True
        page.column_dimensions[at(page, "results.after").column_letter].hidden = True

    plan = plan_of(workbook(tmp_path, hide))
    assert len(plan.ready) == 1
    assert plan.notes == ("Kết quả: dòng đang ẩn vẫn được đọc: 3", "Kết quả: cột đang ẩn vẫn được đọc: Sau")


def test_a_line_that_ends_within_a_paragraph_of_a_sheet_is_named(tmp_path: Path) -> None:
    def ends(book: Workbook) -> None:
        page = book["Hồ sơ"]
        put(page["AJ3"], "Mùa khô thiếu nước.\nMùa mưa ngập.")
        put(at(page, "solution"), "Ba việc:\n- ghi\n- giao\n\nMỗi tuần họp một lần.")

    plan = plan_of(workbook(tmp_path, ends))
    assert plan.notes == ("Hồ sơ: xuống dòng mà không cách dòng thì trang nối thành một đoạn (AJ3); muốn tách đoạn thì để một dòng trống",)


def test_one_faulty_case_does_not_keep_the_others_out(tmp_path: Path) -> None:
    cases = {f"so-hop-{number}": dict(SHORT) | {"title": f"Sổ họp {number} {'abc'[number - 1] * 9}"} for number in (1, 2, 3)}
    file = workbook(tmp_path, lambda book: put(at(book["Hồ sơ"], "period.start", 4), "03/04/2024"), cases)
    plan = plan_of(file)
    assert [one.slug for one in plan.ready] == ["so-hop-1", "so-hop-3"]
    assert len(plan.problems) == 1


def test_a_case_that_rests_on_a_faulty_one_waits_with_it(tmp_path: Path) -> None:
    cases = {"so-goc": dict(SHORT) | {"kind": "mẹo hay"}, "so-theo": dict(SHORT) | {"title": "Nhật ký ruộng lúa", "adapted_from": [{"case": "so-goc"}]}}
    plan = plan_of(workbook(tmp_path, cases=cases))
    assert plan.ready == ()
    assert any("Học từ!B3" in line for line in told(plan))


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Sổ họp điện tử cấp xã", "so-hop-dien-tu-cap-xa"),
        ("“Ngày không hẹn” ở Đắk Lắk, 2024!", "ngay-khong-hen-o-dak-lak-2024"),
        ("chữ " * 40, "-".join(["chu"] * 20)),
        ("…", ""),
    ],
)
def test_a_case_without_a_name_is_named_after_its_title(title: str, slug: str) -> None:
    assert proposed(title) == slug


def test_the_proposed_name_never_meets_an_existing_case_by_chance(tmp_path: Path) -> None:
    title = "Hue-S"
    file = workbook(tmp_path, cases={"1": dict(SHORT) | {"title": title}})
    assert told(plan_of(file)) == [
        f"{HEAD}:3: Hồ sơ!A3, hồ sơ “1”: tên đề nghị “hue-s” đã là một hồ sơ khác; muốn sửa hồ sơ đó thì ghi đúng mã này, không thì ghi mã khác"
    ]


DATES = ["2024", "2024-06", "2024-06-21", "khoảng 2024", "2024-13-45", "đầu năm"]


@pytest.mark.parametrize("text", DATES)
def test_a_date_as_a_case_writes_it_and_words_stay(text: str) -> None:
    assert written(text) == text


def test_an_existing_case_changes_only_where_the_file_says_so(tmp_path: Path) -> None:
    """A column that was taken out of the sheet keeps what the case says there; an empty box empties it."""
    slug = "hue-s"
    data = book().sources[slug].data

    def change(book: Workbook) -> None:
        page = book["Hồ sơ"]
        at(page, "agency").value = "UBND thành phố Huế"
        at(page, "editorial_note").value = None
        page.delete_cols(at(page, "summary").column)
        del book["Nguồn"]

    (one,) = plan_of(workbook(tmp_path, change, {slug: data})).ready
    assert one.data == {name: value for name, value in data.items() if name != "editorial_note"} | {"agency": "UBND thành phố Huế"}


def test_nobody_approves_by_sending_a_file(tmp_path: Path) -> None:
    sent = dict(SHORT) | {"status": "da_duyet", "approved": {"by": "Chủ tịch", "date": "2026-11-20"}, "publish_from": "2026-11-21"}
    plan = plan_of(workbook(tmp_path, cases={"so-hop": sent}))
    (one,) = plan.ready
    assert one.data == SHORT
    assert any("không được nhập" in line for line in carry.announced(plan, book().vocabularies))


def test_what_would_happen_is_said_before_it_does(tmp_path: Path) -> None:
    changed = dict(book().sources["hue-s"].data) | {"agency": "UBND thành phố Huế"}
    plan = plan_of(workbook(tmp_path, cases={"hue-s": changed, "so-hop": SHORT, "mobile-money": book().sources["mobile-money"].data}))
    words = list(carry.announced(plan, book().vocabularies))
    assert words[:2] == ["Sẽ tạo 1 hồ sơ, tình trạng nháp:", "  so-hop: Sổ họp điện tử cấp xã"]
    assert words[2:4] == ["Sẽ sửa 1 hồ sơ đã có:", "  hue-s:"]
    assert "Cơ quan thực hiện" in words[4]
    assert "UBND thành phố Huế" in words[4]
    assert "Không đổi: 1 hồ sơ." in words


def test_a_yaml_file_tells_its_faults_by_line(tmp_path: Path) -> None:
    file = tmp_path / "so-hop.yaml"
    file.write_text(canonical(SHORT).replace("cach_lam", "mẹo hay"), "utf-8")
    line = file.read_text("utf-8").split("\n").index("kind: mẹo hay") + 1
    assert told(plan_of(file)) == [f"so-hop.yaml:{line}: Loại: “mẹo hay” không có trong vocab/kind.yaml"]


def test_json_is_taken_with_its_numbers_and_truths(tmp_path: Path) -> None:
    data = json.loads(json.dumps(SHORT))
    data["results"][0] |= {"before": 60, "after": 85.5}
    data["period"]["ongoing"] = True
    file = tmp_path / "so-hop.json"
    file.write_text(json.dumps(data), "utf-8")
    (one,) = plan_of(file).ready
    assert one.data["results"][0]["before"] == "60"
    assert one.data["results"][0]["after"] == "85.5"
    assert one.data["period"]["ongoing"] == "có"


def test_json_of_several_cases_names_the_case_of_a_fault(tmp_path: Path) -> None:
    file = tmp_path / "nhieu.json"
    file.write_text(json.dumps({"so-hop": SHORT, "nhat-ky": dict(SHORT) | {"title": "Nhật ký ruộng lúa", "kind": "mẹo hay"}}), "utf-8")
    plan = plan_of(file)
    assert [one.slug for one in plan.ready] == ["so-hop"]
    assert told(plan) == ["nhieu.json:1: nhat-ky: Loại: “mẹo hay” không có trong vocab/kind.yaml"]


def zipped(file: Path, parts: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as out:
        for name, content in parts.items():
            out.writestr(name, content)
    return file


RELS = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>'
SHEET_RELS = b'<Relationships><Relationship Id="a" Type="x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
MAIN = b'<workbook xmlns:r="http://r"><sheets><sheet name="Trang" r:id="a"/></sheets></workbook>'


def a_sheet(content: bytes) -> dict[str, bytes]:
    """The least workbook with one sheet."""
    return {"_rels/.rels": RELS, "xl/workbook.xml": MAIN, "xl/_rels/workbook.xml.rels": SHEET_RELS, "xl/worksheets/sheet1.xml": content}


def laughs() -> bytes:
    more = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
    return f'<!DOCTYPE w [<!ENTITY l0 "ha">{more}]><worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>&l8;</t></is></c></row></sheetData></worksheet>'.encode()


def scattered(number: int) -> bytes:
    """Bytes that hardly shrink, so that the ratio says nothing."""
    return b"".join(f'<c r="{n}"/>'.encode() for n in range(number))


def _raw(file: Path, content: bytes) -> Path:
    file.write_bytes(content)
    return file


def _half(folder: Path) -> Path:
    file = workbook(folder)
    return _raw(folder / "b.xlsx", file.read_bytes()[:20_000])


BOMBS: dict[str, Callable[[Path], Path]] = {
    "a quarter of a gigabyte of zeros": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"0" * 2**28)),
    "many small bombs": lambda folder: zipped(folder / "b.xlsx", {f"xl/{n}.xml": b" " * 2**20 for n in range(60)}),
    "too many parts": lambda folder: zipped(folder / "b.xlsx", {f"xl/{n}.xml": b"" for n in range(MAX_PARTS + 1)}),
    "a billion laughs": lambda folder: zipped(folder / "b.xlsx", a_sheet(laughs())),
    "laughs in UTF-16": lambda folder: zipped(folder / "b.xlsx", a_sheet(laughs().decode().encode("utf-16"))),
    "a document type": lambda folder: zipped(folder / "b.xlsx", a_sheet(b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><worksheet/>')),
    "too many cells in a row": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"<worksheet><sheetData><row>" + scattered(600_000) + b"</row></sheetData></worksheet>")),
    "elements outside any row": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"<worksheet>" + scattered(600_000) + b"</worksheet>")),
    "too many attributes": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"<worksheet><row " + b" ".join(b'a%d=""' % n for n in range(600_000)) + b"/></worksheet>")),
    "too many rows": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"<worksheet><sheetData>" + b"".join(b"<row><c><v>%d</v></c></row>" % n for n in range(60_000)) + b"</sheetData></worksheet>")),
    "a column far away": lambda folder: zipped(folder / "b.xlsx", a_sheet(b'<worksheet><row r="1"><c r="XFD1"><v>1</v></c></row></worksheet>')),
    "elements without end": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"<worksheet>" + b"<a>" * 100_000)),
    "a row that is no number": lambda folder: zipped(folder / "b.xlsx", a_sheet(b'<worksheet><row r="x"><c r="A1"><v>1</v></c></row></worksheet>')),
    "a cell far beyond the strings": lambda folder: zipped(folder / "b.xlsx", a_sheet(b'<worksheet><row r="1"><c r="A1" t="s"><v>9</v></c></row></worksheet>')),
    "paragraphs without end": lambda folder: zipped(folder / "b.docx", {"_rels/.rels": RELS.replace(b"xl/workbook.xml", b"word/document.xml"), "word/document.xml": b"<document><body>" + scattered(600_000) + b"</body></document>"}),
    "half a file": _half,
    "no zip at all": lambda folder: _raw(folder / "b.xlsx", b"<html>khong phai Excel</html>"),
    "a large file": lambda folder: _raw(folder / "b.docx", b"PK\3\4" + b"0" * MAX_BYTES),
    "an old .xls under a new name": lambda folder: _raw(folder / "b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"W\0o\0r\0k\0b\0o\0o\0k\0"),
    "a password": lambda folder: _raw(folder / "b.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")),
    "macros": lambda folder: zipped(folder / "b.xlsx", a_sheet(b"<worksheet/>") | {"xl/vbaProject.bin": b"x"}),
    "an old .xls": lambda folder: _raw(folder / "b.xls", b"\xd0\xcf\x11\xe0"),
    "an .xlsm": lambda folder: _raw(folder / "b.xlsm", b"PK"),
    "a picture": lambda folder: _raw(folder / "b.png", b"\x89PNG"),
    "Word as .xlsx": lambda folder: zipped(folder / "b.xlsx", {"_rels/.rels": RELS.replace(b"xl/workbook.xml", b"word/document.xml")}),
    "deep JSON": lambda folder: _raw(folder / "b.json", b"[" * 200_000),
    "deep YAML": lambda folder: _raw(folder / "b.yaml", b"a: " + b"[" * 200_000),
    "no file": lambda folder: folder / "b.xlsx",
}  # fmt: skip
EXPECTED = {
    "a password": "tệp có mật khẩu; mở ra, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ), lưu lại rồi nhập",
    "an old .xls under a new name": "đây là tệp Office đời cũ (.xls, .doc); mở ra, chọn “Lưu thành”, dạng .xlsx, rồi nhập tệp mới",
    "an .xlsm": "không nhập được tệp .xlsm; chỉ nhận .xlsx, .docx, .yaml, .json; mở ra, chọn “Lưu thành”, dạng .xlsx, rồi nhập tệp mới",
    "Word as .xlsx": "đây là tệp Word; đổi đuôi thành .docx rồi nhập",
    "no zip at all": "tệp hỏng hoặc không phải tệp Excel; mở bằng Excel (hoặc LibreOffice), lưu lại dạng .xlsx rồi nhập lại",
    "too many rows": "Trang: có hơn 20000 dòng; chia thành nhiều tệp",
    "a column far away": "Trang!XFD1: có hơn 300 cột; bỏ các cột không thuộc biểu mẫu",
    "macros": "tệp có macro; mở ra, chọn “Lưu thành”, dạng .xlsx không có macro, rồi nhập tệp mới",
    "no file": "không có tệp này",
}


READ = r"""
import json, re, sys, time
from pathlib import Path
from casebook.desk import bring
from casebook.load import load
from tests.sent import ROOT
book, _ = load(ROOT)
for file in sys.stdin.read().split("\n"):
    started = time.perf_counter()
    reading = bring.read(Path(file), book)
    peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())[1]
    print(json.dumps([time.perf_counter() - started, int(peak) // 1024, [problem.message for problem in reading.problems]]))
"""


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """Seconds, the most megabytes so far, and the messages, for each file in a program that does nothing else."""
    files = [str(BOMBS[name](tmp_path_factory.mktemp("bomb"))) for name in BOMBS]
    done = subprocess.run([sys.executable, "-c", READ], input="\n".join(files), cwd=ROOT, capture_output=True, text=True, check=True)
    return dict(zip(BOMBS, map(json.loads, done.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_a_hostile_or_wrong_file_is_refused_at_once_with_a_sentence(name: str, answers: dict[str, Any]) -> None:
    seconds, megabytes, messages = answers[name]
    assert seconds < 2
    assert megabytes < 300
    assert len(messages) == 1
    assert EXPECTED.get(name, "") in messages[0]


def large(number: int) -> dict[str, Any]:
    """Real cases under other names and titles."""
    found = [source.data for source in book().sources.values()]
    words = ["lúa", "chợ", "sông", "núi", "đò", "rừng", "biển", "cầu", "trường", "trạm"]
    return {
        f"ban-{n}": dict(found[n % len(found)])
        | {"title": " ".join(f"{words[int(digit)]}{digit}{place}" for place, digit in enumerate(f"{n:03}")) + f" ban{n}"}
        for n in range(number)
    }


def test_two_hundred_cases_are_planned_within_five_seconds(tmp_path: Path) -> None:
    file = workbook(tmp_path, cases=large(200))
    started = time.process_time()
    plan = plan_of(file)
    assert time.process_time() - started < 5
    assert told(plan) == []
    assert len(plan.ready) == 200


def test_what_is_written_is_what_was_planned(tmp_path: Path) -> None:
    for name in ("cases", "vocab"):
        (tmp_path / name).mkdir()
        for file in (ROOT / name).glob("*.yaml"):
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    here, _ = load(tmp_path, today=TODAY)
    changed = dict(book().sources["hue-s"].data) | {"agency": "UBND thành phố Huế"}
    plan = planned(here, [bring.read(workbook(tmp_path, cases={"hue-s": changed, "so-hop": SHORT}), here)], silent)
    before = (tmp_path / "cases/hue-s.yaml").read_text("utf-8").splitlines()
    assert list(carry.carried_out(plan, tmp_path / "cases", silent)) == []
    after, problems = load(tmp_path, today=TODAY)
    assert problems == []
    assert emptied(after.sources["so-hop"].data) == SHORT
    assert after.sources["hue-s"].data == changed
    lines = (tmp_path / "cases/hue-s.yaml").read_text("utf-8").splitlines()
    assert sum(line not in before for line in lines) == 1
    # Once more: the file is no longer what the plan has seen.
    (late, again) = carry.carried_out(plan, tmp_path / "cases", silent)
    assert "đã được ai đó sửa" in late.message
    assert "đã có tệp so-hop.yaml" in again.message


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A casebook of its own, with the door that stands in it."""
    folder = tmp_path / "kho"
    (folder / "cases").mkdir(parents=True)
    for name in ("casebook", "vocab", "templates"):
        (folder / name).symlink_to(ROOT / name)
    (folder / "build_cases.py").write_bytes((ROOT / "build_cases.py").read_bytes())
    return folder


def door(desk: Path, *words: object, answer: str = "") -> tuple[int, str]:
    done = subprocess.run([sys.executable, "build_cases.py", *map(str, words)], input=answer, cwd=desk, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_nothing_is_written_before_somebody_agrees(desk: Path, tmp_path: Path) -> None:
    file = workbook(tmp_path)
    for refusal in ("", "không\n", "\n"):
        code, words = door(desk, "import", file, answer=refusal)
        assert (code, list((desk / "cases").glob("*.yaml"))) == (1, [])
        assert "Sẽ tạo 1 hồ sơ, tình trạng nháp:\n  so-hop: Sổ họp điện tử cấp xã" in words
    code, words = door(desk, "import", file, answer="Có\n")
    assert (code, "Đã ghi 1 hồ sơ" in words) == (0, True)
    assert door(desk, "check")[0] == 0
    assert "Không có gì để ghi." in door(desk, "import", file, "--yes")[1]


def test_the_status_names_the_faulty_files(desk: Path) -> None:
    (desk / "cases/hong.yaml").write_text("title: [chưa đóng\n", "utf-8")
    (desk / "cases/so-hop.yaml").write_text(canonical(SHORT).replace("cach_lam", "mẹo hay").replace("level: xa", "level: ấp"), "utf-8")
    code, words = door(desk, "status")
    assert code == 0
    assert "Có lỗi; xem từng lỗi: python build_cases.py check\n  cases/hong.yaml: 1 lỗi\n  cases/so-hop.yaml: 2 lỗi\n" in words


def test_who_reads_only_the_beginning_is_told_no_traceback(desk: Path) -> None:
    for number in range(3):
        (desk / f"cases/hong-{number}.yaml").write_text("title: [chưa đóng\n", "utf-8")
    for command, code in {"status": 0, "check": 1}.items():
        for unheard in ("stdout", "stderr"):
            reader, writer = os.pipe()
            os.close(reader)
            streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | {unheard: writer}
            done = subprocess.run([sys.executable, "build_cases.py", command], cwd=desk, text=True, encoding="utf-8", check=False, **streams)  # type: ignore[call-overload]
            os.close(writer)
            assert (done.returncode, "Traceback" in f"{done.stdout}{done.stderr}") == (code, False)


def test_what_is_exported_can_be_imported_and_overwrites_nothing(desk: Path, tmp_path: Path) -> None:
    (desk / "cases/so-hop.yaml").write_text(canonical(SHORT), "utf-8")
    for target in ("a.xlsx", "a.docx", "a.yaml", "a.json"):
        code, words = door(desk, "export", "so-hop", "--to", tmp_path / target)
        assert code == 0, words
        code, words = door(desk, "export", "so-hop", "--to", tmp_path / target)
        assert (code, "đã có tệp này" in words) == (1, True)
    for target in ("a.xlsx", "a.docx"):
        assert "Không đổi: 1 hồ sơ." in door(desk, "import", tmp_path / target, "--yes")[1]
    assert "không có hồ sơ này" in door(desk, "export", "khong-co", "--to", tmp_path / "b.xlsx")[1]
    assert door(desk, "export", "--to", tmp_path / "thu-muc", "--as", "docx")[0] == 0
    assert (tmp_path / "thu-muc/so-hop.docx").exists()
