"""Whatever happens while a site is published, readers get one whole release, the old one or the new one."""

import gzip
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest

from casebook import release
from casebook.manifest import differences
from casebook.problem import Problem
from casebook.publication import Faulty, publish
from tests.conftest import ROOT

PUBLISHER = """
import sys, time
from pathlib import Path
from casebook.publication import publish
to, text, pause = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
def build(work, tree):
    for number in range(40):
        (tree / f"trang-{number}").mkdir(parents=True)
        (tree / f"trang-{number}/index.html").write_text(f"<p>{text} {number}</p>" * 60)
        time.sleep(pause)
print("bắt đầu", flush=True)
publish(to, build, lambda _: (), lambda: {"text": text}, str)
"""


def made(to: Path, text: str = "Một cửa", problems: tuple[Problem, ...] = ()) -> str:
    def build(work: Path, tree: Path) -> None:
        tree.mkdir()
        (tree / "index.html").write_text(f"<h1>{text}</h1>" * 200, "utf-8")
        (tree / "anh.png").write_bytes(b"\x89PNG" * 600)

    return publish(to, build, lambda _: problems, lambda: {"cases": 1}, str)[0]


def published(to: Path) -> str:
    return (to / "current/index.html").read_text("utf-8")


def leftovers(to: Path) -> list[str]:
    return sorted(path.name for path in to.iterdir() if path.name not in ("current", "releases", release.LOCK, ".pace.json"))


def publisher(to: Path, text: str, pause: float = 0.01) -> subprocess.Popen[str]:
    process = subprocess.Popen([sys.executable, "-c", PUBLISHER, str(to), text, str(pause)], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    with process.stdout as told:
        assert told.readline() == "bắt đầu\n"
    return process


def test_a_release_is_live_with_its_manifest_and_packed_copies(tmp_path: Path) -> None:
    name = made(tmp_path)
    tree = tmp_path / "current"
    assert release.live(tmp_path) == name
    assert list(differences(tree)) == []
    assert (
        gzip.decompress((tree / "index.html.gz").read_bytes()) == brotli.decompress((tree / "index.html.br").read_bytes()) == (tree / "index.html").read_bytes()
    )
    assert not (tree / "anh.png.gz").exists()
    assert leftovers(tmp_path) == []


@pytest.mark.parametrize(
    ("damage", "said"),
    [
        (lambda tree: (tree / "index.html").write_text("khác"), "index.html:1: khác bản kê: nội dung đã bị đổi"),
        (lambda tree: (tree / "index.html").unlink(), "index.html:1: thiếu: bản kê có tệp này"),
        (lambda tree: (tree / "la.js").write_text("x"), "la.js:1: lạ: bản kê không có tệp này"),
        (
            lambda tree: (tree / "ban-ke.json").write_text("{}"),
            "ban-ke.json:1: không có hoặc không đọc được bản kê; đây không phải một bản đã công bố nguyên vẹn",
        ),
    ],
    ids=["changed", "missing", "added", "without manifest"],
)
def test_a_tree_that_was_touched_is_told_from_its_manifest(tmp_path: Path, damage: object, said: str) -> None:
    made(tmp_path)
    damage(tmp_path / "current")  # type: ignore[operator]
    assert [str(problem) for problem in differences(tmp_path / "current")] == [said]


def test_going_back_and_forth_between_the_last_releases(tmp_path: Path) -> None:
    names = [made(tmp_path, f"Bản {number}") for number in range(1, 8)]
    assert release.names(tmp_path) == names[-release.KEEP :]
    before = release.previous(tmp_path)
    assert before == names[-2]
    release.point(tmp_path, before)
    assert "Bản 6" in published(tmp_path)
    made(tmp_path, "Bản 8")
    assert "Bản 8" in published(tmp_path)


def test_a_site_with_faults_is_never_live(tmp_path: Path) -> None:
    made(tmp_path, "Bản tốt")
    with pytest.raises(Faulty) as found:
        made(tmp_path, "Bản hỏng", (Problem("index.html", 3, "liên kết “x” không dẫn tới tệp nào"),))
    assert found.value.problems[0].line == 3
    assert "Bản tốt" in published(tmp_path)
    assert leftovers(tmp_path) == []


def test_a_template_that_raises_leaves_what_was_live(tmp_path: Path) -> None:
    def build(work: Path, tree: Path) -> None:
        (tree / "mo-hinh").mkdir(parents=True)
        raise ZeroDivisionError

    made(tmp_path, "Bản tốt")
    with pytest.raises(ZeroDivisionError):
        publish(tmp_path, build, lambda _: (), dict, str)
    assert "Bản tốt" in published(tmp_path)
    assert leftovers(tmp_path) == []


def test_a_disk_without_room_leaves_what_was_live(tmp_path: Path) -> None:
    made(tmp_path, "Bản tốt")
    # No file of this process may grow beyond 8 KB: a write fails in the middle, as on a full disk.
    limited = f"import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))\n{PUBLISHER.replace('* 60', '* 6000')}"
    done = subprocess.run([sys.executable, "-c", limited, str(tmp_path), "Bản mới", "0"], cwd=ROOT, capture_output=True, text=True, check=False)
    assert "OSError: [Errno 27]" in done.stderr
    assert "Bản tốt" in published(tmp_path)
    assert leftovers(tmp_path) == []
    made(tmp_path, "Bản mới")
    assert "Bản mới" in published(tmp_path)


def test_the_second_publisher_is_told_who_is_at_it(tmp_path: Path) -> None:
    first = publisher(tmp_path, "Bản một", pause=0.1)
    while not (tmp_path / release.HOLDER).exists():
        time.sleep(0.01)
    with pytest.raises(release.Busy, match=f"tiến trình {first.pid}, từ "):
        made(tmp_path, "Bản hai")
    assert first.wait(30) == 0
    assert "Bản một 0" in (tmp_path / "current/trang-0/index.html").read_text("utf-8")


def moments() -> Iterator[float]:
    """Seconds after the start: while building, packing, sealing, and about the swap."""
    return (0.02 + 0.07 * number for number in range(16))


def test_killed_at_any_moment_the_site_stays_whole_and_the_next_publisher_works(tmp_path: Path) -> None:
    publisher(tmp_path, "Bản 0", pause=0).wait(30)
    for number, moment in enumerate(moments(), start=1):
        process = publisher(tmp_path, f"Bản {number}")
        end = time.monotonic() + moment
        while time.monotonic() < end:
            # A reader of any moment: the page is there, whole, and of one release.
            text = (tmp_path / "current/trang-39/index.html").read_text("utf-8")
            assert text.endswith(" 39</p>")
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        assert list(differences(tmp_path / "current")) == []
    publisher(tmp_path, "Bản cuối", pause=0).wait(30)
    assert "Bản cuối" in (tmp_path / "current/trang-0/index.html").read_text("utf-8")
    assert leftovers(tmp_path) == []
    assert all(not list(differences(tmp_path / "releases" / name)) for name in release.names(tmp_path))


def test_what_is_published_can_be_read_whatever_umask_made_it(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        made(tmp_path)
    finally:
        os.umask(before)
    tree = (tmp_path / "current").resolve()
    assert {path.stat().st_mode & 0o777 for path in tree.rglob("*") if path.is_file()} == {0o644}
    assert tree.stat().st_mode & 0o777 == 0o755
