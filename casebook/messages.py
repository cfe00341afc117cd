"""Pydantic's faults in the words of an editor."""

import difflib
from collections.abc import Mapping
from typing import Any

VIETNAMESE: Mapping[str, str] = {
    "missing": "thiếu trường bắt buộc",
    "string_too_long": "dài quá {max_length} ký tự",
    "string_too_short": "còn trống",
    "string_type": "phải là một dòng chữ, không phải danh sách hay nhóm",
    "string_pattern_mismatch": "mã chỉ gồm chữ thường không dấu, số, gạch dưới và bắt đầu bằng chữ",
    "too_short": "cần ít nhất {min_length} mục",
    "too_long": "nhiều nhất {max_length} mục",
    "tuple_type": "phải là danh sách, mỗi mục một gạch “- ” đầu dòng",
    "model_type": "phải là một nhóm “tên: giá trị”, thụt vào dưới trường này",
    "model_attributes_type": "phải là một nhóm “tên: giá trị”, thụt vào dưới trường này",
    "literal_error": "giá trị không đúng; phải là {expected}",
    "bool_parsing": "viết có hoặc không",
    "bool_type": "viết có hoặc không",
}


def of(error: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """What an editor reads for one pydantic fault; `keys` are the names allowed where it stands."""
    if error["type"] == "extra_forbidden":
        near = difflib.get_close_matches(str(error["loc"][-1])[:80], keys, n=1)
        return "không có trường này" + (f"; có phải “{near[0]}”?" if near else "")
    template = VIETNAMESE.get(error["type"])
    return template.format(**error.get("ctx", {})) if template else str(error["msg"])
