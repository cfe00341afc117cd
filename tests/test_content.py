"""Our own cases and vocabularies hold; no network."""

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema_rs import Draft202012Validator, meta

from casebook import outputs
from casebook.book import Casebook
from casebook.check import check
from casebook.load import load
from casebook.outputs import news
from casebook.site import Site
from tests.shards import held

ROOT = Path(__file__).parent.parent
ADDRESS = "https://nhanrong.example/"
TODAY = date.today()


@cache
def book() -> Casebook:
    found, problems = load(ROOT, today=TODAY)
    assert [str(problem) for problem in [*problems, *check(found)]] == []
    return found


@cache
def made() -> Mapping[str, str | bytes]:
    return dict(outputs.files(book(), ADDRESS))


def text(path: str) -> str:
    content = made()[path]
    assert isinstance(content, str)
    return content


def test_every_case_of_the_first_edition_is_published() -> None:
    assert len(book().cases) == 27
    assert not book().drafts


def test_every_case_has_its_page_and_stands_in_the_lists() -> None:
    everything = text("mo-hinh/index.md")
    found = "".join(card for path in made() if path.startswith("tim-kiem/the-") for card in held(text(path)))
    for slug in book().cases:
        assert f"mo-hinh/{slug}/index.md" in made()
        assert f'data-case="{slug}"' in everything
        assert found.count(f'data-case="{slug}"') == 1


def test_a_name_is_only_on_the_pages_that_may_say_it() -> None:
    """Without clearance, names stand in a case, its evidence and commendations: not on cards, home or facets."""
    for case in book().cases.values():
        for person in case.people:
            for path in ("index.md", "mo-hinh/index.md", "tim-kiem/index.md"):
                assert person.name not in text(path)


def test_every_page_made_is_different_and_has_a_description() -> None:
    headers = [yaml.safe_load(str(content).split("---")[1]) for path, content in made().items() if path.endswith(".md")]
    titles = [header["title"] for header in headers]
    assert len(set(titles)) == len(titles)
    assert all(header["description"] for header in headers)


def _as_editors_read(value: Any) -> Any:
    """YAML as an editor's own reader gives it: numbers are numbers, dates are text."""
    if isinstance(value, dict):
        return {key: _as_editors_read(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_as_editors_read(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


@pytest.mark.parametrize("file", sorted((ROOT / "cases").glob("*.yaml")), ids=lambda file: file.stem)
def test_the_published_schema_accepts_our_cases(file: Path) -> None:
    schema = json.loads(text("du-lieu/case.schema.json"))
    meta.validate(schema)
    faults = Draft202012Validator(schema).iter_errors(_as_editors_read(yaml.safe_load(file.read_text("utf-8"))))
    assert [(list(fault.instance_path), fault.message[:80]) for fault in faults] == []


def test_the_schema_refuses_an_unknown_field_and_term() -> None:
    validator = Draft202012Validator(json.loads(text("du-lieu/case.schema.json")))
    case = _as_editors_read(yaml.safe_load((ROOT / "cases/hue-s.yaml").read_text("utf-8")))
    assert not validator.is_valid(case | {"titel": "x"})
    assert not validator.is_valid(case | {"level": "khong-co"})


def test_the_schema_accepts_a_withdrawn_file_with_or_without_its_case() -> None:
    validator = Draft202012Validator(json.loads(text("du-lieu/case.schema.json")))
    gone = {"status": "rut", "withdrawn": {"date": "2026-11-20", "reason": "nguon", "by": "Đơn vị phụ trách nội dung"}}
    case = _as_editors_read(yaml.safe_load((ROOT / "cases/hue-s.yaml").read_text("utf-8")))
    assert validator.is_valid(gone)
    assert validator.is_valid(case | gone | {"status": "Rút"})
    assert not validator.is_valid(gone | {"former_slug": ["hue"]})
    assert not validator.is_valid({"status": "rut"})


def test_the_open_data_has_every_case_and_figure() -> None:
    data = json.loads(text("du-lieu/cases.json"))
    assert [case["slug"] for case in data["cases"]] == sorted(book().cases)
    vneid = next(case for case in data["cases"] if case["slug"] == "ly-lich-tu-phap-vneid")
    assert vneid["results"][0]["before"] == 10
    assert vneid["results"][0]["after"] == 3
    assert vneid["stage"] == "the_che_hoa"


def test_no_cell_of_the_table_is_a_formula() -> None:
    content = text("du-lieu/cases.csv")
    assert content.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(content.removeprefix("\ufeff"))))
    assert len(rows) == 28
    assert all(not cell.startswith(("=", "+", "-", "@", "\t")) for row in rows for cell in row)


def test_the_feed_is_valid_atom() -> None:
    atom = "{http://www.w3.org/2005/Atom}"
    feed = ET.fromstring(text("cap-nhat.xml"))
    entries = feed.findall(f"{atom}entry")
    assert feed.tag == f"{atom}feed"
    assert len(entries) == min(news.ENTRIES, sum(len(case.changes) for case in book().cases.values()))
    assert len({entry.findtext(f"{atom}id") for entry in entries}) == len(entries)
    for element in (feed, *entries):
        assert element.findtext(f"{atom}title")
        assert (element.findtext(f"{atom}updated") or "").endswith("T00:00:00+07:00")


def test_the_same_book_gives_the_same_bytes() -> None:
    assert dict(outputs.files(book(), ADDRESS)) == made()


def test_every_place_name_then_and_now_is_shown() -> None:
    site = Site(book(), ADDRESS)
    assert site.by_slug["vai-thieu-bac-giang-2021"].places == ("tỉnh Bắc Giang (nay thuộc thành phố Bắc Ninh)",)
    assert site.by_slug["ocop-quang-ninh"].places == ("tỉnh Quảng Ninh (nay là thành phố Quảng Ninh)",)
    assert site.by_slug["hue-s"].places == ("tỉnh Thừa Thiên Huế (nay là thành phố Huế)",)
    assert site.by_slug["son-la-cay-an-qua-dat-doc"].places == ("tỉnh Sơn La",)


def test_both_archipelagos_are_named_wherever_the_country_is_drawn() -> None:
    for path in ("index.md", "noi/index.md"):
        assert "Hoàng Sa <small>thuộc Đà Nẵng</small>" in text(path)
        assert "Trường Sa <small>thuộc Khánh Hòa</small>" in text(path)
        assert text(path).count('class="tile ') == 36
