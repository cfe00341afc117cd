"""Data as classic scripts, for pages that fetch it themselves: `fetch` and modules do not work from file://."""

import json
from typing import Any


def put(path: str, value: Any) -> str:
    """A data file for `NhanRong.data(path)`: nothing in it can end the script or a line of it."""
    return f"NhanRong.put({compact(path)},{compact(value)});\n"


def compact(value: Any) -> str:
    """JSON on one line; `<` and the two line ends that only JavaScript knows cannot stand in a script as they are."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
