"""Work that a process of its own does meanwhile gives what it would give here."""

import os
from pathlib import Path

import pytest

from casebook.parts import meanwhile

HERE = os.getpid()


def test_it_is_done_beside_this_process() -> None:
    assert meanwhile(os.getpid)() != HERE


def test_where_that_process_is_killed_it_is_done_here() -> None:
    assert meanwhile(lambda: HERE if os.getpid() == HERE else os._exit(9))() == HERE


def test_a_fault_of_the_disk_is_told_to_who_asks_and_to_nobody_else(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    asked = meanwhile((tmp_path / "khong-co").read_text)
    with pytest.raises(FileNotFoundError):
        asked()
    assert capfd.readouterr().err == ""
