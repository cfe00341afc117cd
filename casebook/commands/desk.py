"""fmt, submit, review, approve, log, withdraw, explain, discard, rename, status: what the desk does; each yields the lines to print."""

import argparse
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from casebook.book import Casebook
from casebook.check import read
from casebook.commands.day import day
from casebook.commands.door import READING, Door
from casebook.desk import review, states, worklist
from casebook.desk.filed import file_of
from casebook.desk.save import opened, overwrite, save
from casebook.desk.text import Unreadable, formatted
from casebook.problem import Problem
from casebook.refusal import Refusal
from casebook.tick import Tick, unheard


class Asked(NamedTuple):
    """A command with all that it may need: the options of the command line, the casebook and its faults."""

    options: argparse.Namespace
    root: Path
    book: Casebook
    problems: Sequence[Problem]
    ticking: Callable[[str], Tick] = lambda _: unheard

    @property
    def day(self) -> str:
        return day("--date", self.options.date)


def _fmt(asked: Asked) -> Iterator[str]:
    files = asked.options.files or sorted((asked.root / "cases").glob("*.yaml"))
    changed = [file for file in files if _formatted(file)]
    yield f"{len(files)} tệp, viết lại {len(changed)} cho đúng dạng chung."


def _formatted(file: Path) -> bool:
    try:
        before, sha = opened(file)
        after = formatted(before)
    except FileNotFoundError:
        raise Refusal(f"{file}: không có tệp này") from None
    except (Unreadable, UnicodeDecodeError) as error:
        raise Refusal(f"{file}: {error}") from None
    if after != before:
        save(file, after, sha)
    return after != before


def _of(asked: Asked, slug: str) -> list[Problem]:
    return [problem for problem in asked.problems if Path(problem.path).stem == slug]


def _submit(asked: Asked) -> Iterator[str]:
    states.submit(asked.book, asked.options.slug)
    yield f"{asked.options.slug}: chờ duyệt. In phiếu: python build_cases.py review {asked.options.slug}"


def _approve(asked: Asked) -> Iterator[str]:
    options = asked.options
    # A file that cannot be a page yet may lack just this approval: whether it is right then, `approve` looks itself.
    readable = options.slug in dict(asked.book.everything())
    if readable and (faults := _of(asked, options.slug)):
        raise Refusal("\n".join((*map(str, faults), f"{len(faults)} lỗi; sửa rồi mới duyệt được")))
    states.approve(asked.book, options.slug, options.by, options.clearance_by, asked.day)
    yield f"{options.slug}: đã duyệt; bản được duyệt giữ ở {states.APPROVED}/{options.slug}.yaml, commit cùng hồ sơ."


def _log(asked: Asked) -> Iterator[str]:
    options = asked.options
    states.log(asked.book, options.slug, options.kind, options.note, asked.day)
    yield f"{options.slug}: đã ghi vào nhật ký thay đổi."


def _withdraw(asked: Asked) -> Iterator[str]:
    options = asked.options
    withdrawn = {"date": asked.day, "reason": options.reason, "explanation": options.explanation, "by": options.by}
    states.withdraw(asked.book, options.slug, withdrawn)
    yield f"{options.slug}: đã rút. Lần dựng sau chỉ còn trang báo rút và một dòng ở Cập nhật; nội dung cũ chỉ còn trong lịch sử git."


def _explain(asked: Asked) -> Iterator[str]:
    said = {name: value for name in ("reason", "explanation", "by") if (value := getattr(asked.options, name)) is not None}
    states.explain(asked.book, asked.options.slug, said)
    yield f"{asked.options.slug}: đã sửa lời báo rút."


def _discard(asked: Asked) -> Iterator[str]:
    aside = states.discard(asked.book, asked.options.slug)
    yield f"{asked.options.slug}: đã bỏ khỏi kho; tệp, ảnh, bản nháp nằm ở {aside}/, muốn lấy lại thì chép thư mục cases ở trong đó về kho."


def _rename(asked: Asked) -> Iterator[str]:
    states.rename(asked.book, asked.options.old, asked.options.new)
    yield f"{asked.options.old} → {asked.options.new}: địa chỉ cũ, nếu đã đăng, dẫn sang địa chỉ mới."


def _review(asked: Asked) -> Iterator[str]:
    known = dict(asked.book.everything())
    waiting = [slug for slug, case in known.items() if asked.options.all or case.status == "cho_duyet"]
    notices = list(worklist.worklist(asked.book))
    for slug in asked.options.slugs or waiting:
        file_of(asked.book, slug)
        if slug not in known:
            raise Refusal(f"“{slug}” đã rút, hoặc còn lỗi nên chưa thành trang; chạy check cases/{slug}.yaml")
        file = asked.root / states.SHEETS / f"{slug}.html"
        overwrite(file, review.sheet(asked.book, slug, _of(asked, slug), [notice for notice in notices if notice.slug == slug]))
        yield f"{file.relative_to(asked.root).as_posix()}: mở bằng trình duyệt, in khổ A4."
    if not (asked.options.slugs or waiting):
        yield "Không có hồ sơ nào chờ duyệt; nêu tên hồ sơ, hoặc --all."


def _status(asked: Asked) -> Iterator[str]:
    found = list(worklist.worklist(asked.book, asked.ticking("Xem lại hồ sơ")))
    for kind, notices in groupby(found, key=lambda notice: notice.kind):
        yield f"\n{kind}"
        yield from (f"  {notice.slug}: {notice.message}" for notice in notices)
    file = asked.root / states.WORKLIST
    overwrite(file, worklist.page(asked.book, found))
    book = asked.book
    if asked.problems:
        yield "\nCó lỗi; xem từng lỗi: python build_cases.py check"
        yield from (f"  {path}: {count} lỗi" for path, count in sorted(Counter(problem.path for problem in asked.problems).items()))
    counts = f"{len(book.cases)} đang đăng, {len(book.drafts)} chưa đăng, {len(book.tombstones)} đã rút, {len(asked.problems)} lỗi"
    yield f"\n{counts}. Bản để đọc: {file.relative_to(asked.root).as_posix()}"


COMMANDS: Mapping[str, Callable[[Asked], Iterator[str]]] = {
    "fmt": _fmt,
    "submit": _submit,
    "review": _review,
    "approve": _approve,
    "log": _log,
    "withdraw": _withdraw,
    "explain": _explain,
    "discard": _discard,
    "rename": _rename,
    "status": _status,
}
CHANGING = ("submit", "approve", "log", "withdraw", "explain", "discard", "rename")


def run(options: argparse.Namespace, door: Door) -> int:
    """Do one command; then say what the whole casebook is still missing. Raises Refusal, with nothing written, where it cannot be."""
    for line in COMMANDS[options.command](Asked(options, door.root, *read(door.root, tick=door.ticking(READING)), door.ticking)):
        door.say(line)
    if options.command in CHANGING:
        door.report(read(door.root, tick=door.ticking(READING))[1], " phải sửa trước khi đăng")
    return 0
