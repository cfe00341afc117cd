"""What a command costs: wall time, CPU time, memory, of the process and of all that it starts."""

import os
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

PACE, LOOK, TELL = 0.05, 0.25, 5
"""Seconds between two looks whether it ended, at its memory (each costs some milliseconds), and between two lines of progress."""


class Cost(NamedTuple):
    """Seconds and bytes; `largest` is the largest process, `tree` the most that all of them held at once, what they share counted once."""

    wall: float
    cpu: float
    largest: int
    tree: int


class Failed(Exception):
    """The command did not end well; the message is the end of what it said."""


def run(command: Sequence[str], folder: Path, label: str, expected: float = 0) -> Cost:
    """Run a command to its end; a long one says every few seconds how long it still takes, judged by `expected` seconds."""
    with tempfile.TemporaryFile() as said:
        started = told = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"})
        tree, looked = 0, 0.0
        while (ended := os.wait4(process.pid, os.WNOHANG))[0] == 0:
            now = time.perf_counter()
            if now - looked > LOOK:
                looked = now
                tree = max(tree, sum(_held(process.pid)))
            if now - told > TELL:
                told = now
                left = f", còn khoảng {expected - (now - started):.0f} giây" if expected > now - started else ""
                print(f"  {label}: đã {now - started:.0f} giây{left}", flush=True)
            time.sleep(PACE)
        wall, (_, status, usage) = time.perf_counter() - started, ended
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise Failed(f"{label}: {said.read()[-2000:].decode('utf-8', 'replace')}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024, max(tree, usage.ru_maxrss * 1024))


def _held(process: int) -> list[int]:
    """Bytes in memory of a process and of all below it, each page shared out among those that have it; what ended meanwhile holds none."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
        children = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    except (FileNotFoundError, ProcessLookupError):
        return []
    own = sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
    return [own, *(size for child in children for size in _held(int(child)))]
