"""A report that a place took a model up: shown, agreed to, added to its case with its source; nothing else of the file changes."""

import copy
import difflib
import io
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from docx import Document
from docx.document import Document as Doc

from casebook.blanks import package, report
from casebook.book import Casebook
from casebook.desk import bring, carry
from casebook.desk.plan import Plan, planned
from casebook.load import load
from tests.conftest import FULL
from tests.sent import TODAY
from tests.test_bring import silent

FILLED = {
    "Tỉnh, thành phố": "Huế",
    "Cơ quan": "UBND xã Hòa Bình",
    "Từ": "tháng 6/2026",
    "Tình trạng": "Đang làm",
    "Đã đổi gì": "Thêm ca tối <thứ năm> & “chiều”",
    "Kết quả ở đó": "chờ 20 phút",
    "Loại nguồn": "Báo chí",
    "Nơi đăng": "Báo Phú Thọ",
    "Liên kết": "https://baophutho.example/mot-cua-so",
}


def fill(boxes: Mapping[str, str]) -> Callable[[Doc], None]:
    def change(document: Doc) -> None:
        for table in document.tables:
            for row in table.rows[1:]:
                label = row.cells[0].paragraphs[0].text.removesuffix(" *")
                if label in boxes:
                    paragraph = row.cells[1].paragraphs[0]
                    for inside in list(paragraph._p)[1:]:
                        paragraph._p.remove(inside)
                    paragraph.add_run(boxes[label])

    return change


def sent(root: Path, boxes: Mapping[str, str], change: Callable[[Doc], object] = id, slug: str = FULL) -> tuple[Casebook, Plan]:
    """The report as a place sends it back, and what its import would do at this desk."""
    book = load(root, today=TODAY)[0]
    document = Document(io.BytesIO(package.document(report.body(book.vocabularies, slug))))
    fill(boxes)(document)
    change(document)
    document.save(str(root / "bao-da-ap-dung.docx"))
    return book, planned(book, [bring.read(root / "bao-da-ap-dung.docx", book)], silent)


def told(plan: Plan) -> list[str]:
    return [str(problem) for problem in plan.problems]


def written(root: Path, book: Casebook, plan: Plan) -> list[str]:
    """The lines by which the case file differs once the report is in."""
    file = root / f"cases/{FULL}.yaml"
    before = file.read_text("utf-8").splitlines()
    assert list(carry.carried_out(plan, root / "cases", silent)) == []
    assert [other for other in (root / "cases").glob("*.yaml") if other != file and other.read_bytes() != (root / "first" / other.name).read_bytes()] == []
    return [line for line in difflib.ndiff(before, file.read_text("utf-8").splitlines()) if line[:1] in "+-"]


@pytest.fixture
def desk(root: Path) -> Path:
    shutil.copytree(root / "cases", root / "first")
    return root


def test_a_report_adds_its_entry_and_its_source_and_touches_no_other_line(desk: Path) -> None:
    book, plan = sent(desk, FILLED)
    assert told(plan) == []
    announced = "\n".join(carry.announced(plan, book.vocabularies))
    for words in (FULL, "Nơi làm theo: thêm 1 mục: “thành phố Huế”", "Nguồn: thêm 1 mục: “Báo Phú Thọ”", "“Nhật ký thay đổi” chưa có dòng mới"):
        assert words in announced
    lines = written(desk, book, plan)
    assert [line for line in lines if line.startswith("-")] == []
    (new,) = [entry for entry in load(desk, today=TODAY)[0].cases[FULL].adoptions if entry.agency == "UBND xã Hòa Bình"]
    assert (new.place, new.since, new.status, new.relation) == ("hue", "2026-06", "dang_lam", "nhan_rong")
    assert new.changes == "Thêm ca tối <thứ năm> & “chiều”"
    (source,) = (source for source in load(desk, today=TODAY)[0].cases[FULL].sources if source.id == new.sources[0])
    assert (source.publisher, source.url) == ("Báo Phú Thọ", "https://baophutho.example/mot-cua-so")


def test_the_same_report_twice_changes_nothing_more(desk: Path) -> None:
    book, plan = sent(desk, FILLED)
    written(desk, book, plan)
    book, plan = sent(desk, FILLED)
    assert told(plan) == []
    assert carry.to_write(plan) == ()
    assert [*carry.announced(plan, book.vocabularies)] == ["Không đổi: 1 hồ sơ."]


def test_a_source_that_the_case_has_is_named_and_not_repeated(desk: Path) -> None:
    known = load(desk, today=TODAY)[0].cases[FULL].sources[1]
    book, plan = sent(desk, FILLED | {"Liên kết": known.url})
    assert told(plan) == []
    written(desk, book, plan)
    case = load(desk, today=TODAY)[0].cases[FULL]
    assert case.adoptions[-1].sources == (known.id,)
    assert case.sources == book.cases[FULL].sources


def test_a_case_that_nobody_copied_yet_gets_its_first(desk: Path) -> None:
    _, plan = sent(desk, FILLED, slug="hop-tac-xa-lua")
    assert told(plan) == []
    assert list(carry.carried_out(plan, desk / "cases", silent)) == []
    assert [item.place for item in load(desk, today=TODAY)[0].cases["hop-tac-xa-lua"].adoptions] == ["hue"]


FAULTY = {
    "no status": ({**FILLED, "Tình trạng": ""}, "bao-da-ap-dung.docx:2: bảng 2 “Nơi làm theo – mục 1”, ô “Tình trạng *”: "),
    "an unknown status": ({**FILLED, "Tình trạng": "xong rồi"}, "bao-da-ap-dung.docx:2: bảng 2 “Nơi làm theo – mục 1”, ô “Tình trạng *”: “xong rồi”"),
    "a day in two ways": ({**FILLED, "Từ": "3/4/2026"}, "bao-da-ap-dung.docx:2: bảng 2 “Nơi làm theo – mục 1”, ô “Từ”: “3/4/2026”"),
    "no address": ({**FILLED, "Liên kết": ""}, "bao-da-ap-dung.docx:3: bảng 3 “Nguồn – mục 1”, ô “Liên kết *”: "),
    "a file of one's own": ({**FILLED, "Liên kết": "file:///C:/a"}, "bảng 3 “Nguồn – mục 1”, ô “Liên kết *”: “file:///C:/a” không phải liên kết"),
    "a source of none": ({**FILLED, "Nguồn": "s9"}, "ô “Nguồn *”: dẫn “s9” mà phần “Nguồn” của phiếu không có mã này"),
    "another case": ({**FILLED, "Mã hồ sơ": "khong-co"}, "bao-da-ap-dung.docx:1: không có hồ sơ “khong-co” để ghi thêm"),
    "a withdrawn case": ({**FILLED, "Mã hồ sơ": "da-rut"}, "hồ sơ “da-rut” đã rút"),
}


@pytest.mark.parametrize(("boxes", "words"), FAULTY.values(), ids=FAULTY)
def test_a_fault_is_told_at_its_box_and_nothing_is_written(boxes: Mapping[str, str], words: str, desk: Path) -> None:
    _, plan = sent(desk, boxes)
    assert words in "\n".join(told(plan))
    assert carry.to_write(plan) == ()


def test_a_report_changes_nothing_else_of_a_case(desk: Path) -> None:
    """Somebody put the first part of the large form into it."""

    def rename(document: Doc) -> None:
        table = document.tables[0]
        table._tbl.append(copy.deepcopy(table.rows[1]._tr))
        table.rows[2].cells[0].text, table.rows[2].cells[1].text = "Tên mô hình", "Tên khác"

    _, plan = sent(desk, FILLED, rename)
    assert "phiếu báo đã áp dụng không sửa chỗ này" in "\n".join(told(plan))
    assert carry.to_write(plan) == ()
