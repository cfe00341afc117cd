"""The words of a case: who says them, how a place fits, what to do and on what conditions."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, model_validator

from casebook.fields import (
    Line,
    Sources,
    fault,
    told,
)
from casebook.shape import record_types
from casebook.vocabulary import Term


class Record(BaseModel):
    """Closed and unchanging: an unknown key is a fault, a read value stays as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Bản ghi", defer_build=True)


class Statement(Record):
    """One sentence, and whose it is."""

    text: Annotated[Line, told("Nội dung", "Một câu ngắn.", "Có lãnh đạo ngồi tại bộ phận một cửa để ký ngay", max_length=600)]
    by: Annotated[str, Term("origin"), told("Của ai", "Nguồn nói, hay biên tập rút ra.", "nguon")] = "nguon"
    sources: Sources = ()

    @model_validator(mode="after")
    def _someone_says_it(self) -> Self:
        _said(self.by, self.sources)
        return self


def _said(by: str, sources: tuple[str, ...]) -> None:
    if by == "nguon" and not sources:
        raise fault("ghi “by: bien_tap” nếu là nhận định biên tập, hoặc thêm sources")


class Fit(Record):
    """A property of the place that decides whether the model fits; `by: bien_tap` needs a reason."""

    # Each kind of fit says what it is; named here, it stands first in every form and file.
    value: Any
    by: Annotated[str, Term("origin"), told("Của ai", "Nguồn nói, hay biên tập suy ra.", "bien_tap")] = "nguon"
    reason: Annotated[Line, told("Lý do", "Vì sao biên tập chọn như vậy.", "Sáu xã đầu tiên đều ở vùng núi", max_length=300)] = ""
    sources: Sources = ()

    @model_validator(mode="after")
    def _founded(self) -> Self:
        if self.by == "bien_tap" and not self.reason:
            raise fault("nhận định biên tập phải có lý do; thêm reason")
        if self.by == "nguon" and not self.sources:
            raise fault("thêm sources, hoặc ghi “by: bien_tap” kèm reason")
        return self


class Terrain(Fit):
    value: Annotated[tuple[Annotated[str, Term("terrain")], ...], told("Địa hình", "Địa hình của nơi đã làm.", ["mien_nui"], min_length=1)]


class Scale(Fit):
    value: Annotated[str, Term("scale"), told("Quy mô", "Quy mô dân số của nơi đã làm.", "vua")]


class Budget(Fit):
    value: Annotated[str, Term("budget_band"), told("Mức chi", "Mức chi ban đầu của một nơi làm theo.", "duoi_1_ty")]


class DigitalNeed(Fit):
    value: Annotated[str, Term("digital_need"), told("Nhu cầu số", "Hạ tầng số cần có.", "co_ban")]


class Step(Record):
    """One step of doing it."""

    what: Annotated[Line, told("Việc", "Làm gì.", "Rà soát thủ tục có thể trả ngay", max_length=400)]
    who: Annotated[Line, told("Ai làm", "Đơn vị, người phụ trách.", "Công chức tư pháp – hộ tịch", max_length=200)] = ""
    how_long: Annotated[Line, told("Bao lâu", "Thời gian cần.", "2 tuần", max_length=80)] = ""
    output: Annotated[Line, told("Ra cái gì", "Sản phẩm của bước này.", "Danh mục thủ tục", max_length=200)] = ""
    by: Annotated[str, Term("origin"), told("Của ai", "Nguồn nói, hay biên tập rút ra.", "nguon")] = "nguon"
    sources: Sources = ()

    @model_validator(mode="after")
    def _someone_says_it(self) -> Self:
        _said(self.by, self.sources)
        return self


class Conditions(Record):
    """What a place must have, what helps, and when not to copy."""

    needed: Annotated[tuple[Statement, ...], told("Cần có", "Thiếu thì không làm được.", [{"text": "Có định danh mức 2", "by": "bien_tap"}])] = ()
    helpful: Annotated[tuple[Statement, ...], told("Nên có", "Có thì dễ hơn.", [{"text": "Có sàn thương mại điện tử cùng làm", "by": "bien_tap"}])] = ()
    unsuitable: Annotated[
        tuple[Statement, ...], told("Khi nào không nên chép", "Nơi nào, lúc nào không hợp.", [{"text": "Dữ liệu chưa kết nối", "by": "bien_tap"}])
    ] = ()

    @property
    def said(self) -> bool:
        """Whether there is any."""
        return any(getattr(self, name) for name in type(self).model_fields)


def walk(record: Record) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    """A record and every record inside it, each with its place (loc) in the file, depth first."""
    return _walk(record, ())


def _walk(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, Record):
        yield loc, value
        for name in _holders(type(value)):
            yield from _walk(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _walk(item, (*loc, index))


@cache
def _holders(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that may hold further records."""
    return tuple(name for name, field in model.model_fields.items() if any(record_types(field.annotation)))
