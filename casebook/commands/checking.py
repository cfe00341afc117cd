"""check: every fault of the cases, or of some files, wherever these are."""

import argparse
import os
from pathlib import Path

from casebook.check import read
from casebook.commands.door import READING, Door
from casebook.problem import Problem
from casebook.refusal import Refusal


def run(options: argparse.Namespace, door: Door) -> int:
    """Check everything, or these files as part of everything."""
    files, root = options.files, door.root
    if not (root / "cases").is_dir():
        raise Refusal("không có thư mục cases/: chạy ở thư mục của dự án, hoặc lấy lại thư mục đó")
    missing = [file for file in files if not file.exists()]
    wanted = [Path(os.path.abspath(file)) for file in files if file not in missing]
    book, problems = read(root, [file for file in wanted if file.parent != root / "cases"], door.ticking(READING))
    shown = {(file.relative_to(root) if file.is_relative_to(root) else file).as_posix() for file in wanted}
    problems = [problem for problem in problems if not files or problem.path in shown or problem.path.startswith("vocab/")]
    door.report([*(Problem(str(file), 1, "không có tệp này") for file in missing), *problems])
    if missing or problems:
        return 1
    if files:
        door.say(f"{len(files)} hồ sơ đúng.")
    else:
        counts = f"{len(book.cases)} công bố được, {len(book.drafts)} chưa tới lượt, {len(book.tombstones)} đã rút"
        door.say(f"{len(book.sources)} hồ sơ đúng: {counts}.")
    return 0
