"""The kinds of text that a field may hold: each checks itself, in the words of an editor."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, cast
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer, ValidationInfo, WithJsonSchema
from pydantic_core import PydanticCustomError

from casebook.slug import RESERVED, UNFIT, is_slug
from casebook.values import Figure, Range, earliest, figure, partial_date
from casebook.vocabulary import Vocabularies

QUOTE_WORDS = 40
FIGURE_LENGTH = 120
ORDINARY_ADDRESS = re.compile(r"https?://[\w-]+(?:\.[\w-]+)+(?:/[\w./?=&%#+,;:~-]*)?", re.ASCII)
"""Almost every address: of it nothing more has to be asked."""
SPACES = re.compile(r"[ \t\r\n]{2,}|[\t\r\n]|^ | $")


def fault(message: str) -> PydanticCustomError:
    """A fault in the words that an editor will read."""
    return PydanticCustomError("editor", "{message}", {"message": message})


class Kind(str):
    """How a form asks for a field: as a date, a figure, an address … (a mark in its type; without one it is a line)."""

    __slots__ = ()


def told(title: str, description: str, example: object, **limits: int | str) -> Any:
    """What a form, the schema and the field guide say of a field, and its limits (max_length, pattern …)."""
    return Field(title=title, description=description, examples=[example], **limits)  # type: ignore[call-overload]  # limits are some of its own, by name


def vocabularies(info: ValidationInfo) -> Vocabularies:
    """The vocabularies that this validation was given."""
    return cast(Vocabularies, cast(Mapping[str, object], info.context)["vocabularies"])


def _line(text: str) -> str:
    # Not str.split(): a thin space inside a number stays.
    if "  " in text or not text.isprintable() or text[:1] == " " or text[-1:] == " ":
        return SPACES.sub(" ", text).strip() if SPACES.search(text) else text
    return text


def _date(text: str) -> str:
    try:
        return partial_date(text)
    except ValueError as error:
        raise fault(str(error)) from None


def _past(when: str, info: ValidationInfo) -> str:
    today = cast(date, cast(Mapping[str, object], info.context)["today"])
    if earliest(when) > today:
        raise fault(f"“{when}” ở tương lai; chỉ ghi việc đã xảy ra")
    return when


def _day(when: str) -> str:
    if len(when) != 10:
        raise fault(f"“{when}” chưa đủ ngày; viết như 2024-06-21")
    return when


def _figure(value: object) -> object:
    if isinstance(value, list | dict):
        raise fault("phải là một số, một khoảng như 40–60, hoặc một dòng chữ")
    if isinstance(value, str) and len(value) > FIGURE_LENGTH:
        raise fault(f"dài quá {FIGURE_LENGTH} ký tự; phần giải thích viết vào note")
    try:
        return figure(_line(value)) if isinstance(value, str) else value
    except ValueError as error:
        raise fault(str(error)) from None


def _figure_json(value: Figure) -> Any:
    if isinstance(value, Range):
        return {"low": _figure_json(value.low), "high": _figure_json(value.high)}
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value


def _quote(text: str) -> str:
    if len(text.split()) > QUOTE_WORDS:
        raise fault(f"trích dẫn dài {len(text.split())} từ; giữ tối đa {QUOTE_WORDS} từ")
    return text


def _url(text: str) -> str:
    if not _is_address(text):
        raise fault(f"“{text[:80]}” không phải liên kết; viết đầy đủ như https://chinhphu.vn/…")
    return text


def _is_address(text: str) -> bool:
    if ORDINARY_ADDRESS.fullmatch(text):
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and "." in parts.netloc and "@" not in parts.netloc and not re.search(r"[\s<>\"\\^`{|}]", text)


def _slug(text: str) -> str:
    if not is_slug(text):
        raise fault(f"“{text[:80]}” {UNFIT}, như mot-cua-so")
    return text


def _file(text: str) -> str:
    # What Windows cannot write could not be published from there: con.png, a name that ends with a dot.
    if not re.fullmatch(r"[a-z0-9][a-z0-9._-]{0,79}", text) or ".." in text or text.endswith(".") or RESERVED.fullmatch(text.partition(".")[0]):
        raise fault(f"“{text[:80]}” không phải tên tệp; chỉ dùng chữ thường không dấu, số, chấm, gạch")
    return text


def _office_phone(text: str) -> str:
    if not re.fullmatch(r"[0-9 .()+-]{6,20}", text):
        raise fault(f"“{text[:40]}” không phải số điện thoại")
    return text


def _email(text: str) -> str:
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        raise fault(f"“{text[:80]}” không phải địa chỉ thư điện tử")
    return text


def _yes_no(value: object) -> object:
    if value in ("có", "không"):
        return value == "có"
    if isinstance(value, bool):
        return value
    raise fault(f"“{str(value)[:40]}” chưa rõ; viết có hoặc không")


Line = Annotated[str, AfterValidator(_line)]
YesNo = Annotated[bool, Kind("yes_no"), BeforeValidator(_yes_no), WithJsonSchema({"enum": ["có", "không"]}, mode="validation")]
Quote = Annotated[Line, AfterValidator(_quote)]
Phone = Annotated[Line, Kind("phone"), AfterValidator(_office_phone)]
Email = Annotated[Line, Kind("email"), AfterValidator(_email)]
When = Annotated[Line, Kind("date"), AfterValidator(_date), WithJsonSchema({"type": ["string", "integer"], "description": "yyyy, yyyy-mm, yyyy-mm-dd"})]
Past = Annotated[When, AfterValidator(_past)]
Day = Annotated[When, Kind("day"), AfterValidator(_day)]
PastDay = Annotated[Past, Kind("day"), AfterValidator(_day)]
Url = Annotated[Line, Kind("url"), AfterValidator(_url)]
Slug = Annotated[Line, Kind("slug"), AfterValidator(_slug)]
File = Annotated[Line, Kind("file"), AfterValidator(_file)]
SourceId = Annotated[
    Line,
    Kind("source"),
    Field(pattern=r"^[a-z][a-z0-9_]{0,19}$", title="Mã nguồn", description="Mã riêng của nguồn, để các mục khác dẫn tới.", examples=["s1"]),
]
Sources = Annotated[tuple[SourceId, ...], Field(title="Nguồn", description="Mã các nguồn nói điều này.", examples=[["s1", "s3"]])]
SomeSources = Annotated[Sources, Field(min_length=1)]
AnyFigure = Annotated[
    Decimal | Range | str,
    Kind("figure"),
    BeforeValidator(_figure),
    PlainSerializer(_figure_json, when_used="json"),
    WithJsonSchema({"type": ["string", "number"]}, mode="validation"),
    WithJsonSchema({"type": ["string", "number", "object"], "properties": {"low": {"type": "number"}, "high": {"type": "number"}}}, mode="serialization"),
]
