"""Rules that need the whole casebook, or the whole of one case. Each rule is a function; RULES is the list."""

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from casebook.fold import fold
from casebook.load import Casebook
from casebook.media import fault
from casebook.model import Case, Document, Record
from casebook.problem import Problem
from casebook.source import Loc
from casebook.values import earliest, latest
from casebook.vocabulary import DocumentStatus, Level

SAME_TITLE = 0.8
"""Share of words in common above which two titles of one place are taken for the same model."""

PERSONAL = {
    r"(?<![\d./-])\d{12}(?![\d./-])": "giống số định danh cá nhân",
    r"(?<![\d,.])(?:\+84|84|0)[ .-]?[35789]\d(?:[ .-]?\d){7}(?!\d)": "giống số điện thoại di động",
    r"(?i)[\w.+-]+@(?:gmail|yahoo|hotmail|outlook|icloud|live|ymail|proton|protonmail)\.": "giống thư điện tử cá nhân",
    r"(?i)(?<!phát )(?<!học )(?<!vệ )(?<!thí )\bsinh(?: ngày| năm)?:? ?\(?(?:ngày )?\d{1,2}(?:[/.-]| tháng )\d{1,2}(?:[/.-]| năm )\d{4}": "giống ngày sinh",
}
SECRET = re.compile(r"(?<!BẢO )(?<!BÍ )\b(?:TUYỆT |TỐI )?MẬT\b|(?i:lưu hành nội bộ)")
SUPERLATIVE = re.compile(r"(?i)\b(đầu tiên|duy nhất|(?:tốt|lớn|cao|nhanh|nhiều) nhất (?:cả nước|Việt Nam|toàn quốc))")


def sources_resolve(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        known = [source.id for source in case.sources]
        used = set()
        for loc, name, identifiers in _source_lists(case):
            used.update(identifiers)
            for index, identifier in enumerate(identifiers):
                if identifier not in known:
                    yield book.problem(slug, *loc, name, index, message=f"“{identifier}” không có trong sources")
        for index, source in enumerate(case.sources):
            if known.index(source.id) != index:
                yield book.problem(slug, "sources", index, "id", message=f"mã nguồn “{source.id}” đã dùng ở trên")
            elif source.id not in used:
                yield book.problem(slug, "sources", index, "id", message=f"nguồn “{source.id}” không được dùng; dẫn nó ở chỗ nó chứng minh, hoặc bỏ đi")


def _source_lists(case: Case) -> Iterator[tuple[Loc, str, tuple[str, ...]]]:
    for loc, record in case.records():
        for name in type(record).model_fields:
            if name == "sources" and record is not case or name.endswith("_sources"):
                yield loc, name, getattr(record, name)


def documents_resolve(book: Casebook) -> Iterator[Problem]:
    statuses = book.vocabularies.typed("document_status", DocumentStatus)
    for slug, case in book.everything():
        known = [document.id for document in case.documents]
        for index, document in enumerate(case.documents):
            if known.index(document.id) != index:
                yield book.problem(slug, "documents", index, "id", message=f"mã văn bản “{document.id}” đã dùng ở trên")
        for name in ("authorisations", "institutionalisation"):
            for index, item in enumerate(getattr(case, name)):
                if item.document and item.document not in known:
                    yield book.problem(slug, name, index, "document", message=f"“{item.document}” không có trong documents")
        for index, rule in enumerate(case.institutionalisation):
            target = case.document(rule.document)
            if target and target.status and not statuses[target.status].enacted:
                yield book.problem(slug, "institutionalisation", index, "document", message="văn bản còn là dự thảo; chỉ văn bản đã ban hành mới là thể chế hoá")


def one_document_one_identity(book: Casebook) -> Iterator[Problem]:
    """Party numbers restart each term, so number, date and issuer together name a document."""
    seen: dict[tuple[str, str], tuple[str, Document]] = {}
    for slug, case in book.everything():
        for index, document in enumerate(case.documents):
            if not (document.number and document.date):
                continue
            first_slug, first = seen.setdefault((document.number, document.date), (slug, document))
            for name in ("issuer", "title"):
                ours, theirs = getattr(document, name), getattr(first, name)
                if ours != theirs:
                    message = f"{document.number} ngày {document.date} ở cases/{first_slug}.yaml ghi “{theirs}”; hai nơi phải giống nhau"
                    yield book.problem(slug, "documents", index, name, message=message)


def authorised_before_start(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for index, item in enumerate(case.authorisations):
            document = case.document(item.document or "")
            when = item.date or (document and document.date)
            if when and not item.extends and earliest(when) > latest(case.period.start):
                message = f"cho phép ({when}) sau khi bắt đầu ({case.period.start}); nếu là gia hạn, mở rộng hay hướng dẫn thêm, ghi “extends: có”"
                yield book.problem(slug, "authorisations", index, message=message)


def dates_in_order(book: Casebook) -> Iterator[Problem]:
    pairs = (("results", "before_date", "after_date"), ("adoptions", "since", "until"), ("documents", "date", "effective"))
    for slug, case in book.everything():
        for name, first, second in pairs:
            for index, item in enumerate(getattr(case, name)):
                start, end = getattr(item, first), getattr(item, second)
                if start and end and latest(end) < earliest(start):
                    yield book.problem(slug, name, index, second, message=f"{second} ({end}) trước {first} ({start})")
        for index, (change, following) in enumerate(itertools.pairwise(case.changes), 1):
            if following.date < change.date:
                yield book.problem(slug, "changes", index, "date", message="nhật ký phải theo thứ tự ngày, mới nhất ở cuối")


def level_existed(book: Casebook) -> Iterator[Problem]:
    levels = book.vocabularies.typed("level", Level)
    for slug, case in book.everything():
        limit = levels[case.level].valid_to
        if limit and earliest(case.period.start).isoformat() > limit:
            yield book.problem(slug, "level", message=f"{levels[case.level].label}: không còn vào lúc bắt đầu ({case.period.start})")


def parents_resolve(book: Casebook) -> Iterator[Problem]:
    cases = dict(book.everything())
    for slug, case in cases.items():
        for index, parent in enumerate(case.adapted_from):
            if bool(parent.case) == bool(parent.title):
                yield book.problem(slug, "adapted_from", index, message="ghi case (hồ sơ trong kho) hoặc title (mô hình ngoài kho), một trong hai")
            elif parent.case and parent.case not in cases:
                yield book.problem(slug, "adapted_from", index, "case", message=f"không có cases/{parent.case}.yaml")
            elif parent.case and slug in _ancestors(parent.case, cases):
                yield book.problem(slug, "adapted_from", index, "case", message="học từ nhau thành vòng tròn; xem lại mô hình nào có trước")


def _ancestors(slug: str, cases: dict[str, Case]) -> set[str]:
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        current = waiting.pop()
        if current not in found and current in cases:
            found.add(current)
            waiting.extend(parent.case for parent in cases[current].adapted_from if parent.case)
    return found


def addresses_unique(book: Casebook) -> Iterator[Problem]:
    taken = {slug: slug for slug in book.sources}
    for slug, record in (*book.everything(), *book.tombstones.items()):
        for index, former in enumerate(record.former_slugs):
            if taken.setdefault(former, slug) != slug or former == slug:
                yield book.problem(slug, "former_slugs", index, message=f"địa chỉ “{former}” đang là của cases/{taken[former]}.yaml")


def _texts(case: Case) -> Iterator[tuple[Loc, Record, str]]:
    for loc, record in case.records():
        for name in type(record).model_fields:
            value = getattr(record, name)
            if isinstance(value, str) and name not in ("url", "archived", "file"):
                yield (*loc, name), record, value
            elif isinstance(value, tuple) and name in ("keywords", "partners"):
                yield from (((*loc, name, index), record, item) for index, item in enumerate(value))


def no_personal_data(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for loc, _, text in _texts(case):
            for pattern, what in PERSONAL.items():
                if found := re.search(pattern, text):
                    yield book.problem(slug, *loc, message=f"“{found[0]}” {what}; không đăng dữ liệu cá nhân")


def no_secrets(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for loc, _, text in _texts(case):
            if found := SECRET.search(text):
                yield book.problem(slug, *loc, message=f"có dấu “{found[0]}”; tài liệu mật hoặc lưu hành nội bộ không được đăng")


def superlatives_sourced(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for loc, record, text in _texts(case):
            if (found := SUPERLATIVE.search(text)) and _unsourced(case, record, str(loc[-1])):
                yield book.problem(slug, *loc, message=f"“{found[0]}” phải có nguồn nói như vậy; thêm nguồn hoặc bỏ chữ này")


def _unsourced(case: Case, record: Record, name: str) -> bool:
    if record is not case:
        return name != "title" and not getattr(record, "sources", True)
    sources = {"title": case.summary_sources}.get(name, getattr(case, f"{name}_sources", True))
    return not sources


def titles_differ(book: Casebook) -> Iterator[Problem]:
    by_place: dict[str, list[tuple[str, set[str]]]] = defaultdict(list)
    for slug, case in book.everything():
        words = set(re.findall(r"\w+", fold(case.title)))
        # Only the first two places: a nationwide model is compared once, not 34 times.
        for place in case.places[:2]:
            for other, theirs in by_place[place]:
                if other != slug and len(words & theirs) >= SAME_TITLE * len(words | theirs):
                    yield book.problem(slug, "title", message=f"gần trùng tên với cases/{other}.yaml ở cùng nơi; có phải một mô hình?")
            by_place[place].append((slug, words))


def terms_once(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for name in ("sectors", "places", "beneficiaries", "keywords"):
            for term, count in Counter(getattr(case, name)).items():
                if count > 1:
                    yield book.problem(slug, name, message=f"“{term}” viết hai lần")


def media_sound(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for name in ("images", "downloads"):
            for index, item in enumerate(getattr(case, name)):
                if message := fault(book.media / slug / item.file, picture=name == "images"):
                    yield book.problem(slug, name, index, "file", message=message)


def check(book: Casebook) -> list[Problem]:
    """The faults that only the whole shows, unsorted."""
    return [problem for rule in RULES for problem in rule(book)]


RULES = (
    sources_resolve,
    documents_resolve,
    one_document_one_identity,
    authorised_before_start,
    dates_in_order,
    level_existed,
    parents_resolve,
    addresses_unique,
    no_personal_data,
    no_secrets,
    superlatives_sourced,
    titles_differ,
    terms_once,
    media_sound,
)
