"""A case sent as a .yaml or .json file, such as the form on the web page saves."""

import json
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from casebook.desk.box import Terms
from casebook.desk.brought import Brought, Place, Reading, emptied, unread
from casebook.form import form
from casebook.letters import plain
from casebook.problem import Problem
from casebook.source import MAX_BYTES, parse

YES_NO = {True: "có", False: "không", None: ""}


def read_yaml(file: Path, terms: Terms, known: Collection[str]) -> Reading:
    """One case; its slug is the file's name."""
    with file.open("rb") as stream:
        source = parse(stream.read(MAX_BYTES + 1), file.name)
    if isinstance(source, Problem):
        return Reading(problems=(source,))
    where = {loc: Place("", line) for loc, line in source.lines.items()}
    case = Brought(file.name, terms, data=source.data, where=where)
    case.name(file.stem, known)
    return Reading((case,))


def read_json(file: Path, terms: Terms, known: Collection[str]) -> Reading:
    """One case, or several as slug → case."""
    with file.open("rb") as stream:
        raw = stream.read(MAX_MANY + 1)
    if len(raw) > MAX_MANY:
        return unread(file.name, f"tệp lớn hơn {MAX_MANY // 1024 // 1024} MB; hãy chia thành nhiều tệp")
    try:
        found = _texts(json.loads(raw.decode("utf-8-sig"), parse_int=str, parse_float=str))
    except UnicodeDecodeError:
        return unread(file.name, "tệp không phải UTF-8; hãy lưu lại với bảng mã UTF-8")
    except RecursionError:
        return unread(file.name, "lồng nhau quá sâu; hãy viết gọn lại")
    except json.JSONDecodeError as error:
        return Reading(problems=(Problem(file.name, error.lineno, "không đọc được: viết chưa đúng cú pháp JSON; xem lại dấu phẩy, dấu ngoặc ở dòng này"),))
    if not isinstance(found, dict):
        return unread(file.name, "tệp phải là một hồ sơ {“title”: …}, hoặc nhiều hồ sơ {“ten-tep”: {…}}")
    many = not found.keys() & {blank.name for blank in form()} and all(isinstance(one, dict) for one in found.values())
    return Reading(tuple(_named(file.name, terms, found if many else {file.stem: found}, known)))


MAX_MANY = 16 * 1024 * 1024


def _named(path: str, terms: Terms, found: dict[str, Any], known: Collection[str]) -> Iterator[Brought]:
    for slug, data in found.items():
        case = Brought(path, terms, data=emptied(data), where={(): Place(slug if len(found) > 1 else "", 1)})
        case.name(slug, known)
        yield case


def _texts(value: Any) -> Any:
    """Everything as the text that was typed, as a case file is read."""
    if isinstance(value, dict):
        return {name: _texts(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_texts(one) for one in value]
    return YES_NO[value] if value is None or isinstance(value, bool) else plain(str(value))
