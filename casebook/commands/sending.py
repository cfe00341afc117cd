"""kit, bulletin: one case for every channel, and the mail of what is new."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from casebook import dispatch
from casebook.check import read
from casebook.commands.day import day
from casebook.commands.door import READING, Door
from casebook.refusal import Refusal
from casebook.site import Site


def run(options: argparse.Namespace, door: Door) -> int:
    """Write what is sent out on demand; a bulletin without a folder is only shown."""
    if "since" in options:
        options.since = day("--since", options.since)
    book, problems = read(door.root, tick=door.ticking(READING))
    door.report(problems, "; chưa làm gì")
    if problems:
        return 1
    made = dispatch.files(options, Site(book, door.address()))
    if options.to:
        return written(((options.to / name, content) for name, content in made), options.to, door)
    door.say(next(made)[1].decode("utf-8").rstrip())
    return 0


def written(files: Iterable[tuple[Path, bytes]], target: Path, door: Door) -> int:
    """Write files that go out; nothing that exists is overwritten. Raises Refusal."""
    made = list(files)
    try:
        for file, content in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(content)
    except FileExistsError as error:
        raise Refusal(f"{error.filename}: đã có tệp này; chọn tên khác, hoặc dời tệp cũ.") from None
    door.say(f"Đã xuất {len(made)} tệp vào {target}.")
    return 0
