"""What an editor should look at: nothing here is a fault, nothing here is published."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from casebook import merit
from casebook.book import Casebook
from casebook.entries import DocumentStatus, Instrument, Place
from casebook.fold import fold
from casebook.model import Case
from casebook.places import present
from casebook.tick import Tick, telling, unheard
from casebook.values import earliest, latest, months_between, shown_date

CLEARED_FOR = 12
"""Months after which a clearance is asked for again."""

ALIKE = 0.5
"""Share of words in common from which two titles of one place, or of one year, are shown to an editor."""

ALIKE_ANYWHERE = 0.7

PERSONAL = {
    r"(?<!\d)\d{9}(?!\d)": "chín chữ số liền: có phải số chứng minh nhân dân?",
    r"(?<![\d.,])0\d(?:[ .-]?\d){8,9}(?![\d,])": "giống số điện thoại: có phải số riêng?",
    r"[\w.+-]+@[\w-]+\.[\w.]+": "thư điện tử ngoài mục đầu mối: có phải thư riêng?",
    r"\b(?i:sinh năm|CCCD|CMND|căn cước|hộ khẩu|số nhà)\b[^.;\n]{0,12}\d": "có thể là ngày sinh, giấy tờ hay địa chỉ nhà của một người",
    r"\b(?i:bị bệnh|nhiễm HIV|khuyết tật|mắc bệnh|tâm thần)\b": "có thể là sức khoẻ của một người",
    r"\b(?i:con trai|con gái|vợ|chồng|bố mẹ|cha mẹ) (?:của )?(?:ông|bà|anh|chị|đồng chí) [A-ZĐ]": "có thể là quan hệ gia đình của một người",
}
"""What the rules let pass because it is often right, and a person should read once more."""


class Notice(NamedTuple):
    """One thing to look at; `kind` is the heading it stands under, `slug` the case."""

    kind: str
    slug: str
    message: str


def notices(book: Casebook, tick: Tick = unheard) -> Iterator[Notice]:
    """Everything that the casebook alone shows, the headings in the order of NOTICES."""
    for kind, find in telling(list(NOTICES.items()), tick):
        yield from (Notice(kind, slug, message) for slug, message in find(book))


Found = Iterator[tuple[str, str]]


def _drafts_waiting(book: Casebook) -> Found:
    for slug, case in book.drafts.items():
        if case.status == "da_duyet":
            yield slug, f"đã duyệt, hẹn đăng từ {shown_date(case.publish_from or '')}"
        else:
            yield slug, f"{book.vocabularies['case_status'][case.status].label.lower()}, ghi gần nhất {shown_date(case.changes[-1].date)}"


def _reviews_overdue(book: Casebook) -> Found:
    for slug, case in book.everything():
        if case.next_review and latest(case.next_review) < book.today:
            yield slug, f"hẹn rà soát {shown_date(case.next_review)}, đã qua; hỏi kết quả rồi ghi một mục “Rà soát”, hoặc hẹn lại"


def _clearances_old(book: Casebook) -> Found:
    for slug, case in book.cases.items():
        if case.clearance and (months := months_between(case.clearance.date, book.today.isoformat())) >= CLEARED_FOR:
            yield slug, f"xác nhận nhân sự từ {shown_date(case.clearance.date)}, đã {months} tháng; xin xác nhận lại rồi chạy approve"


def _documents_lapsed(book: Casebook) -> Found:
    statuses = book.vocabularies.typed("document_status", DocumentStatus)
    replaced = {one.number: one for one in book.vocabularies.typed("instrument", Instrument).values() if one.replaced_by}
    for slug, case in book.everything():
        for document in case.documents:
            name = document.number or document.cited_as
            if document.status and statuses[document.status].lapsed:
                yield slug, f"{name} đã hết hiệu lực; nói rõ trên trang văn bản nào thay, còn làm theo được không"
            elif document.number in replaced and (not document.date or replaced[document.number].date in ("", document.date)):
                yield slug, f"{name} đã được thay bằng {replaced[document.number].replaced_by}; xem lại status của văn bản"


def _personal_data(book: Casebook) -> Found:
    for slug, _ in book.everything():
        kept = {name: value for name, value in book.sources[slug].data.items() if name != "contact"}
        text = "\n".join(_texts(kept))
        yield from ((slug, f"“{found[0]}”: {words}") for pattern, words in PERSONAL.items() if (found := re.search(pattern, text)))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield from () if value.startswith("http") else (value,)
    elif isinstance(value, Mapping | list):
        yield from chain.from_iterable(map(_texts, value.values() if isinstance(value, Mapping) else value))


def _places_unsaid(book: Casebook) -> Found:
    names = {place.short for place in book.vocabularies.typed("place", Place).values()}
    one = re.compile(rf"\b(?:{'|'.join(map(re.escape, names))})\b")
    for slug, case in book.everything():
        for item in case.adoptions:
            if not item.place and (named := dict.fromkeys(one.findall(item.where))):
                yield slug, f"“{item.where[:60]}” nêu {', '.join(named)}: ghi mỗi tỉnh một mục và chọn tỉnh, để trang của tỉnh đó cũng kể"


def _near_duplicates(book: Casebook) -> Found:
    places = book.vocabularies.typed("place", Place)
    cases = dict(book.everything())
    words = {slug: frozenset(re.findall(r"\w+", fold(case.title))) for slug, case in cases.items()}
    seen: dict[str, list[str]] = defaultdict(list)
    for slug, case in cases.items():
        for other, shared in Counter(chain.from_iterable(seen[word] for word in words[slug])).items():
            alike = shared / (len(words[slug]) + len(words[other]) - shared)
            near = _near(case, cases[other], places) if alike >= ALIKE else ""
            if alike >= (ALIKE if near else ALIKE_ANYWHERE):
                yield slug, f"tên gần giống “{cases[other].title}” ({other}){', ' + near if near else ''}; có phải một mô hình?"
        for word in words[slug]:
            seen[word].append(slug)


def _near(one: Case, other: Case, places: Mapping[str, Place]) -> str:
    if {present(place, places) for place in one.places} & {present(place, places) for place in other.places}:
        return "cùng nơi"
    return "bắt đầu cùng năm" if earliest(one.period.start).year == earliest(other.period.start).year else ""


def _nearly_showcase(book: Casebook) -> Found:
    for slug, case in book.cases.items():
        if lacks := merit.missing(case, book.vocabularies):
            yield slug, f"còn thiếu {'; '.join(lacks)}"


NOTICES: Mapping[str, Callable[[Casebook], Found]] = {
    "Chưa đăng": _drafts_waiting,
    "Có thể là dữ liệu cá nhân": _personal_data,
    "Xác nhận nhân sự đã cũ": _clearances_old,
    "Quá hẹn rà soát": _reviews_overdue,
    "Văn bản đã hết hiệu lực": _documents_lapsed,
    "Nơi làm theo chưa chọn tỉnh": _places_unsaid,
    "Có thể trùng nhau": _near_duplicates,
    "Thêm là thành hồ sơ tiêu biểu": _nearly_showcase,
}
