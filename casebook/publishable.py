"""What no text of a case may hold: personal data, secrets, superlatives without a source."""

import re
from collections.abc import Collection, Iterable, Iterator

from casebook.book import Casebook
from casebook.model import Case
from casebook.problem import Problem
from casebook.records import Record
from casebook.source import Loc

NOT_BORN = "".join(f"(?<!{word} )" for word in ("phát", "học", "vệ", "thí", "tuyển", "khai", "hy", "tái"))

SECRET = re.compile(
    r"(?<!BẢO )(?<!BÍ )\b(?:TUYỆT |TỐI )?MẬT\b(?! (?:ONG|HOA|MÍA|ĐỘ|KHẨU|MÃ|THIẾT)\b)"
    r"|(?i:lưu hành nội bộ|sử dụng nội bộ|(?:(?<=độ mật )|(?<=độ mật: ))(?:tuyệt |tối )?mật\b)"
)
SUPERLATIVE = re.compile(r"\b(?i:đầu tiên|duy nhất|(?!(?:thống|hợp) )\w+ nhất (?:cả nước|Việt Nam|toàn quốc))")
PERSONAL = {
    r"(?<![\d/-])(?<!\d\.)\d{12}(?![\d/-]|\.\d)": "giống số định danh cá nhân",
    # No count of things begins with 0; nine digits are the number of an old card only where it says so.
    r"(?<![\d/.-])0\d\d(?:[ .-]\d{3}){3}(?![\d/-]|\.\d)": "giống số định danh cá nhân",
    r"(?i:\b(?:CCCD|CMND|CMT|căn cước|chứng minh nhân dân|hộ chiếu|định danh)\b[^\d.;]{0,20}?(?:\b[a-z])?\d{7,11}(?!\d))": "giống số giấy tờ cá nhân",
    r"(?<!\d)(?<!\d[,.])(?:\+84|84(?!\.\d{3}\.)|0)[ .-]?[35789]\d(?:[ .()-]{0,2}\d){7}(?!\d)": "giống số điện thoại di động",
    # Begins only where a word begins, or a very long word would be read again from each of its letters.
    r"(?<![\w.+-])[\w.+-]+@(?i:gmail|yahoo|hotmail|outlook|icloud|live|ymail|proton|protonmail)\.": "giống thư điện tử cá nhân",
    rf"(?i:{NOT_BORN}\bsinh(?: ngày| năm)?:? ?\(?(?:ngày )?\d{{1,2}}(?:[/.-]| tháng )\d{{1,2}}(?:[/.-]| năm )\d{{4}})": "giống ngày sinh",
}
PRIVATE = {re.compile(pattern): f"“{{}}” {what}; không đăng dữ liệu cá nhân" for pattern, what in PERSONAL.items()} | {
    SECRET: "có dấu “{}”; tài liệu mật hoặc lưu hành nội bộ không được đăng"
}
HINTS = (
    *("mật", "nội bộ", "đầu tiên", "duy nhất", "nhất cả nước", "nhất việt nam", "nhất toàn quốc", "@"),
    *("cccd", "cmnd", "cmt", "căn cước", "chứng minh", "hộ chiếu", "định danh"),
)
ADDRESS = re.compile(r"https?://\S+")
BIRTH = re.compile(r"sinh(?: ngày| năm)?:? ?\(?(?:ngày )?\d")
LONG_NUMBER = re.compile(r"\d(?:[ .()-]{0,2}\d){8}")
"""Without any of these a text has none of the faults above: most cases need no second look."""


def texts_publishable(book: Casebook) -> Iterator[Problem]:
    """No personal data, no secrets, no superlative without a source, in any text of a case."""
    for slug, case in book.everything():
        if suspected := _suspected(book.sources[slug].texts()):
            for loc, record, line in _texts(case):
                for message in _text_faults(case, record, str(loc[-1]), line, suspected):
                    yield book.problem(slug, *loc, message=message)


def _suspected(texts: Iterable[str]) -> tuple[re.Pattern[str], ...]:
    """The patterns that find something in all the texts of a case, read as one: what finds nothing there finds nothing in any of them."""
    # No pattern takes a bar for a part of a word, a number or the space before one.
    text = _spaced(" | ".join([text for text in texts if not ADDRESS.fullmatch(text)]))
    lower = text.lower()
    if any(hint in lower for hint in HINTS) or BIRTH.search(lower) or LONG_NUMBER.search(lower):
        return tuple(pattern for pattern in (*PRIVATE, SUPERLATIVE) if pattern.search(text))
    return ()


def tombstones_publishable(book: Casebook) -> Iterator[Problem]:
    """What stays public of a withdrawn case is held to the same rules as any text."""
    for slug, tomb in book.tombstones.items():
        for name in ("explanation", "by"):
            for message in _private(_spaced(getattr(tomb.withdrawn, name)), PRIVATE):
                yield book.problem(slug, "withdrawn", name, message=message)


def _spaced(text: str) -> str:
    # A line break or a no-break space between two words hides nothing.
    return " ".join(text.split())


def _texts(case: Case) -> Iterator[tuple[Loc, Record, str]]:
    for loc, record in case.records():
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, str) and name not in ("url", "archived", "file"):
                yield (*loc, name), record, _spaced(value)
            elif isinstance(value, tuple) and name in ("keywords", "partners"):
                yield from (((*loc, name, index), record, _spaced(item)) for index, item in enumerate(value))


def _text_faults(case: Case, record: Record, name: str, text: str, suspected: Collection[re.Pattern[str]]) -> Iterator[str]:
    yield from _private(text, suspected)
    if SUPERLATIVE in suspected and (found := SUPERLATIVE.search(text)) and _unsourced(case, record, name):
        yield f"“{found[0]}” phải có nguồn nói như vậy; thêm nguồn hoặc bỏ chữ này"


def _private(text: str, suspected: Collection[re.Pattern[str]]) -> Iterator[str]:
    for pattern in suspected:
        if pattern in PRIVATE and (found := pattern.search(text)):
            yield PRIVATE[pattern].format(found[0])


def _unsourced(case: Case, record: Record, name: str) -> bool:
    if record is not case:
        return name != "title" and not getattr(record, "sources", True)
    sources = {"title": case.summary_sources}.get(name, getattr(case, f"{name}_sources", ()))
    return not sources
