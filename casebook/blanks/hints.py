"""What is said beside a box: its meaning, how to write in it, one example."""

from casebook.blanks.cells import TermNames, shown
from casebook.blanks.tables import Column

HOW = {
    "prose": "Giữa hai đoạn để một dòng trống.",
    "date": "Biết tới đâu ghi tới đó, năm đứng trước: 2024, 2024-06, 2024-06-21. Cũng ghi được 21/6/2024, tháng 6/2024.",
    "day": "Đủ ngày, năm đứng trước: 2024-06-21. Cũng ghi được 21/6/2024.",
    "figure": "Chỉ ghi số: 1234,5; một khoảng: 40–60; hoặc nguyên lời nguồn: khoảng 60.",
    "yes_no": "Ghi có hoặc không.",
    "source": "Ghi mã của nguồn (s1, s2…) như ở phần “Nguồn”.",
    "document": "Ghi mã của văn bản như ở phần “Văn bản”.",
    "term": "Chọn trong danh sách.",
    "slug": "Tên tệp: chữ thường không dấu, số, gạch nối.",
    "url": "Địa chỉ đầy đủ, bắt đầu bằng https://",
}
"""How each kind of blank is written; a plain line needs no word."""

MANY = "Nhiều mục thì cách nhau bằng dấu chấm phẩy: một; hai."


def hint(column: Column) -> str:
    """Help in whole sentences."""
    blank = column.blank
    # The id of a source and of a document is given where the thing itself is listed.
    own = blank.name == "id"
    limit = f"Nhiều nhất {blank.length} ký tự." if blank.length else f"Nhiều nhất {blank.most} mục." if blank.most else ""
    parts = (blank.help, "" if own else HOW.get(blank.kind, ""), MANY if blank.many else "", limit)
    return " ".join(part for part in parts if part)


def example(column: Column, names: TermNames) -> str:
    """An example as it would stand in the box."""
    return shown(column.blank.example, column.blank, names)
