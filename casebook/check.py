"""Rules that need the whole casebook, or the whole of one case. Each rule is a function; ALONE and TOGETHER are the lists."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from math import ceil
from pathlib import Path

from casebook.entries import DocumentStatus, Level
from casebook.load import REGISTER, Casebook, load
from casebook.media import fault
from casebook.model import Case
from casebook.problem import Problem
from casebook.publishable import texts_publishable, tombstones_publishable
from casebook.source import Loc
from casebook.ties import Identity
from casebook.values import earliest, latest

SAME_TITLE = 0.8
"""Share of words in common above which two titles of one place are taken for the same model."""


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


def one_document_one_identity(book: Casebook) -> Iterator[Problem]:
    """Party numbers restart each term, so number, date and issuer together name a document."""
    seen: dict[tuple[str, str], tuple[str, Identity]] = {}
    for slug, tied in book.ties():
        for index, document in enumerate(tied.documents):
            if not (document.number and document.date):
                continue
            first_slug, first = seen.setdefault((document.number, document.date), (slug, document))
            for name in ("issuer", "title"):
                ours, theirs = getattr(document, name), getattr(first, name)
                if ours != theirs:
                    words = f"ghi {name} là “{theirs}”" if theirs else f"bỏ trống {name}"
                    message = f"{document.number} ngày {document.date} ở cases/{first_slug}.yaml {words}; hai nơi phải giống nhau"
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
    parents = {slug: tied.parents for slug, tied in book.ties()}
    for slug, own in parents.items():
        for index, (parent, title) in enumerate(own):
            if bool(parent) == bool(title):
                yield book.problem(slug, "adapted_from", index, message="ghi case (hồ sơ trong kho) hoặc title (mô hình ngoài kho), một trong hai")
            elif parent and parent not in parents and parent not in book.faulty:
                gone = "đã rút" if parent in book.tombstones else "không có"
                yield book.problem(slug, "adapted_from", index, "case", message=f"{gone} cases/{parent}.yaml; bỏ dòng này, hoặc ghi title")
            elif parent and slug in _ancestors(parent, parents):
                yield book.problem(slug, "adapted_from", index, "case", message="học từ nhau thành vòng tròn; xem lại mô hình nào có trước")


def _ancestors(slug: str, parents: Mapping[str, tuple[tuple[str, str], ...]]) -> set[str]:
    found: set[str] = set()
    waiting = [slug]
    while waiting:
        current = waiting.pop()
        if current not in found and current in parents:
            found.add(current)
            waiting.extend(parent for parent, _ in parents[current] if parent)
    return found


def addresses_unique(book: Casebook) -> Iterator[Problem]:
    taken = {slug: slug for slug in book.sources}
    for slug, formers in book.former_addresses():
        for index, former in enumerate(formers):
            if taken.setdefault(former, slug) != slug or former == slug:
                yield book.problem(slug, "former_slugs", index, message=f"địa chỉ “{former}” đang là của cases/{taken[former]}.yaml")


def addresses_kept(book: Casebook) -> Iterator[Problem]:
    """An address that was public once leads to a page, a tombstone or a new address, for ever."""
    led = (former for slug, formers in book.former_addresses() if slug not in book.drafts for former in formers)
    kept = {*book.cases, *book.tombstones, *book.faulty, *led}
    for slug, line in book.published.items():
        if slug in book.drafts:
            name = "publish_from" if book.drafts[slug].status == "da_duyet" else "status"
            message = "trang này đã đăng, không làm biến mất được; để da_duyet, không hẹn ngày, hoặc rút: build_cases.py withdraw"
            yield book.problem(slug, name, message=message)
        elif slug not in kept:
            message = f"địa chỉ “{slug}” đã đăng mà không còn trang; lấy lại cases/{slug}.yaml rồi rút (withdraw) hoặc đổi tên (rename)"
            yield Problem(REGISTER, line, message)


def titles_differ(book: Casebook) -> Iterator[Problem]:
    known = [(slug, tied.places[:2], tied.words) for slug, tied in book.ties()]
    times = Counter(itertools.chain.from_iterable(words for *_, words in known))
    titled: dict[str, frozenset[str]] = {}
    by_word: dict[tuple[str, str], list[str]] = defaultdict(list)
    for slug, places, words in known:
        titled[slug] = words
        # Titles that share so many words share two of the rarest few of each: only those that do are compared.
        two = min(2, len(words))
        rarest = sorted(words, key=lambda word: (times[word], word))[: len(words) - ceil(SAME_TITLE * len(words)) + two]
        # Only the first two places: a nationwide model is compared once, not 34 times.
        for place in places:
            met = Counter(itertools.chain.from_iterable(by_word[place, word] for word in rarest))
            for other, shared in met.items():
                if shared >= two and other != slug and len(words & titled[other]) >= SAME_TITLE * len(words | titled[other]):
                    yield book.problem(slug, "title", message=f"gần trùng tên với cases/{other}.yaml ở cùng nơi; có phải một mô hình?")
            for word in rarest:
                by_word[place, word].append(slug)


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

TOGETHER = (one_document_one_identity, parents_resolve, addresses_unique, addresses_kept, titles_differ)
"""What only the cases side by side show."""


def side_by_side(book: Casebook) -> Iterator[Problem]:
    """The faults that only the cases together show, of any of them."""
    # Each rule looks at the ties of every case: they are worked out once for all.
    told = replace(book, known=dict(book.ties()))
    return (problem for rule in TOGETHER for problem in rule(told))


def check(book: Casebook) -> list[Problem]:
    """The faults that only the whole of a case, or of all cases, shows; unsorted."""
    return [*(problem for rule in ALONE for problem in rule(book)), *side_by_side(book)] if book.sources else []


def read(root: Path, extra: Iterable[Path] = ()) -> tuple[Casebook, list[Problem]]:
    """The casebook under `root`, with `extra` files as if they stood in cases/, and every fault, in the order of files and lines."""
    book, problems = load(root, extra)
    return book, sorted({*problems, *check(book)})
