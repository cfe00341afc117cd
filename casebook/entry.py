"""One term of a vocabulary: a label, how it is founded; what an attribute of it may be."""

import re
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError


def _flag(value: object) -> object:
    return {"có": True, "không": False}.get(str(value), value)


Flag = Annotated[bool, BeforeValidator(_flag)]
"""Written “có” or “không”."""


def _regular(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error:
        raise PydanticCustomError("pattern", "không phải biểu thức chính quy; xem lại dấu ngoặc") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_regular)]


def one_of(*words: str) -> AfterValidator:
    """A text that is one of these words."""

    def chosen(value: str) -> str:
        if value not in words:
            raise PydanticCustomError("one_of", "“{value}” không dùng được; chọn: {words}", {"value": value[:80], "words": ", ".join(words)})
        return value

    return AfterValidator(chosen)


class Entry(BaseModel):
    """One term: the words readers see, and how well it is founded (basis, source)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    label: str
    english: str = ""
    note: str = ""
    basis: str = "proposal"
    source: str = ""
