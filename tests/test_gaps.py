"""A case is drawn before it is whole: whatever is missing, the page stands and says where the gap is."""

import copy
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from casebook.book import Casebook
from casebook.desk.faults import checked
from casebook.desk.preview import basis, page
from casebook.form import form
from casebook.load import load
from casebook.site import Site
from tests.golden import SAMPLE

SLUG = "mot-cua-so"


@cache
def sample() -> tuple[Casebook, Site]:
    book, _ = load(SAMPLE, today=date(2026, 11, 22))
    return book, basis(book, "https://vidu.example/")


def drawn(data: dict[str, Any]) -> str:
    book, others = sample()
    return page(others, checked(book, SLUG, data).book, SLUG, data)


def without() -> Iterator[tuple[str, dict[str, Any]]]:
    """The fullest case of the sample without one thing: each field, and each field of the first item of each list."""
    whole = sample()[0].sources[SLUG].data
    for name, value in whole.items():
        yield name, {other: kept for other, kept in whole.items() if other != name}
        inner = value[0] if isinstance(value, list) and isinstance(value[0], dict) else value if isinstance(value, dict) else {}
        for part in inner:
            data = copy.deepcopy(whole)
            del (data[name] if isinstance(value, dict) else data[name][0])[part]
            yield f"{name}.{part}", data


@pytest.mark.parametrize(("what", "data"), [pytest.param(what, data, id=what) for what, data in without()])
def test_any_one_thing_may_be_missing(what: str, data: dict[str, Any]) -> None:
    assert "<h1>" in drawn(data)


@pytest.mark.parametrize("blank", [blank.name for blank in form()])
@pytest.mark.parametrize("value", ["chữ", ["chữ"], {"id": "x"}, [{"text": "chữ"}], [[]]], ids=["text", "list", "record", "records", "nested"])
def test_any_field_may_have_the_wrong_shape(blank: str, value: object) -> None:
    assert "<h1>" in drawn(sample()[0].sources[SLUG].data | {blank: value})


def test_nothing_at_all_shows_only_gaps() -> None:
    shown = drawn({})
    assert "(Tên mô hình: chưa điền)" in shown
    assert "0001" not in re.sub("<[^>]*>", "", shown)


def test_a_withdrawn_case_shows_its_tombstone() -> None:
    shown = drawn({"status": "rut", "withdrawn": {"date": "2026-11-22", "reason": "nguon", "by": "Đơn vị phụ trách"}})
    assert "22/11/2026" in shown
