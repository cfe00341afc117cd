"""The live preview: it follows a change, settles, survives a faulty file and recovers when it is mended."""

import os
import pickle
import re
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError

import pytest

import build_cases
from casebook import left
from casebook.commands import live, serving
from casebook.inputs import watched
from casebook.job import close
from tests.conftest import PROJECT, ROOT

PATIENCE = 90


COMMANDS = {
    "ours": (("build_cases.py", "serve", "--port", "{port}"), "hồ sơ → preview/"),
    "mkdocs": (("-m", "mkdocs", "serve", "--livereload", "-a", "127.0.0.1:{port}"), "Documentation built"),
}
"""What is given to Python, and what it says at the end of each build."""


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def until(test: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not test():
        assert time.monotonic() < end
        time.sleep(0.05)


def running(process: Path) -> bool:
    """Whether a process in /proc still does anything: one that ended stands there until somebody asks."""
    try:
        return (process / "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def children(process: Path) -> list[Path]:
    """What a process in /proc started, and not one of its threads."""
    return [Path("/proc", child) for child in (process / "task" / process.name / "children").read_text().split()]


class Preview:
    """A running preview over a copy of the project."""

    def __init__(self, root: Path, name: str) -> None:
        self.port = free_port()
        self.root = root
        self.log = root / "serve.log"
        told, self._built = COMMANDS[name]
        command = [sys.executable, "-u", *(part.format(port=self.port) for part in told)]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT)

    def file(self, path: str) -> bytes:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE) as answer:
            return bytes(answer.read())

    def page(self, path: str) -> str:
        return self.file(path).decode()

    def kept(self) -> set[Path]:
        """What was drawn so far."""
        return {file for kind in ("cards", "paper", "kits", "kit-papers") for file in (self.root / ".kept_cache" / kind).glob("*")}

    def builder(self) -> Path:
        """The process that builds for it, in /proc."""
        (child,) = children(Path(f"/proc/{self.process.pid}"))
        return child

    def wait(self, what: str, test: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, self.log.read_text("utf-8")
            try:
                if test():
                    return
            except OSError:
                pass
            time.sleep(0.3)
        pytest.fail(f"{what}: chờ quá {PATIENCE} giây\n{self.log.read_text('utf-8')[-2000:]}")

    def builds(self) -> int:
        return self.log.read_text("utf-8").count(self._built)

    def settled(self) -> bool:
        """Whether nothing is built for a while: what a build writes may start one more, and no third."""
        before = self.builds()
        time.sleep(6)
        return self.builds() == before


@pytest.fixture(params=COMMANDS)
def preview(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Preview]:
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    for case in sorted((tmp_path / "cases").glob("*.yaml"))[3:]:
        case.unlink()
    running = Preview(tmp_path, request.param)
    yield running
    running.process.terminate()
    running.process.wait(10)


def test_preview_follows_settles_survives_and_recovers(preview: Preview) -> None:
    slug = "camera-an-ninh-ba-ria-vung-tau"
    file = preview.root / f"cases/{slug}.yaml"
    good = file.read_text("utf-8")
    title = good.splitlines()[0].removeprefix("title: ")
    preview.wait("trang đầu tiên", lambda: "Bà Rịa" in preview.page(f"mo-hinh/{slug}/"))

    file.write_text(good.replace(title, "Tên mới để xem thử"), "utf-8")
    preview.wait("đổi hồ sơ", lambda: "Tên mới để xem thử" in preview.page(f"mo-hinh/{slug}/"))

    template = preview.root / "templates/changes.md"
    template.write_text(template.read_text("utf-8").replace("Cập nhật và đính chính</h1>", "Nhật ký thử</h1>"), "utf-8")
    preview.wait("đổi khuôn", lambda: "Nhật ký thử" in preview.page("cap-nhat/"))

    vocabulary = preview.root / "vocab/level.yaml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("Cấp tỉnh", "Cấp tỉnh thử"), "utf-8")
    preview.wait("đổi danh mục", lambda: "Cấp tỉnh thử" in preview.page(f"mo-hinh/{slug}/"))

    preview.wait("không dựng lại nữa khi không có gì đổi", preview.settled)

    file.write_text(good.replace("kind:", "kidn:", 1), "utf-8")
    preview.wait("báo lỗi", lambda: "có phải “kind”?" in preview.log.read_text("utf-8"))
    assert "Tên mới để xem thử" in preview.page(f"mo-hinh/{slug}/")

    assert not (preview.root / "published.txt").exists(), "what was only looked at here was never promised to anybody"
    file.write_text(good, "utf-8")
    preview.wait("sửa xong", lambda: title.split("“")[0].strip() in preview.page(f"mo-hinh/{slug}/") and "Tên mới" not in preview.page(f"mo-hinh/{slug}/"))


@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_our_preview_draws_what_is_asked_for_and_nothing_else(preview: Preview) -> None:
    slug = "camera-an-ninh-ba-ria-vung-tau"
    preview.wait("trang đầu tiên", lambda: "Bà Rịa" in preview.page(f"mo-hinh/{slug}/"))
    assert not [*(preview.root / ".kept_cache/preview").rglob("*.pdf")]
    with urllib.request.urlopen(f"http://127.0.0.1:{preview.port}/mo-hinh/{slug}/{slug}.pdf", timeout=PATIENCE) as answer:
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.read(5) == b"%PDF-"
    assert "<main" in preview.page(f"mo-hinh/{slug}/chia-se/")
    drawn = preview.kept()
    for nowhere in ("khong-co/", "the-chia-se/khong-co.png", "ky-yeu/khong-co.pdf", f"mo-hinh/{slug}/khong-co.pdf", f"mo-hinh/{slug}/khong-co.zip"):
        with pytest.raises(HTTPError) as refused:
            preview.page(nowhere)
        assert refused.value.code == 404
        assert "Không tìm thấy trang này" in refused.value.read().decode()
    assert preview.kept() == drawn


@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_papers_that_are_asked_for_at_once_are_all_drawn(preview: Preview) -> None:
    slugs = [file.stem for file in (preview.root / "cases").glob("*.yaml")]
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page(f"mo-hinh/{slugs[0]}/"))
    with ThreadPoolExecutor(6) as readers:
        papers = list(readers.map(preview.file, [f"mo-hinh/{slug}/{slug}.pdf" for slug in slugs] * 2))
    assert [paper[:5] for paper in papers] == [b"%PDF-"] * 6
    assert papers[:3] == papers[3:]
    assert "Traceback" not in preview.log.read_text("utf-8")


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_however_the_preview_ends_what_builds_for_it_ends_too(preview: Preview) -> None:
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page(""))
    builder = preview.builder()
    preview.process.kill()
    preview.process.wait(10)
    until(lambda: not running(builder))


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
@pytest.mark.parametrize("busy", [False, True], ids=["at rest", "while it builds"])
@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_a_preview_whose_builder_is_gone_says_so_and_ends_and_leaves_nothing(preview: Preview, busy: bool) -> None:
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page(""))
    builder, workers = preview.builder(), list[Path]()
    file = preview.root / "vocab/level.yaml"
    changed = file.read_text("utf-8").replace("Cấp tỉnh", "Cấp tỉnh thử")
    if busy:
        file.write_text(changed, "utf-8")
        until(lambda: bool(children(builder)))
        workers = children(builder)
    os.kill(int(builder.name), signal.SIGKILL)
    if not busy:
        file.write_text(changed, "utf-8")
    assert preview.process.wait(PATIENCE) == 1
    assert "Tiến trình dựng trang đã tắt giữa chừng" in preview.log.read_text("utf-8")
    assert "Traceback" not in preview.log.read_text("utf-8")
    until(lambda: not any(map(running, workers)))


@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_a_template_that_is_broken_for_a_while_is_told_and_the_last_good_pages_stay(preview: Preview) -> None:
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page("cap-nhat/"))
    template = preview.root / "templates/changes.md"
    good = template.read_text("utf-8")
    template.write_text(good + "{% if %}", "utf-8")
    preview.wait("báo lỗi", lambda: "TemplateSyntaxError" in preview.log.read_text("utf-8"))
    assert "Cập nhật và đính chính</h1>" in preview.page("cap-nhat/")
    template.write_text(good.replace("Cập nhật và đính chính</h1>", "Nhật ký thử</h1>"), "utf-8")
    preview.wait("sửa xong", lambda: "Nhật ký thử" in preview.page("cap-nhat/"))


@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_settings_that_say_too_little_are_told_in_one_sentence_and_the_last_good_pages_stay(preview: Preview) -> None:
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page("van-ban/"))
    settings = preview.root / "mkdocs.yml"
    good = settings.read_text("utf-8")
    settings.write_text(good.replace("site_url: https://", "site_url: "), "utf-8")
    preview.wait("báo lỗi", lambda: "viết đầy đủ như https://" in preview.log.read_text("utf-8"))
    assert "<main" in preview.page("van-ban/")
    settings.write_text(good.replace("site_name: ", "site_name: Tên thử "), "utf-8")
    preview.wait("sửa xong", lambda: "Tên thử" in preview.page("van-ban/"))
    assert "Traceback" not in preview.log.read_text("utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl+C")
@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_ctrl_c_ends_the_preview_at_once_even_while_it_builds(preview: Preview) -> None:
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page(""))
    builder = preview.builder()
    file = preview.root / "vocab/level.yaml"
    file.write_text(file.read_text("utf-8").replace("Cấp tỉnh", "Cấp tỉnh thử"), "utf-8")
    until(lambda: bool(children(builder)))
    preview.process.send_signal(signal.SIGINT)
    assert preview.process.wait(5) == 0
    assert "Đã dừng xem thử" in preview.log.read_text("utf-8")
    assert "Traceback" not in preview.log.read_text("utf-8")
    until(lambda: not running(builder))


def test_what_changed_first_is_shown_while_the_rest_is_still_built(tmp_path: Path) -> None:
    page, whole = tmp_path / "index.html", threading.Event()
    page.write_text("<body>cũ</body>", "utf-8")

    def build(begun: Callable[[], object]) -> None:
        page.write_text("<body>mới</body>", "utf-8")
        begun()
        assert whole.wait(PATIENCE)

    def get(path: str) -> str:
        with urllib.request.urlopen(f"{server.url}{path}", timeout=PATIENCE) as answer:
            return str(answer.read().decode())

    def epoch(text: str) -> int:
        return int(re.findall(r"livereload\((\d+)", text)[0])

    server = live.Preview(lambda: server.shown_while(build), free_port(), tmp_path, lambda _: None, str)
    (tmp_path / "cases").mkdir()
    server.look(tmp_path, watched(tmp_path))
    serving = threading.Thread(target=server.serve, daemon=True)
    serving.start()
    try:
        until(server.serve_thread.is_alive)
        before = get("")
        assert "cũ" in before
        (tmp_path / "cases/x.yaml").write_text("title: x\n", "utf-8")
        first = int(get(f"livereload/{epoch(before)}/1"))
        assert first > epoch(before)
        shown = get("")
        assert "mới" in shown
        assert epoch(shown) == first
        whole.set()
        assert int(get(f"livereload/{first}/2")) > first
    finally:
        whole.set()
        server.shutdown()


def test_the_page_of_a_saved_case_is_shown_before_the_building_begins(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/sample/cases", tmp_path / "cases")
    shutil.copytree(ROOT / "tests/sample/vocab", tmp_path / "vocab")
    tree, slug = tmp_path / left.KEPT / "preview", "mot-cua-so"
    seen: list[tuple[bool, bool]] = []

    def begun() -> None:
        shown = "Vừa sửa." in (tree / f"mo-hinh/{slug}/index.html").read_text("utf-8")
        seen.append((shown, left.memory(tmp_path, tree).is_file()))

    door = replace(build_cases.door(), root=tmp_path)
    assert serving._work(door, tree, "", lambda: None) == 0
    case = tmp_path / f"cases/{slug}.yaml"
    case.write_text(case.read_text("utf-8").replace("summary: ", "summary: Vừa sửa. ", 1), "utf-8")
    assert serving._work(door, tree, "", begun) == 0
    assert seen[0] == (True, True), "shown, and nothing forgotten of how the tree was built"
    assert seen[-1] == (True, False)
    close()


def test_where_the_building_refuses_what_was_saved_the_last_good_page_stays(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "tests/sample/cases", tmp_path / "cases")
    shutil.copytree(ROOT / "tests/sample/vocab", tmp_path / "vocab")
    tree, slug = tmp_path / left.KEPT / "preview", "mot-cua-so"
    page, case = tree / f"mo-hinh/{slug}/index.html", tmp_path / f"cases/{slug}.yaml"
    seen: list[str] = []
    door = replace(build_cases.door(), root=tmp_path)
    assert serving._work(door, tree, "", lambda: None) == 0
    good = page.read_text("utf-8")
    # The address of another case.
    text = case.read_text("utf-8").replace("former_slugs: [", "former_slugs: [da-rut, ")
    case.write_text(text.replace("summary: ", "summary: Vừa sửa. ", 1), "utf-8")
    assert serving._work(door, tree, "", lambda: seen.append(page.read_text("utf-8"))) == 1
    assert "Vừa sửa." in seen[0]
    assert page.read_text("utf-8") == good
    close()


def test_where_processes_are_not_forked_the_builder_can_be_told_all_it_needs() -> None:
    assert pickle.loads(pickle.dumps(build_cases.door())) == build_cases.door()


@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_our_preview_follows_the_frame_and_pages_written_by_hand_and_ends_where_its_own_code_changed(preview: Preview) -> None:
    preview.wait("trang đầu tiên", lambda: "<main" in preview.page("van-ban/"))
    for name, old, new in (("overrides/main.html", "<main", "<!--thử--><main"), ("docs/bat-dau-tu-dau/index.md", "# ", "# Thử ")):
        file = preview.root / name
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
    preview.wait("đổi khung", lambda: "<!--thử-->" in preview.page("van-ban/"))
    preview.wait("đổi trang viết tay", lambda: ">Thử Bắt đầu từ đâu" in preview.page("bat-dau-tu-dau/"))

    with (preview.root / "casebook/fold.py").open("a", encoding="utf-8") as code:
        code.write("# khác\n")
    file = preview.root / "vocab/level.yaml"
    file.write_text(file.read_text("utf-8").replace("Cấp tỉnh", "Cấp tỉnh thử"), "utf-8")
    assert preview.process.wait(PATIENCE) == 1
    assert "chạy lại lệnh serve" in preview.log.read_text("utf-8")


@pytest.mark.parametrize("preview", ["ours"], indirect=True)
def test_before_the_first_good_build_our_preview_says_where_the_fault_is_told(preview: Preview) -> None:
    preview.process.terminate()
    preview.process.wait(10)
    shutil.rmtree(preview.root / ".kept_cache", ignore_errors=True)
    file = preview.root / "cases/camera-an-ninh-ba-ria-vung-tau.yaml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("kind:", "kidn:", 1), "utf-8")
    again = Preview(preview.root, "ours")
    try:
        again.wait("xem thử", lambda: "Xem thử" in again.log.read_text("utf-8"))
        with pytest.raises(HTTPError) as refused:
            again.page("")
        assert "Chưa dựng được trang nào" in refused.value.read().decode()
        file.write_text(good, "utf-8")
        again.wait("sửa xong", lambda: "Bà Rịa" in again.page("mo-hinh/camera-an-ninh-ba-ria-vung-tau/"))
        assert "Traceback" not in again.log.read_text("utf-8")
    finally:
        again.process.terminate()
        again.process.wait(10)


def test_the_address_is_told_when_somebody_answers_there_and_not_before(tmp_path: Path) -> None:
    reached: list[str] = []

    def ready(url: str) -> None:
        socket.create_connection((live.HOST, port), timeout=PATIENCE).close()
        reached.append(url)

    port = free_port()
    server = live.Preview(lambda: None, port, tmp_path, lambda _: None, ready)
    serving_it = threading.Thread(target=server.serve)
    serving_it.start()
    while not server.serve_thread.is_alive():
        assert serving_it.is_alive()
        time.sleep(0.01)
    server.shutdown()
    serving_it.join(PATIENCE)
    assert reached == [f"http://127.0.0.1:{port}/"]


def test_a_port_that_is_taken_is_told(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = subprocess.run([sys.executable, "build_cases.py", "serve", "--port", str(port)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"Cổng {port} đang có chương trình khác dùng" in done.stderr
    assert "Traceback" not in done.stderr
    assert not done.stdout, "told before anything is built"
