"""Praise: what was given, by whom, to whom, held against the award law (vocab/award.yaml)."""

import re
from datetime import date
from typing import Annotated, Self

from pydantic import ValidationInfo, field_validator, model_validator

from casebook.award import Award, Decider, Refused
from casebook.fields import (
    Line,
    Past,
    SomeSources,
    fault,
    told,
    vocabularies,
)
from casebook.records import Record
from casebook.values import earliest
from casebook.vocabulary import Term, Vocabularies


class Recipient(Record):
    """Who was commended: public role only."""

    kind: Annotated[str, Term("recipient_kind"), told("Đối tượng", "Cá nhân, tập thể hay hộ gia đình.", "tap_the")]
    name: Annotated[Line, told("Tên", "Như trong quyết định hoặc nguồn.", "43 tập thể, 22 cá nhân", max_length=200)]
    position: Annotated[Line, told("Chức danh", "Chức danh công khai khi được khen.", "Bí thư Tỉnh ủy", max_length=200)] = ""
    unit: Annotated[Line, told("Đơn vị", "Đơn vị công tác.", "Tỉnh ủy Vĩnh Phúc", max_length=200)] = ""


class Decision(Record):
    """The decision of commendation."""

    number: Annotated[Line, told("Số", "Số, ký hiệu của quyết định.", "1234/QĐ-UBND", max_length=60)]
    date: Annotated[Past | None, told("Ngày", "Ngày ký.", "2020-10-01")] = None
    issuer: Annotated[Line, told("Cơ quan", "Ai ký.", "Chủ tịch UBND tỉnh", max_length=200)] = ""


class Commendation(Record):
    """Praise, statutory or not; what the law knows is checked against vocab/award.yaml."""

    form: Annotated[str, Term("award"), told("Hình thức", "Mã trong danh mục khen thưởng.", "BK-BNT")]
    rank: Annotated[str | None, Term("award_rank"), told("Hạng", "Chỉ khi hình thức có hạng.", "H1")] = None
    name: Annotated[Line, told("Tên gọi", "Tên mà nguồn ghi, nhất là với ghi nhận ngoài luật.", "Làng du lịch tốt nhất năm 2023", max_length=200)] = ""
    mode: Annotated[str | None, Term("commendation_mode"), told("Loại hình", "Bỏ trống nếu chưa rõ.", "cong_trang")] = None
    decider: Annotated[str | None, Term("decider"), told("Thẩm quyền", "Ai quyết định; bỏ trống nếu nguồn không nói rõ.", "BNT")] = None
    issuer: Annotated[Line, told("Nơi tặng theo nguồn", "Nguyên cách nguồn gọi.", "Chủ tịch UBND TP. Đà Nẵng", max_length=200)] = ""
    recipient: Annotated[Recipient, told("Người, tập thể được khen", "Tên và vai trò công khai.", {"kind": "tap_the", "name": "Làng Tân Hóa"})]
    decision: Annotated[Decision | None, told("Quyết định", "Bỏ trống nếu chưa có nguồn.", {"number": "1234/QĐ-UBND"})] = None
    date: Annotated[Past | None, told("Ngày", "Bỏ trống nếu chưa có nguồn.", "2020")] = None
    date_note: Annotated[Line, told("Ghi chú thời gian", "Điều ngày tháng không nói hết.", "dịp hội nghị đánh giá", max_length=160)] = ""
    reason: Annotated[Line, told("Thành tích", "Khen vì việc gì.", "thành tích xuất sắc thực hiện chương trình", max_length=400)] = ""
    scope: Annotated[str, Term("commendation_scope"), told("Khen cho", "Cho mô hình này hay cho việc khác.", "mo_hinh")] = "mo_hinh"
    status: Annotated[str, Term("award_status"), told("Tình trạng", "Còn hiệu lực, đính chính, bị huỷ bỏ, bị tước.", "con_hieu_luc")] = "con_hieu_luc"
    sources: SomeSources

    @field_validator("form")
    @classmethod
    def _in_use(cls, form: str, info: ValidationInfo) -> str:
        if not vocabularies(info).typed("award", Award)[form].enabled:
            raise fault(f"“{form}” mới có trong dự thảo luật, chưa được dùng")
        return form

    @field_validator("rank")
    @classmethod
    def _has_ranks(cls, value: str | None, info: ValidationInfo) -> str | None:
        award = vocabularies(info).typed("award", Award).get(info.data.get("form", ""))
        if value and award and value not in award.ranks:
            raise fault(f"{award.label} không có hạng; bỏ rank")
        return value

    @field_validator("recipient")
    @classmethod
    def _may_receive(cls, recipient: Recipient, info: ValidationInfo) -> Recipient:
        award = vocabularies(info).typed("award", Award).get(info.data.get("form", ""))
        if award and award.recipients and recipient.kind not in award.recipients:
            labels = ", ".join(vocabularies(info)["recipient_kind"][kind].label.lower() for kind in award.recipients)
            raise fault(f"{award.label} chỉ tặng {labels}; xem lại kind của người nhận")
        return recipient

    @model_validator(mode="after")
    def _lawful(self, info: ValidationInfo) -> Self:
        known = vocabularies(info)
        award = known.typed("award", Award)[self.form]
        for refused in known.typed("award_refused", Refused).values():
            if re.search(refused.pattern, self.name, re.IGNORECASE) and not (refused.since and (not self.date or self.date < refused.since[: len(self.date)])):
                raise fault(f"“{self.name}”: {refused.why}")
        if award.needs_name and not self.name:
            raise fault(f"{award.label} cần tên gọi như nguồn ghi; thêm name")
        if award.needs_issuer and not self.issuer:
            raise fault(f"{award.label} cần nơi tặng như nguồn ghi; thêm issuer")
        if not award.statutory or not self.date:
            return self
        if award.ranks and not self.rank:
            raise fault(f"{award.label} có hạng; thêm rank (H1, H2, H3)")
        if award.valid_to and earliest(self.date) > date.fromisoformat(award.valid_to):
            raise fault(f"{award.label} chỉ có đến {award.valid_to}; ngày khen là {self.date}")
        self._decided_rightly(award, known)
        return self

    def _decided_rightly(self, award: Award, known: Vocabularies) -> None:
        if not (self.decider and self.date):
            return
        deciders = known.typed("decider", Decider)
        if award.deciders and self.decider not in award.deciders:
            right = "; ".join(deciders[code].label for code in award.deciders)
            raise fault(f"{award.label} do {right} quyết định, không phải {deciders[self.decider].label}")
        limit = deciders[self.decider].valid_to
        if limit and earliest(self.date) > date.fromisoformat(limit):
            raise fault(f"{deciders[self.decider].label} chỉ có thẩm quyền đến {limit}; ngày khen là {self.date}")
