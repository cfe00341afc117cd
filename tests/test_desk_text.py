"""A case file is changed only where its data changed, and written in one style where it is written anew."""

import copy
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.desk.text import Unreadable, canonical, data, edited, formatted
from casebook.letters import plain
from casebook.model import Case
from casebook.source import Source, parse

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "cases").glob("*.yaml"))
TEXTS = {file.stem: file.read_text("utf-8") for file in FILES}


def lines_of(text: str) -> Source:
    source = parse(text.encode("utf-8"), "x")
    assert isinstance(source, Source), source
    return source


def sections(text: str) -> dict[str, list[str]]:
    """Field → its lines, with the comments that touch its name; empty lines between fields are nobody's."""
    found: dict[str, list[str]] = {}
    above: list[str] = []
    for line in text.split("\n"):
        if name := re.match(r"(\w+):", line):
            here = found[name[1]] = [*above, line]
            above = []
        elif line.startswith("#"):
            above.append(line)
        elif found:
            here.append(line)
    return {name: "\n".join(lines).rstrip("\n").split("\n") for name, lines in found.items()}


@st.composite
def commented(draw: st.DrawFn) -> str:
    """A real file into which someone wrote comments, above and beside values."""
    text = TEXTS[draw(st.sampled_from(sorted(TEXTS)))]
    source = lines_of(text)
    lines = text.split("\n")
    rows = sorted({line - 1 for loc, line in source.lines.items() if loc})
    for number, row in sorted(enumerate(draw(st.lists(st.sampled_from(rows), max_size=6, unique=True))), key=lambda pair: -pair[1]):
        indent = re.match(" *", lines[row])[0]  # type: ignore[index]
        if number % 2:
            lines[row] += f"  # cạnh {number}"
        else:
            lines.insert(row, f"{indent}# trên {number}")
    return "\n".join(lines)


WORDS = st.text(st.sampled_from("aăâđeêươ “”'\"#:-,[]{}|>&*!%@`\\?~015\n"), min_size=1, max_size=300).map(str.strip).filter(bool)
ANY = WORDS | st.text(st.characters(exclude_categories=("C", "Zl", "Zp")), min_size=1, max_size=60).map(str.strip).filter(bool)


def lists(value: Any) -> list[list[Any]]:
    """Every list inside a case's data."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*([value] if isinstance(value, list) else []), *(found for part in parts for found in lists(part))]


def records(value: Any) -> list[dict[str, Any]]:
    """Every record inside a case's data."""
    parts = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    return [*([value] if isinstance(value, dict) else []), *(found for part in parts for found in records(part))]


@st.composite
def changed(draw: st.DrawFn, before: dict[str, Any]) -> dict[str, Any]:
    """The data after one to three edits of an editor."""
    after = copy.deepcopy(before)
    for _ in range(draw(st.integers(1, 3))):
        match draw(st.sampled_from(["text", "add", "remove", "move", "key", "unkey"])):
            case "text":
                record = draw(st.sampled_from(records(after)))
                if names := [name for name, value in record.items() if isinstance(value, str)]:
                    record[draw(st.sampled_from(names))] = draw(ANY)
            case "add":
                items = draw(st.sampled_from(lists(after)))
                items.insert(draw(st.integers(0, len(items))), draw(ANY) if items and isinstance(items[0], str) else {"text": draw(ANY), "by": "bien_tap"})
            case "remove":
                if items := [one for one in lists(after) if len(one) > 1]:
                    items_ = draw(st.sampled_from(items))
                    del items_[draw(st.integers(0, len(items_) - 1))]
            case "move":
                items = draw(st.sampled_from(lists(after)))
                items[:] = draw(st.permutations(items))
            case "key":
                after[draw(st.sampled_from([name for name in Case.model_fields if name not in after]))] = draw(ANY | st.lists(ANY, min_size=1, max_size=3))
            case "unkey":
                del after[draw(st.sampled_from(sorted(after)))]
                after = after or {"title": "a"}
    return after


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_only_what_changed_is_written(drawn: st.DataObject) -> None:
    text = drawn.draw(commented())
    before = data(text)
    after = drawn.draw(changed(before))
    out = edited(text, after)
    assert data(out) == _read(after)
    old, new = sections(text), sections(out)
    for name in before:
        if name in after and _read(after)[name] == before[name]:
            assert new[name] == old[name]
        elif name in after and isinstance(before[name], list) and isinstance(after[name], list):
            for item in items_of(old[name], before[name], _read(after)[name]):
                assert item in "\n".join(new[name])


def items_of(section: list[str], before: list[Any], after: list[Any]) -> list[str]:
    """The lines, with the comments that touch them, of those items of a block list that are still there."""
    starts = [row for row, line in enumerate(section) if line.startswith("  - ")]
    firsts = [next(row for row in range(start, 0, -1) if not section[row - 1].startswith("  #")) for start in starts]
    kept = [one for one in before if before.count(one) == after.count(one) == 1]
    return ["\n".join(section[first:end]).rstrip() for one, first, end in zip(before, firsts, [*firsts[1:], None], strict=False) if one in kept]


def _read(value: Any) -> Any:
    """As the reader reads it: composed letters, ordinary spaces."""
    if isinstance(value, str):
        return plain(value)
    return {name: _read(one) for name, one in value.items()} if isinstance(value, dict) else [_read(one) for one in value]


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_the_one_style_says_the_same_keeps_every_comment_and_comes_to_rest(drawn: st.DataObject) -> None:
    text = drawn.draw(commented())
    text = edited(text, drawn.draw(changed(data(text))))
    out = formatted(text)
    assert data(out) == data(text)
    assert formatted(out) == out
    assert sorted(re.findall(r"# (?:trên|cạnh) \d", out)) == sorted(re.findall(r"# (?:trên|cạnh) \d", text))


@settings(deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(Case.model_fields)), ANY | st.lists(ANY, min_size=1), min_size=1))
def test_any_text_written_anew_reads_back(record: dict[str, Any]) -> None:
    assert data(canonical(record)) == _read(record)
    written = canonical(_read(record))
    assert formatted(written) == written


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_our_own_files_are_in_the_one_style(file: Path) -> None:
    """When this fails: python build_cases.py fmt"""
    assert file.read_bytes().decode("utf-8") == formatted(file.read_text("utf-8"))


WRITTEN = """\
# Hồ sơ của chị Lan, đừng đổi thứ tự.
title: "Chợ phiên"   # tên đã chốt
summary: >-
  Chợ họp mỗi tuần,
  không rác.
# hỏi lại sở
agency: 'UBND xã'
sectors: [du_lich,   # chính
          y_te]      # phụ
partners:
# đã ký
- Hội Nông dân
# chưa ký
- Đoàn xã

lessons:
  # của nguồn
  - text: |
      Làm ít một.
    sources: [s1]
  -
    text: Không hứa tất cả   # nhớ xem lại
    by: bien_tap
    # còn nghi
  - {text: Làm sớm, by: bien_tap}

# hết
"""

EDITS: dict[str, tuple[str, str]] = {
    "a text in quotes keeps its quotes and what stands beside it": ('"Chợ phiên"   # tên', '"Chợ đêm"   # tên'),
    "a folded text is folded anew, its name untouched": (
        "summary: >-\n  Chợ họp mỗi tuần,\n  không rác.\n",
        "summary: >-\n  Chợ họp mỗi tháng, không rác.\n",
    ),
    "a field that goes takes its own comment": ("# hỏi lại sở\nagency: 'UBND xã'\n", ""),
    "comments inside brackets stand above, where the brackets are written anew": (
        "sectors: [du_lich,   # chính\n          y_te]      # phụ\n",
        "# chính\nsectors: [y_te]      # phụ\n",
    ),
    "an item that moves brings its comment": (
        "# đã ký\n- Hội Nông dân\n# chưa ký\n- Đoàn xã\n",
        "# chưa ký\n- Đoàn xã\n# đã ký\n- Hội Nông dân\n",
    ),
    "an item that goes takes its comment, the others keep theirs": ("# đã ký\n- Hội Nông dân\n", ""),
    "a new item stands in the indentation of the list": ("- Đoàn xã\n", "- Đoàn xã\n- Tổ hợp tác\n"),
    "a new field stands where the model has it": ("# hỏi lại sở\n", "kind: cach_lam\n# hỏi lại sở\n"),
    "a text inside an item": ("text: Không hứa tất cả   # nhớ", "text: Không hứa gì   # nhớ"),
    "a block of text stays a block": ("      Làm ít một.\n", "      Làm ít một thôi.\n"),
    "a record in braces is opened": ("  - {text: Làm sớm, by: bien_tap}\n", "  - text: Làm muộn\n    by: bien_tap\n"),
    "a field of an item that goes": ("    by: bien_tap\n    # còn nghi", "    # còn nghi"),
    "the first field of an item that goes": ("  - text: |\n      Làm ít một.\n    sources", "  - sources"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
@pytest.mark.parametrize("ending", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_file_written_by_hand_stays_as_it_was_written(old: str, new: str, ending: str) -> None:
    """`old` → `new` is the only difference that the edit may make."""
    assert WRITTEN.count(old) == 1
    wanted = WRITTEN.replace(old, new)
    assert edited(WRITTEN.replace("\n", ending), data(wanted)) == wanted.replace("\n", ending)


def test_letters_written_in_parts_are_read_as_one_and_left_alone() -> None:
    apart = unicodedata.normalize("NFD", "title: Chợ phiên\nsummary: Đường hoa\n")
    assert edited(apart, data(apart)) == apart
    assert edited(apart, data(apart) | {"title": "Chợ đêm"}) == "title: Chợ đêm\n" + apart.split("\n", 1)[1]


def test_a_text_that_cannot_be_read_is_not_edited() -> None:
    with pytest.raises(Unreadable, match="dòng 2: "):
        edited("title: a\ntitle: b\n", {"title": "c"})


def test_canonical_form() -> None:
    """The style, in one look."""
    record = {
        "sources": [{"url": "https://bao.example/" + "a" * 100, "id": "s1"}],
        "title": "Chợ phiên: không rác",
        "problem": "Rác.\n\n- nhiều",
        "sectors": ["y_te", "du_lich"],
        "period": {"start": "2013", "sources": ["s1"]},
        "results": [{"name": "Rác", "unit": "%", "after": "2013"}],
        "summary": "Chợ họp mỗi tuần một lần, " * 5,
        "lạ": "",
        "thua": "giữ",
    }
    summary = "  Chợ họp mỗi tuần một lần, Chợ họp mỗi tuần một lần, Chợ họp mỗi tuần một lần, Chợ họp mỗi tuần một lần, Chợ\n  họp mỗi tuần một lần,"
    assert (
        canonical(_read(record))
        == f"""\
title: 'Chợ phiên: không rác'
summary: >-
{summary}
sectors: [y_te, du_lich]

problem: |-
  Rác.

  - nhiều

period:
  start: '2013'
  sources: [s1]
results:
  - name: Rác
    unit: '%'
    after: 2013

sources:
  - id: s1
    url: https://bao.example/{"a" * 100}
thua: giữ
"""
    )
