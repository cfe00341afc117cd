"""Pydantic's faults in the words of an editor."""

from collections.abc import Mapping
from typing import Any

from casebook.near import asked, nearest

VIETNAMESE: Mapping[str, str] = {
    "missing": "thiếu trường bắt buộc",
    "string_type": "phải là một dòng chữ, không phải danh sách hay nhóm",
    "string_pattern_mismatch": "mã chỉ gồm chữ thường không dấu, số, gạch dưới và bắt đầu bằng chữ",
    "too_short": "cần ít nhất {min_length} mục",
    "too_long": "nhiều nhất {max_length} mục",
    "string_too_long": "dài quá {max_length} ký tự; hãy viết gọn lại",
    "text_too_long": "dài {actual_length} ký tự; nhiều nhất {max_length}",
    "tuple_type": "phải là danh sách, mỗi mục một gạch “- ” đầu dòng",
    "model_type": "phải là một nhóm “tên: giá trị”, thụt vào dưới trường này",
    "bool_parsing": "viết có hoặc không",
}


def of(error: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """What an editor reads for one pydantic fault; `keys` are the names allowed where it stands."""
    if error["type"] == "extra_forbidden":
        return "không có trường này" + asked(near_miss(error, keys))
    ctx = error.get("ctx", {})
    # Pydantic calls a text that one of our validators has read a “Value”, and counts it like a list.
    kind = "text_too_long" if error["type"] == "too_long" and ctx["field_type"] == "Value" else error["type"]
    template = VIETNAMESE.get(kind)
    return template.format(**ctx) if template else str(error["msg"])


def near_miss(error: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    """The field that an unknown name was most likely to be."""
    return nearest(str(error["loc"][-1]), keys) if error["type"] == "extra_forbidden" else None


def path(loc: tuple[int | str, ...]) -> str:
    """Where a value stands, as people count: sources, mục 1, publisher."""
    text = ""
    for before, part in zip((None, *loc), loc, strict=False):
        link = "" if before is None else "." if isinstance(before, str) and isinstance(part, str) else ", "
        text += link + (part[:80] if isinstance(part, str) else f"mục {part + 1}")
    return text
