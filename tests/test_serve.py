"""The live preview: it follows a change, settles, survives a faulty file and recovers when it is mended."""

import os
import re
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import PROJECT, ROOT

PATIENCE = 90


class Preview:
    """A running `mkdocs serve` over a copy of the project."""

    def __init__(self, root: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.root = root
        self.log = root / "serve.log"
        command = [sys.executable, "-u", "-m", "mkdocs", "serve", "--livereload", "-a", f"127.0.0.1:{self.port}"]
        environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        with self.log.open("w") as output:
            self.process = subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT)

    def page(self, path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=10) as answer:
            return str(answer.read().decode())

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
        return len(re.findall(r"Documentation built", self.log.read_text("utf-8")))


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    for case in sorted((tmp_path / "cases").glob("*.yaml"))[3:]:
        case.unlink()
    running = Preview(tmp_path)
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

    time.sleep(4)
    before = preview.builds()
    time.sleep(6)
    assert preview.builds() == before, "bản xem thử dựng lại mãi dù không có gì đổi"

    file.write_text(good.replace("kind:", "kidn:", 1), "utf-8")
    preview.wait("báo lỗi", lambda: "có phải “kind”?" in preview.log.read_text("utf-8"))
    assert "Tên mới để xem thử" in preview.page(f"mo-hinh/{slug}/")

    file.write_text(good, "utf-8")
    preview.wait("sửa xong", lambda: title.split("“")[0].strip() in preview.page(f"mo-hinh/{slug}/") and "Tên mới" not in preview.page(f"mo-hinh/{slug}/"))
