"""Rules that need the whole of one case; `beside.py` has those that need all cases. Each rule is a function; ALONE is the list."""

import itertools
from collections.abc import Iterable, Iterator
from pathlib import Path

from casebook.beside import side_by_side
from casebook.book import Casebook
from casebook.entries import DocumentStatus, Level
from casebook.load import load
from casebook.media import fault
from casebook.model import Case
from casebook.problem import Problem
from casebook.publishable import texts_publishable, tombstones_publishable
from casebook.source import Loc
from casebook.tick import Tick, unheard
from casebook.values import earliest, latest


def sources_resolve(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        known = [source.id for source in case.sources]
        used: set[str] = set()
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
            if (name == "sources" and record is not case) or name.endswith("_sources"):
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
                yield book.problem(
                    slug, "institutionalisation", index, "document", message="văn bản còn là dự thảo; chỉ văn bản đã ban hành mới là thể chế hoá"
                )


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
        for index, change in enumerate(case.changes):
            if change.date < FIRST_CHANGE:
                yield book.problem(slug, "changes", index, "date", message=f"{change.date}: trang chưa có vào lúc đó; xem lại năm")
        for index, (change, following) in enumerate(itertools.pairwise(case.changes), 1):
            if following.date < change.date:
                yield book.problem(slug, "changes", index, "date", message="nhật ký phải theo thứ tự ngày, mới nhất ở cuối")


def level_existed(book: Casebook) -> Iterator[Problem]:
    levels = book.vocabularies.typed("level", Level)
    for slug, case in book.everything():
        limit = levels[case.level].valid_to
        if limit and earliest(case.period.start).isoformat() > limit:
            yield book.problem(slug, "level", message=f"{levels[case.level].label}: không còn vào lúc bắt đầu ({case.period.start})")


def terms_once(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for name in ("sectors", "places", "beneficiaries", "innovation_types", "keywords", "partners"):
            terms = getattr(case, name)
            for index, term in enumerate(terms):
                if term in terms[:index]:
                    yield book.problem(slug, name, index, message=f"“{term}” viết hai lần")


def media_sound(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for name in ("images", "downloads"):
            for index, item in enumerate(getattr(case, name)):
                if message := fault(book.media / slug / item.file, picture=name == "images"):
                    yield book.problem(slug, name, index, "file", message=message)


def printed_edition_has_its_name(book: Casebook) -> Iterator[Problem]:
    for slug, case in book.everything():
        for index, item in enumerate(case.downloads):
            if item.file == f"{slug}.pdf":
                yield book.problem(slug, "downloads", index, "file", message=f"{item.file} là tên bản PDF mà máy dựng từ hồ sơ; đặt tên khác cho tệp này")


FIRST_CHANGE = "2020"
"""No page of the site is older."""

ALONE = (
    sources_resolve,
    documents_resolve,
    authorised_before_start,
    dates_in_order,
    level_existed,
    texts_publishable,
    tombstones_publishable,
    terms_once,
    media_sound,
    printed_edition_has_its_name,
)
"""What each case shows by itself."""


def check(book: Casebook) -> list[Problem]:
    """The faults that only the whole of a case, or of all cases, shows; unsorted."""
    return [*(problem for rule in ALONE for problem in rule(book)), *side_by_side(book)] if book.sources else []


def read(root: Path, extra: Iterable[Path] = (), tick: Tick = unheard) -> tuple[Casebook, list[Problem]]:
    """The casebook under `root`, with `extra` files as if they stood in cases/, and every fault, in the order of files and lines."""
    book, problems = load(root, extra, tick=tick)
    return book, sorted({*problems, *check(book)})
