"""What of a casebook is read when somebody asks for it: cases and their ties from the store, sources from the files."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from casebook.model import Case, Tombstone
from casebook.source import Source, read
from casebook.store import Store, loaded
from casebook.ties import Ties, again

EMPTY: Mapping[str, Case] = MappingProxyType({})
AT_HAND = 400
"""Cases that stay in memory after they were read."""
FIELDS_AT_HAND = 200
"""The same, of those that were only looked into."""


class Stored(Mapping[str, Case]):
    """Cases by slug, read from the store when asked for; only a few stay in memory. `beside` has those that the store has not."""

    def __init__(self, store: Store, slugs: Iterable[str] = (), beside: Mapping[str, Case] = EMPTY) -> None:
        self._slugs = dict.fromkeys(slugs)
        self._beside = beside
        self._store = store
        # Who looks at one field of a case often looks at the next, too, and ledgers come back to it: 10 KB each.
        self._fields = lru_cache(maxsize=FIELDS_AT_HAND)(store.fields)
        self._field = lru_cache(maxsize=AT_HAND)(lambda slug, name: loaded(self._fields(slug)[name]))
        self._read: dict[str, Case | Tombstone] = {}

    def add(self, slug: str) -> None:
        """One more that the store has."""
        self._slugs[slug] = None

    def __getitem__(self, slug: str) -> Case:
        if slug not in self._slugs:
            raise KeyError(slug)
        found = self._beside.get(slug) or self._read.get(slug)
        if found is None:
            found = self._read[slug] = self._store.record(slug)
            if len(self._read) > AT_HAND:
                del self._read[next(iter(self._read))]
        assert isinstance(found, Case)
        return found

    def field(self, slug: str, name: str) -> Any:
        """One field of a case, for who looks at few."""
        if slug not in self._slugs:
            raise KeyError(slug)
        whole = self._beside.get(slug) or self._read.get(slug)
        return getattr(whole, name) if whole else self._field(slug, name)

    def face(self, slug: str) -> Any:
        """What cards show of a case that the store has."""
        if slug not in self._slugs:
            raise KeyError(slug)
        return self._store.face(slug)

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs


class Tied(Mapping[str, Ties]):
    """What was kept of the ties, read when a rule asks: after most changes none does."""

    def __init__(self, store: Store, slugs: tuple[str, ...]) -> None:
        self._store = store
        self._slugs = slugs

    def __getitem__(self, slug: str) -> Ties:
        return again(self._store.ties(slug))

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)


class Sources(Mapping[str, Source]):
    """The files themselves, read when a fault must name a line."""

    def __init__(self, root: Path, slugs: tuple[str, ...]) -> None:
        self._root = root
        self._slugs = dict.fromkeys(slugs)

    def __getitem__(self, slug: str) -> Source:
        if slug not in self._slugs:
            raise KeyError(slug)
        source = read(self._root / "cases" / f"{slug}.yaml", self._root)
        # A file that went wrong only now: its first line has to do.
        return source if isinstance(source, Source) else Source(source.path, {}, {(): 1})

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)
