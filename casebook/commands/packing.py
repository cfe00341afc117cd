"""offline: the whole site in one file that opens from a stick, without a server."""

import argparse
from pathlib import Path
from tempfile import TemporaryDirectory

from casebook import offline
from casebook.check import read
from casebook.commands.building import framed, site
from casebook.commands.door import READING, Door
from casebook.site import Site
from casebook.verify import verify
from casebook.verify.built import Built


def run(options: argparse.Namespace, door: Door) -> int:
    """Build aside, verify, and pack what opens without a server into one file."""
    with TemporaryDirectory() as folder:
        tree = Path(folder) / "site"
        door.say("1/3 Dựng trang…")
        if site(door, framed(door, tree, Path(folder) / "memory")):
            return 1
        door.say("2/3 Kiểm trang đã dựng…")
        book = read(door.root, tick=door.ticking(READING))[0]
        if problems := sorted(verify(Built(tree, door.address(), book), door.ticking("Soát trang"))):
            door.report(problems, "; chưa đóng gói")
            return 1
        door.say("3/3 Đóng gói…")
        size = offline.edition(tree, Site(book, door.address()), options.to, door.ticking("Đóng gói"))
    megabytes = f"{size / 1e6:.1f}".replace(".", ",")
    door.say(f"Đã ghi {options.to}: {megabytes} MB, {len(book.cases)} hồ sơ. Giải nén vào USB rồi mở {offline.START}.")
    return 0
