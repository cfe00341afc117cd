"""Work that a process of its own does meanwhile gives what it would give here."""

import subprocess
import sys

import pytest

import build_cases
from casebook.parts import Many, counted, here

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


def test_how_far_it_is_follows_what_the_parts_take_and_not_how_many_they_are() -> None:
    told: list[tuple[int, int]] = []
    many: Many[str, str] = counted(here, lambda done, total: told.append((done, total)), len)
    assert list(many(str.upper, ["abc", "d", "ef"])) == ["ABC", "D", "EF"]
    assert told == [(3, 6), (4, 6), (6, 6)]


def test_how_long_it_still_takes_is_not_told_from_the_first_moments(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    # The first is when the work began.
    seconds = iter((0.0, 1.0, 3.0, 6.0, 7.0, 9.0))
    monkeypatch.setattr("time.monotonic", lambda: next(seconds))
    tick = build_cases.door().ticking("Viết trang")
    for done in (1, 2, 30, 40, 90):
        tick(done, 100)
    assert capsys.readouterr().err.splitlines() == [
        "Viết trang: 2 %, chưa rõ còn bao lâu.",
        "Viết trang: 30 %, còn khoảng 14 giây.",
        "Viết trang: 90 %, còn khoảng 1 giây.",
    ]
