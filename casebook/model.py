"""What a case is. Every form, template, check and document follows this file."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationInfo, field_validator, model_validator
from pydantic.fields import FieldInfo

from casebook.fields import (
    AnyFigure,
    Day,
    Email,
    File,
    Line,
    Past,
    PastDay,
    Phone,
    Quote,
    Slug,
    SomeSources,
    SourceId,
    Sources,
    Url,
    When,
    YesNo,
    fault,
    vocabularies,
)
from casebook.prose import Prose
from casebook.values import earliest, latest
from casebook.vocabulary import Award, Decider, Grammar, Refused, Term, VerificationLevel, Vocabularies


class Record(BaseModel):
    """Closed and unchanging: an unknown key is a fault, a read value stays as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Bản ghi")


class Statement(Record):
    """One sentence, and whose it is."""

    text: Annotated[Line, Field(title="Nội dung", description="Một câu ngắn.", examples=["Có lãnh đạo ngồi tại bộ phận một cửa để ký ngay"], max_length=600)]
    by: Annotated[str, Term("origin"), Field(title="Của ai", description="Nguồn nói, hay biên tập rút ra.", examples=["nguon"])] = "nguon"
    sources: Sources = ()

    @model_validator(mode="after")
    def _someone_says_it(self) -> Self:
        if self.by == "nguon" and not self.sources:
            raise fault("ghi “by: bien_tap” nếu là nhận định biên tập, hoặc thêm sources")
        return self


class Fit(Record):
    """A property of the place that decides whether the model fits; `by: bien_tap` needs a reason."""

    by: Annotated[str, Term("origin"), Field(title="Của ai", description="Nguồn nói, hay biên tập suy ra.", examples=["bien_tap"])] = "nguon"
    reason: Annotated[Line, Field(title="Lý do", description="Vì sao biên tập chọn như vậy.", examples=["Sáu xã đầu tiên đều ở vùng núi"], max_length=300)] = ""
    sources: Sources = ()

    @model_validator(mode="after")
    def _founded(self) -> Self:
        if self.by == "bien_tap" and not self.reason:
            raise fault("nhận định biên tập phải có lý do; thêm reason")
        if self.by == "nguon" and not self.sources:
            raise fault("thêm sources, hoặc ghi “by: bien_tap” kèm reason")
        return self


class Terrain(Fit):
    value: Annotated[
        tuple[Annotated[str, Term("terrain")], ...], Field(title="Địa hình", description="Địa hình của nơi đã làm.", examples=[["mien_nui"]], min_length=1)
    ]


class Scale(Fit):
    value: Annotated[str, Term("scale"), Field(title="Quy mô", description="Quy mô dân số của nơi đã làm.", examples=["vua"])]


class Budget(Fit):
    value: Annotated[str, Term("budget_band"), Field(title="Mức chi", description="Mức chi ban đầu của một nơi làm theo.", examples=["duoi_1_ty"])]


class DigitalNeed(Fit):
    value: Annotated[str, Term("digital_need"), Field(title="Nhu cầu số", description="Hạ tầng số cần có.", examples=["co_ban"])]


class Period(Record):
    """When the pilot ran."""

    start: Annotated[Past, Field(title="Bắt đầu", description="Khi việc làm thử bắt đầu.", examples=["2013-06"])]
    end: Annotated[
        When | None, Field(title="Kết thúc", description="Khi việc làm thử kết thúc; bỏ trống nếu đang tiếp tục hoặc chưa rõ.", examples=["2015-12-31"])
    ] = None
    ongoing: Annotated[YesNo, Field(title="Đang tiếp tục", description="“có” khi nguồn nói đang tiếp tục.", examples=[True])] = False
    note: Annotated[Line, Field(title="Ghi chú", description="Điều ngày tháng không nói hết.", examples=["giai đoạn 1"], max_length=400)] = ""
    sources: SomeSources

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: str | None, info: ValidationInfo) -> str | None:
        start = info.data.get("start")
        if end and start and latest(end) < earliest(start):
            raise fault(f"kết thúc ({end}) trước khi bắt đầu ({start})")
        return end


class Document(Record):
    """A document that the case rests on; number, date and issuer together identify it."""

    id: Annotated[
        Line, Field(title="Mã", description="Mã ngắn, dùng để dẫn tới văn bản này trong hồ sơ.", examples=["nq68"], pattern=r"^[a-z][a-z0-9_]{0,29}$")
    ]
    number: Annotated[
        Line, Field(title="Số, ký hiệu", description="Viết đúng từng chữ hoa, chữ thường, dấu Đ.", examples=["62/2013/QĐ-TTg"], max_length=60)
    ] = ""
    cited_as: Annotated[
        Line,
        Field(
            title="Nguồn gọi là", description="Cách nguồn gọi, khi không nêu số đủ hoặc đúng thể thức.", examples=["Nghị quyết 8 (Trung ương)"], max_length=200
        ),
    ] = ""
    date: Annotated[Past | None, Field(title="Ngày ban hành", description="Bỏ trống nếu chưa có nguồn.", examples=["2013-10-25"])] = None
    issuer: Annotated[Line, Field(title="Cơ quan ban hành", description="Tên cơ quan.", examples=["Thủ tướng Chính phủ"], max_length=200)] = ""
    title: Annotated[
        Line, Field(title="Trích yếu", description="Văn bản nói về việc gì.", examples=["Chính sách khuyến khích xây dựng cánh đồng lớn"], max_length=400)
    ] = ""
    kind: Annotated[
        str | None, Term("document_kind"), Field(title="Loại văn bản", description="Bỏ trống nếu chưa rõ.", examples=["qp_quyet_dinh_cua_thu_tuong"])
    ] = None
    url: Annotated[Url | None, Field(title="Liên kết", description="Nơi đọc toàn văn.", examples=["https://vanban.chinhphu.vn/…"])] = None
    status: Annotated[str | None, Term("document_status"), Field(title="Tình trạng", description="Bỏ trống nếu chưa kiểm.", examples=["con_hieu_luc"])] = None
    effective: Annotated[When | None, Field(title="Ngày có hiệu lực", description="Bỏ trống nếu chưa có nguồn.", examples=["2013-12-10"])] = None
    note: Annotated[Line, Field(title="Ghi chú", description="Điều người đọc cần biết về văn bản.", examples=["Hiệu lực từ 01/07/2026"], max_length=400)] = ""
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


class Proposal(Record):
    """Who proposed the model, before it was allowed."""

    description: Annotated[
        Line,
        Field(
            title="Nội dung đề xuất",
            description="Ai đề xuất điều gì với ai.",
            examples=["Ty Thương nghiệp đề xuất bỏ tem phiếu với Thường vụ Tỉnh ủy"],
            max_length=400,
        ),
    ]
    date: Annotated[Past | None, Field(title="Ngày", description="Bỏ trống nếu chưa có nguồn.", examples=["1979"])] = None
    sources: SomeSources


class Authorisation(Record):
    """The decision of a competent body that allowed the pilot."""

    document: Annotated[Line | None, Field(title="Văn bản", description="Mã của một mục trong documents.", examples=["nq68"])] = None
    description: Annotated[
        Line, Field(title="Mô tả", description="Khi không có văn bản cụ thể: ai cho phép điều gì.", examples=["Thủ tướng cho phép thí điểm"], max_length=400)
    ] = ""
    date: Annotated[Past | None, Field(title="Ngày", description="Bỏ trống để lấy ngày của văn bản.", examples=["2015"])] = None
    issuer: Annotated[
        Line, Field(title="Cơ quan cho phép", description="Bỏ trống để lấy cơ quan ban hành văn bản.", examples=["Thủ tướng Chính phủ"], max_length=200)
    ] = ""
    scope: Annotated[Line, Field(title="Phạm vi", description="Cho phép ở đâu, đến khi nào.", examples=["gia hạn đến hết 31/12/2025"], max_length=300)] = ""
    extends: Annotated[
        YesNo, Field(title="Gia hạn, mở rộng", description="“có” nếu là văn bản gia hạn, mở rộng hay hướng dẫn sau khi đã bắt đầu.", examples=[True])
    ] = False
    sources: SomeSources

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.document or self.description):
            raise fault("cần document (mã văn bản) hoặc description")
        return self


class Event(Record):
    """Something that happened on the path."""

    date: Annotated[Past, Field(title="Ngày", description="Năm, tháng hoặc ngày.", examples=["2014-03"])]
    until: Annotated[When | None, Field(title="Đến", description="Nếu kéo dài.", examples=["2014-05"])] = None
    date_note: Annotated[Line, Field(title="Ghi chú thời gian", description="Điều ngày tháng không nói hết.", examples=["vụ hè thu"], max_length=120)] = ""
    event: Annotated[Line, Field(title="Sự kiện", description="Một câu.", examples=["Trung tâm chính thức hoạt động"], max_length=500)]
    flag: Annotated[str | None, Term("pilot_flag"), Field(title="Biến động", description="Điều chỉnh, gia hạn, tạm dừng, kết thúc.", examples=["gia_han"])] = (
        None
    )
    sources: SomeSources

    @field_validator("until")
    @classmethod
    def _in_order(cls, until: str | None, info: ValidationInfo) -> str | None:
        if until and "date" in info.data and latest(until) < earliest(info.data["date"]):
            raise fault(f"“đến” ({until}) trước ngày bắt đầu ({info.data['date']})")
        return until


class Review(Record):
    """Someone looked at how it went; a conference is not a tổng kết unless the source says so."""

    kind: Annotated[str, Term("review_kind"), Field(title="Loại", description="Theo đúng lời nguồn.", examples=["so_ket"])]
    date: Annotated[Past | None, Field(title="Ngày", description="Bỏ trống nếu chưa có nguồn.", examples=["2023-10-19"])] = None
    agency: Annotated[Line, Field(title="Ai rà soát", description="Cơ quan hoặc người rà soát.", examples=["Ủy ban Thường vụ Quốc hội"], max_length=200)] = ""
    finding: Annotated[Line, Field(title="Kết luận", description="Nói gì.", examples=["Mô hình đáp ứng mục tiêu, còn vướng về biên chế"], max_length=600)]
    outcome: Annotated[
        str | None, Term("outcome"), Field(title="Đạt hay chưa", description="Chỉ ghi khi cơ quan có thẩm quyền kết luận.", examples=["hoan_thanh"])
    ] = None
    sources: SomeSources


class Result(Record):
    """What changed; a number is drawn, the source's own words are only quoted."""

    name: Annotated[Line, Field(title="Chỉ số", description="Đo cái gì, ở đâu.", examples=["Thời gian cấp phiếu, trường hợp thường"], max_length=200)]
    unit: Annotated[Line, Field(title="Đơn vị", description="Đơn vị đo.", examples=["ngày"], max_length=40)] = ""
    before: Annotated[AnyFigure | None, Field(title="Trước", description="Số (1.234,5), khoảng (40–60), hoặc lời nguồn (“khoảng 60”).", examples=["10"])] = None
    after: Annotated[AnyFigure | None, Field(title="Sau", description="Số (1.234,5), khoảng (40–60), hoặc lời nguồn (“khoảng 60”).", examples=["3"])] = None
    before_date: Annotated[Past | None, Field(title="Trước: khi nào", description="Bỏ trống nếu nguồn không nói.", examples=["2014"])] = None
    after_date: Annotated[Past | None, Field(title="Sau: khi nào", description="Bỏ trống nếu nguồn không nói.", examples=["2023"])] = None
    total: Annotated[AnyFigure | None, Field(title="Trên tổng số", description="Tổng số khi kết quả là một phần.", examples=["143"])] = None
    scope: Annotated[
        str,
        Term("result_scope"),
        Field(title="Phạm vi", description="Của thí điểm, khi đã nhân rộng, hay cả nước sau khi thành quy định.", examples=["thi_diem"]),
    ] = "thi_diem"
    note: Annotated[Line, Field(title="Ghi chú", description="Điều kiện đo, cách tính, kỳ đo.", examples=["theo chuẩn lúc đó"], max_length=400)] = ""
    sources: SomeSources

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if self.before is None and self.after is None:
            raise fault("cần before hoặc after")
        return self


class Adoption(Record):
    """Another place that took the model up."""

    place: Annotated[str | None, Term("place"), Field(title="Tỉnh, thành phố", description="Để trống nếu không gắn với một tỉnh.", examples=["phu-tho"])] = None
    where: Annotated[Line, Field(title="Nơi cụ thể", description="Xã, huyện, ngành… theo nguồn.", examples=["12 tỉnh, thành ngoài TP.HCM"], max_length=300)] = (
        ""
    )
    agency: Annotated[Line, Field(title="Cơ quan", description="Ai làm ở nơi đó.", examples=["UBND tỉnh Phú Thọ"], max_length=200)] = ""
    since: Annotated[Past | None, Field(title="Từ", description="Bỏ trống nếu chưa có nguồn.", examples=["2024-11-04"])] = None
    until: Annotated[When | None, Field(title="Đến", description="Nếu nguồn nói.", examples=["2025-06-30"])] = None
    since_note: Annotated[Line, Field(title="Ghi chú thời gian", description="Điều ngày tháng không nói hết.", examples=["vụ hè thu"], max_length=160)] = ""
    status: Annotated[str, Term("adoption_status"), Field(title="Tình trạng", description="Theo lời nguồn; đi học tập là “tìm hiểu”.", examples=["dang_lam"])]
    relation: Annotated[
        str, Term("adoption_relation"), Field(title="Quan hệ", description="Nguồn có nói nhân rộng từ mô hình này không.", examples=["nhan_rong"])
    ] = "nhan_rong"
    changes: Annotated[Line, Field(title="Đã đổi gì", description="Khác với mô hình gốc ở chỗ nào.", examples=["thêm ca tối"], max_length=400)] = ""
    result: Annotated[
        Line, Field(title="Kết quả ở đó", description="Kết quả riêng của nơi làm theo.", examples=["399 tổ, trên 3 nghìn thành viên"], max_length=400)
    ] = ""
    stop_reason: Annotated[Line, Field(title="Vì sao dừng", description="Khi đã dừng.", examples=["hết kinh phí"], max_length=300)] = ""
    sources: SomeSources

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.place or self.where):
            raise fault("cần place hoặc where")
        return self


class Parent(Record):
    """The model that this one was adapted from."""

    case: Annotated[Slug | None, Field(title="Hồ sơ gốc", description="Tên tệp (không có .yaml) của hồ sơ gốc.", examples=["mot-cua-so"])] = None
    title: Annotated[
        Line, Field(title="Mô hình ngoài kho", description="Khi mô hình gốc chưa có trong kho.", examples=["Chương trình OVOP của Nhật Bản"], max_length=200)
    ] = ""
    sources: Sources = ()


class Institutionalisation(Record):
    """An enacted document that made the model a rule; never a draft."""

    document: Annotated[Line, Field(title="Văn bản", description="Mã của một mục trong documents.", examples=["qd62"])]
    note: Annotated[
        Line, Field(title="Ghi chú", description="Văn bản lấy gì từ mô hình.", examples=["nâng hạn mức lên 100 triệu đồng/tháng"], max_length=400)
    ] = ""
    sources: SomeSources


class Recipient(Record):
    """Who was commended: public role only."""

    kind: Annotated[str, Term("recipient_kind"), Field(title="Đối tượng", description="Cá nhân, tập thể hay hộ gia đình.", examples=["tap_the"])]
    name: Annotated[Line, Field(title="Tên", description="Như trong quyết định hoặc nguồn.", examples=["43 tập thể, 22 cá nhân"], max_length=200)]
    position: Annotated[Line, Field(title="Chức danh", description="Chức danh công khai khi được khen.", examples=["Bí thư Tỉnh ủy"], max_length=200)] = ""
    unit: Annotated[Line, Field(title="Đơn vị", description="Đơn vị công tác.", examples=["Tỉnh ủy Vĩnh Phúc"], max_length=200)] = ""


class Decision(Record):
    """The decision of commendation."""

    number: Annotated[Line, Field(title="Số", description="Số, ký hiệu của quyết định.", examples=["1234/QĐ-UBND"], max_length=60)]
    date: Annotated[Past | None, Field(title="Ngày", description="Ngày ký.", examples=["2020-10-01"])] = None
    issuer: Annotated[Line, Field(title="Cơ quan", description="Ai ký.", examples=["Chủ tịch UBND tỉnh"], max_length=200)] = ""


class Commendation(Record):
    """Praise, statutory or not; what the law knows is checked against vocab/award.yaml."""

    form: Annotated[str, Term("award"), Field(title="Hình thức", description="Mã trong danh mục khen thưởng.", examples=["BK-BNT"])]
    rank: Annotated[str | None, Term("award_rank"), Field(title="Hạng", description="Chỉ khi hình thức có hạng.", examples=["H1"])] = None
    name: Annotated[
        Line,
        Field(title="Tên gọi", description="Tên mà nguồn ghi, nhất là với ghi nhận ngoài luật.", examples=["Làng du lịch tốt nhất năm 2023"], max_length=200),
    ] = ""
    mode: Annotated[str | None, Term("commendation_mode"), Field(title="Loại hình", description="Bỏ trống nếu chưa rõ.", examples=["cong_trang"])] = None
    decider: Annotated[
        str | None, Term("decider"), Field(title="Thẩm quyền", description="Ai quyết định; bỏ trống nếu nguồn không nói rõ.", examples=["BNT"])
    ] = None
    issuer: Annotated[
        Line, Field(title="Nơi tặng theo nguồn", description="Nguyên cách nguồn gọi.", examples=["Chủ tịch UBND TP. Đà Nẵng"], max_length=200)
    ] = ""
    recipient: Annotated[
        Recipient, Field(title="Người, tập thể được khen", description="Tên và vai trò công khai.", examples=[{"kind": "tap_the", "name": "Làng Tân Hóa"}])
    ]
    decision: Annotated[Decision | None, Field(title="Quyết định", description="Bỏ trống nếu chưa có nguồn.", examples=[{"number": "1234/QĐ-UBND"}])] = None
    date: Annotated[Past | None, Field(title="Ngày", description="Bỏ trống nếu chưa có nguồn.", examples=["2020"])] = None
    date_note: Annotated[
        Line, Field(title="Ghi chú thời gian", description="Điều ngày tháng không nói hết.", examples=["dịp hội nghị đánh giá"], max_length=160)
    ] = ""
    reason: Annotated[
        Line, Field(title="Thành tích", description="Khen vì việc gì.", examples=["thành tích xuất sắc thực hiện chương trình"], max_length=400)
    ] = ""
    scope: Annotated[str, Term("commendation_scope"), Field(title="Khen cho", description="Cho mô hình này hay cho việc khác.", examples=["mo_hinh"])] = (
        "mo_hinh"
    )
    status: Annotated[
        str, Term("award_status"), Field(title="Tình trạng", description="Còn hiệu lực, đính chính, bị huỷ bỏ, bị tước.", examples=["con_hieu_luc"])
    ] = "con_hieu_luc"
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


class Person(Record):
    """A named person, in a public role only."""

    name: Annotated[Line, Field(title="Họ tên", description="Chỉ họ tên.", examples=["Kim Ngọc"], max_length=120)]
    position: Annotated[Line, Field(title="Chức danh", description="Chức danh công khai và thời gian.", examples=["Bí thư Tỉnh ủy Vĩnh Phúc"], max_length=250)]
    unit: Annotated[Line, Field(title="Đơn vị", description="Đơn vị công tác.", examples=["Tỉnh ủy Vĩnh Phúc"], max_length=200)] = ""
    sources: SomeSources


class Step(Record):
    """One step of doing it."""

    what: Annotated[Line, Field(title="Việc", description="Làm gì.", examples=["Rà soát thủ tục có thể trả ngay"], max_length=400)]
    who: Annotated[Line, Field(title="Ai làm", description="Đơn vị, người phụ trách.", examples=["Công chức tư pháp – hộ tịch"], max_length=200)] = ""
    how_long: Annotated[Line, Field(title="Bao lâu", description="Thời gian cần.", examples=["2 tuần"], max_length=80)] = ""
    output: Annotated[Line, Field(title="Ra cái gì", description="Sản phẩm của bước này.", examples=["Danh mục thủ tục"], max_length=200)] = ""
    by: Annotated[str, Term("origin"), Field(title="Của ai", description="Nguồn nói, hay biên tập rút ra.", examples=["nguon"])] = "nguon"
    sources: Sources = ()


class Conditions(Record):
    """What a place must have, what helps, and when not to copy."""

    needed: Annotated[
        tuple[Statement, ...], Field(title="Cần có", description="Thiếu thì không làm được.", examples=[[{"text": "Có định danh mức 2", "by": "bien_tap"}]])
    ] = ()
    helpful: Annotated[
        tuple[Statement, ...],
        Field(title="Nên có", description="Có thì dễ hơn.", examples=[[{"text": "Có sàn thương mại điện tử cùng làm", "by": "bien_tap"}]]),
    ] = ()
    unsuitable: Annotated[
        tuple[Statement, ...],
        Field(title="Khi nào không nên chép", description="Nơi nào, lúc nào không hợp.", examples=[[{"text": "Dữ liệu chưa kết nối", "by": "bien_tap"}]]),
    ] = ()


class Caveat(Record):
    """A conflict between sources, a doubt or a gap that the page states."""

    kind: Annotated[str, Term("caveat_kind"), Field(title="Loại", description="Mâu thuẫn, chưa chắc, chưa tìm thấy, lưu ý.", examples=["mau_thuan"])]
    text: Annotated[
        Line, Field(title="Nội dung", description="Nguồn nào nói gì.", examples=["Hai nguồn ghi số khác nhau: 322 và 362 sản phẩm"], max_length=800)
    ]
    sources: Sources = ()


class Source(Record):
    """Where a fact stands."""

    id: SourceId
    kind: Annotated[str, Term("source_kind"), Field(title="Loại nguồn", description="Báo chí, cơ quan, văn bản… hay bản sao.", examples=["bao_chi"])]
    publisher: Annotated[Line, Field(title="Nơi đăng", description="Tên báo, cơ quan.", examples=["Báo Chính phủ"], max_length=200)]
    title: Annotated[Line, Field(title="Tên bài", description="Bỏ trống nếu chưa biết.", examples=["Dấu ấn khoán hộ"], max_length=300)] = ""
    url: Annotated[Url, Field(title="Liên kết", description="Địa chỉ bài gốc.", examples=["https://nhandan.vn/…"], max_length=1000)]
    date: Annotated[Past | None, Field(title="Ngày đăng", description="Bỏ trống nếu nguồn không ghi.", examples=["2024-07"])] = None
    quote: Annotated[
        Quote,
        Field(title="Trích nguyên văn", description="Không quá 40 từ, giữ nguyên chính tả của nguồn.", examples=["triển khai thí điểm từ ngày 1/10/2024"]),
    ] = ""
    accessed: Annotated[PastDay | None, Field(title="Ngày đọc", description="Ngày người tổng hợp mở bài.", examples=["2026-11-20"])] = None
    archived: Annotated[Url | None, Field(title="Bản lưu", description="Địa chỉ bản lưu, nếu có.", examples=["https://web.archive.org/…"])] = None


class Verification(Record):
    """How far the facts were confirmed, by whom and when."""

    level: Annotated[str, Term("verification_level"), Field(title="Mức xác minh", description="Ai đã xác nhận.", examples=["tong_hop"])]
    by: Annotated[
        Line, Field(title="Ai xác minh", description="Vai trò, đơn vị; bỏ trống nếu chưa ai xác nhận.", examples=["Văn phòng UBND tỉnh"], max_length=200)
    ] = ""
    date: Annotated[PastDay, Field(title="Ngày", description="Ngày xác minh hoặc tổng hợp.", examples=["2026-11-22"])]


class Contact(Record):
    """The originating unit's office: never a private phone or address."""

    unit: Annotated[Line, Field(title="Đơn vị", description="Nơi trả lời nơi muốn làm theo.", examples=["Văn phòng UBND tỉnh"], max_length=200)]
    phone: Annotated[Phone | None, Field(title="Điện thoại cơ quan", description="Không ghi số di động.", examples=["0203 3835 000"])] = None
    email: Annotated[Email | None, Field(title="Thư điện tử cơ quan", description="Không ghi thư cá nhân.", examples=["vanphong@tinh.gov.vn"])] = None
    visits: Annotated[
        Line, Field(title="Đón đoàn học tập", description="Có nhận đoàn tới học không.", examples=["Nhận đoàn vào thứ năm hằng tuần"], max_length=200)
    ] = ""


class Image(Record):
    """A picture in cases/media/<slug>/; its metadata (EXIF) is removed on publishing."""

    file: Annotated[File, Field(title="Tệp ảnh", description="Tên tệp .jpg, .png hoặc .webp.", examples=["le-khai-truong.jpg"])]
    alt: Annotated[
        Line,
        Field(title="Lời thay ảnh", description="Ảnh cho thấy gì, cho người không nhìn được.", examples=["Người dân nộp hồ sơ tại quầy số 3"], max_length=300),
    ]
    caption: Annotated[Line, Field(title="Chú thích", description="Dòng dưới ảnh.", examples=["Trung tâm ngày đầu hoạt động"], max_length=300)] = ""
    credit: Annotated[Line, Field(title="Tác giả, nguồn ảnh", description="Ai chụp, ảnh của ai.", examples=["Ảnh: UBND xã Lao Bảo"], max_length=200)]
    consent: Annotated[
        Line,
        Field(
            title="Sự đồng ý",
            description="Người trong ảnh đã đồng ý thế nào.",
            examples=["Người trong ảnh đồng ý bằng văn bản ngày 01/06/2026"],
            max_length=300,
        ),
    ]


class Download(Record):
    """A file that readers can take away, in cases/media/<slug>/."""

    file: Annotated[File, Field(title="Tệp", description="Tên tệp .pdf, .docx, .xlsx, .odt hoặc .ods.", examples=["mau-de-an.docx"])]
    title: Annotated[Line, Field(title="Tên", description="Người đọc thấy tên này.", examples=["Mẫu đề án"], max_length=200)]
    kind: Annotated[str, Term("download_kind"), Field(title="Loại", description="Báo cáo, biểu mẫu, hướng dẫn.", examples=["mau"])]


class Approval(Record):
    """Who, in what role, said yes, and when."""

    by: Annotated[Line, Field(title="Ai", description="Chức danh và đơn vị.", examples=["Chánh Văn phòng UBND tỉnh"], max_length=200)]
    date: Annotated[PastDay, Field(title="Ngày", description="Ngày đồng ý.", examples=["2026-11-20"])]


class Change(Record):
    """One line of the update log."""

    date: Annotated[PastDay, Field(title="Ngày", description="Ngày thay đổi.", examples=["2026-11-22"])]
    kind: Annotated[str, Term("change_kind"), Field(title="Loại", description="Mới, cập nhật, đính chính, rút.", examples=["dinh_chinh"])]
    note: Annotated[
        Line, Field(title="Nội dung", description="Đổi gì, từ gì thành gì, vì sao.", examples=["Sửa năm bắt đầu từ 2014 thành 2013"], max_length=400)
    ]


class Withdrawal(Record):
    """Why a published case is gone; only this, the slug and the log stay public."""

    date: Annotated[PastDay, Field(title="Ngày rút", description="Ngày rút.", examples=["2026-11-22"])]
    reason: Annotated[str, Term("withdrawal_reason"), Field(title="Lý do", description="Chọn một lý do.", examples=["nguon"])]
    explanation: Annotated[
        Line,
        Field(
            title="Giải thích",
            description="Nói với người đọc; không nhắc lại nội dung đã rút, không nêu tên ai.",
            examples=["Nguồn số liệu chính đã bị gỡ"],
            max_length=400,
        ),
    ] = ""
    by: Annotated[Line, Field(title="Ai quyết định", description="Chức danh, đơn vị.", examples=["Đơn vị phụ trách nội dung"], max_length=200)]


class Tombstone(BaseModel):
    """All that a withdrawn file gives to the site: by its type, nothing else can be published."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    status: Literal["rut"]
    withdrawn: Withdrawal
    former_slugs: tuple[Slug, ...] = ()


class Case(Record):
    """A pilot model: how it came about, what it changed, where it went, who was praised."""

    title: Annotated[
        Line, Field(title="Tên mô hình", description="Ngắn, nói được việc và nơi.", examples=["“Ngày không hẹn” ở bộ phận một cửa cấp xã"], max_length=120)
    ]
    summary: Annotated[
        Line,
        Field(
            title="Tóm tắt",
            description="Hai, ba câu cho thẻ, tìm kiếm và chia sẻ; không định dạng.",
            examples=["Nhiều xã dành một buổi cố định trong tuần để trả kết quả ngay."],
            max_length=400,
        ),
    ]
    summary_sources: Sources = ()
    kind: Annotated[str, Term("kind"), Field(title="Loại", description="Mô hình, cơ chế, sáng kiến hay cách làm.", examples=["thi_diem"])]
    sectors: Annotated[
        tuple[Annotated[str, Term("sector")], ...],
        Field(title="Lĩnh vực", description="Một đến ba lĩnh vực, chính đứng trước.", examples=[["dieu_hanh", "tu_phap"]], min_length=1, max_length=3),
    ]
    keywords: Annotated[
        tuple[Line, ...], Field(title="Từ khoá", description="Từ người tìm hay gõ mà tên và tóm tắt chưa có.", examples=[["một cửa", "hộ tịch"]], max_length=12)
    ] = ()
    innovation_types: Annotated[
        tuple[Annotated[str, Term("innovation_type")], ...], Field(title="Loại đổi mới", description="Bỏ trống nếu chưa rõ.", examples=[["dich_vu"]])
    ] = ()
    bottleneck: Annotated[str | None, Term("bottleneck"), Field(title="Điểm nghẽn", description="Điểm nghẽn mà mô hình gỡ.", examples=["to_chuc"])] = None
    regime: Annotated[
        str | None, Term("regime"), Field(title="Khung pháp lý", description="Thí điểm theo khung nào; bỏ trống nếu nguồn không nói.", examples=["nq_quoc_hoi"])
    ] = None
    level: Annotated[str, Term("level"), Field(title="Cấp khởi đầu", description="Cấp bắt đầu mô hình.", examples=["xa"])]
    places: Annotated[
        tuple[Annotated[str, Term("place")], ...],
        Field(title="Nơi làm", description="Tỉnh, thành phố theo tên lúc làm; tên cũ vẫn dùng được.", examples=[["bac-giang"]], min_length=1),
    ]
    locality: Annotated[
        Line, Field(title="Địa bàn cụ thể", description="Xã, huyện, tuyến… theo tên lúc làm.", examples=["xã Vi Hương, huyện Bạch Thông"], max_length=300)
    ] = ""
    place_note: Annotated[
        Statement | None,
        Field(
            title="Ghi chú về nơi", description="Sáp nhập, đổi tên ngoài danh mục.", examples=[{"text": "Từ 1968 hợp nhất thành Vĩnh Phú", "sources": ["s8"]}]
        ),
    ] = None
    agency: Annotated[Line, Field(title="Cơ quan thực hiện", description="Ai chủ trì, ai phối hợp.", examples=["UBND xã Vi Hương"], max_length=300)]
    partners: Annotated[tuple[Line, ...], Field(title="Đối tác", description="Doanh nghiệp, tổ chức cùng làm.", examples=[["Công ty Oxalis"]])] = ()
    beneficiaries: Annotated[
        tuple[Annotated[str, Term("beneficiary")], ...], Field(title="Ai được lợi", description="Nhóm thụ hưởng.", examples=[["nguoi_dan"]])
    ] = ()
    terrain: Annotated[
        Terrain | None, Field(title="Địa hình", description="Bỏ trống là “chưa rõ”.", examples=[{"value": ["mien_nui"], "by": "bien_tap", "reason": "…"}])
    ] = None
    scale: Annotated[Scale | None, Field(title="Quy mô dân số", description="Bỏ trống là “chưa rõ”.", examples=[{"value": "nho", "sources": ["s1"]}])] = None
    budget_band: Annotated[
        Budget | None, Field(title="Mức chi", description="Bỏ trống là “chưa rõ”.", examples=[{"value": "duoi_1_ty", "sources": ["s1"]}])
    ] = None
    digital_need: Annotated[
        DigitalNeed | None, Field(title="Nhu cầu số", description="Bỏ trống là “chưa rõ”.", examples=[{"value": "co_ban", "sources": ["s1"]}])
    ] = None

    problem: Annotated[
        Prose,
        Field(
            title="Vấn đề",
            description="Vướng gì trước khi làm. Được dùng **đậm**, danh sách “- ”, liên kết.",
            examples=["Thủ tục làm ngay được vẫn phải hẹn nhiều ngày."],
            min_length=1,
        ),
    ]
    problem_sources: Sources = ()
    solution: Annotated[
        Prose,
        Field(
            title="Cách làm",
            description="Đã làm gì. Được dùng **đậm**, danh sách “- ”, liên kết.",
            examples=["Chọn thủ tục phát sinh nhiều, lãnh đạo ký ngay tại quầy."],
            min_length=1,
        ),
    ]
    solution_sources: Sources = ()
    steps: Annotated[tuple[Step, ...], Field(title="Các bước", description="Theo thứ tự.", examples=[[{"what": "Rà soát thủ tục", "sources": ["s1"]}]])] = ()
    lessons: Annotated[
        tuple[Statement, ...], Field(title="Bài học", description="Điều nơi khác nên biết.", examples=[[{"text": "Không hứa tất cả", "by": "bien_tap"}]])
    ] = ()
    limits: Annotated[
        tuple[Statement, ...],
        Field(title="Hạn chế", description="Điều chưa được, hệ quả phụ.", examples=[[{"text": "Khâu chấm điểm còn nể nang", "sources": ["s3"]}]]),
    ] = ()
    conditions: Annotated[
        Conditions,
        Field(title="Điều kiện làm theo", description="Cần có, nên có, khi nào không nên chép.", examples=[{"needed": [{"text": "…", "by": "bien_tap"}]}]),
    ] = Conditions()

    period: Annotated[Period, Field(title="Thời gian", description="Bắt đầu và kết thúc việc làm thử.", examples=[{"start": "2013", "sources": ["s1"]}])]
    documents: Annotated[
        tuple[Document, ...], Field(title="Văn bản", description="Văn bản cho phép, hướng dẫn, thể chế hoá.", examples=[[{"id": "nq68", "number": "68-NQ/TU"}]])
    ] = ()
    proposals: Annotated[
        tuple[Proposal, ...], Field(title="Đề xuất", description="Ai đề xuất, khi nào.", examples=[[{"description": "…", "sources": ["s1"]}]])
    ] = ()
    authorisations: Annotated[
        tuple[Authorisation, ...], Field(title="Cho phép", description="Cơ quan có thẩm quyền cho làm.", examples=[[{"document": "nq68", "sources": ["s1"]}]])
    ] = ()
    timeline: Annotated[
        tuple[Event, ...], Field(title="Dòng thời gian", description="Sự kiện theo thứ tự.", examples=[[{"date": "2014-03", "event": "…", "sources": ["s1"]}]])
    ] = ()
    reviews: Annotated[
        tuple[Review, ...],
        Field(title="Rà soát", description="Sơ kết, tổng kết, đánh giá, khảo sát.", examples=[[{"kind": "so_ket", "finding": "…", "sources": ["s1"]}]]),
    ] = ()
    next_review: Annotated[When | None, Field(title="Rà soát tiếp theo", description="Khi đơn vị hẹn rà soát.", examples=["2027-06"])] = None
    results: Annotated[
        tuple[Result, ...],
        Field(
            title="Kết quả",
            description="Trước và sau; kết quả mạnh nhất đứng đầu.",
            examples=[[{"name": "…", "after": "3", "unit": "ngày", "sources": ["s2"]}]],
            min_length=1,
        ),
    ]
    adoptions: Annotated[
        tuple[Adoption, ...],
        Field(title="Nơi làm theo", description="Ai đã làm theo, từ khi nào.", examples=[[{"place": "phu-tho", "status": "dang_lam", "sources": ["s5"]}]]),
    ] = ()
    adapted_from: Annotated[tuple[Parent, ...], Field(title="Học từ", description="Mô hình gốc.", examples=[[{"title": "OVOP"}]])] = ()
    institutionalisation: Annotated[
        tuple[Institutionalisation, ...],
        Field(title="Thể chế hoá", description="Văn bản đã ban hành biến mô hình thành quy định.", examples=[[{"document": "qd62", "sources": ["s3"]}]]),
    ] = ()
    commendations: Annotated[
        tuple[Commendation, ...],
        Field(
            title="Khen thưởng",
            description="Khen thưởng và ghi nhận khác.",
            examples=[[{"form": "BK-BNT", "recipient": {"kind": "tap_the", "name": "…"}, "sources": ["s1"]}]],
        ),
    ] = ()
    people: Annotated[
        tuple[Person, ...],
        Field(
            title="Người được nhắc", description="Chỉ vai trò công khai.", examples=[[{"name": "Kim Ngọc", "position": "Bí thư Tỉnh ủy", "sources": ["s2"]}]]
        ),
    ] = ()

    sources: Annotated[
        tuple[Source, ...],
        Field(
            title="Nguồn", description="Mọi nguồn của hồ sơ.", examples=[[{"id": "s1", "kind": "bao_chi", "publisher": "…", "url": "https://…"}]], min_length=1
        ),
    ]
    caveats: Annotated[
        tuple[Caveat, ...], Field(title="Chỗ chưa chắc", description="Nguồn mâu thuẫn, điều chưa tìm thấy.", examples=[[{"kind": "mau_thuan", "text": "…"}]])
    ] = ()
    editorial_note: Annotated[
        Line,
        Field(title="Ghi chú biên tập", description="Phần nào do biên tập viết lại hoặc rút ra.", examples=["Bài học là nhận định biên tập."], max_length=600),
    ] = ""
    verification: Annotated[
        Verification, Field(title="Xác minh", description="Mức xác minh của hồ sơ.", examples=[{"level": "tong_hop", "date": "2026-11-22"}])
    ]
    contact: Annotated[
        Contact | None, Field(title="Đầu mối", description="Bỏ trống là “chưa có đầu mối liên hệ”.", examples=[{"unit": "Văn phòng UBND tỉnh"}])
    ] = None
    images: Annotated[
        tuple[Image, ...],
        Field(title="Ảnh", description="Ảnh có lời thay, tác giả, sự đồng ý.", examples=[[{"file": "a.jpg", "alt": "…", "credit": "…", "consent": "…"}]]),
    ] = ()
    downloads: Annotated[
        tuple[Download, ...], Field(title="Tệp tải về", description="Báo cáo, biểu mẫu.", examples=[[{"file": "a.pdf", "title": "…", "kind": "bao_cao"}]])
    ] = ()

    status: Annotated[str, Term("case_status"), Field(title="Tình trạng", description="Nháp, chờ duyệt, đã duyệt, rút.", examples=["da_duyet"])]
    approved: Annotated[Approval | None, Field(title="Duyệt", description="Ai duyệt, khi nào.", examples=[{"by": "Chánh Văn phòng", "date": "2026-11-20"}])] = (
        None
    )
    publish_from: Annotated[Day | None, Field(title="Đăng từ ngày", description="Chưa tới ngày này thì chưa đăng.", examples=["2026-12-01"])] = None
    clearance: Annotated[
        Approval | None,
        Field(
            title="Rà soát nhân sự",
            description="Xác nhận không ai được nêu đang bị kỷ luật, thanh tra, điều tra.",
            examples=[{"by": "Ban Tổ chức", "date": "2026-11-20"}],
        ),
    ] = None
    changes: Annotated[
        tuple[Change, ...],
        Field(
            title="Nhật ký thay đổi", description="Mới nhất ở cuối.", examples=[[{"date": "2026-11-22", "kind": "moi", "note": "Đăng lần đầu"}]], min_length=1
        ),
    ]
    withdrawn: Annotated[
        Withdrawal | None, Field(title="Rút", description="Chỉ khi status là rút.", examples=[{"date": "2026-11-22", "reason": "nguon", "by": "…"}])
    ] = None
    former_slugs: Annotated[tuple[Slug, ...], Field(title="Tên tệp cũ", description="Địa chỉ cũ, sẽ chuyển tới địa chỉ này.", examples=[["mot-cua-cu"]])] = ()

    @field_validator("withdrawn")
    @classmethod
    def _still_public(cls, withdrawn: Withdrawal | None) -> None:
        # A withdrawn file becomes a Tombstone; here the file says both that it is and that it is not.
        if withdrawn:
            raise fault("muốn rút hồ sơ thì ghi thêm “status: rut”; nếu không rút, bỏ withdrawn")

    @model_validator(mode="after")
    def _approved(self, info: ValidationInfo) -> Self:
        level = vocabularies(info).typed("verification_level", VerificationLevel)[self.verification.level]
        if self.status == "da_duyet" and not level.exempt and not (self.approved and self.clearance):
            raise fault("hồ sơ đã duyệt cần approved và clearance (ai, ngày nào)")
        return self

    def document(self, identifier: str) -> Document | None:
        return next((document for document in self.documents if document.id == identifier), None)

    def records(self) -> Iterator[tuple[tuple[str | int, ...], Any]]:
        """Every record inside the case, with its place (loc) in the file, depth first."""
        yield from _records(self, ())


def _records(value: Any, loc: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Any]]:
    if isinstance(value, Record):
        yield loc, value
        for name in _holders(type(value)):
            yield from _records(getattr(value, name), (*loc, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            yield from _records(item, (*loc, index))


@cache
def _holders(model: type[Record]) -> tuple[str, ...]:
    """The fields of a record that may hold further records."""
    return tuple(name for name, field in model.model_fields.items() if any(record_types(field.annotation)))


def record_types(annotation: Any) -> Iterator[type[BaseModel]]:
    """The records inside a type such as `tuple[Event, ...] | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from record_types(inner)


def terms(field: FieldInfo) -> Iterator[str]:
    """The vocabularies that a field takes its terms from."""
    yield from (item.vocabulary for item in field.metadata if isinstance(item, Term))
    yield from _nested_terms(field.annotation)


def _nested_terms(annotation: Any) -> Iterator[str]:
    for part in (*get_args(annotation), *getattr(annotation, "__metadata__", ())):
        if isinstance(part, Term):
            yield part.vocabulary
        yield from _nested_terms(part)


def vocabularies_used(model: type[BaseModel] = Case) -> frozenset[str]:
    """The names of every vocabulary that a record and the records inside it need."""
    fields = model.model_fields.values()
    inside = (vocabularies_used(inner) for field in fields for inner in record_types(field.annotation))
    return frozenset(name for field in fields for name in terms(field)).union(*inside)
