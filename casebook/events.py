"""YAML as events, of the little that a case may use of it; what it may not is refused with its line before anything is built."""

import re
from collections.abc import Iterator

import yaml
from yaml._yaml import CParser
from yaml.events import (
    AliasEvent,
    CollectionEndEvent,
    CollectionStartEvent,
    DocumentStartEvent,
    ScalarEvent,
    StreamStartEvent,
)

from casebook.letters import FORBIDDEN, plain

MAX_DEPTH = 12
"""Our deepest value (a source id of a condition) stands at depth 5."""

MAX_VALUES = 3_000
"""Our longest file (vocab/abbreviations.yaml) has about 1,800 names and values."""

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


class Unreadable(Exception):
    """Why a file cannot be read, and the line (1-based)."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


def events(text: str) -> Iterator[yaml.Event]:
    """The events of the only document, without what a case may not use."""
    documents = depth = values = 0
    for event in _parsed(text):
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
                raise Unreadable(line_of(event), "mỗi tệp chỉ có một hồ sơ; bỏ dòng “---” và phần sau nó")
            continue
        if depth > MAX_DEPTH or values > MAX_VALUES:
            raise _excess(event, depth)
        yield event


def _parsed(text: str) -> Iterator[yaml.Event]:
    try:
        yield from iter(CParser(text).get_event, None)
    except yaml.MarkedYAMLError as error:
        raise _broken(error, text) from None


def _broken(error: yaml.MarkedYAMLError, text: str) -> Unreadable:
    mark = (error.problem in TOLD_AT_ITS_BEGINNING and error.context_mark) or error.problem_mark
    words = YAML_WORDS.get(error.problem or "", "viết chưa đúng cú pháp YAML; xem lại thụt dòng và dấu ngoặc")
    line = mark.line if mark else 0
    if re.match(" *\t", "".join(text.split("\n")[line : line + 1])):
        words = TAB
    return Unreadable(line + 1, f"không đọc được: {words}")


def _excess(event: yaml.Event, depth: int) -> Unreadable:
    if depth > MAX_DEPTH:
        return Unreadable(line_of(event), "lồng nhau quá sâu; hãy viết gọn lại")
    return Unreadable(line_of(event), f"có hơn {MAX_VALUES} tên và giá trị; hãy tách tệp hoặc bỏ bớt")


def hidden(line: int, letter: str) -> Unreadable:
    """What nobody sees in an editor."""
    return Unreadable(line, f"có ký tự không nhìn thấy U+{ord(letter):04X}; hãy xoá và gõ lại đoạn này")


def _admit(event: ScalarEvent | CollectionStartEvent) -> None:
    if event.anchor:
        raise _anchor(event)
    if event.tag:
        raise Unreadable(line_of(event), "không dùng dấu ! (nhãn kiểu) của YAML; hãy đặt giá trị trong ngoặc kép")
    # In double quotes an escape such as "\u202e" makes a character that the file itself does not show.
    if isinstance(event, ScalarEvent) and event.style == '"' and (bad := FORBIDDEN.search(plain(event.value))):
        raise hidden(line_of(event), bad[0])


def _anchor(event: yaml.Event) -> Unreadable:
    return Unreadable(line_of(event), "không dùng dấu & và * (neo, bí danh) của YAML; hãy viết lại giá trị, hoặc đặt trong ngoặc kép")


def line_of(event: yaml.Event) -> int:
    """Where it begins (1-based)."""
    return event.start_mark.line + 1 if event.start_mark else 1
