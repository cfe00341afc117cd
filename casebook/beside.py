"""Rules that hold the cases side by side, by what each says that concerns others. Each rule is a function; TOGETHER is the list."""

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from math import ceil
from typing import TypeAlias

from casebook.book import Casebook
from casebook.load import REGISTER
from casebook.problem import Problem
from casebook.ties import Identity

SAME_TITLE = 0.8
"""Share of words in common above which two titles of one place are taken for the same model."""


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
            message = "trang này đã đăng, không làm biến mất được; để “đã duyệt”, không hẹn ngày, hoặc rút (nút “Rút…”, lệnh withdraw)"
            yield book.problem(slug, name, message=message)
        elif slug not in kept:
            message = f"địa chỉ “{slug}” đã đăng mà không còn trang; lấy lại cases/{slug}.yaml rồi rút (withdraw) hoặc đổi tên (rename)"
            yield Problem(REGISTER, line, message)


def titles_differ(book: Casebook) -> Iterator[Problem]:
    """Of every two, the later one is told."""
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
                if shared >= two and other != slug and _same(words, titled[other]):
                    yield _alike(book, slug, other)
            for word in rarest:
                by_word[place, word].append(slug)


def titles_of_these_differ(book: Casebook, slugs: Iterable[str]) -> Iterator[Problem]:
    """The same of these cases alone, each beside all others: of a few it takes less than of every two."""
    every = dict(book.ties())
    for slug in slugs:
        own = every[slug]
        here, words = set(own.places[:2]), own.words
        for other, tied in every.items():
            if other != slug and not here.isdisjoint(tied.places[:2]) and _same(words, tied.words):
                yield _alike(book, slug, other)


def _same(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= SAME_TITLE * len(one | other)


def _alike(book: Casebook, slug: str, other: str) -> Problem:
    return book.problem(slug, "title", message=f"gần trùng tên với cases/{other}.yaml ở cùng nơi; có phải một mô hình?")


Rule: TypeAlias = Callable[[Casebook], Iterator[Problem]]
TOGETHER: tuple[Rule, ...] = (one_document_one_identity, parents_resolve, addresses_unique, addresses_kept, titles_differ)
"""What only the cases side by side show."""


def side_by_side(book: Casebook, changed: Collection[str] | None = None) -> Iterator[Problem]:
    """The faults that only the cases together show, of any of them; or, where only these changed since there was none, whether there is one."""
    # Each rule looks at the ties of every case: they are worked out once for all.
    told = replace(book, known=dict(book.ties()))
    of_these: Mapping[Rule, Rule] = {} if changed is None else {titles_differ: partial(titles_of_these_differ, slugs=changed)}
    return (problem for rule in TOGETHER for problem in of_these.get(rule, rule)(told))
