"""How a pilot went: when, by whose leave, with what result, and where it spread."""

import re
from typing import Annotated, Self

from pydantic import ValidationInfo, field_validator, model_validator

from casebook.fields import (
    AnyFigure,
    Kind,
    Line,
    Past,
    Slug,
    SomeSources,
    Sources,
    When,
    YesNo,
    fault,
    told,
)
from casebook.records import Record
from casebook.values import earliest, latest
from casebook.vocabulary import Term


class Period(Record):
    """When the pilot ran."""

    start: Annotated[Past, told("Bắt đầu", "Khi việc làm thử bắt đầu.", "2013-06")]
    end: Annotated[When | None, told("Kết thúc", "Khi việc làm thử kết thúc; bỏ trống nếu đang tiếp tục hoặc chưa rõ.", "2015-12-31")] = None
    ongoing: Annotated[YesNo, told("Đang tiếp tục", "“có” khi nguồn nói đang tiếp tục.", "có")] = False
    note: Annotated[Line, told("Ghi chú", "Điều ngày tháng không nói hết.", "giai đoạn 1", max_length=400)] = ""
    sources: SomeSources

    @field_validator("end")
    @classmethod
    def _after_start(cls, end: str | None, info: ValidationInfo) -> str | None:
        start = info.data.get("start")
        if end and start and latest(end) < earliest(start):
            raise fault(f"kết thúc ({end}) trước khi bắt đầu ({start})")
        return end


class Proposal(Record):
    """Who proposed the model, before it was allowed."""

    description: Annotated[
        Line, told("Nội dung đề xuất", "Ai đề xuất điều gì với ai.", "Ty Thương nghiệp đề xuất bỏ tem phiếu với Thường vụ Tỉnh ủy", max_length=400)
    ]
    date: Annotated[Past | None, told("Ngày", "Bỏ trống nếu chưa có nguồn.", "1979")] = None
    sources: SomeSources


class Authorisation(Record):
    """The decision of a competent body that allowed the pilot."""

    document: Annotated[Line | None, Kind("document"), told("Văn bản", "Mã của một mục trong documents.", "nq68")] = None
    description: Annotated[Line, told("Mô tả", "Khi không có văn bản cụ thể: ai cho phép điều gì.", "Thủ tướng cho phép thí điểm", max_length=400)] = ""
    date: Annotated[Past | None, told("Ngày", "Bỏ trống để lấy ngày của văn bản.", "2015")] = None
    issuer: Annotated[Line, told("Cơ quan cho phép", "Bỏ trống để lấy cơ quan ban hành văn bản.", "Thủ tướng Chính phủ", max_length=200)] = ""
    scope: Annotated[Line, told("Phạm vi", "Cho phép ở đâu, đến khi nào.", "gia hạn đến hết 31/12/2025", max_length=300)] = ""
    extends: Annotated[YesNo, told("Gia hạn, mở rộng", "“có” nếu là văn bản gia hạn, mở rộng hay hướng dẫn sau khi đã bắt đầu.", "có")] = False
    sources: SomeSources

    @model_validator(mode="after")
    def _something(self) -> Self:
        if not (self.document or self.description):
            raise fault("cần document (mã văn bản) hoặc description")
        return self


class Event(Record):
    """Something that happened on the path."""

    date: Annotated[Past, told("Ngày", "Năm, tháng hoặc ngày.", "2014-03")]
    until: Annotated[When | None, told("Đến", "Nếu kéo dài.", "2014-05")] = None
    date_note: Annotated[Line, told("Ghi chú thời gian", "Điều ngày tháng không nói hết.", "vụ hè thu", max_length=120)] = ""
    event: Annotated[Line, told("Sự kiện", "Một câu.", "Trung tâm chính thức hoạt động", max_length=500)]
    flag: Annotated[str | None, Term("pilot_flag"), told("Biến động", "Điều chỉnh, gia hạn, tạm dừng, kết thúc.", "gia_han")] = None
    sources: SomeSources

    @field_validator("until")
    @classmethod
    def _in_order(cls, until: str | None, info: ValidationInfo) -> str | None:
        if until and "date" in info.data and latest(until) < earliest(info.data["date"]):
            raise fault(f"“đến” ({until}) trước ngày bắt đầu ({info.data['date']})")
        return until


class Review(Record):
    """Someone looked at how it went; a conference is not a tổng kết unless the source says so."""

    kind: Annotated[str, Term("review_kind"), told("Loại", "Theo đúng lời nguồn.", "so_ket")]
    date: Annotated[Past | None, told("Ngày", "Bỏ trống nếu chưa có nguồn.", "2023-10-19")] = None
    agency: Annotated[Line, told("Ai rà soát", "Cơ quan hoặc người rà soát.", "Ủy ban Thường vụ Quốc hội", max_length=200)] = ""
    finding: Annotated[Line, told("Kết luận", "Nói gì.", "Mô hình đáp ứng mục tiêu, còn vướng về biên chế", max_length=600)]
    outcome: Annotated[str | None, Term("outcome"), told("Đạt hay chưa", "Chỉ ghi khi cơ quan có thẩm quyền kết luận.", "hoan_thanh")] = None
    sources: SomeSources


PERCENT = re.compile(r"[\d.,–-]+\s*%")
"""A number that is taken for words because its unit stands beside it."""


class Result(Record):
    """What changed; a number is drawn, the source's own words are only quoted."""

    name: Annotated[Line, told("Chỉ số", "Đo cái gì, ở đâu.", "Thời gian cấp phiếu, trường hợp thường", max_length=200)]
    unit: Annotated[Line, told("Đơn vị", "Đơn vị đo.", "ngày", max_length=40)] = ""
    before: Annotated[AnyFigure | None, told("Trước", "Số (1.234,5), khoảng (40–60), hoặc lời nguồn (“khoảng 60”).", "10")] = None
    after: Annotated[AnyFigure | None, told("Sau", "Số (1.234,5), khoảng (40–60), hoặc lời nguồn (“khoảng 60”).", "3")] = None
    before_date: Annotated[Past | None, told("Trước: khi nào", "Bỏ trống nếu nguồn không nói.", "2014")] = None
    after_date: Annotated[Past | None, told("Sau: khi nào", "Bỏ trống nếu nguồn không nói.", "2023")] = None
    baseline: Annotated[
        str,
        Term("baseline"),
        told("Số trước là gì", "Số đo; hay mức theo quy định, số cộng dồn: hai loại này không tính là “đo trước và sau”.", "quy_dinh"),
    ] = "do_duoc"
    total: Annotated[AnyFigure | None, told("Trên tổng số", "Tổng số khi kết quả là một phần.", "143")] = None
    scope: Annotated[str, Term("result_scope"), told("Phạm vi", "Của thí điểm, khi đã nhân rộng, hay cả nước sau khi thành quy định.", "thi_diem")] = "thi_diem"
    note: Annotated[Line, told("Ghi chú", "Điều kiện đo, cách tính, kỳ đo.", "theo chuẩn lúc đó", max_length=400)] = ""
    sources: SomeSources

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if self.before is None and self.after is None:
            raise fault("cần before hoặc after")
        for value in (self.before, self.after, self.total):
            if "%" in self.unit and isinstance(value, str) and PERCENT.fullmatch(value):
                raise fault(f"“{value}” sẽ được coi là lời; bỏ dấu %, vì unit đã ghi %")
        return self


class Adoption(Record):
    """Another place that took the model up."""

    place: Annotated[
        str | None, Term("place"), told("Tỉnh, thành phố", "Nguồn kể nhiều tỉnh thì mỗi tỉnh một mục; để trống nếu không gắn với tỉnh nào.", "phu-tho")
    ] = None
    where: Annotated[Line, told("Nơi cụ thể", "Xã, huyện, ngành… theo nguồn.", "12 tỉnh, thành ngoài TP.HCM", max_length=300)] = ""
    agency: Annotated[Line, told("Cơ quan", "Ai làm ở nơi đó.", "UBND tỉnh Phú Thọ", max_length=200)] = ""
    since: Annotated[Past | None, told("Từ", "Bỏ trống nếu chưa có nguồn.", "2024-11-04")] = None
    until: Annotated[When | None, told("Đến", "Nếu nguồn nói.", "2025-06-30")] = None
    since_note: Annotated[Line, told("Ghi chú thời gian", "Điều ngày tháng không nói hết.", "vụ hè thu", max_length=160)] = ""
    status: Annotated[str, Term("adoption_status"), told("Tình trạng", "Theo lời nguồn; đi học tập là “tìm hiểu”.", "dang_lam")]
    relation: Annotated[str, Term("adoption_relation"), told("Quan hệ", "Nguồn có nói nhân rộng từ mô hình này không.", "nhan_rong")] = "nhan_rong"
    changes: Annotated[Line, told("Đã đổi gì", "Khác với mô hình gốc ở chỗ nào.", "thêm ca tối", max_length=400)] = ""
    result: Annotated[Line, told("Kết quả ở đó", "Kết quả riêng của nơi làm theo.", "399 tổ, trên 3 nghìn thành viên", max_length=400)] = ""
    best: Annotated[YesNo, told("Nguồn gọi là tốt nhất", "“có” chỉ khi nguồn dẫn ở mục này gọi đây là nơi làm theo tốt nhất; không tự chấm.", "có")] = False
    stop_reason: Annotated[Line, told("Vì sao dừng", "Khi đã dừng.", "hết kinh phí", max_length=300)] = ""
    sources: SomeSources

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.place or self.where):
            raise fault("cần place hoặc where")
        if self.best and not self.result:
            raise fault("best: có cần result, kết quả riêng ở nơi đó mà nguồn nêu")
        return self


class Parent(Record):
    """The model that this one was adapted from."""

    case: Annotated[Slug | None, told("Hồ sơ gốc", "Tên tệp (không có .yaml) của hồ sơ gốc.", "mot-cua-so")] = None
    title: Annotated[Line, told("Mô hình ngoài kho", "Khi mô hình gốc chưa có trong kho.", "Chương trình OVOP của Nhật Bản", max_length=200)] = ""
    sources: Sources = ()


class Institutionalisation(Record):
    """An enacted document that made the model a rule; never a draft."""

    document: Annotated[Line, Kind("document"), told("Văn bản", "Mã của một mục trong documents.", "qd62")]
    note: Annotated[Line, told("Ghi chú", "Văn bản lấy gì từ mô hình.", "nâng hạn mức lên 100 triệu đồng/tháng", max_length=400)] = ""
    sources: SomeSources
