"""Dates and figures: what an editor types, what it means, what readers see."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.values import Figure, Range, earliest, figure, latest, months_between, partial_date, shown, shown_date


@pytest.mark.parametrize(
    ("typed", "value", "read"),
    [
        ("60", Decimal(60), "60"),
        ("0", Decimal(0), "0"),
        ("010", Decimal(10), "10"),
        ("-5", Decimal(-5), "-5"),
        ("3,5", Decimal("3.5"), "3,5"),
        ("3.5", Decimal("3.5"), "3,5"),
        ("25,60", Decimal("25.60"), "25,60"),
        ("1.234,5", Decimal("1234.5"), "1.234,5"),
        ("1234,5", Decimal("1234.5"), "1.234,5"),
        ("1234.5", Decimal("1234.5"), "1.234,5"),
        ("-1.234,5", Decimal("-1234.5"), "-1.234,5"),
        ("1.234.567", Decimal(1234567), "1.234.567"),
        ("1.234.567,89", Decimal("1234567.89"), "1.234.567,89"),
        ("1000", Decimal(1000), "1.000"),
        ("1,000", Decimal("1.000"), "1,000"),
        ("0.125", Decimal("0.125"), "0,125"),
        ("0,125", Decimal("0.125"), "0,125"),
        ("40–60", Range(Decimal(40), Decimal(60)), "40–60"),
        ("40-60", Range(Decimal(40), Decimal(60)), "40–60"),
        ("40 – 60", Range(Decimal(40), Decimal(60)), "40–60"),
        ("1,5–1.234,5", Range(Decimal("1.5"), Decimal("1234.5")), "1,5–1.234,5"),
        ("-5–5", Range(Decimal(-5), Decimal(5)), "-5–5"),
        ("60–60", Range(Decimal(60), Decimal(60)), "60–60"),
    ],
)
def test_a_number_may_be_written_the_vietnamese_or_the_plain_way(typed: str, value: Figure, read: str) -> None:
    assert figure(typed) == value
    assert shown(figure(typed)) == read


@pytest.mark.parametrize(
    "words",
    [
        "khoảng 60",
        "trên 3 nghìn hộ",
        "1.000 hộ ngoại thành phải cứu trợ",
        "25,6%",
        "gấp đôi",
        "12.34.56",
        "1.2345.678",
        "1,2,3",
        "40–60 ngày",
        "từ 5-7",
        "–",
        "-",
        "１２",
        "½",
        "1e3",
        "0x10",
    ],
)
def test_the_words_of_a_source_stay_words(words: str) -> None:
    assert figure(words) == words
    assert shown(words) == words


@pytest.mark.parametrize(
    ("typed", "thousands", "decimal"),
    [
        ("1.000", "1000 nếu là 1 nghìn", "1,000"),
        ("12.500", "12500 nếu là 12 nghìn", "12,500"),
        ("-1.234", "-1234 nếu là -1 nghìn", "-1,234"),
        ("999.999", "999999", "999,999"),
    ],
)
def test_a_number_that_reads_two_ways_is_refused_with_both_readings(typed: str, thousands: str, decimal: str) -> None:
    for text in (typed, f"{typed}–5.000.000", f"0–{typed}"):
        with pytest.raises(ValueError, match="đọc được hai cách") as refusal:
            figure(text)
        assert f"“{typed}” đọc được hai cách: viết {thousands}" in str(refusal.value)
        assert f"hoặc {decimal} nếu là số thập phân" in str(refusal.value)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("1,234.5", "1.234,5"), ("1,234,567", "1.234.567"), ("-12,345.25", "-12.345,25"), ("1,234,567.8", "1.234.567,8")],
)
def test_a_number_in_the_english_form_is_refused_with_the_form_to_write(typed: str, meant: str) -> None:
    for text in (typed, f"0–{typed}"):
        with pytest.raises(ValueError, match=re.escape(f"“{typed}” viết theo lối tiếng Anh; viết {meant}")):
            figure(text)
    assert figure(meant) != meant
    assert figure(f"{typed} ha của 3 xã") == f"{typed} ha của 3 xã"


@pytest.mark.parametrize("typed", ["60–40", "2024-06", "5–-5"])
def test_a_range_that_runs_backwards_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"“{typed}” có số đầu lớn hơn số sau; viết số nhỏ trước"):
        figure(typed)


def test_a_count_is_shown_with_dots() -> None:
    assert shown(1234567) == "1.234.567"
    assert shown(27) == "27"


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3) | st.integers().map(Decimal))
def test_what_is_shown_can_be_typed_again(number: Decimal) -> None:
    text = shown(number)
    if "," in text or text.count(".") != 1:
        assert figure(text) == number


@given(st.text())
def test_any_text_is_a_figure_or_a_refusal(text: str) -> None:
    try:
        value = figure(text)
    except ValueError as refusal:
        assert "“" in str(refusal)  # noqa: PT017 — both answers are right, silence is not
    else:
        assert value == text or isinstance(value, Decimal | Range)


@pytest.mark.parametrize(
    ("typed", "first", "last", "read"),
    [
        ("2013", date(2013, 1, 1), date(2013, 12, 31), "2013"),
        ("2013-06", date(2013, 6, 1), date(2013, 6, 30), "06/2013"),
        ("2013-06-21", date(2013, 6, 21), date(2013, 6, 21), "21/06/2013"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "02/2024"),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28), "02/2023"),
        ("1966", date(1966, 1, 1), date(1966, 12, 31), "1966"),
    ],
)
def test_a_partial_date_means_a_span_of_days(typed: str, first: date, last: date, read: str) -> None:
    assert partial_date(typed) == typed
    assert (earliest(typed), latest(typed)) == (first, last)
    assert shown_date(typed) == read


@pytest.mark.parametrize(
    "typed", ["21/06/2013", "6/2013", "2013/06", "2013-6", "2013-06-1", "13", "năm 2013", "2013-06-21T00:00", "2013 ", "２０１３", "", "2013-06-21-01"]
)
def test_a_date_in_another_notation_is_refused_with_the_right_one(typed: str) -> None:
    with pytest.raises(ValueError, match="không phải ngày; viết như 2024, 2024-06 hoặc 2024-06-21"):
        partial_date(typed)


@pytest.mark.parametrize("typed", ["2023-13", "2023-00", "2023-02-29", "1900-02-29", "2024-02-30", "2024-06-31"])
def test_a_day_that_no_calendar_has_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"“{typed}” không có trên lịch; xem lại tháng và ngày"):
        partial_date(typed)


@pytest.mark.parametrize("typed", ["0000", "0226-11-22", "9999", "9999-12-31", "3000-01"])
def test_a_year_that_is_a_slip_of_the_hand_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"“{typed}”: năm phải từ 1000 tới 2999; xem lại bốn chữ số đầu"):
        partial_date(typed)


@given(st.text() | st.from_regex(r"\d{4}(-\d\d){0,2}", fullmatch=True))
def test_every_date_that_is_accepted_has_a_first_and_a_last_day(text: str) -> None:
    try:
        typed = partial_date(text)
    except ValueError as refusal:
        assert "“" in str(refusal)  # noqa: PT017 — both answers are right, silence is not
    else:
        assert earliest(typed) <= latest(typed)


@pytest.mark.parametrize(
    ("start", "end", "months"),
    [
        ("2020-01-15", "2022-01-15", 24),
        ("2020-01-15", "2022-01-14", 23),
        ("2020-01", "2022-02", 24),
        ("2020-01", "2022-01", 23),
        ("2020", "2022", 12),
        ("2020", "2023", 24),
        ("2020-06", "2020-06", -1),
        ("2022", "2020", -36),
    ],
)
def test_months_between_partial_dates_are_those_that_surely_passed(start: str, end: str, months: int) -> None:
    assert months_between(start, end) == months
