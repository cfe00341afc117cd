"""Pydantic's faults in the words of an editor."""

import difflib
from collections.abc import Mapping
from typing import Any

VIETNAMESE: Mapping[str, str] = {
    "missing": "thiếu trường bắt buộc",
    "string_type": "phải là một dòng chữ, không phải danh sách hay nhóm",
    "string_pattern_mismatch": "mã chỉ gồm chữ thường không dấu, số, gạch dưới và bắt đầu bằng chữ",
    "too_short": "cần ít nhất {min_length} mục",
    "too_long": "nhiều nhất {max_length} mục",
    "text_too_long": "dài {actual_length} ký tự; nhiều nhất {max_length}",
    "tuple_type": "phải là danh sách, mỗi mục một gạch “- ” đầu dòng",
    "model_type": "phải là một nhóm “tên: giá trị”, thụt vào dưới trường này",
    "bool_parsing": "viết có hoặc không",
}


def of(error: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """What an editor reads for one pydantic fault; `keys` are the names allowed where it stands."""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(error["loc"][-1])[:80], keys, n=1)
        return "không có trường này" + (f"; có phải “{near[0]}”?" if near else "")
    ctx = error.get("ctx", {})
    # Pydantic calls a text that one of our validators has read a “Value”, and counts it like a list.
    kind = "text_too_long" if error["type"] == "too_long" and ctx["field_type"] == "Value" else error["type"]
    template = VIETNAMESE.get(kind)
    return template.format(**ctx) if template else str(error["msg"])
