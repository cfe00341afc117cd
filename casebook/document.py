"""A document that a case rests on, and the grammar of its number (vocab/document_grammar.yaml)."""

import re
from collections.abc import Iterable
from typing import Annotated, Self

from pydantic import ValidationInfo, field_validator, model_validator

from casebook.entries import Grammar
from casebook.fields import Line, Past, Sources, Url, When, fault, told, vocabularies
from casebook.records import Record
from casebook.vocabulary import Term


class Document(Record):
    """A document that the case rests on; number, date and issuer together identify it."""

    id: Annotated[Line, told("Mã", "Mã ngắn, dùng để dẫn tới văn bản này trong hồ sơ.", "nq68", pattern="^[a-z][a-z0-9_]{0,29}$")]
    number: Annotated[Line, told("Số, ký hiệu", "Viết đúng từng chữ hoa, chữ thường, dấu Đ.", "62/2013/QĐ-TTg", max_length=60)] = ""
    cited_as: Annotated[Line, told("Nguồn gọi là", "Cách nguồn gọi, khi không nêu số đủ hoặc đúng thể thức.", "Nghị quyết 8 (Trung ương)", max_length=200)] = ""
    date: Annotated[Past | None, told("Ngày ban hành", "Bỏ trống nếu chưa có nguồn.", "2013-10-25")] = None
    issuer: Annotated[Line, told("Cơ quan ban hành", "Tên cơ quan.", "Thủ tướng Chính phủ", max_length=200)] = ""
    title: Annotated[Line, told("Trích yếu", "Văn bản nói về việc gì.", "Chính sách khuyến khích xây dựng cánh đồng lớn", max_length=400)] = ""
    kind: Annotated[str | None, Term("document_kind"), told("Loại văn bản", "Bỏ trống nếu chưa rõ.", "qp_quyet_dinh_cua_thu_tuong")] = None
    url: Annotated[Url | None, told("Liên kết", "Nơi đọc toàn văn.", "https://vanban.chinhphu.vn/…")] = None
    status: Annotated[str | None, Term("document_status"), told("Tình trạng", "Bỏ trống nếu chưa kiểm.", "con_hieu_luc")] = None
    effective: Annotated[When | None, told("Ngày có hiệu lực", "Bỏ trống nếu chưa có nguồn.", "2013-12-10")] = None
    note: Annotated[Line, told("Ghi chú", "Điều người đọc cần biết về văn bản.", "Hiệu lực từ 01/07/2026", max_length=400)] = ""
    sources: Sources = ()

    @field_validator("number")
    @classmethod
    def _grammar(cls, number: str, info: ValidationInfo) -> str:
        grammars = vocabularies(info).typed("document_grammar", Grammar)
        if number and not _is_number(number, grammars.values()):
            raise fault(_number_fault(number, grammars.values()))
        return number

    @model_validator(mode="after")
    def _named(self) -> Self:
        if not (self.number or self.cited_as or self.title):
            raise fault("văn bản cần ít nhất số hiệu, cách nguồn gọi hoặc trích yếu")
        return self


def _is_number(number: str, grammars: Iterable[Grammar]) -> bool:
    return not re.search("HDND|-TTG", number) and any(re.fullmatch(grammar.pattern, number) for grammar in grammars)


def _number_fault(number: str, grammars: Iterable[Grammar]) -> str:
    foreign = next((letter for letter in number if re.match(r"[\u0370-\u03ff\u0400-\u04ff]", letter)), None)
    if foreign:
        return f"“{number}” có chữ “{foreign}” không phải chữ Việt (nhìn giống chữ Latinh); hãy gõ lại"
    dashed = re.sub(r"\s*[-‐‑–−]\s*", "-", re.sub(r"\s*/\s*", "/", number))
    guess = re.sub(r"\b(N|Q)D-", r"\1Đ-", re.sub("[ÐƉ]", "Đ", dashed)).replace("HDND", "HĐND").replace("-TTG", "-TTg")
    if guess != number and _is_number(guess, grammars):
        return f"“{number}” chưa đúng thể thức; có phải “{guess}”?"
    return f"“{number}” chưa đúng thể thức số, ký hiệu; viết như 73/2023/NĐ-CP, 490/QĐ-TTg, 14-KL/TW; nếu nguồn viết khác, dùng cited_as"
