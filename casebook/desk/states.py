"""The life of a case: handed in, approved, logged, withdrawn, renamed. Each writes files, or refuses and writes none."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from casebook.book import Casebook
from casebook.desk.book import read_in
from casebook.desk.drafts import Drafts
from casebook.desk.faults import told
from casebook.desk.save import opened, overwrite, remove, save
from casebook.desk.text import Unreadable, canonical, data, edited
from casebook.entries import VerificationLevel
from casebook.left import KEPT
from casebook.load import due
from casebook.near import asked, nearest
from casebook.refusal import Refusal
from casebook.slug import UNFIT, is_slug
from casebook.source import parse as source_of

APPROVED = "approved"
"""The folder of what was approved, word for word: what the next review is compared with, without git."""

SHEETS = "duyet"
"""The folder, not in git, of what is printed or only read at the desk."""
WORKLIST = f"{SHEETS}/viec-can-lam.html"
"""What it says of all cases."""
TRACES = (f"{SHEETS}/{{}}.html", f"{APPROVED}/{{}}.yaml")
"""What the desk itself may hold of a case beside its file and its drafts."""
UNLOGGED = ("moi", "rut")
"""Changes that no editor tells by hand."""


def submit(book: Casebook, slug: str) -> None:
    """Hand a draft in for approval."""
    if slug in book.cases:
        said = f"“{slug}” đang đăng, không đưa về chờ duyệt được (địa chỉ sẽ biến mất); sửa xong thì "
        raise Refusal(f"{said}chạy review rồi approve lại", f"{said}bấm “Duyệt…” lần nữa")
    _rewrite(book, slug, {"status": "cho_duyet"})


def approve(book: Casebook, slug: str, by: str, clearance_by: str, day: str) -> None:
    """Record who approved and who cleared, and keep what was approved.

    Both may be "" only where the level of verification is exempt; there nothing is invented.
    """
    case = book.cases.get(slug) or book.drafts.get(slug)
    levels = book.vocabularies.typed("verification_level", VerificationLevel)
    if case and not levels[case.verification.level].exempt and not (by and clearance_by):
        cleared = "xác nhận không ai được nêu đang bị xem xét, thanh tra, điều tra"
        raise Refusal(f"cần cả --by (ai duyệt) và --clearance-by (ai {cleared})", f"Cần ghi cả “Ai duyệt” và “Ai rà soát nhân sự” (người {cleared}).")
    said = {"approved": {"by": by, "date": day} if by else {}, "clearance": {"by": clearance_by, "date": day} if clearance_by else {}}
    text = _rewrite(book, slug, {"status": "da_duyet"} | {name: who for name, who in said.items() if who})
    overwrite(book.root / APPROVED / f"{slug}.yaml", text)


def log(book: Casebook, slug: str, kind: str, note: str, day: str) -> None:
    """Add a line to the end of the update log of a case."""
    if kind in UNLOGGED:
        raise Refusal(f"“{kind}” không ghi tay được: máy ghi khi hồ sơ lên trang và khi rút; dùng cap_nhat hoặc dinh_chinh")
    before = _data(slug, _text(book, slug)[1]).get("changes", [])
    _rewrite(book, slug, {"changes": [*before, {"date": day, "kind": kind, "note": note}]})


def withdraw(book: Casebook, slug: str, withdrawn: Mapping[str, str]) -> None:
    """Leave of a case its address, day, reason, explanation and who decided; its pictures and copies go too."""
    file, text, sha = _text(book, slug)
    if slug in book.tombstones:
        raise Refusal(f"“{slug}” đã rút từ {book.tombstones[slug].withdrawn.date}; muốn sửa lời giải thích thì sửa tệp")
    if slug not in book.cases and slug not in book.published:
        raise Refusal(f"“{slug}” chưa từng đăng nên không cần báo rút; không dùng nữa thì xoá tệp cases/{slug}.yaml")
    kept = canonical({"status": "rut", "withdrawn": withdrawn, "former_slugs": _formers(_data(slug, text))})
    _sound(book, slug, kept)
    save(file, kept, sha)
    shutil.rmtree(book.media / slug, ignore_errors=True)
    for trace in TRACES:
        (book.root / trace.format(slug)).unlink(missing_ok=True)
    Drafts(book.root).forget(slug)
    # Whatever was worked out from it, of all cases: it is made again without this one.
    shutil.rmtree(book.root / KEPT, ignore_errors=True)
    (book.root / WORKLIST).unlink(missing_ok=True)


def rename(book: Casebook, old: str, new: str) -> None:
    """Move a case to another address; the old one leads there, if it was ever public."""
    if not is_slug(new):
        raise Refusal(f"“{new}” {UNFIT}, như mot-cua-so")
    taken = {former: slug for slug, formers in book.former_addresses() for former in formers if slug != old}
    if new in taken:
        raise Refusal(f"“{new}” là địa chỉ cũ của “{taken[new]}”; chọn tên khác")
    places = ("cases/media/{}", *TRACES)
    if there := next((place.format(new) for place in places if (book.root / place.format(new)).exists()), ""):
        raise Refusal(f"đã có {there}, không phải của “{old}”; dời đi, hoặc chọn tên khác")
    file, text, sha = _text(book, old)
    before = _data(old, text)
    formers = [former for former in _formers(before) if former != new]
    public = old not in book.drafts or old in book.published
    save(file.with_name(f"{new}.yaml"), edited(text, before | {"former_slugs": [*formers, old] if public else formers}))
    remove(file, sha)
    for place in places:
        here = book.root / place.format(old)
        if here.exists():
            here.rename(book.root / place.format(new))
    Drafts(book.root).move(old, new)
    for slug, case in book.everything():
        if slug != old and any(parent.case == old for parent in case.adapted_from):
            parents = _data(slug, _text(book, slug)[1])["adapted_from"]
            _rewrite(book, slug, {"adapted_from": [parent | {"case": new} if parent.get("case") == old else parent for parent in parents]})


def _formers(record: Mapping[str, Any]) -> list[Any]:
    """The former addresses of a file that may have a fault: of a text in their place nothing is known."""
    found = record.get("former_slugs")
    return found if isinstance(found, list) else []


def unlogged(before: Mapping[str, Any], now: Mapping[str, Any], today: date) -> bool:
    """Whether a case that is public says something else now, and its log tells nothing of it."""
    public = due(str(before.get("status")), str(before.get("publish_from", "")), today)
    return public and now != before and now.get("changes") == before.get("changes")


def file_of(book: Casebook, slug: str) -> Path:
    """The file of a case; Refusal, with the nearest name, when there is none."""
    file = book.root / "cases" / f"{slug}.yaml"
    if not (is_slug(slug) and file.is_file()):
        raise Refusal(f"không có hồ sơ “{slug}”{asked(nearest(slug, [*book.sources, *book.faulty]))}")
    return file


def _text(book: Casebook, slug: str) -> tuple[Path, str, str]:
    """The file of a case, its text, and its sha-256."""
    file = file_of(book, slug)
    try:
        return (file, *opened(file))
    except UnicodeDecodeError:
        raise Refusal(f"cases/{slug}.yaml không phải UTF-8; hãy lưu lại với bảng mã UTF-8") from None


def _data(slug: str, text: str) -> dict[str, Any]:
    try:
        return data(text)
    except Unreadable as error:
        raise Refusal(f"cases/{slug}.yaml, {error}; sửa chỗ này trước") from None


def _rewrite(book: Casebook, slug: str, fields: Mapping[str, Any]) -> str:
    file, text, sha = _text(book, slug)
    if slug in book.tombstones:
        raise Refusal(f"“{slug}” đã rút; hồ sơ đã rút chỉ còn trang báo rút")
    changed = edited(text, {**_data(slug, text), **fields})
    _sound(book, slug, changed)
    save(file, changed, sha)
    return changed


def _sound(book: Casebook, slug: str, text: str) -> None:
    """Nothing is written that the next check would refuse."""
    source = source_of(text.encode("utf-8"), f"cases/{slug}.yaml")
    _, found = read_in(book, slug, source)
    if found:
        raise Refusal("\n".join(map(str, sorted(found))), ". ".join(told(book, slug, data(text))))
