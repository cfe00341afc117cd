"""site: the whole site at once; where nothing changed, it is seen before anything is loaded."""

import argparse
import time

from casebook.commands.door import Door
from casebook.desk.save import Refusal
from casebook.inputs import given, memory, seen, signature, unchanged
from casebook.publish import put


def run(options: argparse.Namespace, door: Door) -> int:
    started = time.perf_counter()
    if unchanged(door.root, options.to, not options.no_drawn):
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        door.say(f"Không có gì đổi từ lần dựng trước, {seconds} giây.")
        return 0
    # Only now is there anything to build with.
    from casebook.commands.building import framed, site  # noqa: PLC0415

    before = given(door.root)
    job = framed(door, options.to, memory(door.root, options.to), not options.no_drawn)
    try:
        code = site(door, job, options.jobs, options.cluster)
    except OSError as fault:
        raise Refusal(f"Không dựng được trang: {fault.strerror} ({fault.filename or options.to}). Sửa rồi chạy lại.") from None
    # What was saved while it was built is not in it: the next build looks again.
    if not code and given(door.root) == before:
        put(seen(door.root, options.to), signature(door.root, not options.no_drawn))
    return code
