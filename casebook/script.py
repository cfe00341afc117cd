"""Data as classic scripts, for pages that fetch it themselves: `fetch` and modules do not work from file://."""

import hashlib
from collections.abc import Sequence
from typing import Any

from pydantic_core import to_json


def put(path: str, value: Any) -> str:
    """A data file for `NhanRong.data(path)`: nothing in it can end the script or a line of it."""
    return put_text(path, compact(value))


def put_text(path: str, text: str) -> str:
    """The same, of a value that is written (`compact`) already."""
    return f"NhanRong.put({compact(path)},{text});\n"


def compact(value: Any) -> str:
    """JSON on one line; `<` and the two line ends that only JavaScript knows cannot stand in a script as they are."""
    return to_json(value).decode().replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def named(prefix: str, value: Any) -> tuple[str, str]:
    """(path, content) of a data file whose name is made from its content: a browser may keep it for ever."""
    text = compact(value)
    path = f"{prefix}{_name(text)}.js"
    return path, put_text(path, text)


def numbered(prefix: str, values: Sequence[Any]) -> tuple[str, list[tuple[str, str]]]:
    """A folder named by all that is in it, and its files by number: what was kept from another day never answers for today's numbers."""
    texts = list(map(compact, values))
    folder = f"{prefix}{_name('[' + ','.join(texts) + ']')}/"
    return folder, [(path := f"{folder}{number}.js", put_text(path, text)) for number, text in enumerate(texts)]


def _name(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
