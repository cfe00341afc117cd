"""The life of a case: handed in, approved, logged, withdrawn and that explained, given up, renamed. Each writes files, or refuses and writes none."""

import shutil
from collections.abc import Mapping
from datetime import date
from itertools import count
from typing import Any

from casebook.book import Casebook
from casebook.desk.drafts import FOLDER, Drafts
from casebook.desk.filed import data_of, formers, rewrite, sound, text_of
from casebook.desk.save import move, overwrite, remove, save
from casebook.desk.text import canonical, edited
from casebook.entries import VerificationLevel
from casebook.left import KEPT
from casebook.load import due
from casebook.refusal import Refusal
from casebook.slug import UNFIT, is_slug

APPROVED = "approved"
"""The folder of what was approved, word for word: what the next review is compared with, without git."""

SHEETS = "duyet"
"""The folder, not in git, of what is printed or only read at the desk."""
WORKLIST = f"{SHEETS}/viec-can-lam.html"
"""What it says of all cases."""
ASIDE = f"{FOLDER}/da-bo"
"""What was given up before it was ever public: nothing reads it, and it can be taken back by hand."""
TRACES = (f"{SHEETS}/{{}}.html", f"{APPROVED}/{{}}.yaml")
"""What the desk itself may hold of a case beside its file and its drafts."""
UNLOGGED = ("moi", "rut")
"""Changes that no editor tells by hand."""


def submit(book: Casebook, slug: str) -> None:
    """Hand a draft in for approval."""
    if slug in book.cases:
        said = f"“{slug}” đang đăng, không đưa về chờ duyệt được (địa chỉ sẽ biến mất); sửa xong thì "
        raise Refusal(f"{said}chạy review rồi approve lại", f"{said}bấm “Duyệt…” lần nữa")
    rewrite(book, slug, {"status": "cho_duyet"})


def approve(book: Casebook, slug: str, by: str, clearance_by: str, day: str) -> None:
    """Record who approved and who cleared, and keep what was approved.

    Both may be "" only where the level of verification is exempt; there nothing is invented.
    """
    case = book.cases.get(slug) or book.drafts.get(slug)
    levels = book.vocabularies.typed("verification_level", VerificationLevel)
    if case and not levels[case.verification.level].exempt and not (by and clearance_by):
        cleared = "xác nhận không ai được nêu đang bị xem xét, thanh tra, điều tra"
        raise Refusal(f"cần cả --by (ai duyệt) và --clearance-by (ai {cleared})", f"Cần ghi cả “Ai duyệt” và “Ai rà soát nhân sự” (người {cleared}).")
    try:
        date.fromisoformat(day)
    except ValueError:
        raise Refusal(f"“{day}” không phải ngày; viết như 2026-11-20", f"“{day}” không phải ngày; gõ như 21/6/2026") from None
    # Who approved another text did not approve this one.
    said = {"approved": {"by": by, "date": day} if by else {}, "clearance": {"by": clearance_by, "date": day} if clearance_by else {}}
    text = rewrite(book, slug, {"status": "da_duyet", **said})
    overwrite(book.root / APPROVED / f"{slug}.yaml", text)


def log(book: Casebook, slug: str, kind: str, note: str, day: str) -> None:
    """Add a line to the end of the update log of a case."""
    if kind in UNLOGGED:
        raise Refusal(f"“{kind}” không ghi tay được: máy ghi khi hồ sơ lên trang và khi rút; dùng cap_nhat hoặc dinh_chinh")
    before = data_of(slug, text_of(book, slug)[1]).get("changes", [])
    rewrite(book, slug, {"changes": [*before, {"date": day, "kind": kind, "note": note}]})


def withdraw(book: Casebook, slug: str, withdrawn: Mapping[str, str]) -> None:
    """Leave of a case its address, day, reason, explanation and who decided; its pictures and copies go too."""
    file, text, sha = text_of(book, slug)
    if slug in book.tombstones:
        raise Refusal(f"“{slug}” đã rút từ {book.tombstones[slug].withdrawn.date}; muốn sửa lời báo rút thì chạy explain")
    if slug not in book.cases and slug not in book.published:
        said = f"“{slug}” chưa từng đăng nên không cần báo rút; không dùng nữa thì "
        raise Refusal(f"{said}chạy discard {slug}", f"{said}đổi “Tình trạng” về “Nháp”, lưu, rồi bấm “Bỏ hồ sơ…”")
    if children := _children(book, slug):
        # With a line that leads to nothing the site could not be published, and what is withdrawn would stay in sight.
        raise Refusal(f"{', '.join(children)} ghi là học từ “{slug}”; bỏ dòng đó ở đấy trước rồi rút")
    kept = canonical({"status": "rut", "withdrawn": withdrawn, "former_slugs": formers(data_of(slug, text))})
    sound(book, slug, kept)
    save(file, kept, sha)
    shutil.rmtree(book.media / slug, ignore_errors=True)
    for trace in TRACES:
        (book.root / trace.format(slug)).unlink(missing_ok=True)
    Drafts(book.root).forget(slug)
    for aside in (book.root / ASIDE).glob(f"{slug}.*"):
        shutil.rmtree(aside)
    # Whatever was worked out from it, of all cases: it is made again without this one.
    shutil.rmtree(book.root / KEPT, ignore_errors=True)
    (book.root / WORKLIST).unlink(missing_ok=True)


def explain(book: Casebook, slug: str, said: Mapping[str, str]) -> None:
    """Put right what readers are told of a withdrawal: reason, explanation, who decided; "" takes one away. Its day stays."""
    file, text, sha = text_of(book, slug)
    if slug not in book.tombstones:
        raise Refusal(f"“{slug}” chưa rút nên không có lời báo rút")
    before = data_of(slug, text)
    changed = edited(text, before | {"withdrawn": {name: value for name, value in {**before["withdrawn"], **said}.items() if value}})
    sound(book, slug, changed)
    save(file, changed, sha)


def _children(book: Casebook, slug: str) -> list[str]:
    """The cases that say they were adapted from this one."""
    return sorted(other for other, case in book.everything() if any(parent.case == slug for parent in case.adapted_from))


def discard(book: Casebook, slug: str) -> str:
    """Take a case that was never public out of cases/, with its pictures and drafts; where it lies now, seen from the project's folder."""
    file, text, sha = text_of(book, slug)
    if slug in book.tombstones or slug in book.cases or book.published.keys() & {slug, *formers(data_of(slug, text))}:
        said = f"“{slug}” đã từng có địa chỉ công khai nên không bỏ được; "
        raise Refusal(f"{said}dùng withdraw", f"{said}dùng “Rút…”")
    if children := _children(book, slug):
        raise Refusal(f"{', '.join(children)} ghi là học từ “{slug}”; bỏ dòng đó ở đấy trước")
    aside = next(place for number in count(1) if not (place := book.root / ASIDE / f"{slug}.{number}").exists())
    # As it lay in the project: who takes it back copies one folder.
    move(file, sha, aside / "cases" / file.name)
    if (pictures := book.media / slug).exists():
        (aside / "cases/media").mkdir()
        pictures.rename(aside / "cases/media" / slug)
    for trace in TRACES:
        (book.root / trace.format(slug)).unlink(missing_ok=True)
    Drafts(book.root).put_aside(slug, aside)
    return aside.relative_to(book.root).as_posix()


def rename(book: Casebook, old: str, new: str) -> None:
    """Move a case to another address; the old one leads there, if it was ever public."""
    if not is_slug(new):
        raise Refusal(f"“{new}” {UNFIT}, như mot-cua-so")
    if new == old:
        raise Refusal(f"“{new}” đã là địa chỉ của hồ sơ này")
    taken = {former: slug for slug, formers in book.former_addresses() for former in formers if slug != old}
    if new in taken:
        raise Refusal(f"“{new}” là địa chỉ cũ của “{taken[new]}”; chọn tên khác")
    places = ("cases/media/{}", *TRACES)
    if there := next((place.format(new) for place in places if (book.root / place.format(new)).exists()), ""):
        raise Refusal(f"đã có {there}, không phải của “{old}”; dời đi, hoặc chọn tên khác")
    file, text, sha = text_of(book, old)
    before = data_of(old, text)
    past = [former for former in formers(before) if former != new]
    public = old not in book.drafts or old in book.published
    save(file.with_name(f"{new}.yaml"), edited(text, before | {"former_slugs": [*past, old] if public else past}))
    remove(file, sha)
    for place in places:
        here = book.root / place.format(old)
        if here.exists():
            here.rename(book.root / place.format(new))
    Drafts(book.root).move(old, new)
    for slug in _children(book, old):
        if slug != old:
            parents = data_of(slug, text_of(book, slug)[1])["adapted_from"]
            rewrite(book, slug, {"adapted_from": [parent | {"case": new} if parent.get("case") == old else parent for parent in parents]})


def unlogged(before: Mapping[str, Any], now: Mapping[str, Any], today: date) -> bool:
    """Whether a case that is public says something else now, and its log tells nothing of it."""
    public = due(str(before.get("status")), str(before.get("publish_from", "")), today)
    return public and now != before and now.get("changes") == before.get("changes")
