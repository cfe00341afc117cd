"""Steps over ninety days: by the time they take where every one says it, else in equal parts; the order is never another."""

import pytest

from casebook.records import Step
from casebook.schedule import lasts, schedule


def steps(*lengths: str) -> tuple[Step, ...]:
    return tuple(Step.model_construct(what=f"Việc {number}", how_long=length) for number, length in enumerate(lengths, 1))


def laid(*lengths: str) -> list[tuple[int, int, list[int]]]:
    return [(phase.first, phase.last, [number for number, _ in phase.steps]) for phase in schedule(steps(*lengths)).phases]


@pytest.mark.parametrize(
    ("text", "days"),
    [("10 ngày", 10), ("2 tuần", 14), ("10–15 ngày", 15), ("1-2 Tháng", 60), ("1 năm", 365), ("khoảng 2 tuần", None), ("", None), ("nhiều đợt", None)],
)
def test_a_length_is_read_or_left(text: str, days: int | None) -> None:
    assert lasts(text) == days


def test_a_step_stands_where_it_ends() -> None:
    assert schedule(steps("2 tuần", "16 ngày", "1 ngày", "1 tháng", "1 năm")).timed
    assert laid("2 tuần", "16 ngày", "1 ngày", "1 tháng", "1 năm") == [(1, 30, [1, 2]), (31, 60, [3]), (61, 90, [4]), (91, 0, [5])]


def test_one_unknown_length_leaves_only_the_order() -> None:
    assert not schedule(steps("2 tuần", "", "1 năm", "1 ngày")).timed
    assert laid("2 tuần", "", "1 năm", "1 ngày") == [(1, 30, [1, 2]), (31, 60, [3]), (61, 90, [4])]
    assert laid("", "") == [(1, 30, [1]), (31, 60, [2]), (61, 90, [])]


def test_no_step_is_no_plan_but_the_phases_stand() -> None:
    assert laid() == [(1, 30, []), (31, 60, []), (61, 90, [])]
    assert not schedule(()).timed
