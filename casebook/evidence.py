"""What a case rests on, and the life of its page: sources, people, files, approval, changes."""

from typing import Annotated
from urllib.parse import urlsplit

from casebook.fields import (
    Email,
    File,
    Line,
    Past,
    PastDay,
    Phone,
    Quote,
    SomeSources,
    SourceId,
    Sources,
    Url,
    YesNo,
    told,
)
from casebook.records import Record
from casebook.vocabulary import Term

READ_AT = "Đã đọc ở trang {}; không dẫn liên kết tới trang ấy"


class Person(Record):
    """A named person, in a public role only."""

    name: Annotated[Line, told("Họ tên", "Chỉ họ tên.", "Kim Ngọc", max_length=120)]
    position: Annotated[Line, told("Chức danh", "Chức danh công khai và thời gian.", "Bí thư Tỉnh ủy Vĩnh Phúc", max_length=250)]
    unit: Annotated[Line, told("Đơn vị", "Đơn vị công tác.", "Tỉnh ủy Vĩnh Phúc", max_length=200)] = ""
    sources: SomeSources


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
    unlinked: Annotated[
        YesNo,
        told("Không dẫn liên kết", "“có” khi địa chỉ nằm ở trang cá cược, quảng cáo…: người đọc chỉ thấy tên miền.", "có"),
    ] = False
    date: Annotated[Past | None, told("Ngày đăng", "Bỏ trống nếu nguồn không ghi.", "2024-07")] = None
    quote: Annotated[Quote, told("Trích nguyên văn", "Không quá 40 từ, giữ nguyên chính tả của nguồn.", "triển khai thí điểm từ ngày 1/10/2024")] = ""
    language: Annotated[str, Term("language"), told("Ngôn ngữ của câu trích", "Ghi khi câu trích không phải tiếng Việt.", "en")] = "vi"
    accessed: Annotated[PastDay | None, told("Ngày đọc", "Ngày người tổng hợp mở bài.", "2026-11-20")] = None
    archived: Annotated[Url | None, told("Bản lưu", "Địa chỉ bản lưu, nếu có.", "https://web.archive.org/…")] = None

    @property
    def link(self) -> str:
        """Where a reader may be led; "" where nobody should be."""
        return "" if self.unlinked else self.url

    @property
    def where(self) -> str:
        """Its address in a text; of what is not linked only the domain, which no program makes a link of."""
        return self.link or READ_AT.format(urlsplit(self.url).netloc.replace(".", "[.]"))


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
