"""The workbook of the form: what goes into it comes out of it, and Excel makes nothing else of it."""

import copy
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from casebook.blanks.cells import joined, split, term_names
from casebook.blanks.guide import GUIDE
from casebook.blanks.sheet import FIRST, LONGEST, TERMS, TooLong, key, write
from casebook.blanks.tables import MAIN, tables
from casebook.desk import bring
from casebook.desk.brought import emptied
from casebook.form import Blank, form
from tests.sent import AWKWARD, SHORT, TEXTS, book

FREE = ("line", "prose")
"""Kinds of blanks that take any text."""


def returned(cases: dict[str, Any], folder: Path) -> dict[str, Any]:
    """The cases of their own workbook."""
    file = folder / "tra-lai.xlsx"
    file.write_bytes(write(book().vocabularies, cases))
    reading = bring.read(file, book())
    assert not reading.problems
    assert [problem for case in reading.cases for problem in case.problems] == []
    return {case.slug: emptied(case.data) for case in reading.cases}


def test_every_real_case_comes_back_as_it_was(tmp_path: Path) -> None:
    cases = {slug: source.data for slug, source in book().sources.items()}
    assert returned(cases, tmp_path) == cases


def places(data: Any, blanks: tuple[Blank, ...]) -> Iterator[tuple[Any, str | int]]:
    """Every (holder, name) of a case where any text may stand."""
    for blank in blanks:
        value = data.get(blank.name)
        if blank.kind == "record":
            for record in value if isinstance(value, list) else [value] if value else []:
                yield from places(record, blank.inside)
        elif value and blank.kind in FREE and blank.name != "id":
            yield from ((value, index) for index in range(len(value))) if blank.many else [(data, blank.name)]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.data())
def test_any_text_in_any_case_comes_back_as_it_was(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    slugs = data.draw(st.lists(st.sampled_from(sorted(book().sources)), min_size=1, max_size=3, unique=True))
    cases = {slug: copy.deepcopy(book().sources[slug].data) for slug in slugs}
    for case in cases.values():
        free = list(places(case, form()))
        for holder, name in data.draw(st.lists(st.sampled_from(free), min_size=5, max_size=30, unique_by=lambda place: (id(place[0]), place[1]))):
            holder[name] = data.draw(TEXTS)
    assert returned(cases, tmp_path_factory.mktemp("sheet")) == cases


def test_every_awkward_text_comes_back_from_a_box_and_from_a_list(tmp_path: Path) -> None:
    texts = [text for text in AWKWARD if text.strip()]
    cases = {f"ca-{number}": dict(SHORT) | {"agency": text, "problem": text, "keywords": [text, "giữa", text]} for number, text in enumerate(texts)}
    assert returned(cases, tmp_path) == cases


def test_a_text_of_the_longest_cell_comes_back_and_a_longer_one_is_refused(tmp_path: Path) -> None:
    longest = dict(SHORT) | {"problem": "ế" * LONGEST}
    assert returned({"dai": longest}, tmp_path) == {"dai": longest}
    with pytest.raises(TooLong, match="dài hơn 32767 ký tự, quá một ô của Excel"):
        # Excel counts an emoji as two.
        write(book().vocabularies, {"dai": dict(SHORT) | {"problem": "🌾" * (LONGEST // 2 + 1)}})


@given(st.lists(TEXTS))
def test_a_list_in_one_box_is_read_as_the_same_list(items: list[str]) -> None:
    assert split(joined(items)) == items


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("s1; s3", ["s1", "s3"]),
        ("một;hai;", ["một", "hai"]),
        ("một\nhai", ["một", "hai"]),
        ('"một; hai"; ba', ["một; hai", "ba"]),
        ('"Ngày không hẹn" ở xã; hai', ['"Ngày không hẹn" ở xã', "hai"]),
        (" ; ", []),
    ],
)
def test_a_list_is_read_as_people_type_it(typed: str, meant: list[str]) -> None:
    assert split(typed) == meant


def opened(raw: bytes) -> Any:
    return load_workbook(io.BytesIO(raw))


def test_nothing_in_a_workbook_computes() -> None:
    case = dict(SHORT) | {"agency": "=1+1", "partners": ["=cmd|' /C calc'!A0"], "summary": "@SUM(A1)", "locality": "-2+3"}
    cells = [cell for page in opened(write(book().vocabularies, {"so-hop": case})) for row in page.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "=1+1" in {cell.value for cell in cells}


def test_equal_cases_give_equal_bytes_without_the_moment_of_writing() -> None:
    raw = write(book().vocabularies, {"so-hop": SHORT})
    assert raw == write(book().vocabularies, {"so-hop": SHORT})
    with ZipFile(io.BytesIO(raw)) as parts:
        assert {info.date_time[0] for info in parts.infolist()} == {1980}
        assert re.findall(r">(\d{4})-[^<]*</dcterms", parts.read("docProps/core.xml").decode()) == ["1980", "1980"]


def test_the_sheets_are_the_guide_the_cases_and_their_groups() -> None:
    blank = opened(write(book().vocabularies, {}))
    titles = [table.title for table in tables()]
    assert blank.sheetnames == [GUIDE, *titles, TERMS]
    assert titles[0] == MAIN
    assert blank[TERMS].sheet_state == "hidden"
    # Excel's own limit, and two sheets cannot share a name.
    assert max(map(len, titles)) <= 31
    assert len(set(titles)) == len(titles)


def test_every_field_of_the_model_has_its_column() -> None:
    columns = {key(table, column) for table in tables() for column in table.columns}

    def leaves(blanks: tuple[Blank, ...], way: str = "") -> Iterator[str]:
        for blank in blanks:
            yield from leaves(blank.inside, f"{way}{blank.name}.") if blank.kind == "record" else [way + blank.name]

    assert columns == set(leaves(form()))


def test_no_group_stands_inside_an_item_of_another() -> None:
    """A sheet has one code column: items of items would need a second."""
    groups = [table.blank for table in tables() if table.blank]
    waiting = [part for blank in groups for part in blank.inside]
    while waiting:
        part = waiting.pop()
        assert not (part.kind == "record" and part.many), part.name
        waiting.extend(part.inside)


def test_a_column_is_text_and_says_what_it_asks() -> None:
    blank = opened(write(book().vocabularies, {}))
    for table in tables():
        page = blank[table.title]
        for number, column in enumerate(table.columns, 2):
            head = page.cell(1, number)
            assert page.column_dimensions[head.column_letter].number_format == "@"
            assert head.value == column.title + " *" * column.required
            assert column.blank.help in head.comment.text
            assert page.cell(2, number).value == key(table, column)
        assert page.row_dimensions[2].hidden


def test_a_box_for_a_term_offers_the_names_of_its_vocabulary() -> None:
    blank = opened(write(book().vocabularies, {}))
    names = term_names(book().vocabularies)
    for table in tables():
        page = blank[table.title]
        offered = {str(rule.sqref).split(":")[0]: rule.formula1 for rule in page.data_validations.dataValidation}
        for number, column in enumerate(table.columns, 2):
            if column.blank.vocabulary:
                span = offered[f"{page.cell(1, number).column_letter}{FIRST}"].split("!")[1].replace("$", "")
                assert [cell[0].value for cell in blank[TERMS][span]] == list(names[column.blank.vocabulary].values())


def test_a_name_that_two_terms_share_is_told_apart() -> None:
    names = term_names(book().vocabularies)
    assert names["document_kind"]["hc_nghi_quyet"] == "Nghị quyết [hc_nghi_quyet]"
    assert names["kind"]["cach_lam"] == "Cách làm"
