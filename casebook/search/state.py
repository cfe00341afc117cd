"""The index as it was last built, in a file of SQLite that may be deleted at any time: what is kept there need not be worked out again."""

import marshal
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from casebook.search.blocks import Block

PATIENCE = 3600
"""Seconds to wait for another build of the same project."""
TABLES = (
    "CREATE TABLE IF NOT EXISTS documents (number INTEGER PRIMARY KEY, key TEXT)",
    "CREATE TABLE IF NOT EXISTS texts (key TEXT PRIMARY KEY, texts BLOB)",
    "CREATE TABLE IF NOT EXISTS names (what TEXT PRIMARY KEY, key TEXT, name TEXT)",
    "CREATE TABLE IF NOT EXISTS blocks (tier INTEGER, first TEXT, last TEXT, folder TEXT, begins TEXT, counts TEXT, text TEXT, PRIMARY KEY (tier, first))",
)


Texts = list[list[str]]
"""What a document says, by weight (`texts.Weight`)."""


@dataclass(frozen=True)
class Document:
    """`key` changes whenever the texts may; the texts are read when they are needed."""

    key: str
    texts: Callable[[], Texts]


class State:
    """Documents by number with their texts, the blocks of each tier, and the names of what is called by what it says."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def keys(self) -> list[str]:
        """By number."""
        return [key for (key,) in self._connection.execute("SELECT key FROM documents ORDER BY number")]

    def texts(self, key: str) -> Texts | None:
        """What a document says that had this key when the index was last built."""
        row = self._connection.execute("SELECT texts FROM texts WHERE key = ?", (key,)).fetchone()
        return marshal.loads(row[0]) if row else None  # noqa: S302 (what we wrote ourselves)

    def put_document(self, number: int, key: str, texts: Texts) -> None:
        self._connection.execute("REPLACE INTO documents VALUES (?, ?)", (number, key))
        self._connection.execute("REPLACE INTO texts VALUES (?, ?)", (key, marshal.dumps(texts)))

    def end_documents(self, count: int) -> None:
        """There are so many, and what others said is forgotten."""
        self._connection.execute("DELETE FROM documents WHERE number >= ?", (count,))
        self._connection.execute("DELETE FROM texts WHERE key NOT IN (SELECT key FROM documents)")

    def blocks(self, tier: int) -> list[Block]:
        """All blocks of a tier without their texts, which are most of them."""
        found = self._connection.execute("SELECT first, last, folder, begins, counts FROM blocks WHERE tier = ? ORDER BY first", (tier,))
        return [Block(first, last, folder, tuple(begins.split("\n") if begins else ()), counts, "") for first, last, folder, begins, counts in found]

    def whole(self, tier: int, block: Block) -> Block:
        """A block with its text."""
        (text,) = self._connection.execute("SELECT text FROM blocks WHERE tier = ? AND first = ?", (tier, block.first)).fetchone()
        return block._replace(text=text)

    def replace(self, tier: int, gone: Iterable[Block], made: Iterable[Block]) -> None:
        self._connection.executemany("DELETE FROM blocks WHERE tier = ? AND first = ?", ((tier, block.first) for block in gone))
        rows = ((tier, block.first, block.last, block.folder, "\n".join(block.begins), block.counts, block.text) for block in made)
        self._connection.executemany("INSERT INTO blocks VALUES (?, ?, ?, ?, ?, ?, ?)", rows)

    def name(self, what: str, key: str, make: Callable[[], tuple[str, Any]]) -> str:
        """What this was called when it had this key, (name, content) that `make` gives; made only when it has another now."""
        row = self._connection.execute("SELECT name FROM names WHERE what = ? AND key = ?", (what, key)).fetchone()
        name: str = row[0] if row else make()[0]
        if not row:
            self._connection.execute("REPLACE INTO names VALUES (?, ?, ?)", (what, key, name))
        return name


@contextmanager
def opened(file: Path | None) -> Iterator[State]:
    """The state in this file, for one build alone; what the build did not finish was never there. Without a file nothing is kept."""
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(file or ":memory:", timeout=PATIENCE, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN IMMEDIATE")
        for table in TABLES:
            connection.execute(table)
        yield State(connection)
        connection.execute("COMMIT")
