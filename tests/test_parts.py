"""Work that a process of its own does meanwhile gives what it would give here."""

import subprocess
import sys

import pytest

ASKED = {
    "it is done beside this process": ("os.getpid", "asked() != HERE"),
    "where that process is killed it is done here": ("lambda: HERE if os.getpid() == HERE else os._exit(9)", "asked() == HERE"),
    "a fault of the disk is told to who asks, and to nobody else": ("partial(os.stat, '/khong/co')", "isinstance(fault(asked), FileNotFoundError)"),
}


def holds(work: str, told: str, before: str = "") -> bool:
    """Whether it is so in a process that has no threads but what `before` starts."""
    lines = (
        "import os, threading, time",
        "from functools import partial",
        "from casebook.parts import meanwhile",
        "def fault(work):",
        "    try: work()",
        "    except Exception as found: return found",
        before,
        f"HERE, work = os.getpid(), {work}",
        "asked = meanwhile(work)",
        f"assert {told}",
    )
    done = subprocess.run([sys.executable, "-c", "\n".join(lines)], capture_output=True, text=True, check=False)
    return (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("work", "told"), ASKED.values(), ids=list(ASKED))
def test_what_is_asked_for_is_there(work: str, told: str) -> None:
    assert holds(work, told)


def test_beside_threads_nothing_is_forked() -> None:
    assert holds("os.getpid", "asked() == HERE", "threading.Thread(target=time.sleep, args=(0.5,)).start()")
