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
from casebook.publication import Craft, Faulty, publish
from casebook.publish import put, take_away
from tests.conftest import ROOT

PUBLISHER = """
import sys, time
from pathlib import Path
from casebook.publication import Craft, publish
from casebook.publish import put, take_away
to, text, pause = Path(sys.argv[1]), sys.argv[2], float(sys.argv[3])
def build(tree, memory):
    for number in range(40):
        put(tree / f"trang-{number}/index.html", f"<p>{text} {number}</p>" * 60)
        time.sleep(pause)
print("bắt đầu", flush=True)
publish(to, to.with_name("kept"), Craft(build, lambda *_: (), lambda: {"text": text}), str)
"""


def made(to: Path, text: str = "Một cửa", problems: tuple[Problem, ...] = ()) -> str:
    def build(tree: Path, memory: Path) -> None:
        put(tree / "index.html", f"<h1>{text}</h1>" * 200)
        put(tree / "anh.png", b"\x89PNG" * 600)

    return publish(to, to.with_name("kept"), Craft(build, lambda *_: problems, lambda: {"cases": 1}), str)[0]


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


def test_what_did_not_change_is_the_same_file_as_in_the_release_before(tmp_path: Path) -> None:
    """So readers need not fetch it again (it keeps its time), and five releases take little more room than one."""

    def inodes() -> list[int]:
        return [(tmp_path / "current" / name).stat().st_ino for name in ("anh.png", "index.html", "index.html.br")]

    made(tmp_path, "Một cửa")
    before = inodes()
    made(tmp_path, "Một cửa")
    assert inodes() == before
    made(tmp_path, "Hai cửa")
    assert [new == old for new, old in zip(inodes(), before, strict=True)] == [True, False, False]
    assert [list(differences(tmp_path / "releases" / name)) for name in release.names(tmp_path)] == [[], [], []]


@pytest.mark.parametrize("name", ["anh.png", "index.html.gz"])
def test_what_somebody_changed_on_the_server_is_not_taken_over(tmp_path: Path, name: str) -> None:
    made(tmp_path)
    right = (tmp_path / "current" / name).read_bytes()
    (tmp_path / "current" / name).write_bytes(b"la")
    made(tmp_path)
    assert (tmp_path / "current" / name).read_bytes() == right
    assert list(differences(tmp_path / "current")) == []


def test_what_is_no_longer_made_goes_with_its_packed_copies(tmp_path: Path) -> None:
    def first(tree: Path, memory: Path) -> None:
        put(tree / "mo-hinh/a/index.html", "<p>Một cửa</p>" * 200)
        put(tree / "index.html", "<p>Mô hình</p>" * 200)

    def second(tree: Path, memory: Path) -> None:
        take_away(tree / "mo-hinh/a/index.html", tree)

    for build in (first, second):
        publish(tmp_path, tmp_path.with_name("kept"), Craft(build, lambda *_: (), dict), str)
    assert sorted(path.name for path in (tmp_path / "current").iterdir()) == ["ban-ke.json", "index.html", "index.html.br", "index.html.gz"]


def test_only_of_the_live_release_is_remembered_how_it_was_built(tmp_path: Path) -> None:
    to, seen = tmp_path / "to", []

    def build(tree: Path, memory: Path) -> None:
        seen.append((memory / "how").read_text("utf-8") if (memory / "how").exists() else "")
        put(tree / "index.html", f"<p>Bản {len(seen)}</p>")
        (memory / "how").write_text(f"bản {len(seen)}", "utf-8")

    craft = Craft(build, lambda *_: (), dict)
    for _ in range(2):
        publish(to, tmp_path / "kept", craft, str)
    release.point(to, release.names(to)[0])
    publish(to, tmp_path / "kept", craft, str)
    (to / "current/index.html").write_text("la", "utf-8")
    publish(to, tmp_path / "kept", craft, str)
    assert seen == ["", "bản 1", "", ""]


def test_a_manifest_that_leads_out_of_the_tree_is_none(tmp_path: Path) -> None:
    made(tmp_path)
    told = tmp_path / "current/ban-ke.json"
    told.write_text(told.read_text("utf-8").replace('"anh.png"', '"../../la.png"'), "utf-8")
    made(tmp_path)
    assert list(differences(tmp_path / "current")) == []
    assert leftovers(tmp_path) == []


def test_a_site_with_faults_is_never_live(tmp_path: Path) -> None:
    made(tmp_path, "Bản tốt")
    with pytest.raises(Faulty) as found:
        made(tmp_path, "Bản hỏng", (Problem("index.html", 3, "liên kết “x” không dẫn tới tệp nào"),))
    assert found.value.problems[0].line == 3
    assert "Bản tốt" in published(tmp_path)
    assert leftovers(tmp_path) == []


def test_a_template_that_raises_leaves_what_was_live(tmp_path: Path) -> None:
    def build(tree: Path, memory: Path) -> None:
        (tree / "mo-hinh").mkdir(parents=True)
        raise ZeroDivisionError

    made(tmp_path, "Bản tốt")
    with pytest.raises(ZeroDivisionError):
        publish(tmp_path, tmp_path.with_name("kept"), Craft(build, lambda *_: (), dict), str)
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
