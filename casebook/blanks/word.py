"""The Word form, blank or with a case: a table for each part, in each row a label and its box."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from casebook.blanks import package
from casebook.blanks.cells import TermNames, goes_on, shown, term_names
from casebook.blanks.hints import example, hint
from casebook.blanks.tables import KEY_TITLE, MAIN, Column, Table, inside, tables
from casebook.form import form
from casebook.render import environment
from casebook.vocabulary import Vocabularies

HEADING = "Hồ sơ mô hình"
INTRO = (
    "Điền vào cột bên phải. Ô có dấu * là bắt buộc. Điều không có nguồn thì để trống; đừng đoán, đừng ghi “không rõ”.",
    "Mỗi bảng “mục 1, mục 2…” là một kết quả, một bước, một nguồn… Cần thêm mục: chép cả bảng rồi dán xuống dưới. Mục để trống được bỏ qua.",
    "Phần “Nguồn”: mỗi nguồn một mã (s1, s2…). Ô “Nguồn” ở các phần khác ghi các mã đó: s1; s3.",
    "Đừng đổi chữ ở cột bên trái, đừng gộp ô: máy đọc lại theo các chữ đó. Lưu dạng .docx rồi gửi lại.",
)
PLACEHOLDER = "(chọn hoặc gõ)"
CODE_HINT = "Tên tệp của hồ sơ, nếu sửa một hồ sơ đã có; hồ sơ mới để trống."
EMPTY = {True: 3, False: 2}
"""How many copies of a group a blank form has, by whether the group is required."""

BREAK = "\v"
"""Where a line ends and its paragraph does not."""

LISTED = 12
"""Terms up to which a box that takes several names them all."""


@dataclass(frozen=True)
class Box:
    title: str
    hint: str
    required: bool
    text: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    title: str
    help: str
    boxes: tuple[Box, ...]


def write(vocabularies: Vocabularies, slug: str = "", data: Mapping[str, Any] | None = None) -> bytes:
    """The form as .docx; with the data of a case without faults when there is one."""
    return package.document(body(HEADING, INTRO, list(_parts(slug, data or {}, term_names(vocabularies)))))


def body(heading: str, intro: Sequence[str], parts: Sequence[Part]) -> str:
    """The form as the body of a Word document."""
    return environment().get_template("form.xml").render(parts=parts, intro=intro, heading=heading, placeholder=PLACEHOLDER)


def _parts(slug: str, data: Mapping[str, Any], names: TermNames) -> Iterator[Part]:
    """The parts in the model's order: runs of single boxes, and between them each group with its items."""
    main, *groups = tables()
    run = [Box(KEY_TITLE, CODE_HINT, False, slug, ())]
    for blank in form():
        run += [_box(column, data, names) for column in main.columns if column.names[0] == blank.name]
        for table in (table for table in groups if table.names[0] == blank.name):
            yield from [Part(MAIN, "", tuple(run))] if run else []
            run = []
            yield from group(table, inside(data, table.names) or [], names)
    yield from [Part(MAIN, "", tuple(run))] if run else []


def group(table: Table, items: Sequence[Mapping[str, Any]], names: TermNames) -> Iterator[Part]:
    """The items of a group, and empty copies to fill in."""
    assert table.blank, "a group has one"
    empty = 1 if items else EMPTY[table.blank.required]
    for number, item in enumerate([*items, *[{}] * empty], 1):
        # Said once: a filled-in case has dozens of items.
        help_, told = (table.blank.help, True) if number == 1 else ("", False)
        yield Part(f"{table.title} – mục {number}", help_, tuple(_box(column, item, names, told) for column in table.columns))


def _box(column: Column, record: Mapping[str, Any], names: TermNames, told: bool = True) -> Box:
    blank = column.blank
    terms = tuple(names[blank.vocabulary].values()) if blank.vocabulary else ("có", "không") if blank.kind == "yes_no" else ()
    listed = f" Chọn trong: {'; '.join(terms)}." if blank.many and 0 < len(terms) <= LISTED else ""
    words = f"{hint(column)}{listed} Ví dụ: {example(column, names)}" if told else ""
    text = shown(inside(record, column.names), blank, names)
    return Box(column.title, words, column.required, _broken(text) if blank.kind == "prose" else text, () if blank.many else terms)


def _broken(text: str) -> str:
    """With a break, and no new paragraph, where a line ends and its paragraph does not."""
    lines = text.split("\n")
    return lines[0] + "".join((BREAK if goes_on(one, other) else "\n") + other for one, other in pairwise(lines))
