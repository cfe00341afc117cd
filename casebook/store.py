"""What reading each case gave, kept from one build to the next: a change of one case reads one case.

A file of SQLite that git ignores and that may be deleted at any time: no output, only work that need not be done again.
"""

import hashlib
import marshal
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from casebook.model import Case, Tombstone

EMPTY: Mapping[str, Case] = MappingProxyType({})
AT_HAND = 400
"""Cases that stay in memory after they were read."""

TABLES = """
CREATE TABLE IF NOT EXISTS cases (slug TEXT PRIMARY KEY, stamp TEXT, status TEXT, publish_from TEXT, ties BLOB, told BLOB, record BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """One file of cases/: `stamp` tells whether it is still the same file; `ties` and `told` what rules and pages of others
    need of it (marshal; b"" of what was withdrawn), `record` all of it (pickle)."""

    slug: str
    stamp: str
    status: str
    publish_from: str
    ties: bytes
    told: bytes
    record: bytes


class Store:
    """One casebook as it was last read. `made_by` is everything but the files that decides what reading gives: another one empties the store."""

    def __init__(self, file: Path, made_by: str) -> None:
        self._file = file
        self.made_by = made_by
        self._open: tuple[int, sqlite3.Connection] | None = None
        file.parent.mkdir(parents=True, exist_ok=True)
        with self._connection as connection:
            connection.executescript(TABLES)
            if self.fact("made_by") != made_by:
                # Not only emptied: other code may have other columns.
                connection.executescript(f"DROP TABLE cases; DROP TABLE facts; {TABLES}")
                self._put_fact("made_by", made_by)

    @property
    def _connection(self) -> sqlite3.Connection:
        # A connection does not survive a fork.
        if self._open is None or self._open[0] != os.getpid():
            connection = sqlite3.connect(self._file)
            # Whatever is lost in a crash of the machine is read again.
            connection.execute("PRAGMA synchronous = OFF")
            self._open = (os.getpid(), connection)
        return self._open[1]

    @property
    def state(self) -> str:
        """Changes whenever anything in the store does."""
        digest = hashlib.blake2b(self.made_by.encode(), digest_size=12)
        for slug, stamp in self._connection.execute("SELECT slug, stamp FROM cases ORDER BY slug"):
            digest.update(f"{slug} {stamp}\n".encode())
        return digest.hexdigest()

    def stamps(self) -> dict[str, str]:
        """Slug → stamp, in the order of slugs."""
        return dict(self._connection.execute("SELECT slug, stamp FROM cases ORDER BY slug"))

    def rows(self) -> Iterator[tuple[str, str, str, bytes, bytes]]:
        """(slug, status, publish_from, ties, told) of every file, in the order of slugs."""
        yield from self._connection.execute("SELECT slug, status, publish_from, ties, told FROM cases ORDER BY slug")

    def change(self, rows: Iterable[Row], gone: Iterable[str]) -> None:
        """Keep these, forget those; all or nothing."""
        with self._connection as connection:
            connection.executemany("DELETE FROM cases WHERE slug = ?", ((slug,) for slug in gone))
            connection.executemany("REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def record(self, slug: str) -> Case | Tombstone:
        row = self._connection.execute("SELECT record FROM cases WHERE slug = ?", (slug,)).fetchone()
        if row is None:
            raise KeyError(slug)
        found: Case | Tombstone = pickle.loads(row[0])  # noqa: S301
        return found

    def ties(self, slug: str) -> Any:
        """What was kept of them; KeyError where there is no such case."""
        row = self._connection.execute("SELECT ties FROM cases WHERE slug = ?", (slug,)).fetchone()
        if row is None:
            raise KeyError(slug)
        return marshal.loads(row[0])  # noqa: S302 (what we wrote ourselves)

    def fact(self, name: str) -> Any:
        row = self._connection.execute("SELECT value FROM facts WHERE name = ?", (name,)).fetchone()
        return marshal.loads(row[0]) if row else None  # noqa: S302 (what we wrote ourselves)

    def keep_fact(self, name: str, value: Any) -> None:
        """What was found out about what is in the store, until another one empties it."""
        with self._connection:
            self._put_fact(name, value)

    def _put_fact(self, name: str, value: Any) -> None:
        self._connection.execute("REPLACE INTO facts VALUES (?, ?)", (name, marshal.dumps(value)))


class Kept(Mapping[str, Case]):
    """Cases by slug, read from the store when asked for; only a few stay in memory. `beside` has those that the store has not."""

    def __init__(self, store: Store, slugs: Iterable[str] = (), beside: Mapping[str, Case] = EMPTY) -> None:
        self._slugs = dict.fromkeys(slugs)
        self._beside = beside
        self._read = lru_cache(maxsize=AT_HAND)(store.record)

    def add(self, slug: str) -> None:
        """One more that the store has."""
        self._slugs[slug] = None

    def __getitem__(self, slug: str) -> Case:
        if slug not in self._slugs:
            raise KeyError(slug)
        found = self._beside.get(slug) or self._read(slug)
        assert isinstance(found, Case)
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._slugs)

    def __len__(self) -> int:
        return len(self._slugs)

    def __contains__(self, slug: object) -> bool:
        return slug in self._slugs
