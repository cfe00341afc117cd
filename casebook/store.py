"""What reading each case gave, kept from one build to the next: a change of one case reads one case.

A file of SQLite that git ignores and that may be deleted at any time: no output, only work that need not be done again.
"""

import hashlib
import marshal
import os
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from casebook.model import Case, Tombstone

TABLES = """
CREATE TABLE IF NOT EXISTS cases (slug TEXT PRIMARY KEY, stamp TEXT, status TEXT, publish_from TEXT, ties BLOB, told BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS records (slug TEXT PRIMARY KEY, face BLOB, record BLOB);
CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
"""


class Row(NamedTuple):
    """One file of cases/: `stamp` tells whether it is still the same file; `ties` and `told` what rules and pages of others
    need of it, `face` what cards show (marshal; b"" of what was withdrawn), `record` all of it (see `packed`)."""

    slug: str
    stamp: str
    status: str
    publish_from: str
    ties: bytes
    told: bytes
    face: bytes
    record: bytes


def packed(record: Case | Tombstone) -> bytes:
    """A record for keeping, each field by itself: a list of many cases looks at one or two of them."""
    state = record.__getstate__()
    fields = {name: value if _is_plain(value) else pickle.dumps(value) for name, value in state.pop("__dict__").items()}
    return marshal.dumps((pickle.dumps((type(record), state)), fields))


def _is_plain(value: object) -> bool:
    """Whether marshal brings back the same: of most fields, which are texts, codes, or not there at all."""
    return value is None or type(value) is str or (type(value) is tuple and all(type(item) is str for item in value))


def loaded(field: Any) -> Any:
    """A field of a record as it was before it was `packed`."""
    return pickle.loads(field) if type(field) is bytes else field  # noqa: S301 (what we wrote ourselves)


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
                connection.executescript(f"DROP TABLE cases; DROP TABLE records; DROP TABLE facts; {TABLES}")
                self._put_fact("made_by", made_by)

    @property
    def _connection(self) -> sqlite3.Connection:
        # A connection does not survive a fork.
        if self._open is None or self._open[0] != os.getpid():
            connection = sqlite3.connect(self._file)
            # A record fits in a page, and is read in a third of the time.
            connection.execute("PRAGMA page_size = 16384")
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

    def tied(self) -> dict[str, bytes]:
        """Slug → what changes whenever its ties do; of every file that has any."""
        found = self._connection.execute("SELECT slug, ties FROM cases WHERE length(ties) > 0")
        return {slug: hashlib.blake2b(ties, digest_size=12).digest() for slug, ties in found}

    def change(self, rows: Iterable[Row], gone: Iterable[str]) -> None:
        """Keep these, forget those; all or nothing."""
        with self._connection as connection:
            for slug in gone:
                connection.execute("DELETE FROM cases WHERE slug = ?", (slug,))
                connection.execute("DELETE FROM records WHERE slug = ?", (slug,))
            for *told, face, record in rows:
                connection.execute("REPLACE INTO cases VALUES (?, ?, ?, ?, ?, ?)", told)
                connection.execute("REPLACE INTO records VALUES (?, ?, ?)", (told[0], face, record))

    def record(self, slug: str) -> Case | Tombstone:
        """All of it; KeyError where there is no such case, here and below."""
        head, fields = self._column("records", "record", slug)
        kind, state = pickle.loads(head)  # noqa: S301 (what we wrote ourselves)
        found: Case | Tombstone = kind.__new__(kind)
        found.__setstate__(state | {"__dict__": {name: loaded(value) for name, value in fields.items()}})
        return found

    def fields(self, slug: str) -> Mapping[str, Any]:
        """The fields of a record by name, each still to be `loaded`."""
        fields: Mapping[str, Any] = self._column("records", "record", slug)[1]
        return fields

    def face(self, slug: str) -> Any:
        """What was kept of it."""
        return self._column("records", "face", slug)

    def ties(self, slug: str) -> Any:
        """What was kept of them."""
        return self._column("cases", "ties", slug)

    def _column(self, table: str, name: str, slug: str) -> Any:
        row = self._connection.execute(f"SELECT {name} FROM {table} WHERE slug = ?", (slug,)).fetchone()  # noqa: S608 (the names are ours)
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
