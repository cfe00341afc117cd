"""Reads YAML as plain text values that remember their line numbers.

Only structure is taken from YAML: every scalar stays a string, so `no`, `012`
and `20:15` mean what the editor typed until the model gives them a type.
"""

import re
import stat
import unicodedata
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamStartEvent,
)

from casebook.problem import Problem

Loc = tuple[int | str, ...]

MAX_BYTES = 256 * 1024
MAX_DEPTH = 12
"""Our deepest value (a source id of a condition) stands at depth 5."""

MAX_VALUES = 3_000
"""Our longest file (vocab/abbreviations.yaml) has about 1,800 names and values."""

UNSEEN = re.compile("[\u00ad\u200b\u200c\u2060\ufeff]")
"""Left behind by copying from pages and messages; they mean nothing in Vietnamese. U+200D joins emoji, so to leave it out would change what is seen."""

NO_BREAK = re.compile("[\u00a0\u2007\u202f]")
"""Spaces of a typesetter: whoever searches, compares or counts words means an ordinary one."""

FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"  # control
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"  # bidi
    "\u00ad\u034f\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u206a-\u206f\u2028\u2029"  # invisible
    "\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)

TAB = "có dấu Tab ở đầu dòng; thụt dòng bằng dấu cách"
YAML_WORDS = {
    "could not find expected ':'": "thiếu dấu hai chấm “:” sau tên trường",
    "mapping values are not allowed in this context": "có dấu hai chấm “:” thừa; đặt cả câu trong ngoặc kép",
    "did not find expected key": "chỗ này phải là tên một trường; xem lại cách thụt dòng và dấu ngoặc kép, hoặc một dấu ngoặc kép mở ở phía trên chưa đóng",
    "did not find expected '-' indicator": "chỗ này phải là một mục bắt đầu bằng dấu gạch “-”; xem lại cách thụt dòng",
    "found character that cannot start any token": "có ký tự không mở đầu được giá trị (@, `, %, dấu Tab); đặt giá trị trong ngoặc kép",
    "found unexpected end of stream": "thiếu dấu đóng ngoặc kép",
    "block sequence entries are not allowed in this context": "dấu gạch “-” phải xuống dòng mới",
    "did not find expected ',' or ']'": "thiếu dấu phẩy hoặc dấu đóng ngoặc “]”",
    "did not find expected ',' or '}'": "thiếu dấu phẩy hoặc dấu đóng ngoặc “}”",
    "did not find expected alphabetic or numeric character": "dấu & hoặc * mở đầu giá trị; đặt giá trị trong ngoặc kép",
    "did not find expected whitespace or line break": "dấu ! mở đầu giá trị; đặt giá trị trong ngoặc kép",
    "found unknown escape character": "dấu \\ trong ngoặc kép; dùng ngoặc đơn '…'",
    "did not find expected hexdecimal number": "dấu \\ trong ngoặc kép; dùng ngoặc đơn '…'",
    "found a tab character that violates indentation": TAB,
    "found a tab character where an indentation space is expected": TAB,
    "did not find expected comment or line break": "sau dấu | hoặc > phải xuống dòng; nếu là chữ, đặt giá trị trong ngoặc kép",
    "did not find expected node content": "thiếu giá trị giữa các dấu ngoặc",
}
TOLD_AT_ITS_BEGINNING = {
    "found unexpected end of stream",
    "could not find expected ':'",
    "did not find expected ',' or ']'",
    "did not find expected ',' or '}'",
}
"""What is missing belongs to the line that began it, not to the line where the reader gave up."""


@dataclass(frozen=True)
class Source:
    """One YAML file: its values (strings, lists, dicts), and the line (1-based) of each value."""

    path: str
    data: Any
    lines: Mapping[Loc, int]

    def line(self, loc: Loc) -> int:
        """The line of a value, or of the nearest value that encloses it."""
        while loc not in self.lines:
            loc = loc[:-1]
        return self.lines[loc]

    def texts(self) -> Iterator[str]:
        """Every value that was typed, in the order of the file."""
        return _texts(self.data)


def plain(text: str) -> str:
    """A value as it is kept: composed, with ordinary spaces, without letters that only copying leaves behind, without space around."""
    if not text.isprintable():
        text = NO_BREAK.sub(" ", UNSEEN.sub("", text))
    return unicodedata.normalize("NFC", text).strip()


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


class _Refused(Exception):
    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def read(file: Path, root: Path) -> Source | Problem:
    """A file as a Source, or the one Problem that keeps it from being read; its path is shown from `root`."""
    path = (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
    try:
        return parse(_bytes(file), path)
    except _Refused as fault:
        return Problem(path, fault.line, fault.message)


def parse(raw: bytes, path: str) -> Source | Problem:
    """The same of bytes that stand in no file yet; `path` is what a Problem will show."""
    try:
        lines: dict[Loc, int] = {(): 1}
        return Source(path, _value_of(unicodedata.normalize("NFC", _text(raw)), lines), lines)
    except _Refused as fault:
        return Problem(path, fault.line, fault.message)


def _bytes(file: Path) -> bytes:
    try:
        info = file.lstat()
        if not stat.S_ISREG(info.st_mode):
            raise _Refused(1, "không phải một tệp thường (liên kết, thư mục…); hãy chép hẳn tệp vào đây")
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        raise _Refused(1, "không mở được tệp; xem lại quyền đọc") from None


def _text(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise _Refused(1, f"tệp lớn hơn {MAX_BYTES // 1024} KB; hãy tách hồ sơ hoặc bỏ bớt")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise _Refused(line, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := next((found for found in FORBIDDEN.finditer(text) if not UNSEEN.match(found[0])), None):
        raise _hidden(text.count("\n", 0, bad.start()) + 1, bad[0])
    return text


def _hidden(line: int, letter: str) -> _Refused:
    return _Refused(line, f"có ký tự không nhìn thấy U+{ord(letter):04X}; hãy xoá và gõ lại đoạn này")


def _value_of(text: str, lines: dict[Loc, int]) -> Any:
    events = _events(text)
    try:
        event = next(events)
        if isinstance(event, SequenceStartEvent) or (isinstance(event, ScalarEvent) and event.value):
            raise _Refused(_line_of(event), "tệp phải gồm các dòng “tên: giá trị”")
        value = _value(event, events, (), lines) if isinstance(event, MappingStartEvent) else {}
        # What follows the first document is read only to be refused.
        deque(events, maxlen=0)
        return value
    except yaml.MarkedYAMLError as error:
        mark = (error.problem in TOLD_AT_ITS_BEGINNING and error.context_mark) or error.problem_mark
        words = YAML_WORDS.get(error.problem or "", "viết chưa đúng cú pháp YAML; xem lại thụt dòng và dấu ngoặc")
        line = mark.line if mark else 0
        if re.match(" *\t", "".join(text.split("\n")[line : line + 1])):
            words = TAB
        raise _Refused(line + 1, f"không đọc được: {words}") from None


def _events(text: str) -> Iterator[yaml.Event]:
    """The events of the only document, without what a case may not use."""
    documents = depth = values = 0
    for event in iter(CParser(text).get_event, None):
        if isinstance(event, ScalarEvent):
            values += 1
            if event.anchor or event.tag or event.style == '"':
                _admit(event)
        elif isinstance(event, CollectionStartEvent):
            depth += 1
            _admit(event)
        elif isinstance(event, CollectionEndEvent):
            depth -= 1
        elif isinstance(event, AliasEvent):
            raise _anchor(event)
        elif isinstance(event, StreamStartEvent | DocumentStartEvent):
            documents += isinstance(event, DocumentStartEvent)
            if documents > 1:
                raise _Refused(_line_of(event), "mỗi tệp chỉ có một hồ sơ; bỏ dòng “---” và phần sau nó")
            continue
        if depth > MAX_DEPTH or values > MAX_VALUES:
            raise _excess(event, depth)
        yield event


def _excess(event: yaml.Event, depth: int) -> _Refused:
    if depth > MAX_DEPTH:
        return _Refused(_line_of(event), "lồng nhau quá sâu; hãy viết gọn lại")
    return _Refused(_line_of(event), f"có hơn {MAX_VALUES} tên và giá trị; hãy tách tệp hoặc bỏ bớt")


def _admit(event: ScalarEvent | CollectionStartEvent) -> None:
    if event.anchor:
        raise _anchor(event)
    if event.tag:
        raise _Refused(_line_of(event), "không dùng dấu ! (nhãn kiểu) của YAML; hãy đặt giá trị trong ngoặc kép")
    # In double quotes an escape such as "\u202e" makes a character that the file itself does not show.
    if isinstance(event, ScalarEvent) and event.style == '"' and (bad := FORBIDDEN.search(plain(event.value))):
        raise _hidden(_line_of(event), bad[0])


def _anchor(event: yaml.Event) -> _Refused:
    return _Refused(_line_of(event), "không dùng dấu & và * (neo, bí danh) của YAML; hãy viết lại giá trị, hoặc đặt trong ngoặc kép")


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _value(event: yaml.Event, events: Iterator[yaml.Event], loc: Loc, lines: dict[Loc, int]) -> Any:
    if isinstance(event, ScalarEvent):
        return plain(event.value)
    return _mapping(events, loc, lines) if isinstance(event, MappingStartEvent) else _sequence(events, loc, lines)


def _sequence(events: Iterator[yaml.Event], loc: Loc, lines: dict[Loc, int]) -> list[Any]:
    items: list[Any] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        here = (*loc, len(items))
        lines[here] = _line_of(event)
        items.append(_value(event, events, here, lines))
    return items


def _mapping(events: Iterator[yaml.Event], loc: Loc, lines: dict[Loc, int]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key in events:
        if isinstance(key, MappingEndEvent):
            break
        line = _line_of(key)
        if not isinstance(key, ScalarEvent):
            raise _Refused(line, "tên trường phải là chữ, không phải một nhóm")
        name = plain(key.value)
        if name == "<<":
            raise _Refused(line, "không dùng “<<” của YAML; hãy viết lại các trường")
        here = (*loc, name)
        if here in lines:
            raise _Refused(line, f"trường “{name[:80]}” viết hai lần; lần trước ở dòng {lines[here]}")
        lines[here] = line
        # An empty value is an absent one: nothing further in asks what "" means.
        if value := _value(next(events), events, here, lines):
            fields[name] = value
    return fields
