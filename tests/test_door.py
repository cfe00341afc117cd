"""What casebook.source lets in: whatever stands in a file, the answer is its values or one sentence with a line, at once."""

import os
import socket
import time
import unicodedata
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.letters import plain
from casebook.load import load
from casebook.problem import Problem
from casebook.source import Source, read
from tests.test_bad import HERE, TODAY, arranged, found

SECONDS = 2
"""No file, however hostile, may hold an editor up for longer."""

BASE = (HERE / "good/statements.yaml").read_text("utf-8")


def opened(content: str | bytes, folder: Path) -> Source | Problem:
    (folder / "x.yaml").write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    started = time.perf_counter()
    answer = read(folder / "x.yaml", folder)
    assert time.perf_counter() - started < SECONDS
    return answer


def test_spaces_and_letters_that_only_copying_leaves_are_not_read(tmp_path: Path) -> None:
    text = 'title: Chợ\u00a0phiên\u200b\nsummary: "Hẹn\\u202fngày\\u2060"\nagency: Nhóm:\u00a0A \u200b# hai\npro\ufeffblem: |\n  một\u00a0dòng\n  hai\u00ad\n'
    source = opened(text, tmp_path)
    assert isinstance(source, Source)
    assert source.data == {"title": "Chợ phiên", "summary": "Hẹn ngày", "agency": "Nhóm: A # hai", "problem": "một dòng\nhai"}


DEEP = "lồng nhau quá sâu; hãy viết gọn lại"
NOT_NAMED = "tệp phải gồm các dòng “tên: giá trị”"
ANCHOR = "không dùng dấu & và * (neo, bí danh) của YAML; hãy viết lại giá trị, hoặc đặt trong ngoặc kép"
TAG = "không dùng dấu ! (nhãn kiểu) của YAML; hãy đặt giá trị trong ngoặc kép"
DOCUMENT = "mỗi tệp chỉ có một hồ sơ; bỏ dòng “---” và phần sau nó"
KEY = "tên trường phải là chữ, không phải một nhóm"
MANY = "có hơn 3000 tên và giá trị; hãy tách tệp hoặc bỏ bớt"
HOSTILE = {
    "more than 256 KB": ("a: " + "b" * 256 * 1024, 1, "tệp lớn hơn 256 KB; hãy tách hồ sơ hoặc bỏ bớt"),
    "250 KB of [": ("[" * 250_000, 1, NOT_NAMED),
    "250 KB of [ in a field": ("title: Chợ phiên\nplaces: " + "[" * 250_000, 2, DEEP),
    "100,000 lines of [": ("a:\n" + " [\n" * 80_000, 13, DEEP),
    "60,000 keys that are keys": ("? " * 60_000, 1, KEY),
    "60,000 dashes": ("- " * 60_000, 1, NOT_NAMED),
    "60,000 dashes in a field": ("a:\n " + "- " * 60_000, 2, DEEP),
    "50,000 groups in groups": ("{a: " * 50_000, 1, DEEP),
    "13 levels": ("".join(f"{' ' * depth}a:\n" for depth in range(13)) + " " * 13 + "a: b\n", 13, DEEP),
    "10,000 keys": ("".join(f"truong{number}: a\n" for number in range(10_000)), 1501, MANY),
    "20,000 places": ("places: [" + "bac-giangg, " * 20_000 + "]", 1, MANY),
    "billion laughs": ("a: &a [ha, ha]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n", 1, ANCHOR),
    "an alias": ("title: a\nsummary: *a\n", 2, ANCHOR),
    "an anchor on a key": ("title: a\n&b summary: c\n", 2, ANCHOR),
    "a merge key": ("title: a\n<<: {b: c}\n", 2, "không dùng “<<” của YAML; hãy viết lại các trường"),
    "a Python tag": ("title: a\nsummary: !!python/object/apply:os.system [ls]\n", 2, TAG),
    "a tag": ("title: !Can be a tag\n", 1, TAG),
    "a key twice": ("title: a\nsummary: b\ntitle: c\n", 3, "trường “title” viết hai lần; lần trước ở dòng 1"),
    "a key twice, one of them empty": ("title:\ntitle: c\n", 2, "trường “title” viết hai lần; lần trước ở dòng 1"),
    "a second document": ("title: a\n---\ntitle: b\n", 2, DOCUMENT),
    "a second document after an end mark": ("title: a\n...\n---\ntitle: b\n", 3, DOCUMENT),
    "a list": ("# ghi chú\n- title: a\n", 2, NOT_NAMED),
    "a sentence": ("Chợ phiên không rác\n", 1, NOT_NAMED),
    "a key that is a list": ("title: a\n? [b, c]\n: d\n", 2, KEY),
    "a key that is a group": ("title: a\n{b: c}: d\n", 2, KEY),
    "Windows-1258": ("title: a\nsummary: Chợ".encode("cp1258", "replace") + b"\xe0\xff", 2, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8"),
    "UTF-16": ("title: Chợ phiên\n".encode("utf-16"), 1, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8"),
    "half a letter at the end": ("title: Chợ".encode()[:-1], 1, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8"),
}


@pytest.mark.parametrize(("content", "line", "message"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_at_once_with_its_line(content: str | bytes, line: int, message: str, tmp_path: Path) -> None:
    assert opened(content, tmp_path) == Problem("x.yaml", line, message)


HIDDEN = [0x00, 0x07, 0x1B, 0x7F, 0x85, 0x9F, 0x061C, 0x180E, 0x200D, 0x200E, 0x2028, 0x202E, 0x2066, 0x3164, 0xFFFE, 0xE0041]


@pytest.mark.parametrize("code", HIDDEN, ids=lambda code: f"U+{code:04X}")
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_a_character_that_cannot_be_seen_is_refused(code: int, newline: str, tmp_path: Path) -> None:
    problem = Problem("x.yaml", 2, f"có ký tự không nhìn thấy U+{code:04X}; hãy xoá và gõ lại đoạn này")
    assert opened(f"title: a{newline}summary: Chợ{chr(code)} phiên{newline}kind: b{newline}", tmp_path) == problem
    escape = f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
    assert opened(f'title: a{newline}summary: "Chợ{escape} phiên"{newline}', tmp_path) == problem


ESCAPE = "dấu \\ trong ngoặc kép; dùng ngoặc đơn '…'"
OPEN = "chỗ này phải là tên một trường; xem lại cách thụt dòng và dấu ngoặc kép, hoặc một dấu ngoặc kép mở ở phía trên chưa đóng"
TAB = "có dấu Tab ở đầu dòng; thụt dòng bằng dấu cách"
SYNTAX = {
    "no colon": ("title: a\nsummary\nkind: b\n", 2, "thiếu dấu hai chấm “:” sau tên trường"),
    "two colons": ("title: a\nsummary: Một: hai\n", 2, "có dấu hai chấm “:” thừa; đặt cả câu trong ngoặc kép"),
    "words after a quote": ('title: a\nsummary: "Chợ" phiên\n', 2, OPEN),
    "a key among dashes": (
        "steps:\n  - what: a\n  who: b\n",
        3,
        "chỗ này phải là một mục bắt đầu bằng dấu gạch “-”; xem lại cách thụt dòng",
    ),
    "a percent sign": ("title: a\nsummary: %b\n", 2, "có ký tự không mở đầu được giá trị (@, `, %, dấu Tab); đặt giá trị trong ngoặc kép"),
    "a quote left open": ('title: a\nsummary: "Chợ\nkind: b\nlevel: c\n', 2, "thiếu dấu đóng ngoặc kép"),
    "a dash after a key": ("title: a\nkeywords: - chợ\n", 2, "dấu gạch “-” phải xuống dòng mới"),
    "a list left open": ("title: a\nkeywords: [chợ\nkind: b\n", 2, "thiếu dấu phẩy hoặc dấu đóng ngoặc “]”"),
    "a group left open": ("title: a\nperiod: {start: 2023\nkind: b\n", 2, "thiếu dấu phẩy hoặc dấu đóng ngoặc “}”"),
    "bold at the start": ("title: a\nproblem: **Đậm** thật\n", 2, "dấu & hoặc * mở đầu giá trị; đặt giá trị trong ngoặc kép"),
    "a mark before words": ("title: a\nsummary: !Chú ý\n", 2, "dấu ! mở đầu giá trị; đặt giá trị trong ngoặc kép"),
    "a backslash in quotes": ('title: a\nsummary: "C:\\Chợ"\n', 2, ESCAPE),
    "a backslash and x in quotes": ('title: a\nsummary: "\\xã"\n', 2, ESCAPE),
    "nothing between commas": ("title: a\nkeywords: [chợ, , phiên]\n", 2, "thiếu giá trị giữa các dấu ngoặc"),
    "a tab at the start of a line": ("title: a\nperiod:\n  start: 2023\n\tend: 2024\n", 4, TAB),
    "a tab before the first key": ("title: a\n\tsummary: b\n", 2, TAB),
    "a tab before a key of a group": ("period:\n\tstart: 2023\n", 2, TAB),
    "a tab in a text of many lines": ("title: a\nproblem: |\n\tb\n", 3, TAB),
    "a quote left open above": ('title: "a\nsummary: "Chợ" phiên\n', 2, OPEN),
    "a bar before words": ("title: a\nproblem: |b\n", 2, "sau dấu | hoặc > phải xuống dòng; nếu là chữ, đặt giá trị trong ngoặc kép"),
    "a strange version": ("%YAML 3.0\n---\ntitle: a\n", 1, "viết chưa đúng cú pháp YAML; xem lại thụt dòng và dấu ngoặc"),
    "a step to the left": ("  title: a\nsummary: b\n", 2, "viết chưa đúng cú pháp YAML; xem lại thụt dòng và dấu ngoặc"),
}


@pytest.mark.parametrize(("content", "line", "words"), SYNTAX.values(), ids=SYNTAX)
def test_a_slip_in_yaml_is_told_in_an_editors_words(content: str, line: int, words: str, tmp_path: Path) -> None:
    assert opened(content, tmp_path) == Problem("x.yaml", line, f"không đọc được: {words}")


def _directory(path: Path) -> None:
    path.mkdir()


def _symlink(path: Path) -> None:
    path.symlink_to(__file__)


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    # A socket's own path may be too long for the system; bound from its folder it is not.
    before = Path.cwd()
    os.chdir(path.parent)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path.name)
    os.chdir(before)


@pytest.mark.parametrize("made", [_directory, _symlink, _pipe, _socket])
def test_what_is_not_a_plain_file_is_refused(made: object, tmp_path: Path) -> None:
    assert callable(made)
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    made(root / "cases/x.yaml")
    assert found(root) == [Problem("cases/x.yaml", 1, "không phải một tệp thường (liên kết, thư mục…); hãy chép hẳn tệp vào đây")]


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert read(tmp_path / "x.yaml", tmp_path) == Problem("x.yaml", 1, "không mở được tệp; xem lại quyền đọc")


@pytest.mark.parametrize("content", ["", "\n", "# chỉ có ghi chú\n", "---\n", "{}\n", "title:\nplaces: []\nperiod: {}\n"])
def test_an_empty_file_has_no_values(content: str, tmp_path: Path) -> None:
    source = opened(content, tmp_path)
    assert isinstance(source, Source)
    assert source.data == {}


def test_an_empty_case_tells_all_that_is_missing_on_line_1(tmp_path: Path) -> None:
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    (root / "cases/x.yaml").write_text("")
    problems = found(root)
    assert {problem.line for problem in problems} == {1}
    assert "title: thiếu trường bắt buộc" in [problem.message for problem in problems]


ENCODINGS = {
    "LF": BASE.encode(),
    "CRLF": BASE.replace("\n", "\r\n").encode(),
    "CR": BASE.replace("\n", "\r").encode(),
    "byte order mark": b"\xef\xbb\xbf" + BASE.encode(),
    "NFD": unicodedata.normalize("NFD", BASE).encode(),
    "document start": b"---\n" + BASE.encode(),
    "no newline at the end": BASE.rstrip().encode(),
}


@pytest.mark.parametrize("content", ENCODINGS.values(), ids=ENCODINGS)
def test_every_editor_program_may_save_a_case_its_own_way(content: bytes, tmp_path: Path) -> None:
    assert unicodedata.normalize("NFD", BASE) != BASE
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    (root / "cases/statements.yaml").write_bytes(content)
    book, problems = load(root, today=TODAY)
    assert problems == []
    assert book.cases["statements"].title == "Một ngày trả kết quả ngay ở xã Vi Hương"
    expected = opened(BASE, tmp_path)
    assert isinstance(expected, Source)
    assert book.sources["statements"].data == expected.data


AS_TYPED = ["no", "yes", "null", "~", "true", "010", "0x10", "20:15", "1.000", "1e3", "2023-06-21", "2024-02-30", ".inf", "=", "1_000", "#1"]


@pytest.mark.parametrize("value", AS_TYPED)
def test_a_value_stays_the_characters_that_were_typed(value: str, tmp_path: Path) -> None:
    source = opened(f"a: '{value}'\nb: [ '{value}' ]\n" + ("" if value == "#1" else f"c: {value}\n"), tmp_path)
    assert isinstance(source, Source)
    assert set(source.texts()) == {value}


def test_an_escape_in_quotes_is_composed_like_typed_text(tmp_path: Path) -> None:
    source = opened('a: "Tie\\u0302\\u0301ng Vie\\u0323\\u0302t"\n', tmp_path)
    assert isinstance(source, Source)
    assert source.data == {"a": "Tiếng Việt"}


def test_every_value_remembers_its_line(tmp_path: Path) -> None:
    source = opened("title: a\n\n# ghi chú\nresults:\n  - name: >-\n      Thời gian\n      chờ\n    sources: [s1,\n      s2]\n  - name: b\n", tmp_path)
    assert isinstance(source, Source)
    lines = {("title",): 1, ("results",): 4, ("results", 0): 5, ("results", 0, "sources"): 8, ("results", 0, "sources", 1): 9, ("results", 1, "name"): 10}
    assert {loc: source.line(loc) for loc in lines} == lines
    assert source.line(("results", 1, "after")) == 10
    assert source.line(("summary",)) == 1


LONG = {
    "a word of 200,000 letters": ("solution: Xã", "solution: " + "a" * 200_000),
    "200,000 digits": ("solution: Xã", "solution: " + "1" * 200_000),
    "200,000 no-break spaces": ("solution: Xã", "solution: Xã" + "\u00a0" * 100_000 + "x"),
    "50,000 opening brackets": ("solution: Xã", "solution: Xã " + "[" * 50_000),
    "200,000 asterisks": ("solution: Xã", "solution: Xã " + "**a " * 50_000),
    "100,000 quotes in quotes": ("solution: Xã", "solution: |\n  " + ">" * 100_000),
    "100,000 addresses": ("solution: Xã", "solution: Xã " + "a@" * 100_000),
}


@pytest.mark.parametrize(("old", "new"), LONG.values(), ids=LONG)
def test_a_very_long_text_holds_nobody_up(old: str, new: str, tmp_path: Path) -> None:
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    assert BASE.count(old) == 1
    (root / "cases/statements.yaml").write_text(BASE.replace(old, new))
    started = time.perf_counter()
    found(root)
    for case in load(root, today=TODAY)[0].cases.values():
        assert case.solution.html
    assert time.perf_counter() - started < SECONDS


anything = settings(max_examples=300, deadline=SECONDS * 1000, suppress_health_check=[HealthCheck.function_scoped_fixture])
yaml_like = st.lists(st.sampled_from([*"abđ:-[]{}&*!|>'\"%@`#,?\\ \t\n", "\n  ", ": ", "- ", "---\n", "<<", "\u0301", "\u202e", "\r"]), max_size=60).map(
    "".join
)


@anything
@given(content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")) | yaml_like.map(str.encode))
def test_any_bytes_give_values_or_one_sentence(content: bytes, tmp_path: Path) -> None:
    answer = opened(content, tmp_path)
    if isinstance(answer, Problem):
        assert 1 <= answer.line <= len(content.splitlines()) + 1
        assert not answer.message.isascii()
    else:
        assert isinstance(answer.data, dict)
        assert all(text == unicodedata.normalize("NFC", text).strip() != "" for text in answer.texts())


@anything
@given(text=st.text(st.characters(exclude_categories=("C", "Zl", "Zp"), exclude_characters="\u034f\u115f\u1160\u180e\u3164\uffa0"), max_size=200))
def test_any_visible_text_in_quotes_is_read_as_typed(text: str, tmp_path: Path) -> None:
    composed = unicodedata.normalize("NFC", text)
    source = opened("a: '" + composed.replace("'", "''") + "'\n", tmp_path)
    assert isinstance(source, Source)
    assert source.data == ({"a": plain(text)} if plain(text) else {})
