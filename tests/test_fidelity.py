"""Each character that an editor types into any field is on the page, found by the search, and in the open data."""

import csv
import io
import json
import re
import sys
import unicodedata
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown import Markdown

from casebook import load
from casebook.blanks import sheet, word
from casebook.desk import bring
from casebook.desk.brought import emptied
from casebook.desk.text import canonical
from casebook.desk.text import data as data_of_text
from casebook.form import blank
from casebook.letters import FORBIDDEN
from casebook.letters import plain as kept
from casebook.model import Case
from casebook.outputs import data, feed, pages, search, table
from casebook.outputs.later import made
from casebook.problem import Problem
from casebook.search.keys import keys
from casebook.site import Site
from casebook.source import Source, parse
from tests import test_render
from tests.full import TODAY, full, places
from tests.sent import AWKWARD, book
from tests.shards import tier

DESK = {"approved.by", "clearance.by"}
"""Who said yes is for the desk; nothing of it is published."""

PROSE = {"problem", "solution"}
OFFICE = (
    *("<Tên đơn vị>", "a<b và b>c", "2026. Năm bản lề", "3*4*5", "#1", "[Nghị quyết 57]", "{{ }}", "{{ case.title }}", "{% raw %}", "{# ẩn #}"),
    *("--8<-- “tệp”", "1) một", "a) Bước một", "-5 độ", ">5 triệu", "Điều 1, khoản 2 & 3", "A&B", "&lt;b&gt;", "&nbsp;", "&#65;", "\\\\máy\\chung"),
    *("Số: 12/KH-UBND", "50 %", "~1,5 tỷ", "≥ 90%", "“ngoặc” ‘đơn’", "'đơn' \"kép\"", "«»", "…", "– — ‑", "“ ” ‘ ’ ′ ″", "½ m² CO₂", "1.000", "010", "no"),
    *("null", "2024-06-21", "2024", "20:15", "https://a.vn là trang", "a@b", "*HTML*: tắt", "!!! ghi chú", ":::", "^1^ ~2~", "==dấu==", "$x$", ":smile:"),
    *(
        "hoà hòa thuỷ thủy",
        "Đường Ngô Quyền",
        "đã ĐÃ Đ đ",
        "ươ ễ ợ ữ",
        "😀🇻🇳🌾",
        "👩‍🌾".replace("\u200d", ""),
        "中文 ไทย हिन्दी",
        "Ǆ ß ı İ",
        "a\u00a0b",
        "+84",
        "=1+1",
    ),
)
TYPED = tuple(dict.fromkeys(re.sub("[ \t\n]+", " ", text) for text in (*OFFICE, *test_render.AWKWARD, *AWKWARD)))


class _Reader(HTMLParser):
    """All that a reader gets of a page: its words, and what stands for pictures."""

    text = ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.text += f" {dict(attrs).get('alt') or ''} "


def plain(text: str) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text).strip(" ")


def read(page: str) -> str:
    reader = _Reader(convert_charrefs=True)
    reader.feed(Markdown(extensions=["toc", "tables", "fenced_code"]).convert(re.sub(r"\A\s*---\n.*?\n---\n", "", page, flags=re.DOTALL)))
    reader.close()
    return plain(reader.text)


def loaded(record: dict[str, Any]) -> Case:
    """The case of a file, written as the editor writes it and read as a build reads it."""
    source = parse(canonical(record).encode("utf-8"), "cases/x.yaml")
    assert isinstance(source, Source), source
    case = load.parse(source, book().vocabularies, TODAY)
    assert isinstance(case, Case), case
    return case


def site_of(case: Case) -> Site:
    return Site(replace(book(), cases={"x": case}, drafts={}, tombstones={}), "https://vidu.example/")


def data_of(record: dict[str, Any]) -> dict[str, Any]:
    return data_of_text(canonical(record))


def sheet_file(folder: Path, record: dict[str, Any]) -> Path:
    (folder / "gui-ve.xlsx").write_bytes(sheet.write(book().vocabularies, {"x": record}))
    return folder / "gui-ve.xlsx"


def word_file(folder: Path, record: dict[str, Any]) -> Path:
    (folder / "gui-ve.docx").write_bytes(word.write(book().vocabularies, "x", record))
    return folder / "gui-ve.docx"


def squeezed(text: str) -> str:
    return "".join(text.split())


def leaves(value: Any) -> Iterator[str]:
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from leaves(inner)
    if isinstance(value, str):
        yield value


def lost(text: Callable[[str], str]) -> list[tuple[str, str]]:
    """(place, output) of every text that is not in that output to its last character."""
    # Two characters of a list may compose, a no-break space is a space: the door reads what they show.
    typed = {place: kept(text(place)) for place in places() if place not in DESK}
    case = loaded(full(text))
    site = site_of(case)
    page = squeezed(read(dict(pages.of_case(site, site.by_slug["x"]))["mo-hinh/x/index.md"]))
    found = tier({path: str(made(content)) for path, content in search.files(site)}, second=True).says(0)
    files = {path: str(made(content)) for path, content in data.files(site) if path in ("du-lieu/cases.json", "du-lieu/cases.csv")}
    record = {plain(leaf) for leaf in leaves(json.loads(files["du-lieu/cases.json"])["cases"][0])}
    columns = next(csv.DictReader(io.StringIO(files["du-lieu/cases.csv"].removeprefix("\ufeff"))))
    missing: list[tuple[str, str]] = []
    for place, words in typed.items():
        shown = {"problem": case.problem.plain, "solution": case.solution.plain}.get(place, words)
        missing += [(place, "page")] * (squeezed(shown) not in page)
        missing += [(place, "search")] * any(keys(word)[1] not in found for word in re.findall(r"[^\W_]+", shown))
        missing += [(place, "json")] * (plain(words) not in record)
    for column, place in (("ten", "title"), ("tom_tat", "summary"), ("co_quan", "agency"), ("chi_so", "results.name"), ("don_vi", "results.unit")):
        cell = columns[column]
        missing += [(place, "csv")] * (typed[place] != (cell[1:] if cell.startswith("'") else cell) or cell[0] in table.FORMULA[:-3])
    missing += [("title", "feed")] * (case.title not in read_feed(site))
    return missing


def read_feed(site: Site) -> str:
    return "\n".join(element.text or "" for element in ET.fromstring(made(dict(feed.files(site))["cap-nhat.xml"])).iter())


@pytest.mark.parametrize("typed", TYPED)
def test_an_office_string_in_every_field_is_shown_found_and_given_away_as_typed(typed: str) -> None:
    numbers = {place: number for number, place in enumerate(places())}
    assert lost(lambda place: f"{typed} k{numbers[place]}") == []


def visible() -> str:
    """Every character that the door lets in and composing leaves alone, in the order of Unicode."""
    every = (chr(code) for code in range(sys.maxunicode + 1))
    admitted = (one for one in every if unicodedata.category(one) not in ("Cn", "Co", "Cs", "Cc", "Zl", "Zp", "Zs") and not FORBIDDEN.match(one))
    return "".join(one for one in admitted if unicodedata.is_normalized("NFC", one) and not unicodedata.combining(one))


def test_every_visible_character_of_unicode_is_shown_found_and_given_away() -> None:
    rest = visible()
    assert len(rest) > 140_000
    while rest:
        typed: dict[str, str] = {}
        for place in places():
            # In Prose some of these are markers; its own tests say which.
            room = 0 if place in PROSE or place == "sources.quote" else (blank(*place.split(".")).length or 600) - 4
            typed[place] = f"k{rest[:room]}k"
            rest = rest[room:]
        assert lost(typed.__getitem__) == []


@pytest.mark.parametrize("place", places())
def test_a_character_that_cannot_be_seen_is_refused_in_every_field_with_its_line(place: str) -> None:
    raw = canonical(full(lambda here: "KÝ TỰ" if here == place else "chữ"))
    line = next(number for number, row in enumerate(raw.split("\n"), 1) if "KÝ TỰ" in row)
    problem = Problem("cases/x.yaml", line, "có ký tự không nhìn thấy U+200D; hãy xoá và gõ lại đoạn này")
    assert parse(raw.replace("KÝ TỰ", "👩\u200d🌾").encode("utf-8"), "cases/x.yaml") == problem


@pytest.mark.parametrize("write", [sheet_file, word_file], ids=["Excel", "Word"])
def test_every_office_string_comes_back_from_every_field_of_the_form(write: Callable[[Path, dict[str, Any]], Path], tmp_path: Path) -> None:
    """Many strings at once: the strings go round the fields, so that each stands in every field of some case."""
    for turn in range(0, len(TYPED), 6):
        around = {place: TYPED[(turn + number) % len(TYPED)] for number, place in enumerate(places())}
        sent = data_of(full(around.__getitem__))
        reading = bring.read(write(tmp_path, sent), book())
        (back,) = reading.cases
        assert [*reading.problems, *back.problems] == []
        assert emptied(back.data) == sent
