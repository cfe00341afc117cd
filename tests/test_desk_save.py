"""A case file is written whole or not at all, and never over what someone else wrote meanwhile."""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from casebook.desk.save import digest, opened, overwrite, remove, save
from casebook.load import load
from casebook.refusal import Refusal
from tests.conftest import ROOT


def test_a_new_file_and_a_changed_one(tmp_path: Path) -> None:
    file = tmp_path / "cases/cho-phien.yaml"
    sha = save(file, "title: Chợ phiên\r\n")
    assert file.read_bytes() == "title: Chợ phiên\r\n".encode()
    assert opened(file) == ("title: Chợ phiên\r\n", sha)
    assert save(file, "title: Chợ đêm\n", sha) == digest("title: Chợ đêm\n".encode())


def test_what_someone_else_did_meanwhile_is_told_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    sha = save(file, "của tôi")
    file.write_text("của người khác", "utf-8")
    with pytest.raises(Refusal, match="đã được ai đó sửa trong lúc bạn sửa"):
        save(file, "của tôi, bản hai", sha)
    with pytest.raises(Refusal, match="đã được ai đó sửa"):
        remove(file, sha)
    with pytest.raises(Refusal, match=r"đã có tệp a\.yaml"):
        save(file, "mới")
    assert file.read_text("utf-8") == "của người khác"
    file.unlink()
    with pytest.raises(Refusal, match="không còn: ai đó đã xoá hoặc đổi tên"):
        save(file, "của tôi, bản hai", sha)
    assert not file.exists()


def test_of_two_at_once_one_is_told(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    sha = save(file, "trước")

    def one(number: int) -> str | None:
        try:
            save(file, f"bản {number}", sha)
        except Refusal:
            return None
        return f"bản {number}"

    with ThreadPoolExecutor(16) as pool:
        written = [text for text in pool.map(one, range(64)) if text]
    assert [file.read_text("utf-8")] == written


WRITER = """
import sys
from pathlib import Path
from casebook.desk.save import overwrite
while True:
    for letter in "ab":
        overwrite(Path(sys.argv[1]), letter * 300_000)
"""


def test_killed_while_saving_it_leaves_a_whole_file_and_lets_the_next_write(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    for turn in range(8):
        process = subprocess.Popen([sys.executable, "-c", WRITER, str(file)], cwd=ROOT)
        end = time.monotonic() + 30
        while not file.exists() and time.monotonic() < end:
            time.sleep(0.01)
        time.sleep(0.05 + turn * 0.013)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert file.read_text("utf-8") in ("a" * 300_000, "b" * 300_000)
    overwrite(file, "sau đó")
    assert file.read_text("utf-8") == "sau đó"


def test_what_a_killed_writer_leaves_beside_is_no_case(tmp_path: Path) -> None:
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases/.a.yaml.tmp").write_text("title: nửa", "utf-8")
    (tmp_path / "cases/.lock").touch()
    (tmp_path / "vocab").symlink_to(ROOT / "vocab")
    book, problems = load(tmp_path)
    assert (problems, list(book.sources)) == ([], [])
