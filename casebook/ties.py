"""What one case says that concerns others: enough for the rules that hold cases side by side."""

import re
from functools import lru_cache
from typing import Any, NamedTuple

from casebook.fold import fold
from casebook.model import Case


class Identity(NamedTuple):
    """What identifies a cited document; "" for what is not said."""

    number: str
    date: str
    issuer: str
    title: str


class Ties(NamedTuple):
    """A parent is (slug, title of a model elsewhere), one of them "" where the case is right."""

    title: str
    places: tuple[str, ...]
    documents: tuple[Identity, ...]
    parents: tuple[tuple[str, str], ...]
    former_slugs: tuple[str, ...]

    @property
    def words(self) -> frozenset[str]:
        return _words(self.title)


@lru_cache(maxsize=10_000)
def _words(title: str) -> frozenset[str]:
    # The editor looks at every title again whenever one case was typed in.
    return frozenset(re.findall(r"\w+", fold(title)))


def ties(case: Case) -> Ties:
    return Ties(
        case.title,
        case.places,
        tuple(Identity(item.number, item.date or "", item.issuer, item.title) for item in case.documents),
        tuple((parent.case or "", parent.title) for parent in case.adapted_from),
        case.former_slugs,
    )


def plain(tied: Ties) -> tuple[Any, ...]:
    """Tuples and strings only, for keeping."""
    return (tied.title, tied.places, tuple(map(tuple, tied.documents)), tied.parents, tied.former_slugs)


def again(told: tuple[Any, ...]) -> Ties:
    title, places, documents, parents, former_slugs = told
    return Ties(title, places, tuple(Identity(*item) for item in documents), parents, former_slugs)
