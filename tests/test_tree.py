"""The picture of who took a model up: what is drawn for no place, one, twenty, more; and where no year is known."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from casebook.load import load
from casebook.outputs.tree import LETTERS, LINES, Tree, tree
from casebook.site import Site
from tests.golden import SAMPLE

CASE = (SAMPLE / "cases/hop-tac-xa-lua.yaml").read_text("utf-8")
ALONE = CASE.replace("adapted_from:\n  - case: nhap-chua-dang\n", "")


def drawn(tmp_path: Path, adoptions: Sequence[str], case: str = ALONE, others: Sequence[str] = ()) -> Tree | None:
    """The tree of a case with these adoptions (YAML flow mappings) beside other cases."""
    (tmp_path / "cases").mkdir()
    (tmp_path / "vocab").symlink_to(SAMPLE / "vocab")
    items = "".join(f"  - {{{item}, sources: [s1]}}\n" for item in adoptions)
    for number, text in enumerate((case + (f"adoptions:\n{items}" if items else ""), *others)):
        (tmp_path / f"cases/mo-hinh-{number}.yaml").write_text(text, "utf-8")
    book, problems = load(tmp_path, today=date(2026, 11, 22))
    assert problems == []
    site = Site(book, "https://vidu.example/")
    return tree(site, site.by_slug["mo-hinh-0"])


def test_a_model_without_kin_has_no_picture(tmp_path: Path) -> None:
    assert drawn(tmp_path, []) is None


def test_one_place_stands_under_the_origin(tmp_path: Path) -> None:
    picture = drawn(tmp_path, ["place: bac-giang, where: xã An Lạc, since: 2014-05-20, status: dang_lam"])
    assert picture
    assert [(row.when, row.lines, " ".join(row.notes)) for row in picture.rows] == [
        ("2012", ("Huế",), "nơi khởi đầu"),
        ("05/2014", ("Bắc Giang: xã An Lạc",), "đang làm"),
    ]
    assert (picture.spread, picture.other, picture.undated) == (1, 0, 0)


def test_an_unknown_year_is_said_and_comes_last(tmp_path: Path) -> None:
    picture = drawn(tmp_path, ["where: xã chưa rõ năm, status: co_ket_qua", "where: xã làm sau, since: 2020, status: dang_lam"])
    assert picture
    assert [(row.when, row.lines[0]) for row in picture.rows[1:]] == [("2020", "Xã làm sau"), ("chưa rõ", "Xã chưa rõ năm")]
    assert picture.undated == 1


def test_only_what_the_source_calls_a_copy_is_tied_and_only_what_runs_is_filled(tmp_path: Path) -> None:
    picture = drawn(
        tmp_path,
        [
            "where: xã A, since: 2013, status: da_dung, until: 2016",
            "where: xã B, since: 2014, status: dang_lam, relation: tuong_tu",
            "where: xã C, since: 2015, status: tim_hieu",
        ],
    )
    assert picture
    assert [(" ".join(row.notes), row.joined, row.sure) for row in picture.rows[1:]] == [
        ("đã dừng, đến 2016", True, False),
        ("đang làm · mô hình tương tự", False, False),
        ("tìm hiểu", True, False),
    ]
    assert (picture.spread, picture.other) == (0, 3)


def test_twenty_places_are_all_drawn_and_of_more_the_rest_is_counted(tmp_path: Path) -> None:
    places = [f"where: xã thứ {number}, since: {1990 + number}, status: dang_lam" for number in range(1, 21)]
    (tmp_path / "20").mkdir()
    (tmp_path / "23").mkdir()
    twenty = drawn(tmp_path / "20", places)
    more = drawn(tmp_path / "23", [*places, *(f"where: xã muộn {number}, status: dang_lam" for number in range(3))])
    assert twenty
    assert more
    assert [row.lines[0] for row in twenty.rows[1:]] == [f"Xã thứ {number}" for number in range(1, 21)]
    assert " ".join(more.rows[-1].lines) == "và 3 nơi khác, kể ở sổ bên dưới"
    assert twenty.height < more.height


def test_rows_never_overlap_and_long_names_are_cut(tmp_path: Path) -> None:
    name = "Mười địa phương hoàn thành một trăm phần trăm cấp xã gồm Bắc Giang, Lạng Sơn, Lai Châu, Hậu Giang"
    picture = drawn(tmp_path, [f"where: '{name}', status: dang_lam", "where: xã Z, status: dang_lam"])
    assert picture
    ends = [row.y + 20 * (len(row.lines) + len(row.notes)) for row in picture.rows]
    assert all(end < below.y for end, below in zip(ends, picture.rows[1:], strict=False))
    assert ends[-1] <= picture.height
    long = picture.rows[1].lines
    assert len(long) == LINES
    assert max(len(line) for line in long) <= LETTERS
    assert long[-1].endswith("…")


def test_models_learned_from_stand_above_and_models_that_learned_below(tmp_path: Path) -> None:
    child = ALONE.replace("Hợp tác xã lúa chung ruộng", "Hợp tác xã rau chung vườn") + "adapted_from:\n  - case: mo-hinh-0\n    sources: [s1]\n"
    parent = ALONE + "adapted_from:\n  - title: Chương trình OVOP của Nhật Bản\n    sources: [s1]\n"
    picture = drawn(tmp_path, [], parent, [child])
    assert picture
    assert [(row.kind, " ".join(row.lines)) for row in picture.rows] == [
        ("parent", "Chương trình OVOP của Nhật Bản"),
        ("origin", "Huế"),
        ("child", "Hợp tác xã rau chung vườn"),
    ]
    assert (picture.top, picture.foot) == (picture.rows[0].y, picture.rows[-1].y)
