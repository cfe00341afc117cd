"""Reads YAML as plain text values that remember their line numbers.

Only structure is taken from YAML: every scalar stays a string, so `no`, `012`
and `20:15` mean what the editor typed until the model gives them a type.
"""

import stat
import unicodedata
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from casebook.events import Unreadable, events, hidden, line_of
from casebook.letters import FORBIDDEN, UNSEEN, plain
from casebook.problem import Problem

Loc = tuple[int | str, ...]

MAX_BYTES = 256 * 1024


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


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts(item)


def read(file: Path, root: Path) -> Source | Problem:
    """A file as a Source, or the one Problem that keeps it from being read; its path is shown from `root`."""
    path = (file.relative_to(root) if file.is_relative_to(root) else file).as_posix()
    try:
        return parse(_bytes(file), path)
    except Unreadable as fault:
        return Problem(path, fault.line, fault.message)


def parse(raw: bytes, path: str) -> Source | Problem:
    """The same of bytes that stand in no file yet; `path` is what a Problem will show."""
    try:
        lines: dict[Loc, int] = {(): 1}
        return Source(path, _value_of(unicodedata.normalize("NFC", _text(raw)), lines), lines)
    except Unreadable as fault:
        return Problem(path, fault.line, fault.message)


def _bytes(file: Path) -> bytes:
    try:
        info = file.lstat()
        if not stat.S_ISREG(info.st_mode):
            raise Unreadable(1, "không phải một tệp thường (liên kết, thư mục…); hãy chép hẳn tệp vào đây")
        with file.open("rb") as stream:
            return stream.read(MAX_BYTES + 1)
    except OSError:
        raise Unreadable(1, "không mở được tệp; xem lại quyền đọc") from None


def _text(raw: bytes) -> str:
    if len(raw) > MAX_BYTES:
        raise Unreadable(1, f"tệp lớn hơn {MAX_BYTES // 1024} KB; hãy tách hồ sơ hoặc bỏ bớt")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise Unreadable(line, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if bad := next((found for found in FORBIDDEN.finditer(text) if not UNSEEN.match(found[0])), None):
        raise hidden(text.count("\n", 0, bad.start()) + 1, bad[0])
    return text


def _value_of(text: str, lines: dict[Loc, int]) -> Any:
    told = events(text)
    event = next(told)
    if isinstance(event, SequenceStartEvent) or (isinstance(event, ScalarEvent) and event.value):
        raise Unreadable(line_of(event), "tệp phải gồm các dòng “tên: giá trị”")
    value = _value(event, told, (), lines) if isinstance(event, MappingStartEvent) else {}
    # What follows the first document is read only to be refused.
    deque(told, maxlen=0)
    return value


def _value(event: yaml.Event, told: Iterator[yaml.Event], loc: Loc, lines: dict[Loc, int]) -> Any:
    if isinstance(event, ScalarEvent):
        return plain(event.value)
    return _mapping(told, loc, lines) if isinstance(event, MappingStartEvent) else _sequence(told, loc, lines)


def _sequence(told: Iterator[yaml.Event], loc: Loc, lines: dict[Loc, int]) -> list[Any]:
    items: list[Any] = []
    for event in told:
        if isinstance(event, SequenceEndEvent):
            break
        here = (*loc, len(items))
        lines[here] = line_of(event)
        items.append(_value(event, told, here, lines))
    return items


def _mapping(told: Iterator[yaml.Event], loc: Loc, lines: dict[Loc, int]) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key in told:
        if isinstance(key, MappingEndEvent):
            break
        line = line_of(key)
        if not isinstance(key, ScalarEvent):
            raise Unreadable(line, "tên trường phải là chữ, không phải một nhóm")
        name = plain(key.value)
        if name == "<<":
            raise Unreadable(line, "không dùng “<<” của YAML; hãy viết lại các trường")
        here = (*loc, name)
        if here in lines:
            raise Unreadable(line, f"trường “{name[:80]}” viết hai lần; lần trước ở dòng {lines[here]}")
        lines[here] = line
        # An empty value is an absent one: nothing further in asks what "" means.
        if value := _value(next(told), told, here, lines):
            fields[name] = value
    return fields
