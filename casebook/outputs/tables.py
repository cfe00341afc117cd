"""The open data as tables: the cases, and by themselves their records of adoption and of praise."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from casebook import standing
from casebook.entries import VerificationLevel
from casebook.outputs.table import Row
from casebook.outputs.terms import LICENCE, credit
from casebook.places import adopter, present
from casebook.site import Site
from casebook.values import shown
from casebook.view import View

Cell = str | Decimal | int


@dataclass(frozen=True)
class Table:
    """`columns` are name → what it says, in their order; `rows` those of one case."""

    title: str
    columns: Mapping[str, str]
    rows: Callable[[Site, View], Iterator[Iterable[Cell]]]

    def of(self, site: Site, views: Iterable[View]) -> list[Row]:
        """The names of the columns, then every row of these cases."""
        return [tuple(self.columns), *(tuple(row) for row in chain.from_iterable(self.rows(site, view) for view in views))]


CASES = {
    "ma": "mã hồ sơ, cũng là phần cuối địa chỉ trang",
    "ten": "tên mô hình",
    "tom_tat": "tóm tắt",
    "linh_vuc": "lĩnh vực, cách nhau bằng dấu chấm phẩy",
    "noi_lam": "nơi làm, tên lúc đó và tên nay",
    "cap": "cấp khởi đầu",
    "co_quan": "cơ quan thực hiện",
    "bat_dau": "ngày, tháng hoặc năm bắt đầu làm thử",
    "ket_thuc": "kết thúc; trống là còn tiếp tục hoặc chưa rõ",
    "bac_da_toi": "bậc xa nhất đã tới, không kể biểu dương",
    "so_bac": "số bậc có bản ghi kèm ngày và nguồn, trong tám bậc",
    "bang_chung": "số tiêu chí bằng chứng đạt, trong năm",
    "chi_so": "kết quả đứng đầu hồ sơ",
    "truoc": "giá trị trước, như trên trang (1.234,5), khoảng, hoặc lời của nguồn",
    "sau": "giá trị sau, cùng cách ghi",
    "don_vi": "đơn vị của hai giá trị",
    "so_noi_lam_theo": "mọi ghi nhận về nơi khác trong hồ sơ, kể cả tìm hiểu, mô hình tương tự, đã dừng",
    "so_khen_thuong": "số ghi nhận khen thưởng",
    "xac_minh": "mức xác minh",
    "cap_nhat": "ngày của thay đổi mới nhất",
    "dia_chi": "địa chỉ trang",
    # New ones go to the end: who reads by position is not misled.
    "giay_phep": "giấy phép của bản ghi",
    "ghi_cong": "lời ghi công khi dùng lại",
    "so_ghi_nhan_nhan_rong": "ghi nhận mà nguồn nói là nhân rộng từ mô hình này và chưa nói là thôi, như trên trang",
    "truoc_so": "giá trị trước dạng số máy (1234.5); trống khi không phải một con số",
    "sau_so": "giá trị sau dạng số máy; trống khi không phải một con số",
    "ngay_truoc": "ngày, tháng hoặc năm của giá trị trước",
    "ngay_sau": "ngày, tháng hoặc năm của giá trị sau",
    "pham_vi": "kết quả của thí điểm, khi đã nhân rộng, hay của cả nước",
    "so_truoc_la_gi": "số đo được, mức theo quy định, số cộng dồn, hay đo theo chuẩn khác; trống khi không có giá trị trước",
    "ghi_chu": "điều phải đọc cùng kết quả",
}
"""A row a case."""

OF_CASE = {"ma": "mã hồ sơ, cũng là phần cuối địa chỉ trang", "ten": "tên mô hình"}
RIGHTS = {
    "nguon": "địa chỉ các nguồn, cách nhau bằng dấu cách; nguồn không dẫn liên kết thì không có ở đây",
    "dia_chi": "địa chỉ trang của mô hình",
    "giay_phep": "giấy phép của bản ghi",
    "ghi_cong": "lời ghi công khi dùng lại",
    "ai_dua_tin": "cơ quan, báo của từng nguồn, kể cả nguồn không dẫn liên kết",
}
ADOPTIONS = {
    **OF_CASE,
    "noi_lam_theo": "nơi ghi nhận, tên lúc đó và tên nay, rồi nơi cụ thể",
    "tinh_nay": "tỉnh, thành phố ngày nay; trống khi nguồn không nói tới một tỉnh",
    "co_quan": "ai làm ở nơi đó",
    "tu": "từ ngày, tháng hoặc năm; trống là chưa có nguồn",
    "den": "đến khi nào, nếu nguồn nói",
    "tinh_trang": "tình trạng theo lời nguồn",
    "quan_he": "nguồn có nói là nhân rộng từ mô hình này không",
    "la_nhan_rong": "có: được đếm là ghi nhận nhân rộng như trên trang; không: tìm hiểu, mô hình tương tự, đã dừng",
    "da_doi_gi": "khác mô hình gốc ở chỗ nào",
    "ket_qua": "kết quả riêng ở nơi đó",
    "vi_sao_dung": "lý do dừng mà nguồn nêu",
    **RIGHTS,
}
COMMENDATIONS = {
    **OF_CASE,
    "hinh_thuc": "hình thức, và hạng nếu có",
    "theo_luat": "có: hình thức trong Luật Thi đua, khen thưởng; không: ghi nhận ngoài luật",
    "ten_goi": "tên mà nguồn ghi",
    "noi_tang": "nơi tặng, như nguồn gọi",
    "tham_quyen": "ai quyết định; trống là nguồn không nói rõ",
    "doi_tuong": "cá nhân, tập thể hay hộ gia đình",
    "nguoi_nhan": "tên như trong quyết định hoặc nguồn; trống khi lời khen bị huỷ, bị tước",
    "chuc_danh": "chức danh công khai khi được khen",
    "don_vi": "đơn vị của người, tập thể được khen",
    "ngay": "ngày, tháng hoặc năm; trống là chưa có nguồn",
    "quyet_dinh": "số, ký hiệu của quyết định",
    "thanh_tich": "khen vì việc gì",
    "khen_cho": "khen cho mô hình này hay cho việc khác",
    "tinh_trang": "còn hiệu lực, đính chính, bị huỷ bỏ, bị tước",
    **RIGHTS,
}


def _case(site: Site, view: View) -> Iterator[Cell]:
    labels = site.book.vocabularies
    case, lead = view.case, view.lead
    yield from (view.slug, case.title, case.summary)
    yield "; ".join(labels["sector"][code].label for code in case.sectors)
    yield "; ".join(view.places)
    yield from (labels["level"][case.level].label, case.agency, case.period.start, case.period.end or "")
    yield from (labels["rung"][view.stage].label, len(view.reached), view.evidence)
    yield from (lead.name, "" if lead.before is None else shown(lead.before), "" if lead.after is None else shown(lead.after), lead.unit)
    yield from (len(case.adoptions), len(case.commendations))
    yield from (labels.typed("verification_level", VerificationLevel)[case.verification.level].statement, view.updated, f"{site.address}mo-hinh/{view.slug}/")
    yield from (LICENCE, credit(site, view.slug), view.copies)
    yield from (figure if isinstance(figure, Decimal) else "" for figure in (lead.before, lead.after))
    yield from (lead.before_date or "", lead.after_date or "", labels["result_scope"][lead.scope].label)
    yield from ("" if lead.before is None else labels["baseline"][lead.baseline].label, lead.note)


def _adoptions(site: Site, view: View) -> Iterator[Iterable[Cell]]:
    labels, places = site.book.vocabularies, site.places
    for item in view.adoptions:
        today = places[present(item.place, places)].short if item.place else ""
        yield (
            *(view.slug, view.title, adopter(item, places), today, item.agency, item.since or "", item.until or ""),
            *(labels["adoption_status"][item.status].label, labels["adoption_relation"][item.relation].label),
            *(_flag(standing.spread(item, labels)), item.changes, item.result, item.stop_reason),
            *_rights(site, view, item.sources),
        )


def _commendations(site: Site, view: View) -> Iterator[Iterable[Cell]]:
    labels = site.book.vocabularies
    for item in site.public(view).commendations:
        rank = f", {labels['award_rank'][item.rank].label.lower()}" if item.rank else ""
        yield (
            *(view.slug, view.title, labels["award"][item.form].label + rank, _flag(standing.statutory(item, labels)), item.name, item.issuer),
            *(labels["decider"][item.decider].label if item.decider else "", labels["recipient_kind"][item.recipient.kind].label),
            *(item.recipient.name, item.recipient.position, item.recipient.unit, item.date or "", item.decision.number if item.decision else ""),
            *(item.reason, labels["commendation_scope"][item.scope].label, labels["award_status"][item.status].label),
            *_rights(site, view, item.sources),
        )


def _flag(holds: bool) -> str:
    return "có" if holds else "không"


def _rights(site: Site, view: View, sources: Iterable[str]) -> tuple[str, ...]:
    told = [view.numbered[source][1] for source in sources]
    addresses = " ".join(source.link for source in told if source.link)
    publishers = "; ".join(dict.fromkeys(source.publisher for source in told))
    return addresses, f"{site.address}mo-hinh/{view.slug}/", LICENCE, credit(site, view.slug), publishers


TABLES: Mapping[str, Table] = {
    "cases": Table("Mô hình", CASES, lambda site, view: iter((_case(site, view),))),
    "adoptions": Table("Nhân rộng", ADOPTIONS, _adoptions),
    "commendations": Table("Khen thưởng", COMMENDATIONS, _commendations),
}
"""By the name of their files."""
