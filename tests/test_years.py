"""The picture of spread over time: only dated records are drawn, empty years are seen, undated ones are counted in words."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from casebook.load import load
from casebook.outputs.years import WIDEST, WIDTH, Years, years
from casebook.site import Site
from tests.golden import SAMPLE
from tests.test_tree import ALONE


def drawn(tmp_path: Path, adoptions: Sequence[str]) -> Years:
    (tmp_path / "cases").mkdir()
    (tmp_path / "vocab").symlink_to(SAMPLE / "vocab")
    items = "".join(f"  - {{{item}, sources: [s1]}}\n" for item in adoptions)
    (tmp_path / "cases/lua.yaml").write_text(ALONE + (f"adoptions:\n{items}" if items else ""), "utf-8")
    book, problems = load(tmp_path, today=date(2026, 11, 22))
    assert problems == []
    return years(Site(book, "https://vidu.example/"))


def test_each_year_stands_once_with_its_records_and_those_that_count_as_spread(tmp_path: Path) -> None:
    picture = drawn(
        tmp_path,
        [
            "where: xã A, since: 2013, status: dang_lam",
            "where: xã B, since: 2013-06, status: tim_hieu",
            "where: xã C, since: 2015-01-20, status: dang_lam",
        ],
    )
    assert [(item.year, item.records, item.spread) for item in picture.years] == [(2013, 2, 1), (2014, 0, 0), (2015, 1, 1)]
    assert [item.solid / item.height for item in picture.years if item.records] == [0.5, 1]


def test_undated_records_are_counted_in_words_and_never_drawn(tmp_path: Path) -> None:
    picture = drawn(tmp_path, ["where: xã A, status: dang_lam", "where: xã B, status: tim_hieu"])
    assert (picture.years, picture.undated, picture.undated_spread) == ((), 2, 1)


def test_no_record_is_no_picture(tmp_path: Path) -> None:
    assert drawn(tmp_path, []).years == ()


def test_one_year_is_one_bar_and_a_century_fits_the_picture(tmp_path: Path) -> None:
    (tmp_path / "1").mkdir()
    (tmp_path / "100").mkdir()
    one = drawn(tmp_path / "1", ["where: xã A, since: 2020, status: dang_lam"])
    century = drawn(tmp_path / "100", ["where: xã A, since: 1926, status: dang_lam", "where: xã B, since: 2025, status: dang_lam"])
    assert one.bar < WIDEST
    assert [item.year for item in one.years if item.marked] == [2020]
    assert century.years[-1].x + century.bar <= WIDTH
    assert [item.year for item in century.years if item.marked] == [1926, *range(1940, 2011, 10), 2025]
