"""site: the whole site at once; where nothing changed, it is seen before anything is loaded."""

import argparse
import time

from casebook.commands.door import Door
from casebook.inputs import unchanged


def run(options: argparse.Namespace, door: Door) -> int:
    started = time.perf_counter()
    if unchanged(door.root, options.to, not options.no_drawn):
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        door.say(f"Không có gì đổi từ lần dựng trước, {seconds} giây.")
        return 0
    # Only now is there anything to build with.
    from casebook.commands.building import site  # noqa: PLC0415

    return site(door, options.to, options.jobs, options.cluster, not options.no_drawn)
