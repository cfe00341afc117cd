"""From the disk into the form and back: nothing is written over what somebody else wrote meanwhile."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from casebook.book import Casebook
from casebook.desk import files, states
from casebook.desk.desk import Desk
from casebook.desk.drafts import WINDOW, Draft
from casebook.desk.save import opened as opened_file
from casebook.desk.save import save as write
from casebook.desk.text import Unreadable, canonical, edited, read_back
from casebook.fold import fold
from casebook.load import register
from casebook.problem import Problem
from casebook.refusal import Refusal
from casebook.source import read

PUBLIC = "da_duyet"
"""The state in which a case is on the site, or will be on its day."""


class NotByHand(Refusal):
    """What only a step in the life of a case may do."""


class Saved(NamedTuple):
    """The sha of the file as it is now; whether a public case changed without a new line in its log."""

    sha: str
    unlogged: bool


def opened(desk: Desk, slug: str, window: str | None = None) -> dict[str, Any]:
    """{slug, data, sha, refused, draft, others}: the file as it is now, the draft beside it, and {window, when} of each other draft.

    `refused` says why a file cannot be read. The draft is that of `window`, where it has one, else the newest.
    """
    file = desk.root / "cases" / f"{slug}.yaml"
    sha = files.sha(file)
    source = read(file, desk.root) if sha else None
    drafts = desk.drafts.read(slug)
    draft = next((one for one in drafts if one.window == window), next(iter(drafts), None))
    return {
        "slug": slug,
        "sha": sha,
        "data": {} if source is None or isinstance(source, Problem) else source.data,
        "refused": str(source) if isinstance(source, Problem) else "",
        "draft": vars(draft) if draft else None,
        "others": [{"window": one.window, "when": one.when} for one in drafts if one is not draft],
    }


def keep(desk: Desk, slug: str, asked: Mapping[str, Any]) -> Draft:
    """Keep what was typed in a window, in the place of the draft that it began from; of a case that has another address meanwhile, there.

    Raises Refusal of a case that was withdrawn: nothing of it is kept anywhere.
    """
    _not_withdrawn(desk, slug)
    base = asked.get("base")
    at = _moved(desk, slug, asked) or slug
    draft = desk.drafts.keep(at, window(asked), asked["data"], str(asked.get("sha", "")), base if isinstance(base, dict) else None)
    desk.drafts.take_over(at, *taken(asked))
    return draft


def _not_withdrawn(desk: Desk, slug: str) -> None:
    file = desk.root / "cases" / f"{slug}.yaml"
    if file.exists() and fold(files.glance(file)[1]) == "rut":
        raise Refusal("Hồ sơ này đã rút nên không lưu, không giữ bản nháp của nó được nữa; tải lại trang")


def _moved(desk: Desk, slug: str, asked: Mapping[str, Any]) -> str:
    """Where a case is that began from a file of this name; "" where it still is here, or nobody knows."""
    if not asked.get("sha") or (desk.root / "cases" / f"{slug}.yaml").exists():
        return ""
    return next((now for now, formers in desk.whole().former_addresses() if slug in formers), "")


def taken(asked: Mapping[str, Any]) -> tuple[str, str]:
    """The window whose draft this one began from, and the stamp of that draft."""
    told = asked.get("takes")
    found = (str(told.get("window", "")), str(told.get("stamp", ""))) if isinstance(told, dict) else ("", "")
    return found if WINDOW.fullmatch(found[0]) else ("", "")


def window(asked: Mapping[str, Any]) -> str:
    """Which window of a browser asks."""
    found = str(asked.get("window", ""))
    return found if WINDOW.fullmatch(found) else ""


def still_here(desk: Desk, slug: str, asked: Mapping[str, Any]) -> None:
    """Raises Refusal of a case that was withdrawn, or moved to another address, since its form was opened."""
    _not_withdrawn(desk, slug)
    if now := _moved(desk, slug, asked):
        raise Refusal(f"Hồ sơ này đã đổi địa chỉ sang “{now}”: mở hồ sơ đó, những gì bạn gõ nằm ở bản nháp của nó")


def save(desk: Desk, slug: str, asked: Mapping[str, Any]) -> Saved:
    """Write the case and forget the draft of the window that asks.

    Raises Refusal when the file is not the one of `sha` ("" for none), Unreadable when nobody can know what would be lost with it,
    NotByHand when the case would go public by it.
    """
    file, data, sha = desk.root / "cases" / f"{slug}.yaml", read_back(asked["data"]), str(asked.get("sha", ""))
    before = read(file, desk.root) if file.exists() else None
    if isinstance(before, Problem):
        raise Unreadable(str(before))
    if sha and before and before.data.get("status") == PUBLIC != data.get("status") and slug in register(desk.root):
        raise NotByHand("Chưa ghi gì: hồ sơ đang đăng không đưa về “Nháp” hay “Chờ duyệt” được, địa chỉ sẽ biến mất. Để “Đã duyệt”, hoặc bấm “Rút…”")
    # A file that is gone meanwhile is told as that.
    if data.get("status") == PUBLIC and (before.data.get("status") != PUBLIC if before else not sha):
        raise NotByHand("Chưa ghi gì: “Tình trạng” không đổi sang “Đã duyệt” ở biểu mẫu được. Lưu với tình trạng cũ rồi bấm “Duyệt…”: ở đó ghi ai duyệt")
    written = write(file, edited(opened_file(file)[0], data) if sha and file.exists() else canonical(data), sha)
    desk.drafts.drop(slug, window(asked))
    desk.drafts.take_over(slug, *taken(asked))
    desk.refresh()
    return Saved(written, before is not None and states.unlogged(before.data, data, date.today()))


def step(desk: Desk, slug: str, asked: Mapping[str, Any]) -> None:
    """One step in the life of a case, as the command of the same name does it. Raises Refusal."""
    said = {name: str(asked.get(name, "")).strip() for name in ("by", "clearance_by", "date", "kind", "note", "reason", "explanation", "new")}
    book = desk.whole()
    if asked.get("sha", "") not in ("", files.sha(desk.root / "cases" / f"{slug}.yaml")):
        raise Refusal("Tệp của hồ sơ này đã đổi từ khi mở ở đây; mở lại hồ sơ, đọc rồi làm lại bước này.")
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
        case "explain":
            states.explain(book, slug, {name: said[name] for name in ("reason", "explanation", "by")})
        case "discard":
            states.discard(book, slug)
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
