"""What a case is. Every form, template, check and document follows this file."""

from collections.abc import Iterator
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator, model_validator

from casebook.commendation import Commendation
from casebook.document import Document
from casebook.entries import VerificationLevel
from casebook.evidence import Approval, Caveat, Change, Contact, Download, Image, Person, Source, Verification, Withdrawal
from casebook.fields import (
    Day,
    Line,
    Slug,
    Sources,
    When,
    fault,
    told,
    vocabularies,
)
from casebook.path import Adoption, Authorisation, Event, Institutionalisation, Parent, Period, Proposal, Result, Review
from casebook.prose import Prose
from casebook.records import Budget, Conditions, DigitalNeed, Record, Scale, Statement, Step, Terrain, walk
from casebook.vocabulary import Term


class Tombstone(BaseModel):
    """All that a withdrawn file gives to the site: by its type, nothing else can be published."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    status: Literal["rut"]
    withdrawn: Withdrawal
    former_slugs: tuple[Slug, ...] = ()


class Case(Record):
    """A pilot model: how it came about, what it changed, where it went, who was praised."""

    title: Annotated[Line, told("Tên mô hình", "Ngắn, nói được việc và nơi.", "“Ngày không hẹn” ở bộ phận một cửa cấp xã", max_length=120)]
    summary: Annotated[
        Line,
        told(
            "Tóm tắt",
            "Hai, ba câu cho thẻ, tìm kiếm và chia sẻ; không định dạng.",
            "Nhiều xã dành một buổi cố định trong tuần để trả kết quả ngay.",
            max_length=400,
        ),
    ]
    summary_sources: Sources = ()
    kind: Annotated[str, Term("kind"), told("Loại", "Mô hình, cơ chế, sáng kiến hay cách làm.", "thi_diem")]
    sectors: Annotated[
        tuple[Annotated[str, Term("sector")], ...],
        told("Lĩnh vực", "Một đến ba lĩnh vực, chính đứng trước.", ["dieu_hanh", "tu_phap"], min_length=1, max_length=3),
    ]
    keywords: Annotated[tuple[Line, ...], told("Từ khoá", "Từ người tìm hay gõ mà tên và tóm tắt chưa có.", ["một cửa", "hộ tịch"], max_length=12)] = ()
    innovation_types: Annotated[tuple[Annotated[str, Term("innovation_type")], ...], told("Loại đổi mới", "Bỏ trống nếu chưa rõ.", ["dich_vu"])] = ()
    bottleneck: Annotated[str | None, Term("bottleneck"), told("Điểm nghẽn", "Điểm nghẽn mà mô hình gỡ.", "to_chuc")] = None
    regime: Annotated[str | None, Term("regime"), told("Khung pháp lý", "Thí điểm theo khung nào; bỏ trống nếu nguồn không nói.", "nq_quoc_hoi")] = None
    level: Annotated[str, Term("level"), told("Cấp khởi đầu", "Cấp bắt đầu mô hình.", "xa")]
    places: Annotated[
        tuple[Annotated[str, Term("place")], ...], told("Nơi làm", "Tỉnh, thành phố theo tên lúc làm; tên cũ vẫn dùng được.", ["bac-giang"], min_length=1)
    ]
    locality: Annotated[Line, told("Địa bàn cụ thể", "Xã, huyện, tuyến… theo tên lúc làm.", "xã Vi Hương, huyện Bạch Thông", max_length=300)] = ""
    place_note: Annotated[
        Statement | None, told("Ghi chú về nơi", "Sáp nhập, đổi tên ngoài danh mục.", {"text": "Từ 1968 hợp nhất thành Vĩnh Phú", "sources": ["s8"]})
    ] = None
    agency: Annotated[Line, told("Cơ quan thực hiện", "Ai chủ trì, ai phối hợp.", "UBND xã Vi Hương", max_length=300)]
    partners: Annotated[tuple[Line, ...], told("Đối tác", "Doanh nghiệp, tổ chức cùng làm.", ["Công ty Oxalis"])] = ()
    beneficiaries: Annotated[tuple[Annotated[str, Term("beneficiary")], ...], told("Ai được lợi", "Nhóm thụ hưởng.", ["nguoi_dan"])] = ()
    terrain: Annotated[Terrain | None, told("Địa hình", "Bỏ trống là “chưa rõ”.", {"value": ["mien_nui"], "by": "bien_tap", "reason": "…"})] = None
    scale: Annotated[Scale | None, told("Quy mô dân số", "Bỏ trống là “chưa rõ”.", {"value": "nho", "sources": ["s1"]})] = None
    budget_band: Annotated[Budget | None, told("Mức chi", "Bỏ trống là “chưa rõ”.", {"value": "duoi_1_ty", "sources": ["s1"]})] = None
    digital_need: Annotated[DigitalNeed | None, told("Nhu cầu số", "Bỏ trống là “chưa rõ”.", {"value": "co_ban", "sources": ["s1"]})] = None

    problem: Annotated[
        Prose,
        told("Vấn đề", "Vướng gì trước khi làm. Được dùng **đậm**, danh sách “- ”, liên kết.", "Thủ tục làm ngay được vẫn phải hẹn nhiều ngày.", min_length=1),
    ]
    problem_sources: Sources = ()
    solution: Annotated[
        Prose,
        told("Cách làm", "Đã làm gì. Được dùng **đậm**, danh sách “- ”, liên kết.", "Chọn thủ tục phát sinh nhiều, lãnh đạo ký ngay tại quầy.", min_length=1),
    ]
    solution_sources: Sources = ()
    steps: Annotated[tuple[Step, ...], told("Các bước", "Theo thứ tự.", [{"what": "Rà soát thủ tục", "sources": ["s1"]}])] = ()
    lessons: Annotated[tuple[Statement, ...], told("Bài học", "Điều nơi khác nên biết.", [{"text": "Không hứa tất cả", "by": "bien_tap"}])] = ()
    limits: Annotated[tuple[Statement, ...], told("Hạn chế", "Điều chưa được, hệ quả phụ.", [{"text": "Khâu chấm điểm còn nể nang", "sources": ["s3"]}])] = ()
    conditions: Annotated[Conditions, told("Điều kiện làm theo", "Cần có, nên có, khi nào không nên chép.", {"needed": [{"text": "…", "by": "bien_tap"}]})] = (
        Conditions()
    )

    period: Annotated[Period, told("Thời gian", "Bắt đầu và kết thúc việc làm thử.", {"start": "2013", "sources": ["s1"]})]
    documents: Annotated[tuple[Document, ...], told("Văn bản", "Văn bản cho phép, hướng dẫn, thể chế hoá.", [{"id": "nq68", "number": "68-NQ/TU"}])] = ()
    proposals: Annotated[tuple[Proposal, ...], told("Đề xuất", "Ai đề xuất, khi nào.", [{"description": "…", "sources": ["s1"]}])] = ()
    authorisations: Annotated[tuple[Authorisation, ...], told("Cho phép", "Cơ quan có thẩm quyền cho làm.", [{"document": "nq68", "sources": ["s1"]}])] = ()
    timeline: Annotated[tuple[Event, ...], told("Dòng thời gian", "Sự kiện theo thứ tự.", [{"date": "2014-03", "event": "…", "sources": ["s1"]}])] = ()
    reviews: Annotated[
        tuple[Review, ...], told("Rà soát", "Sơ kết, tổng kết, đánh giá, khảo sát.", [{"kind": "so_ket", "finding": "…", "sources": ["s1"]}])
    ] = ()
    next_review: Annotated[When | None, told("Rà soát tiếp theo", "Khi đơn vị hẹn rà soát.", "2027-06")] = None
    results: Annotated[
        tuple[Result, ...],
        told("Kết quả", "Trước và sau; kết quả mạnh nhất đứng đầu.", [{"name": "…", "after": "3", "unit": "ngày", "sources": ["s2"]}], min_length=1),
    ]
    adoptions: Annotated[
        tuple[Adoption, ...], told("Nơi làm theo", "Ai đã làm theo, từ khi nào.", [{"place": "phu-tho", "status": "dang_lam", "sources": ["s5"]}])
    ] = ()
    adapted_from: Annotated[tuple[Parent, ...], told("Học từ", "Mô hình gốc.", [{"title": "OVOP"}])] = ()
    institutionalisation: Annotated[
        tuple[Institutionalisation, ...], told("Thể chế hoá", "Văn bản đã ban hành biến mô hình thành quy định.", [{"document": "qd62", "sources": ["s3"]}])
    ] = ()
    commendations: Annotated[
        tuple[Commendation, ...],
        told(
            "Khen thưởng",
            "Khen thưởng và ghi nhận khác.",
            [{"form": "BK-BNT", "issuer": "…", "recipient": {"kind": "tap_the", "name": "…"}, "sources": ["s1"]}],
        ),
    ] = ()
    people: Annotated[
        tuple[Person, ...], told("Người được nhắc", "Chỉ vai trò công khai.", [{"name": "Kim Ngọc", "position": "Bí thư Tỉnh ủy", "sources": ["s2"]}])
    ] = ()

    sources: Annotated[
        tuple[Source, ...],
        told("Nguồn", "Mọi nguồn của hồ sơ.", [{"id": "s1", "kind": "bao_chi", "publisher": "…", "url": "https://chinhphu.vn/"}], min_length=1),
    ]
    caveats: Annotated[tuple[Caveat, ...], told("Chỗ chưa chắc", "Nguồn mâu thuẫn, điều chưa tìm thấy.", [{"kind": "mau_thuan", "text": "…"}])] = ()
    editorial_note: Annotated[
        Line, told("Ghi chú biên tập", "Phần nào do biên tập viết lại hoặc rút ra.", "Bài học là nhận định biên tập.", max_length=600)
    ] = ""
    verification: Annotated[Verification, told("Xác minh", "Mức xác minh của hồ sơ.", {"level": "tong_hop", "date": "2026-11-22"})]
    contact: Annotated[Contact | None, told("Đầu mối", "Bỏ trống là “chưa có đầu mối liên hệ”.", {"unit": "Văn phòng UBND tỉnh"})] = None
    images: Annotated[
        tuple[Image, ...], told("Ảnh", "Ảnh có lời thay, tác giả, sự đồng ý.", [{"file": "a.jpg", "alt": "…", "credit": "…", "consent": "…"}])
    ] = ()
    downloads: Annotated[tuple[Download, ...], told("Tệp tải về", "Báo cáo, biểu mẫu.", [{"file": "a.pdf", "title": "…", "kind": "bao_cao"}])] = ()

    status: Annotated[str, Term("case_status"), told("Tình trạng", "Nháp, chờ duyệt, đã duyệt, rút.", "da_duyet")]
    approved: Annotated[Approval | None, told("Duyệt", "Ai duyệt, khi nào.", {"by": "Chánh Văn phòng", "date": "2026-11-20"})] = None
    publish_from: Annotated[Day | None, told("Đăng từ ngày", "Chưa tới ngày này thì chưa đăng.", "2026-12-01")] = None
    clearance: Annotated[
        Approval | None,
        told("Rà soát nhân sự", "Xác nhận không ai được nêu đang bị kỷ luật, thanh tra, điều tra.", {"by": "Ban Tổ chức", "date": "2026-11-20"}),
    ] = None
    changes: Annotated[
        tuple[Change, ...], told("Nhật ký thay đổi", "Mới nhất ở cuối.", [{"date": "2026-11-22", "kind": "moi", "note": "Đăng lần đầu"}], min_length=1)
    ]
    withdrawn: Annotated[Withdrawal | None, told("Rút", "Chỉ khi status là rút.", {"date": "2026-11-22", "reason": "nguon", "by": "…"})] = None
    former_slugs: Annotated[tuple[Slug, ...], told("Tên tệp cũ", "Địa chỉ cũ, sẽ chuyển tới địa chỉ này.", ["mot-cua-cu"])] = ()

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
        return walk(self)
