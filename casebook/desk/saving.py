"""From the disk into the form and back: nothing is written over what somebody else wrote meanwhile."""

from collections.abc import Mapping
from typing import Any

from casebook.desk import files, states
from casebook.desk.desk import Desk
from casebook.desk.drafts import WINDOW, Draft
from casebook.desk.save import opened as opened_file
from casebook.desk.save import save as write
from casebook.desk.text import Unreadable, canonical, edited, read_back
from casebook.fold import fold
from casebook.load import Casebook
from casebook.problem import Problem
from casebook.refusal import Refusal
from casebook.source import read


def opened(desk: Desk, slug: str) -> dict[str, Any]:
    """{slug, data, sha, refused, draft}: the file as it is now and the draft beside it; `refused` says why a file cannot be read."""
    file = desk.root / "cases" / f"{slug}.yaml"
    sha = files.sha(file)
    source = read(file, desk.root) if sha else None
    draft = desk.drafts.read(slug)
    return {
        "slug": slug,
        "sha": sha,
        "data": {} if source is None or isinstance(source, Problem) else source.data,
        "refused": str(source) if isinstance(source, Problem) else "",
        "draft": vars(draft) if draft else None,
    }


def keep(desk: Desk, slug: str, asked: Mapping[str, Any]) -> Draft:
    """Keep what was typed in a window. Raises Refusal of a case that was withdrawn: nothing of it is kept anywhere."""
    file = desk.root / "cases" / f"{slug}.yaml"
    if file.exists() and fold(files.glance(file)[1]) == "rut":
        raise Refusal("Hồ sơ này đã rút nên không giữ bản nháp của nó; tải lại trang")
    base = asked.get("base")
    return desk.drafts.keep(slug, window(asked), asked["data"], str(asked.get("sha", "")), base if isinstance(base, dict) else None)


def window(asked: Mapping[str, Any]) -> str:
    """Which window of a browser asks."""
    found = str(asked.get("window", ""))
    return found if WINDOW.fullmatch(found) else ""


def save(desk: Desk, slug: str, asked: Mapping[str, Any]) -> str:
    """Write the case and forget the draft of the window that asks; the file's new sha.

    Raises Refusal when the file is not the one of `sha` ("" for none), Unreadable when nobody can know what would be lost with it.
    """
    file, data, sha = desk.root / "cases" / f"{slug}.yaml", read_back(asked["data"]), str(asked.get("sha", ""))
    if file.exists() and isinstance(fault := read(file, desk.root), Problem):
        raise Unreadable(str(fault))
    written = write(file, edited(opened_file(file)[0], data) if sha and file.exists() else canonical(data), sha)
    desk.drafts.drop(slug, window(asked))
    desk.refresh()
    return written


def step(desk: Desk, slug: str, asked: Mapping[str, Any]) -> None:
    """One step in the life of a case, as the command of the same name does it. Raises Refusal."""
    said = {name: str(asked.get(name, "")).strip() for name in ("by", "clearance_by", "date", "kind", "note", "reason", "explanation", "new")}
    book = desk.whole()
    match asked.get("step"):
        case "submit":
            states.submit(book, slug)
        case "approve":
            _faultless(desk, book, slug)
            states.approve(book, slug, said["by"], said["clearance_by"], said["date"])
        case "log":
            states.log(book, slug, said["kind"], said["note"], said["date"])
        case "withdraw":
            states.withdraw(book, slug, {name: said[name] for name in ("date", "reason", "explanation", "by") if said[name]})
        case "rename":
            states.rename(book, slug, said["new"])
        case _:
            raise Refusal("Không có bước này.")
    desk.refresh()


def _faultless(desk: Desk, book: Casebook, slug: str) -> None:
    source = book.sources.get(slug)
    found = desk.checked(slug, source.data) if source else None
    if found and (found.faults or found.elsewhere):
        raise Refusal(f"Còn {len(found.faults) + len(found.elsewhere)} lỗi; sửa và lưu rồi mới duyệt được.")
