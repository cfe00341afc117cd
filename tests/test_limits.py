"""No file, however hostile, holds up or fills the machine: each is refused in two seconds and half a gigabyte, told with its line."""

import json
import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.conftest import ROOT
from tests.test_bad import HERE, arranged
from tests.test_door import BASE, HOSTILE, LONG

SECONDS, MEGABYTES = 2, 512
# The most memory of this program alone: getrusage would give that of the program which started it, where that is more.
PEAK = 'int(next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM")).split()[1]) // 1024'

MANY_FIELDS = "".join(f"  - what: Bước {number}\n    sources: [s1]\n" for number in range(700))
FILLED: Mapping[str, tuple[str, str]] = {
    "700 steps": ("solution: Xã", f"steps:\n{MANY_FIELDS}solution: Xã"),
    "a table of 40,000 cells": ("solution: Xã", "solution: |\n  " + "|a" * 200 + "|\n  " + "|-" * 200 + "|\n" + ("  " + "|b" * 200 + "|\n") * 200 + "\n  Xã"),
    "30,000 links": ("solution: Xã", "solution: Xã " + "[a](https://a.vn/) " * 12_000),
    "50,000 half links": ("solution: Xã", "solution: Xã " + "[a](https://" * 20_000),
    "quotes in lists in quotes": ("solution: Xã", "solution: |\n  " + "> - " * 50_000 + "\n  Xã"),
    "100,000 underscores": ("solution: Xã", "solution: Xã " + "_a " * 80_000),
    "a source of 250,000 letters": ("title: Một", "title: " + "một " * 60_000 + "Một"),
    "100,000 entities": ("solution: Xã", "solution: Xã " + "&amp;" * 50_000),
    "an unknown name of 100,000 letters": ("solution: Xã", f"{'s' * 1000}: x\nsolution: Xã"),
    "a long mail address": ("solution: Xã", "solution: Xã a@" + "a-" * 100_000),
    "a date of 100,000 digits": ("start: 2023", "start: " + "2" * 100_000),
    "a figure of 100,000 digits": ("after: 3", "after: " + "3" * 100_000),
    "an address of 100,000 letters": ("url: https://baobackan.vn/vi-huong", "url: https://baobackan.vn/" + "a" * 100_000),
    "a directive": ("title: Một", "%YAML 1.1\n---\ntitle: Một"),
    "a tag directive": ("title: Một", "%TAG ! tag:a.vn,2000:\n---\ntitle: Một"),
}
ASKED = f"""
import json, sys, time
from datetime import date
from pathlib import Path
from casebook.check import check
from casebook.load import load
root, answers = Path(sys.argv[1]), {{}}
load(root, today=date(2026, 11, 22))
for number, file in enumerate(sorted((root / "hostile").iterdir())):
    started = time.process_time()
    book, problems = load(root, [file], today=date(2026, 11, 22))
    problems += check(book)
    shown = [case.solution.html for slug, case in book.everything() if slug == file.stem]
    answers[file.stem] = [time.process_time() - started, [list(problem) for problem in problems]]
print(json.dumps([{PEAK}, answers]))
"""


def asked(root: Path) -> Any:
    """(most megabytes, file → (seconds, problems)) of a program that reads each file of hostile/ as a case beside the others."""
    done = subprocess.run([sys.executable, "-c", ASKED, str(root)], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Any:
    root = arranged(HERE / "good/statements.yaml", tmp_path_factory.mktemp("limits"))
    (root / "hostile").mkdir()
    contents: dict[str, Any] = {name: content for name, (content, _, _) in HOSTILE.items()}
    contents |= {name: BASE.replace(*pair) for name, pair in {**LONG, **FILLED}.items()}
    for number, content in enumerate(contents.values()):
        (root / f"hostile/ca-{number}.yaml").write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return dict(zip(contents, range(len(contents)), strict=True)), *asked(root)


@pytest.mark.parametrize("name", [*HOSTILE, *LONG, *FILLED])
def test_a_hostile_file_is_answered_at_once_in_vietnamese_with_lines(name: str, answers: Any) -> None:
    numbers, megabytes, told = answers
    seconds, problems = told[f"ca-{numbers[name]}"]
    assert seconds < SECONDS
    assert megabytes < MEGABYTES
    assert all(line >= 1 and not message.isascii() and len(message) < 400 for _, line, message in problems), problems
    assert problems or name in LONG or name in FILLED


def run_check(root: Path, *files: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    code = "import build_cases, pathlib, sys; build_cases.ROOT = pathlib.Path(sys.argv[1]); sys.exit(build_cases.main(['check', *sys.argv[2:]]))"
    return subprocess.run([sys.executable, "-c", code, str(root), *files], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_name_that_is_no_text_is_told_without_a_traceback(tmp_path: Path) -> None:
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    Path(os.fsdecode(os.fsencode(root / "cases") + b"/cho-\xff\xfe.yaml")).write_text(BASE, "utf-8")
    (root / "cases/xuong\ndong.yaml").write_text(BASE, "utf-8")
    done = run_check(root)
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert done.stderr.count("sẽ thành địa chỉ trang") == 2


def test_a_register_that_is_no_text_is_told_without_a_traceback(tmp_path: Path) -> None:
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    (root / "published.txt").write_bytes(b"statements\n\xff\xfe\n")
    done = run_check(root)
    assert done.returncode == 1
    assert re.search("^published.txt:2: ", done.stderr, re.MULTILINE)
    assert "Traceback" not in done.stderr


PICTURE = """images:
  - file: anh.png
    alt: Chợ
    credit: Xã
    consent: Đồng ý
"""


def with_picture(root: Path, name: str = "anh.png") -> Path:
    project = arranged(HERE / "good/statements.yaml", root)
    (project / "cases/statements.yaml").write_text(BASE + PICTURE.replace("anh.png", name), "utf-8")
    folder = project / "cases/media/statements"
    folder.mkdir(parents=True)
    Image.new("RGB", (8, 8)).save(folder / "anh.png")
    return project


@pytest.mark.parametrize("linked", ["cases/media/statements", "cases/media"])
def test_a_folder_of_pictures_that_leads_out_of_the_project_is_refused(linked: str, tmp_path: Path) -> None:
    project = with_picture(tmp_path / "a")
    outside = (project / linked).rename(tmp_path / "ngoai")
    (project / linked).symlink_to(outside)
    assert "không có tệp cases/media/statements/anh.png" in run_check(project).stderr


@pytest.mark.parametrize("name", ["con.png", "nul.png", "com1.a.png", "anh.png.", "../anh.png", "Anh.png", "a/b.png"])
def test_a_file_name_that_not_every_system_can_write_is_refused(name: str, tmp_path: Path) -> None:
    done = run_check(with_picture(tmp_path, f"'{name}'"))
    assert re.search(rf"statements\.yaml:\d+: images, mục 1, file: “{re.escape(name)}” không phải tên tệp", done.stderr)


def test_the_largest_picture_is_drawn_within_the_limits(tmp_path: Path) -> None:
    """Forty million points, turned by its camera: what a hostile picture may cost at most."""
    file = tmp_path / "anh.jpg"
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.new("RGB", (8000, 5000), (90, 140, 60)).save(file, exif=exif)
    code = "import sys; from pathlib import Path; from casebook.media import fault, published; file = Path(sys.argv[1])\n"
    code += f"assert fault(file, True) is None; published(file); print({PEAK})"
    done = subprocess.run([sys.executable, "-c", code, str(file)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert int(done.stdout) < MEGABYTES


def test_letters_written_in_parts_count_as_the_letters_they_make(tmp_path: Path) -> None:
    """A title of 120 letters is as long from a Mac, which sends each letter and its marks apart."""
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    (root / "cases/statements.yaml").write_text(BASE.replace("Một ngày trả kết quả ngay ở xã Vi Hương", unicodedata.normalize("NFD", "ễ" * 120)), "utf-8")
    assert run_check(root).returncode == 0
