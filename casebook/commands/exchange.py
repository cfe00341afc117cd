"""import, export: cases from files that somebody sent, and as files to send out."""

import argparse

from casebook.commands.door import READING, Door
from casebook.commands.sending import written
from casebook.load import load


def run(options: argparse.Namespace, door: Door) -> int:
    return _bring(options, door) if options.command == "import" else _send(options, door)


def _bring(options: argparse.Namespace, door: Door) -> int:
    """Show what these files would create and change; write it once somebody agrees."""
    # The readers of workbooks and Word files are large: an export does without them.
    from casebook.desk import bring, carry  # noqa: PLC0415
    from casebook.desk.plan import planned  # noqa: PLC0415

    book, _ = load(door.root, tick=door.ticking(READING))
    plan = planned(book, [bring.read(file, book) for file in options.files], door.ticking("Đang kiểm"))
    for line in carry.announced(plan, book.vocabularies):
        door.say(line)
    door.report(plan.problems, "; phần có lỗi không được nhập")
    wanted = carry.to_write(plan)
    if not wanted:
        door.say("Không có gì để ghi.")
        return int(bool(plan.problems))
    if not options.yes and not door.agrees(f"Ghi {len(wanted)} hồ sơ vào cases/? Gõ “có” rồi Enter: "):
        door.say("Chưa ghi gì.")
        return 1
    late = list(carry.carried_out(plan, door.root / "cases", door.ticking("Đang ghi")))
    door.report(late)
    door.say(f"Đã ghi {len(wanted) - len(late)} hồ sơ vào cases/.")
    return int(bool(plan.problems or late))


def _send(options: argparse.Namespace, door: Door) -> int:
    """Write cases as files to send out; nothing that exists is overwritten."""
    from casebook.desk import send  # noqa: PLC0415 (an import does without the writers)

    book, _ = load(door.root, tick=door.ticking(READING))
    return written(send.files(book, options.slugs, options.to, options.kind, door.ticking("Viết bảng")), options.to, door)
