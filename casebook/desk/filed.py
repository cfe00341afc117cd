"""The file of one case, for a step in its life: found, read, written again only where the next check would let it pass."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.book import Casebook
from casebook.desk.book import read_in
from casebook.desk.faults import told
from casebook.desk.save import opened, save
from casebook.desk.text import Unreadable, data, edited
from casebook.near import asked, nearest
from casebook.refusal import Refusal
from casebook.slug import is_slug
from casebook.source import parse as source_of


def file_of(book: Casebook, slug: str) -> Path:
    """The file of a case; Refusal, with the nearest name, when there is none."""
    file = book.root / "cases" / f"{slug}.yaml"
    if not (is_slug(slug) and file.is_file()):
        raise Refusal(f"không có hồ sơ “{slug}”{asked(nearest(slug, [*book.sources, *book.faulty]))}")
    return file


def text_of(book: Casebook, slug: str) -> tuple[Path, str, str]:
    """The file of a case, its text, and its sha-256."""
    file = file_of(book, slug)
    try:
        return (file, *opened(file))
    except UnicodeDecodeError:
        raise Refusal(f"cases/{slug}.yaml không phải UTF-8; hãy lưu lại với bảng mã UTF-8") from None


def data_of(slug: str, text: str) -> dict[str, Any]:
    """What that text says; Refusal where it cannot be read."""
    try:
        return data(text)
    except Unreadable as error:
        raise Refusal(f"cases/{slug}.yaml, {error}; sửa chỗ này trước") from None


def rewrite(book: Casebook, slug: str, fields: Mapping[str, Any]) -> str:
    """Give a case these fields, take away those that are empty, and return its text; Refusal, with nothing written, where it would not be right then."""
    file, text, sha = text_of(book, slug)
    if slug in book.tombstones:
        raise Refusal(f"“{slug}” đã rút; hồ sơ đã rút chỉ còn trang báo rút")
    changed = edited(text, {name: value for name, value in {**data_of(slug, text), **fields}.items() if value})
    sound(book, slug, changed)
    save(file, changed, sha)
    return changed


def sound(book: Casebook, slug: str, text: str) -> None:
    """Nothing is written that the next check would refuse."""
    source = source_of(text.encode("utf-8"), f"cases/{slug}.yaml")
    _, found = read_in(book, slug, source)
    if found:
        raise Refusal("\n".join(map(str, sorted(found))), ". ".join(told(book, slug, data(text))))


def formers(record: Mapping[str, Any]) -> list[Any]:
    """The former addresses of a file that may have a fault: of a text in their place nothing is known."""
    found = record.get("former_slugs")
    return found if isinstance(found, list) else []
