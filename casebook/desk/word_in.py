"""The case of a Word form, read back by the labels in its left column."""

import re
from collections.abc import Collection, Container, Iterator
from pathlib import Path

from lxml import etree

from casebook.blanks import report
from casebook.blanks.cells import prose
from casebook.blanks.tables import KEY_TITLE, Table, tables
from casebook.blanks.word import HEADING, INTRO, PLACEHOLDER
from casebook.desk.archive import Refused, broken, local, opened
from casebook.desk.box import Terms, clean
from casebook.desk.brought import Brought, Place, Reading, unread
from casebook.desk.cells import Cell
from casebook.desk.headings import plain
from casebook.desk.word_lists import counting, signs
from casebook.form import Blank
from casebook.near import asked, nearest

NUMBERED = re.compile(r" muc \d+$")
SIGNS = {"br": "\n", "noBreakHyphen": "-"}
SYMBOLS = {"F0A3": "≤", "F0B3": "≥", "F0B1": "±", "F0B4": "×", "F0B0": "°", "F0B7": "•", "F0AE": "→", "F0B9": "≠", "F0BB": "≈"}
"""Of Word's font Symbol; another sign is shown as missing, never left out."""
Line = tuple[etree._Element, etree._Element | None]
"""The label and the box of a row; a row of one cell has no box."""
SHAPE = "mỗi dòng chỉ có tên ô và phần điền, như trong biểu mẫu Word của kho. Văn bản khác thì chép vào trình soạn"


def read(file: Path, terms: Terms, known: Collection[str]) -> Reading:
    """The one case of a form."""
    try:
        archive = opened(file)
        main = archive.main()
        if not main.endswith(".xml") or main.startswith("xl/"):
            raise Refused("đây là tệp Excel; đổi đuôi thành .xlsx rồi nhập" if main.startswith("xl/") else broken(".docx"))
        counted = counting(archive, main)
        return next((_read(body, counted, file, terms, known) for body in archive.elements(main, "body")), unread(file.name, broken(".docx")))
    except Refused as reason:
        return unread(file.name, str(reason))


def _read(body: etree._Element, counted: Container[str], file: Path, terms: Terms, known: Collection[str]) -> Reading:
    case = Brought(file.name, terms, where={(): Place("", 1)})
    asked: set[tuple[str, ...]] = set()
    code = ""
    found = [table for table in body.iter() if local(table) == "tbl"]
    if not found:
        return unread(file.name, "không thấy bảng nào; chỉ đọc được biểu mẫu Word của kho (bieu-mau/mau-ho-so.docx)")
    for number, element in enumerate(found, 1):
        head, *lines = list(_lines(element, number))
        title = _text(head[0])
        case.adds = case.adds or plain(title) == plain(report.HEADING)
        table = _table(title, number)
        here = Place(f"bảng {number} “{title}”", number)
        asked |= {table.names} if table.names else set()
        boxes = [(label, *_column(table, label, here), box) for label, box in lines]
        cells = [_cell(box, blank, counted) for _, _, blank, box in boxes]
        # A copy that nobody filled in is no item.
        if table.names and not any(cell.text for cell in cells):
            continue
        loc = case.item(table.names, here) if table.names else ()
        for (label, names, blank, _), cell in zip(boxes, cells, strict=True):
            if not blank:
                code = clean(cell.text)
                continue
            asked |= {names} if not table.names else set()
            case.fill((*loc, *names), blank, cell if cell.text else None, Place(f"{here.name}, ô “{_text(label)}”", number))
    case.asked = frozenset(asked)
    case.name(code, known)
    return Reading((case,), notes=tuple(_outside(body)))


def _lines(table: etree._Element, number: int) -> Iterator[Line]:
    """The rows of a table; what cannot be a row of the form is refused."""
    rows = [row for row in table.iter() if local(row) == "tr"]
    for row in rows:
        cells = [cell for cell in row.iter() if local(cell) == "tc"]
        if any(local(inner) == "tbl" for cell in cells for inner in cell.iter()):
            raise Refused(f"bảng {number}: có bảng lồng trong bảng; bỏ bảng bên trong, ghi thành chữ")
        if len(cells) > 2 or any(local(inner) == "vMerge" for inner in row.iter()):
            raise Refused(f"bảng {number}: ô “{_text(cells[0])}” bị gộp hoặc chia; {SHAPE}")
        if len(cells) == 1 and row is not rows[0]:
            raise Refused(f"bảng {number}: ô “{_text(cells[0])}” bị gộp hoặc chia; {SHAPE}")
        if cells:
            yield cells[0], cells[1] if len(cells) == 2 else None


def _table(title: str, number: int) -> Table:
    wanted = NUMBERED.sub("", plain(title))
    found = next((table for table in tables() if wanted in (plain(table.title), "" if table.names else plain(report.HEADING))), None)
    if not found:
        raise Refused(f"bảng {number}: không nhận ra bảng “{title[:80]}”; dòng đầu của bảng phải là tên phần, như trong biểu mẫu")
    return found


def _column(table: Table, label: etree._Element, here: Place) -> tuple[tuple[str, ...], Blank | None]:
    """The names and the blank of a label; no blank for the code of the case."""
    text = _text(label)
    wanted = plain(text)
    if wanted == plain(KEY_TITLE) and not table.names:
        return (), None
    found = next((column for column in table.columns if plain(column.title) == wanted), None)
    if not found:
        hint = asked(nearest(text, (column.title for column in table.columns))) or "; giữ nguyên chữ ở cột bên trái"
        raise Refused(f"{here.name}: không có ô “{text[:80]}”{hint}")
    return found.names, found.blank


def _cell(box: etree._Element | None, blank: Blank | None, counted: Container[str]) -> Cell:
    paragraphs = [] if box is None else [one for one in box.iter() if local(one) == "p"]
    lines = [_words(paragraph) for paragraph in paragraphs]
    if blank is not None and blank.kind == "prose":
        text = prose([sign + line for sign, line in zip(signs(paragraphs, counted), lines, strict=True)]).strip()
    else:
        text = "\n".join(lines).strip()
    chosen = blank is not None and (blank.vocabulary or blank.kind == "yes_no")
    return Cell("text", "" if chosen and text == PLACEHOLDER else text)


def _words(paragraph: etree._Element) -> str:
    """The text of a paragraph as it is after every tracked change is accepted."""
    return "".join(_sign(one) for one in paragraph.iter() if not any(local(outer) == "moveFrom" for outer in one.iterancestors()))


def _sign(one: etree._Element) -> str:
    match local(one):
        case "t":
            return one.text or ""
        case "tab":
            # A <w:tab> of the paragraph's own settings is a tab stop, not a character.
            return "\t" if local(one.getparent()) == "r" else ""
        case "sym":
            code = next((value for key, value in one.attrib.items() if key.endswith("}char")), "")
            return SYMBOLS.get(code.upper(), "[?]")
    return SIGNS.get(local(one), "")


def _text(cell: etree._Element) -> str:
    """The first paragraph of a cell: below it stand the hints."""
    return next((words for one in cell.iter() if local(one) == "p" and (words := " ".join(_words(one).split()))), "")


def _outside(body: etree._Element) -> Iterator[str]:
    ours = {HEADING, *INTRO, report.HEADING, *report.INTRO}
    for paragraph in body:
        words = " ".join(_words(paragraph).split()) if local(paragraph) == "p" else ""
        if words and words not in ours:
            yield f"chữ ngoài các bảng không được nhập: “{words[:80]}{'…' * (len(words) > 80)}”"
