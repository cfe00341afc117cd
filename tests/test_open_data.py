"""The open data: versions, schema, licences, sums, tables without a formula, and words that schema.org knows."""

import csv
import hashlib
import io
import json
from decimal import Decimal
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from jsonschema_rs import Draft202012Validator, meta
from openpyxl import load_workbook

from casebook import outputs
from casebook.load import load
from casebook.outputs import table, terms
from casebook.outputs.tables import TABLES
from casebook.outputs.terms import FOLDER, LICENCE
from casebook.site import Site
from casebook.values import shown
from tests.conftest import ROOT
from tests.test_linked import blocks, pages
from tests.vocabulary import faults, properties


@cache
def made() -> dict[str, bytes]:
    files = outputs.files(load(ROOT)[0], "https://nhanrong.example/")
    return {path: content.encode() if isinstance(content, str) else content for path, content in files if path.startswith("du-lieu/")}


def rows(name: str) -> list[dict[str, str]]:
    """Of a table, as a spreadsheet reads them."""
    return list(csv.DictReader(io.StringIO(made()[f"{FOLDER}{name}.csv"].decode("utf-8-sig"))))


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(made()[f"{FOLDER}cases.json"])["cases"]
    return found


def test_the_data_fits_the_schema_beside_it() -> None:
    schema = json.loads(made()[f"{FOLDER}cases.schema.json"])
    meta.validate(schema)
    validator = Draft202012Validator(schema)
    data = json.loads(made()[f"{FOLDER}cases.json"])
    assert [f"{fault.instance_path}: {fault.message}" for fault in validator.iter_errors(data)] == []
    data["cases"][0]["level"] = "không có"
    assert not validator.is_valid(data)
    del data["cases"][0]["level"]
    assert not validator.is_valid(data)


def test_a_field_of_a_later_day_is_no_fault() -> None:
    data = json.loads(made()[f"{FOLDER}cases.json"])
    data["cases"][0]["later"] = data["cases"][0]["results"][0]["later"] = "mới"
    assert Draft202012Validator(json.loads(made()[f"{FOLDER}cases.schema.json"])).is_valid(data)


def test_every_record_says_its_licence_and_whose_it_is() -> None:
    for case in cases():
        assert case["licence"] == LICENCE
        assert case["url"] in case["attribution"]
    for row in (row for name in TABLES for row in rows(name)):
        assert row["giay_phep"] == LICENCE
        assert row["dia_chi"] in row["ghi_cong"]


def test_the_table_counts_as_the_pages_do_and_has_its_figures_for_machines_too() -> None:
    views = Site(load(ROOT)[0], "https://nhanrong.example/").by_slug
    assert {row["ma"]: int(row["so_ghi_nhan_nhan_rong"]) for row in rows("cases")} == {slug: view.copies for slug, view in views.items()}
    figures = [(row[name], row[f"{name}_so"]) for row in rows("cases") for name in ("truoc", "sau")]
    assert len([number for _, number in figures if number]) > 10
    assert all(shown(Decimal(number)) == words for words, number in figures if number)


def test_the_ledgers_have_a_row_for_every_record_and_count_as_the_pages_do() -> None:
    site = Site(load(ROOT)[0], "https://nhanrong.example/")
    adoptions, praise = rows("adoptions"), rows("commendations")
    assert len(adoptions) == len(site.adoptions)
    assert sum(row["la_nhan_rong"] == "có" for row in adoptions) == site.copies
    assert len(praise) == len(site.commendations)
    assert {row["tinh_nay"] for row in adoptions if row["ma"] == "to-cong-nghe-so-cong-dong"} >= {"Bắc Ninh", "Phú Thọ"}
    assert all(all(address.startswith("http") for address in row["nguon"].split()) for row in (*adoptions, *praise))


def test_every_column_is_told_on_the_page() -> None:
    page = unescape(made()["du-lieu/index.md"].decode())
    assert all(f"<code>{name}</code>: {meaning}" in page for told in TABLES.values() for name, meaning in told.columns.items())


def test_the_sums_are_those_of_every_other_file() -> None:
    lines = made()[f"{FOLDER}SHA256SUMS"].decode().splitlines()
    listed = {line.split("  ")[1]: line.split("  ")[0] for line in lines}
    others = {path.removeprefix(FOLDER): content for path, content in made().items() if path.startswith(FOLDER) and not path.endswith("SHA256SUMS")}
    assert listed == {name: hashlib.sha256(content).hexdigest() for name, content in others.items()}


def test_a_large_casebook_comes_in_parts_each_of_which_names_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "PART", 10)
    book = load(ROOT)[0]
    files = {path: content.encode() if isinstance(content, str) else content for path, content in outputs.files(book, "https://nhanrong.example/")}
    found, address = [], f"{FOLDER}cases.json"
    while address:
        part = json.loads(files[address])
        found.append([case["slug"] for case in part["cases"]])
        address = part.get("next", "").removeprefix("https://nhanrong.example/")
    assert [len(slugs) for slugs in found] == [10, 10, 7]
    assert sorted(slug for slugs in found for slug in slugs) == [*book.cases]
    listed = {line.split("  ")[1]: line.split("  ")[0] for line in files[f"{FOLDER}SHA256SUMS"].decode().splitlines()}
    assert listed == {
        path.removeprefix(FOLDER): hashlib.sha256(content).hexdigest() for path, content in files.items() if path in {FOLDER + name for name in listed}
    }
    assert {f"{name}{number}.{kind}" for name in TABLES for number in ("", "-2", "-3") for kind in ("csv", "xlsx")} < listed.keys()
    assert {f"cases{number}.{kind}" for number in ("", "-2", "-3") for kind in ("json", "jsonld")} < listed.keys()
    page = files["du-lieu/index.md"].decode()
    assert "cases-3.json" in page
    assert "nhiều nhất 10 hồ sơ" in page


@pytest.mark.parametrize("name", ["cases.json", "cases.csv"])
def test_addresses_from_before_the_versions_have_the_newest(name: str) -> None:
    assert made()[f"du-lieu/{name}"] == made()[f"{FOLDER}{name}"]


@pytest.mark.parametrize("name", TABLES)
def test_the_workbook_says_what_the_table_says(name: str) -> None:
    sheet = load_workbook(io.BytesIO(made()[f"{FOLDER}{name}.xlsx"])).worksheets[0]
    cells = [[str("" if cell.value is None else cell.value) for cell in row] for row in sheet.iter_rows()]
    lines = [[value.removeprefix("'") for value in row] for row in csv.reader(io.StringIO(made()[f"{FOLDER}{name}.csv"].decode("utf-8-sig")))]
    assert cells == lines


@pytest.mark.parametrize("typed", ['=HYPERLINK("https://la.example")', "+84", "-1", "@SUM(A1)", "'nháy", "<b>&amp;", "#N/A", " lề ", "hai\ndòng"])
def test_no_cell_of_the_workbook_computes(typed: str) -> None:
    cell = load_workbook(io.BytesIO(table.workbook([("ten",), (typed,)], "Mô hình"))).worksheets[0].cell(2, 1)
    assert (cell.value, cell.data_type) == (typed, "s")


@pytest.mark.parametrize(("name", "title"), [("cases", "Mô hình"), ("adoptions", "Nhân rộng"), ("commendations", "Khen thưởng")])
def test_names_of_columns_and_of_cases_stay_in_sight_while_the_workbook_is_read(name: str, title: str) -> None:
    (sheet,) = load_workbook(io.BytesIO(made()[f"{FOLDER}{name}.xlsx"])).worksheets
    assert (sheet.title, sheet.freeze_panes) == (title, "B2")


def test_a_workbook_does_not_tell_when_it_was_made() -> None:
    with ZipFile(io.BytesIO(made()[f"{FOLDER}cases.xlsx"])) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in parts.namelist() if b"dcterms:" in parts.read(name)]


def test_the_linked_data_has_every_case_in_words_that_schema_org_knows() -> None:
    graph = json.loads(made()[f"{FOLDER}cases.jsonld"])
    assert {thing["@id"] for thing in graph["@graph"] if thing["@type"] == "Article"} == {case["url"] for case in cases()}
    assert [fault for thing in graph["@graph"] for fault in faults(thing)] == []


def test_every_page_speaks_in_words_that_schema_org_knows(site: Path) -> None:
    assert [f"{address}: {fault}" for address, page in pages(site).items() for block in blocks(page) for fault in faults(block)] == []


def test_the_vocabulary_knows_what_fits_where() -> None:
    assert "headline" in (properties("Article") or {})
    assert properties("BaiViet") is None
    assert list(faults({"@type": "Place", "headline": "x"})) == ["Place.headline: no such property"]
    assert next(faults({"@type": "Article", "publisher": {"@type": "Place", "name": "x"}})).startswith("Article.publisher: a Place where")
