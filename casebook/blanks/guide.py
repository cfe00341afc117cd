"""The first sheet of the workbook: how to fill it in, and what every column asks."""

from collections.abc import Iterable

from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.worksheet import Worksheet

from casebook.blanks.cells import TermNames
from casebook.blanks.hints import example, hint
from casebook.blanks.tables import MAIN, tables

GUIDE = "Hướng dẫn"
TITLE = "Hồ sơ mô hình: cách điền"
WORDS = (
    f"1. Mỗi mô hình là một dòng ở trang “{MAIN}”. Ở cột “Mã hồ sơ” ghi 1, 2, 3… (hoặc tên tệp, nếu sửa một hồ sơ đã có).",
    "2. Các bước, kết quả, nguồn… mỗi thứ có trang riêng, mỗi mục một dòng; cột “Mã hồ sơ” ghi lại mã đã dùng.",
    "3. Cột có dấu * là bắt buộc. Điều không có nguồn thì để trống; đừng đoán, đừng ghi “không rõ”.",
    "4. Trang “Nguồn”: mỗi nguồn một mã (s1, s2…). Cột “Nguồn” ở trang khác ghi các mã đó: s1; s3.",
    "5. Di chuột lên tên cột để xem cách ghi và ví dụ. Ô có mũi tên thì chọn trong danh sách; chọn nhiều thì cách nhau bằng dấu chấm phẩy.",
    "6. Đừng gộp ô, đừng dùng công thức, đừng thêm cột. Số ghi 1234,5; ngày ghi 2024-06-21, hoặc chỉ 2024-06, 2024.",
    "7. Lưu tệp dạng .xlsx rồi gửi lại. Khi nhập, máy nói rõ ô nào chưa đọc được và vì sao; chưa gì được ghi trước khi người nhận đồng ý.",
)
HEADINGS = ("Trang", "Cột", "Bắt buộc", "Cách ghi", "Ví dụ")
WIDTHS = (24, 36, 10, 70, 50)


MOST_LINES = 8
"""Lines of a row before its longest text is cut off from view."""


def height(texts: Iterable[str], widths: Iterable[float]) -> float:
    """Points for a row of these texts in columns of these widths: not every program fits a row to what stands in it."""
    lines = (sum(1 + int(len(line) / width) for line in text.split("\n")) for text, width in zip(texts, widths, strict=True))
    return 15.0 * min(max(lines, default=1), MOST_LINES)


def fill_guide(sheet: Worksheet, names: TermNames, style: str) -> None:
    """Write the guide, its table in the style of this name; nothing on this sheet is read back."""
    sheet.cell(1, 1, TITLE).font = Font(bold=True, size=14)
    for row, words in enumerate(WORDS, 2):
        sheet.cell(row, 1, words).alignment = Alignment(wrap_text=True, vertical="top")
        sheet.merge_cells(start_row=row, end_row=row, start_column=1, end_column=len(HEADINGS))
        sheet.row_dimensions[row].height = 32
    start = len(WORDS) + 3
    rows = (
        (table.title, column.title, "có" if column.required else "", hint(column), example(column, names)) for table in tables() for column in table.columns
    )
    for row, values in enumerate((HEADINGS, *rows), start):
        sheet.row_dimensions[row].height = height(values, WIDTHS)
        for place, text in enumerate(values, 1):
            cell = sheet.cell(row, place, text)
            cell.data_type, cell.style = "s", style
            if row == start:
                cell.font = Font(bold=True)
    for place, width in enumerate(WIDTHS):
        sheet.column_dimensions["ABCDE"[place]].width = width
