"""The Word form: filled in, mailed, read back by its labels."""

import copy
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.document import Document as Doc
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.blanks.cells import term_names
from casebook.blanks.tables import tables
from casebook.blanks.word import PLACEHOLDER, write
from casebook.desk import bring
from casebook.desk.brought import Reading, emptied
from casebook.desk.plan import planned
from casebook.form import form
from tests.sent import AWKWARD, SHORT, TEXTS, book
from tests.test_sheet import places


def sent(folder: Path, slug: str = "so-hop", data: Any = SHORT, change: Callable[[Doc], object] = id) -> Reading:
    """The form of this case, as somebody sends it back after `change`."""
    document = Document(io.BytesIO(write(book().vocabularies, slug, data)))
    change(document)
    document.save(str(folder / "phieu.docx"))
    return bring.read(folder / "phieu.docx", book())


def returned(folder: Path, slug: str, data: Any) -> Any:
    reading = sent(folder, slug, data)
    (case,) = reading.cases
    assert [*reading.problems, *case.problems, *reading.notes] == []
    assert case.slug == slug
    return emptied(case.data)


@pytest.mark.parametrize("slug", sorted(book().sources))
def test_every_real_case_comes_back_as_it_was(slug: str, tmp_path: Path) -> None:
    data = book().sources[slug].data
    assert returned(tmp_path, slug, data) == data


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_text_in_any_case_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    slug = data.draw(st.sampled_from(sorted(book().sources)))
    case = copy.deepcopy(book().sources[slug].data)
    free = list(places(case, form()))
    for holder, name in data.draw(st.lists(st.sampled_from(free), min_size=5, max_size=30, unique_by=lambda place: (id(place[0]), place[1]))):
        holder[name] = data.draw(TEXTS)
    assert returned(tmp_path_factory.mktemp("word"), slug, case) == case


def test_every_awkward_text_comes_back_from_a_box_and_from_a_list(tmp_path: Path) -> None:
    texts = [text for text in AWKWARD if text.strip()]
    case = dict(SHORT) | {"partners": texts, "lessons": [{"text": text, "by": "bien_tap"} for text in texts]}
    assert returned(tmp_path, "so-hop", case) == case


def text_of(raw: bytes) -> list[list[str]]:
    return [[cell.text for row in table.rows for cell in row.cells] for table in Document(io.BytesIO(raw)).tables]


def test_the_blank_form_asks_for_every_field_and_has_empty_copies() -> None:
    found = text_of(write(book().vocabularies))
    labels = {text.split("\n")[0].removesuffix(" *") for table in found for text in table}
    assert {column.title for table in tables() for column in table.columns} <= labels
    for group in tables()[1:]:
        assert f"{group.title} – mục 2" in labels


def test_a_box_for_one_term_is_a_list_to_choose_from() -> None:
    with ZipFile(io.BytesIO(write(book().vocabularies))) as parts:
        body = parts.read("word/document.xml").decode()
    for name in term_names(book().vocabularies)["level"].values():
        assert f'w:displayText="{name}"' in body.replace("&#44;", ",")
    assert PLACEHOLDER in body


def test_equal_cases_give_equal_bytes_without_the_moment_of_writing() -> None:
    raw = write(book().vocabularies, "so-hop", SHORT)
    assert raw == write(book().vocabularies, "so-hop", SHORT)
    with ZipFile(io.BytesIO(raw)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}


def test_a_blank_form_that_nobody_filled_in_says_so(tmp_path: Path) -> None:
    file = tmp_path / "trong.docx"
    file.write_bytes(write(book().vocabularies))
    (case,) = bring.read(file, book()).cases
    assert emptied(case.data) == {}
    assert [problem.message for problem in case.problems] == ["chưa có mã hồ sơ, cũng chưa có tên mô hình để đặt"]


def box(document: Doc, label: str, nth: int = 0) -> Any:
    """The box beside the nth row of this label."""
    rows = [row for table in document.tables for row in table.rows if row.cells[0].text.split("\n")[0].removesuffix(" *") == label]
    return rows[nth].cells[1]


def write_in(label: str, text: str) -> Callable[[Doc], None]:
    def change(document: Doc) -> None:
        box(document, label).text = text

    return change


UNDERSTOOD: dict[str, tuple[Callable[[Doc], None], tuple[str | int, ...], object]] = {
    "a date as people write it": (write_in("Thời gian – Bắt đầu", "tháng 6/2023"), ("period", "start"), "2023-06"),
    "a term typed over the list": (write_in("Loại", "CÁCH LÀM"), ("kind",), "cach_lam"),
    "several terms": (write_in("Nơi làm", "Bắc Giang; tỉnh đồng tháp"), ("places",), ["bac-giang", "dong-thap"]),
    "paragraphs": (write_in("Vấn đề", "một\n\nhai"), ("problem",), "một\n\nhai"),
    "no-break and unseen letters": (write_in("Cơ quan thực hiện", "\u200bUBND\u00a0xã "), ("agency",), "UBND xã"),
}


@pytest.mark.parametrize(("change", "loc", "meant"), UNDERSTOOD.values(), ids=UNDERSTOOD)
def test_an_untidy_box_is_understood(change: Callable[[Doc], None], loc: tuple[str | int, ...], meant: object, tmp_path: Path) -> None:
    (case,) = sent(tmp_path, change=change).cases
    assert case.problems == []
    found: Any = case.data
    for part in loc:
        found = found[part]
    assert found == meant


def test_a_bulleted_list_becomes_a_list(tmp_path: Path) -> None:
    def change(document: Doc) -> None:
        cell = box(document, "Cách làm")
        cell.text = "Ba việc:"
        for words in ("ghi", "giao", "nhắc"):
            paragraph = cell.add_paragraph(words)
            paragraph.paragraph_format.element.get_or_add_pPr().get_or_add_numPr()

    (case,) = sent(tmp_path, change=change).cases
    assert case.data["solution"] == "Ba việc:\n- ghi\n- giao\n- nhắc"


def test_a_numbered_list_keeps_its_numbers(tmp_path: Path) -> None:
    def change(document: Doc) -> None:
        cell = box(document, "Cách làm")
        cell.text = "Các bước:"
        # As a stranger's Word adds it: our form has no list of its own.
        numbering = Document().part.numbering_part
        document.part.relate_to(numbering, RELATIONSHIP_TYPE.NUMBERING)
        kinds = {one.get(qn("w:abstractNumId")): one.find(f".//{qn('w:numFmt')}").get(qn("w:val")) for one in numbering.element.findall(qn("w:abstractNum"))}
        number = numbering.element.add_num(next(int(kind) for kind, sign in kinds.items() if sign == "decimal")).numId
        for words in ("ghi", "giao", "nhắc"):
            settings = cell.add_paragraph(words).paragraph_format.element.get_or_add_pPr().get_or_add_numPr()
            settings.get_or_add_numId().val = number
        cell.add_paragraph("Xong thì họp.")

    (case,) = sent(tmp_path, change=change).cases
    assert case.data["solution"] == "Các bước:\n1. ghi\n2. giao\n3. nhắc\n\nXong thì họp."


def test_no_sign_of_word_is_left_out_and_what_was_moved_stands_once(tmp_path: Path) -> None:
    def change(document: Doc) -> None:
        paragraph = box(document, "Vấn đề").paragraphs[0]
        paragraph.text = ""
        for tag, attributes in (("noBreakHyphen", {}), ("sym", {"font": "Symbol", "char": "F0A3"}), ("sym", {"font": "Wingdings", "char": "F04A"})):
            run = paragraph.add_run("a")
            run._r.append(OxmlElement(f"w:{tag}", attrs={qn(f"w:{name}"): value for name, value in attributes.items()}))
        moved = OxmlElement("w:moveFrom")
        moved.append(paragraph.add_run("đã dời")._r)
        paragraph._p.append(moved)

    (case,) = sent(tmp_path, change=change).cases
    assert case.data["problem"] == "a-a≤a[?]"


def test_two_cells_made_one_are_refused_with_their_words(tmp_path: Path) -> None:
    def change(document: Doc) -> None:
        cell = box(document, "Từ khoá")
        row = next(row for table in document.tables for row in table.rows if row.cells[-1]._tc is cell._tc)
        row.cells[0].merge(row.cells[1])

    reading = sent(tmp_path, change=change)
    assert reading.cases == ()
    assert "ô “Từ khoá” bị gộp hoặc chia" in reading.problems[0].message


def test_whoever_presses_enter_begins_a_new_paragraph(tmp_path: Path) -> None:
    def change(document: Doc) -> None:
        cell = box(document, "Vấn đề")
        cell.text = "Mùa khô thiếu nước."
        for words in ("Mùa mưa ngập.", "", "Dân kêu:", "- giếng cạn", "- đường lầy", "Chưa ai sửa.", "2. giếng không phải nhiều."):
            cell.add_paragraph(words)

    (case,) = sent(tmp_path, change=change).cases
    assert case.data["problem"] == "Mùa khô thiếu nước.\n\nMùa mưa ngập.\n\nDân kêu:\n- giếng cạn\n- đường lầy\n\nChưa ai sửa.\n\n2. giếng không phải nhiều."


def test_a_line_that_only_a_file_ends_is_no_paragraph_in_the_form(tmp_path: Path) -> None:
    data = dict(SHORT) | {"problem": "Mùa khô\nthiếu nước.\n\nMùa mưa ngập."}
    document = Document(io.BytesIO(write(book().vocabularies, "so-hop", data)))
    assert [paragraph.text for paragraph in box(document, "Vấn đề").paragraphs] == ["Mùa khô\nthiếu nước.", "", "Mùa mưa ngập."]


def another(document: Doc) -> None:
    """A copy of the first result, pasted below it, with another figure."""
    table = next(table for table in document.tables if table.rows[0].cells[0].text.startswith("Kết quả – mục 1"))
    table._tbl.addnext(copy.deepcopy(table._tbl))
    box(document, "Sau", 1).text = "90"


def test_a_copied_table_is_one_more_item(tmp_path: Path) -> None:
    (case,) = sent(tmp_path, change=another).cases
    assert [result["after"] for result in case.data["results"] if result] == ["85,5", "90"]


def test_a_fault_is_told_at_its_table_and_box(tmp_path: Path) -> None:
    reading = sent(tmp_path, change=write_in("Sau", "1.000"))
    plan = planned(book(), [reading], lambda *_: None)
    (problem,) = plan.problems
    assert "“Kết quả – mục 1”, ô “Sau”: “1.000” đọc được hai cách" in problem.message


def test_an_ambiguous_date_is_refused(tmp_path: Path) -> None:
    (case,) = sent(tmp_path, change=write_in("Thời gian – Bắt đầu", "03/04/2024")).cases
    assert "“03/04/2024” đọc được hai cách" in case.problems[0].message


def relabel(document: Doc) -> None:
    box(document, "Sau")._tc.getprevious().xpath(".//w:t")[0].text = "Sauu"


def retitle(document: Doc) -> None:
    document.tables[1].rows[0].cells[0].paragraphs[0].runs[0].text = "Kế hoạch"


def nest(document: Doc) -> None:
    box(document, "Vấn đề").add_table(1, 1)


def third(document: Doc) -> None:
    document.tables[0].add_column(Cm(2)).cells[1].text = "x"


STRANGE: dict[str, tuple[Callable[[Doc], None], str]] = {
    "a label that was changed": (relabel, "không có ô “Sauu"),
    "a part that was renamed": (retitle, "bảng 2: không nhận ra bảng “Kế hoạch”"),
    "a table in a table": (nest, "có bảng lồng trong bảng"),
    "a third column": (third, "bị gộp hoặc chia; mỗi dòng chỉ có tên ô và phần điền, như trong biểu mẫu Word của kho. Văn bản khác thì chép vào trình soạn"),
}


@pytest.mark.parametrize(("change", "message"), STRANGE.values(), ids=STRANGE)
def test_a_form_that_was_taken_apart_is_refused_with_the_place(change: Callable[[Doc], None], message: str, tmp_path: Path) -> None:
    reading = sent(tmp_path, change=change)
    (problem,) = reading.problems
    assert message in problem.message
    assert reading.cases == ()


def test_words_outside_the_tables_are_named(tmp_path: Path) -> None:
    reading = sent(tmp_path, change=lambda document: document.add_paragraph("Kính gửi Sở Nội vụ"))
    assert reading.notes == ("chữ ngoài các bảng không được nhập: “Kính gửi Sở Nội vụ”",)


def test_any_other_document_is_refused(tmp_path: Path) -> None:
    letter = Document()
    letter.add_paragraph("Công văn")
    letter.save(str(tmp_path / "cong-van.docx"))
    (problem,) = bring.read(tmp_path / "cong-van.docx", book()).problems
    assert problem.message == "không thấy bảng nào; chỉ đọc được biểu mẫu Word của kho (bieu-mau/mau-ho-so.docx)"
