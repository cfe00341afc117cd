"""What the ledger of adoptions adds up to on the page of a model, and the family of a model over generations."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from casebook.load import load
from casebook.outputs.adopted import Adopted, adopted
from casebook.outputs.family import above, below
from casebook.outputs.pages import of_case
from casebook.site import Site
from tests.golden import SAMPLE
from tests.test_tree import ALONE


def site(tmp_path: Path, cases: Sequence[str]) -> Site:
    (tmp_path / "cases").mkdir()
    (tmp_path / "vocab").symlink_to(SAMPLE / "vocab")
    for number, text in enumerate(cases):
        (tmp_path / f"cases/mo-hinh-{number}.yaml").write_text(text, "utf-8")
    book, problems = load(tmp_path, today=date(2026, 11, 22))
    assert problems == []
    return Site(book, "https://vidu.example/")


def told(tmp_path: Path, *adoptions: str) -> tuple[Adopted, str]:
    """What is known of a case with these adoptions (YAML flow mappings), and its page."""
    items = "".join(f"  - {{{item}, sources: [s1]}}\n" for item in adoptions)
    made = site(tmp_path, [f"{ALONE}adoptions:\n{items}"])
    return adopted(made, made.by_slug["mo-hinh-0"]), dict(of_case(made, made.by_slug["mo-hinh-0"]))["mo-hinh/mo-hinh-0/index.md"]


def test_places_are_counted_by_the_stage_a_source_tells_and_similar_models_apart(tmp_path: Path) -> None:
    found, page = told(
        tmp_path,
        "where: xã A, status: tim_hieu",
        "where: xã B, status: co_ket_qua, result: 12 hộ",
        "where: xã C, status: da_dung, since: 2013, stop_reason: hết kinh phí",
        "where: xã D, status: da_dung",
        "where: xã E, status: dang_lam, relation: tuong_tu",
    )
    assert dict(found.statuses) == {"tim_hieu": 1, "cam_ket": 0, "dang_lam": 0, "co_ket_qua": 1, "da_dung": 2}
    assert (found.measured, found.similar) == (1, 1)
    assert [item.where for item in found.stopped] == ["xã C", "xã D"]
    assert "Xã C: hết kinh phí" in page
    assert "Không đếm 1 mô hình tương tự" in page


def test_the_earliest_is_by_the_dates_of_sources_and_several_where_they_do_not_tell(tmp_path: Path) -> None:
    found, page = told(
        tmp_path,
        "where: xã A, since: 2014, status: dang_lam",
        "where: xã B, since: 2014-07, status: da_dung",
        "where: xã C, since: 2015, status: dang_lam",
        "where: xã D, since: 2001, status: tim_hieu",
        "where: xã E, status: dang_lam",
    )
    assert [item.where for item in found.first] == ["xã A", "xã B"]
    assert "ngày chưa đủ rõ để biết nơi nào trước" in page


def test_nobody_is_best_unless_a_source_says_so(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    found, page = told(tmp_path / "a", "where: xã A, status: co_ket_qua, result: 12 hộ")
    assert found.best == ()
    assert "Chưa nguồn nào gọi nơi nào là tốt nhất" in page
    found, page = told(tmp_path / "b", "where: xã A, status: co_ket_qua, result: 12 hộ, best: có")
    assert [item.where for item in found.best] == ["xã A"]
    assert "Xã A: 12 hộ" in page


def test_a_family_goes_over_generations_both_ways(tmp_path: Path) -> None:
    cases = [ALONE.replace("title: ", f"title: Đời {number}, ", 1) for number in range(4)]
    cases = [cases[0] + "adapted_from:\n  - title: OVOP của Nhật Bản\n"] + [
        f"{text}adapted_from:\n  - case: mo-hinh-{number}\n" for number, text in enumerate(cases[1:])
    ]
    made = site(tmp_path, cases)
    last, first = made.by_slug["mo-hinh-3"], made.by_slug["mo-hinh-0"]
    assert [[slug or title for title, slug in generation] for generation in above(made, last)] == [
        ["mo-hinh-2"],
        ["mo-hinh-1"],
        ["mo-hinh-0"],
        ["OVOP của Nhật Bản"],
    ]
    assert [[slug for _, slug in generation] for generation in below(made, first)] == [["mo-hinh-1"], ["mo-hinh-2"], ["mo-hinh-3"]]
    assert 'href="../../mo-hinh/mo-hinh-3/"' in dict(of_case(made, made.by_slug["mo-hinh-0"]))["mo-hinh/mo-hinh-0/index.md"]


def test_a_model_that_ended_long_ago_is_history_and_offered_to_no_province(tmp_path: Path) -> None:
    period = re.search(r"^period:\n(?:  .*\n)+", ALONE, re.MULTILINE)
    assert period
    copied = "adoptions:\n  - {where: xã khác, since: '1970', status: co_ket_qua, sources: [s1]}\n"
    titles = {"Khoán việc cho tổ": "2005", "Nhắn lịch tưới qua điện thoại": "2007"}
    cases = [
        ALONE.replace("Hợp tác xã lúa chung ruộng", title).replace(period[0], f"period:\n  start: '1960'\n  end: '{end}'\n  sources: [s1]\n") + copied
        for title, end in titles.items()
    ]
    made = site(tmp_path, cases)
    assert len(made.spread) == 2
    assert [view.title for view in made.provinces.of("bac-giang").open] == ["Nhắn lịch tưới qua điện thoại"]
