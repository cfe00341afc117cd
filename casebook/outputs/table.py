"""The open data as one table, a row a case: for spreadsheets, where no cell may be a formula."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from html import escape
from string import ascii_uppercase

from casebook.blanks import package
from casebook.blanks.settled import ESCAPE
from casebook.outputs.terms import LICENCE, credit
from casebook.site import Site
from casebook.values import shown
from casebook.view import View

FORMULA = tuple("=+-@＝＋－＠'\t\r")
"""The wide ones as well: spreadsheets set for Chinese or Japanese compute with them."""

SHEET = "xl/worksheets/sheet1.xml"

Row = tuple[str | Decimal | int, ...]
COLUMNS = {
    "ma": "mã hồ sơ, cũng là phần cuối địa chỉ trang",
    "ten": "tên mô hình",
    "tom_tat": "tóm tắt",
    "linh_vuc": "lĩnh vực, cách nhau bằng dấu chấm phẩy",
    "noi_lam": "nơi làm, tên lúc đó và tên nay",
    "cap": "cấp khởi đầu",
    "co_quan": "cơ quan thực hiện",
    "bat_dau": "ngày, tháng hoặc năm bắt đầu làm thử",
    "ket_thuc": "kết thúc; trống là còn tiếp tục hoặc chưa rõ",
    "bac_da_toi": "bậc xa nhất đã tới, không kể biểu dương",
    "so_bac": "số bậc có bản ghi kèm ngày và nguồn, trong tám bậc",
    "bang_chung": "số tiêu chí bằng chứng đạt, trong năm",
    "chi_so": "kết quả đứng đầu hồ sơ",
    "truoc": "giá trị trước, như trên trang (1.234,5), khoảng, hoặc lời của nguồn",
    "sau": "giá trị sau, cùng cách ghi",
    "don_vi": "đơn vị của hai giá trị",
    "so_noi_lam_theo": "mọi ghi nhận về nơi khác trong hồ sơ, kể cả tìm hiểu, mô hình tương tự, đã dừng",
    "so_khen_thuong": "số ghi nhận khen thưởng",
    "xac_minh": "mức xác minh",
    "cap_nhat": "ngày của thay đổi mới nhất",
    "dia_chi": "địa chỉ trang",
    # New ones go to the end: who reads by position is not misled.
    "giay_phep": "giấy phép của bản ghi",
    "ghi_cong": "lời ghi công khi dùng lại",
    "so_ghi_nhan_nhan_rong": "ghi nhận mà nguồn nói là nhân rộng từ mô hình này và chưa nói là thôi, như trên trang",
    "truoc_so": "giá trị trước dạng số máy (1234.5); trống khi không phải một con số",
    "sau_so": "giá trị sau dạng số máy; trống khi không phải một con số",
}
"""Name → what it says."""


def row(site: Site, view: View) -> Row:
    """One case, in the order of COLUMNS."""
    return tuple(_row(site, view))


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


def workbook(table: Sequence[Row]) -> bytes:
    """The same as .xlsx, in which a text is a text and needs no apostrophe."""
    rows = "".join(f'<row r="{number}">{"".join(_cells(number, row))}</row>' for number, row in enumerate(table, 1))
    around = package.parts(package.WORKBOOK)
    filled = {**around, SHEET: around[SHEET].replace("</sheetData>", f"{rows}</sheetData>")}
    return package.zipped((name, content.encode("utf-8")) for name, content in filled.items())


def _cells(number: int, row: Row) -> Iterator[str]:
    """The cells of a row, as openpyxl would write them in ten times the time; “=1+1” and “#N/A” are what somebody wrote, never something to compute."""
    for letter, value in zip(ascii_uppercase[: len(row)], row, strict=True):
        if isinstance(value, int | Decimal):
            yield f'<c r="{letter}{number}" t="n"><v>{value}</v></c>'
        elif value:
            space = ' xml:space="preserve"' if value != value.strip() else ""
            yield f'<c r="{letter}{number}" t="inlineStr"><is><t{space}>{escape(ESCAPE.sub("_x005F_", value))}</t></is></c>'


def _row(site: Site, view: View) -> Iterator[str | Decimal | int]:
    labels = site.book.vocabularies
    case, lead = view.case, view.lead
    yield from (view.slug, case.title, case.summary)
    yield "; ".join(labels["sector"][code].label for code in case.sectors)
    yield "; ".join(view.places)
    yield from (labels["level"][case.level].label, case.agency, case.period.start, case.period.end or "")
    yield from (labels["rung"][view.stage].label, len(view.reached), view.evidence)
    yield from (lead.name, "" if lead.before is None else shown(lead.before), "" if lead.after is None else shown(lead.after), lead.unit)
    yield from (len(case.adoptions), len(case.commendations))
    yield from (labels["verification_level"][case.verification.level].label, view.updated, f"{site.address}mo-hinh/{view.slug}/")
    yield from (LICENCE, credit(site, view.slug), view.copies)
    yield from (figure if isinstance(figure, Decimal) else "" for figure in (lead.before, lead.after))
