"""The parts of a case: what each record holds, and the rules within one record."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Annotated, Any, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator

from casebook.fields import (
    AnyFigure,
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
    told,
    vocabularies,
)
from casebook.shape import record_types
from casebook.values import earliest, latest
from casebook.vocabulary import Grammar, Term


class Record(BaseModel):
    """Closed and unchanging: an unknown key is a fault, a read value stays as it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", title="Bản ghi")


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


class Proposal(Record):
    """Who proposed the model, before it was allowed."""

    description: Annotated[
        Line, told("Nội dung đề xuất", "Ai đề xuất điều gì với ai.", "Ty Thương nghiệp đề xuất bỏ tem phiếu với Thường vụ Tỉnh ủy", max_length=400)
    ]
    date: Annotated[Past | None, told("Ngày", "Bỏ trống nếu chưa có nguồn.", "1979")] = None
    sources: SomeSources


class Authorisation(Record):
    """The decision of a competent body that allowed the pilot."""

    document: Annotated[Line | None, told("Văn bản", "Mã của một mục trong documents.", "nq68")] = None
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


class Result(Record):
    """What changed; a number is drawn, the source's own words are only quoted."""

    name: Annotated[Line, told("Chỉ số", "Đo cái gì, ở đâu.", "Thời gian cấp phiếu, trường hợp thường", max_length=200)]
    unit: Annotated[Line, told("Đơn vị", "Đơn vị đo.", "ngày", max_length=40)] = ""
    before: Annotated[AnyFigure | None, told("Trước", "Số (1.234,5), khoảng (40–60), hoặc lời nguồn (“khoảng 60”).", "10")] = None
    after: Annotated[AnyFigure | None, told("Sau", "Số (1.234,5), khoảng (40–60), hoặc lời nguồn (“khoảng 60”).", "3")] = None
    before_date: Annotated[Past | None, told("Trước: khi nào", "Bỏ trống nếu nguồn không nói.", "2014")] = None
    after_date: Annotated[Past | None, told("Sau: khi nào", "Bỏ trống nếu nguồn không nói.", "2023")] = None
    total: Annotated[AnyFigure | None, told("Trên tổng số", "Tổng số khi kết quả là một phần.", "143")] = None
    scope: Annotated[str, Term("result_scope"), told("Phạm vi", "Của thí điểm, khi đã nhân rộng, hay cả nước sau khi thành quy định.", "thi_diem")] = "thi_diem"
    note: Annotated[Line, told("Ghi chú", "Điều kiện đo, cách tính, kỳ đo.", "theo chuẩn lúc đó", max_length=400)] = ""
    sources: SomeSources

    @model_validator(mode="after")
    def _measured(self) -> Self:
        if self.before is None and self.after is None:
            raise fault("cần before hoặc after")
        return self


class Adoption(Record):
    """Another place that took the model up."""

    place: Annotated[str | None, Term("place"), told("Tỉnh, thành phố", "Để trống nếu không gắn với một tỉnh.", "phu-tho")] = None
    where: Annotated[Line, told("Nơi cụ thể", "Xã, huyện, ngành… theo nguồn.", "12 tỉnh, thành ngoài TP.HCM", max_length=300)] = ""
    agency: Annotated[Line, told("Cơ quan", "Ai làm ở nơi đó.", "UBND tỉnh Phú Thọ", max_length=200)] = ""
    since: Annotated[Past | None, told("Từ", "Bỏ trống nếu chưa có nguồn.", "2024-11-04")] = None
    until: Annotated[When | None, told("Đến", "Nếu nguồn nói.", "2025-06-30")] = None
    since_note: Annotated[Line, told("Ghi chú thời gian", "Điều ngày tháng không nói hết.", "vụ hè thu", max_length=160)] = ""
    status: Annotated[str, Term("adoption_status"), told("Tình trạng", "Theo lời nguồn; đi học tập là “tìm hiểu”.", "dang_lam")]
    relation: Annotated[str, Term("adoption_relation"), told("Quan hệ", "Nguồn có nói nhân rộng từ mô hình này không.", "nhan_rong")] = "nhan_rong"
    changes: Annotated[Line, told("Đã đổi gì", "Khác với mô hình gốc ở chỗ nào.", "thêm ca tối", max_length=400)] = ""
    result: Annotated[Line, told("Kết quả ở đó", "Kết quả riêng của nơi làm theo.", "399 tổ, trên 3 nghìn thành viên", max_length=400)] = ""
    stop_reason: Annotated[Line, told("Vì sao dừng", "Khi đã dừng.", "hết kinh phí", max_length=300)] = ""
    sources: SomeSources

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if not (self.place or self.where):
            raise fault("cần place hoặc where")
        return self


class Parent(Record):
    """The model that this one was adapted from."""

    case: Annotated[Slug | None, told("Hồ sơ gốc", "Tên tệp (không có .yaml) của hồ sơ gốc.", "mot-cua-so")] = None
    title: Annotated[Line, told("Mô hình ngoài kho", "Khi mô hình gốc chưa có trong kho.", "Chương trình OVOP của Nhật Bản", max_length=200)] = ""
    sources: Sources = ()


class Institutionalisation(Record):
    """An enacted document that made the model a rule; never a draft."""

    document: Annotated[Line, told("Văn bản", "Mã của một mục trong documents.", "qd62")]
    note: Annotated[Line, told("Ghi chú", "Văn bản lấy gì từ mô hình.", "nâng hạn mức lên 100 triệu đồng/tháng", max_length=400)] = ""
    sources: SomeSources


class Person(Record):
    """A named person, in a public role only."""

    name: Annotated[Line, told("Họ tên", "Chỉ họ tên.", "Kim Ngọc", max_length=120)]
    position: Annotated[Line, told("Chức danh", "Chức danh công khai và thời gian.", "Bí thư Tỉnh ủy Vĩnh Phúc", max_length=250)]
    unit: Annotated[Line, told("Đơn vị", "Đơn vị công tác.", "Tỉnh ủy Vĩnh Phúc", max_length=200)] = ""
    sources: SomeSources


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


class Caveat(Record):
    """A conflict between sources, a doubt or a gap that the page states."""

    kind: Annotated[str, Term("caveat_kind"), told("Loại", "Mâu thuẫn, chưa chắc, chưa tìm thấy, lưu ý.", "mau_thuan")]
    text: Annotated[Line, told("Nội dung", "Nguồn nào nói gì.", "Hai nguồn ghi số khác nhau: 322 và 362 sản phẩm", max_length=800)]
    sources: Sources = ()


class Source(Record):
    """Where a fact stands."""

    id: SourceId
    kind: Annotated[str, Term("source_kind"), told("Loại nguồn", "Báo chí, cơ quan, văn bản… hay bản sao.", "bao_chi")]
    publisher: Annotated[Line, told("Nơi đăng", "Tên báo, cơ quan.", "Báo Chính phủ", max_length=200)]
    title: Annotated[Line, told("Tên bài", "Bỏ trống nếu chưa biết.", "Dấu ấn khoán hộ", max_length=300)] = ""
    url: Annotated[Url, told("Liên kết", "Địa chỉ bài gốc.", "https://nhandan.vn/…", max_length=1000)]
    date: Annotated[Past | None, told("Ngày đăng", "Bỏ trống nếu nguồn không ghi.", "2024-07")] = None
    quote: Annotated[Quote, told("Trích nguyên văn", "Không quá 40 từ, giữ nguyên chính tả của nguồn.", "triển khai thí điểm từ ngày 1/10/2024")] = ""
    language: Annotated[str, Term("language"), told("Ngôn ngữ của câu trích", "Ghi khi câu trích không phải tiếng Việt.", "en")] = "vi"
    accessed: Annotated[PastDay | None, told("Ngày đọc", "Ngày người tổng hợp mở bài.", "2026-11-20")] = None
    archived: Annotated[Url | None, told("Bản lưu", "Địa chỉ bản lưu, nếu có.", "https://web.archive.org/…")] = None


class Verification(Record):
    """How far the facts were confirmed, by whom and when."""

    level: Annotated[str, Term("verification_level"), told("Mức xác minh", "Ai đã xác nhận.", "tong_hop")]
    by: Annotated[Line, told("Ai xác minh", "Vai trò, đơn vị; bỏ trống nếu chưa ai xác nhận.", "Văn phòng UBND tỉnh", max_length=200)] = ""
    date: Annotated[PastDay, told("Ngày", "Ngày xác minh hoặc tổng hợp.", "2026-11-22")]


class Contact(Record):
    """The originating unit's office: never a private phone or address."""

    unit: Annotated[Line, told("Đơn vị", "Nơi trả lời nơi muốn làm theo.", "Văn phòng UBND tỉnh", max_length=200)]
    phone: Annotated[Phone | None, told("Điện thoại cơ quan", "Không ghi số di động.", "0203 3835 000")] = None
    email: Annotated[Email | None, told("Thư điện tử cơ quan", "Không ghi thư cá nhân.", "vanphong@tinh.gov.vn")] = None
    visits: Annotated[Line, told("Đón đoàn học tập", "Có nhận đoàn tới học không.", "Nhận đoàn vào thứ năm hằng tuần", max_length=200)] = ""


class Image(Record):
    """A picture in cases/media/<slug>/; its metadata (EXIF) is removed on publishing."""

    file: Annotated[File, told("Tệp ảnh", "Tên tệp .jpg, .png hoặc .webp.", "le-khai-truong.jpg")]
    alt: Annotated[Line, told("Lời thay ảnh", "Ảnh cho thấy gì, cho người không nhìn được.", "Người dân nộp hồ sơ tại quầy số 3", max_length=300)]
    caption: Annotated[Line, told("Chú thích", "Dòng dưới ảnh.", "Trung tâm ngày đầu hoạt động", max_length=300)] = ""
    credit: Annotated[Line, told("Tác giả, nguồn ảnh", "Ai chụp, ảnh của ai.", "Ảnh: UBND xã Lao Bảo", max_length=200)]
    consent: Annotated[Line, told("Sự đồng ý", "Người trong ảnh đã đồng ý thế nào.", "Người trong ảnh đồng ý bằng văn bản ngày 01/06/2026", max_length=300)]


class Download(Record):
    """A file that readers can take away, in cases/media/<slug>/."""

    file: Annotated[File, told("Tệp", "Tên tệp .pdf, .docx, .xlsx, .odt hoặc .ods.", "mau-de-an.docx")]
    title: Annotated[Line, told("Tên", "Người đọc thấy tên này.", "Mẫu đề án", max_length=200)]
    kind: Annotated[str, Term("download_kind"), told("Loại", "Báo cáo, biểu mẫu, hướng dẫn.", "mau")]


class Approval(Record):
    """Who, in what role, said yes, and when."""

    by: Annotated[Line, told("Ai", "Chức danh và đơn vị.", "Chánh Văn phòng UBND tỉnh", max_length=200)]
    date: Annotated[PastDay, told("Ngày", "Ngày đồng ý.", "2026-11-20")]


class Change(Record):
    """One line of the update log."""

    date: Annotated[PastDay, told("Ngày", "Ngày thay đổi.", "2026-11-22")]
    kind: Annotated[str, Term("change_kind"), told("Loại", "Mới, cập nhật, đính chính, rút.", "dinh_chinh")]
    note: Annotated[Line, told("Nội dung", "Đổi gì, từ gì thành gì, vì sao.", "Sửa năm bắt đầu từ 2014 thành 2013", max_length=400)]


class Withdrawal(Record):
    """Why a published case is gone; only this, the slug and the log stay public."""

    date: Annotated[PastDay, told("Ngày rút", "Ngày rút.", "2026-11-22")]
    reason: Annotated[str, Term("withdrawal_reason"), told("Lý do", "Chọn một lý do.", "nguon")]
    explanation: Annotated[
        Line, told("Giải thích", "Nói với người đọc; không nhắc lại nội dung đã rút, không nêu tên ai.", "Nguồn số liệu chính đã bị gỡ", max_length=400)
    ] = ""
    by: Annotated[Line, told("Ai quyết định", "Chức danh, đơn vị.", "Đơn vị phụ trách nội dung", max_length=200)]


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
