"""The Word form in which a place reports that it took a model up: two groups of the form of a case, for one entry and its sources."""

from collections.abc import Mapping
from typing import Any

from casebook.blanks import word
from casebook.blanks.cells import term_names
from casebook.blanks.tables import KEY_TITLE, tables
from casebook.vocabulary import Vocabularies

HEADING = "Báo đã áp dụng"
INTRO = (
    "Điền vào cột bên phải rồi gửi lại cho kho. Ô có dấu * là bắt buộc. Điều không biết thì để trống; đừng đoán.",
    "“Tình trạng” ghi đúng hiện nay: tìm hiểu, cam kết, đang làm, có kết quả, hay đã dừng. Nơi đã dừng cũng đáng báo: ghi vì sao.",
    "Phần “Nguồn” là trang công khai mà người đọc mở được. Không gửi tài liệu mật, tài liệu nội bộ, dữ liệu riêng của người dân.",
    "Đừng đổi chữ ở cột bên trái, đừng gộp ô: máy đọc lại theo các chữ đó.",
)
CODE_HINT = "Giữ nguyên: cho biết mô hình nào."
STARTED: Mapping[str, Mapping[str, Any]] = {"adoptions": {"sources": ["s1"]}, "sources": {"id": "s1"}}
"""What a report already says: its entry rests on its first source."""


def body(vocabularies: Vocabularies, slug: str) -> str:
    """The form for the case `slug`, as the body of a Word document."""
    names = term_names(vocabularies)
    groups = ((table, STARTED[table.names[0]]) for table in tables() if table.names and table.names[0] in STARTED)
    parts = [next(word.group(table, [started], names)) for table, started in groups]
    return word.body(HEADING, INTRO, [word.Part(HEADING, "", (word.Box(KEY_TITLE, CODE_HINT, True, slug, ()),)), *parts])
