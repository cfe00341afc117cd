"""What a Windows without make must not trip over, as far as it can be seen elsewhere: code pages, encodings, line ends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.editing import project

SLUG = "hue-s"
CODE_PAGE = {"PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "LC_ALL": "C", "PYTHONIOENCODING": "cp1252"}
"""A system whose own encoding has not our letters, and whose console has them neither."""


@pytest.mark.parametrize(
    "command", [("check",), ("check", "khong-co.yaml"), ("status",), ("review", "--all"), ("fmt",), ("export", SLUG, "--to", "x.json"), ("-h",)], ids=" ".join
)
def test_a_command_speaks_vietnamese_where_the_system_cannot(command: tuple[str, ...], tmp_path: Path) -> None:
    """Every file is opened with a named encoding too: to leave it to the system is an error here."""
    strict = ("-X", "warn_default_encoding", "-W", "error::EncodingWarning")
    done = subprocess.run(
        [sys.executable, *strict, "build_cases.py", *command], cwd=project(tmp_path, SLUG), env=os.environ | CODE_PAGE, capture_output=True, check=False
    )
    said = (done.stdout + done.stderr).decode("utf-8")
    assert "Traceback" not in said
    assert any(word in said for word in ("hồ sơ", "tệp", "khổ A4"))
    assert done.returncode == (1 if "khong-co.yaml" in command else 0)


def test_git_leaves_every_line_end_as_it_is() -> None:
    asked = ["git", "check-attr", "text", "cases/hue-s.yaml", "templates/case.md", "overrides/assets/site.css"]
    done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    assert [line.rsplit(": ", 1)[1] for line in done.stdout.splitlines()] == ["unset"] * 3


def test_an_editor_s_save_and_the_form_keep_the_line_ends_of_the_file(tmp_path: Path) -> None:
    """A file that Windows wrote with CRLF stays so; one with LF too."""
    root = project(tmp_path, SLUG)
    file = root / f"cases/{SLUG}.yaml"
    for end in (b"\r\n", b"\n"):
        file.write_bytes(file.read_bytes().replace(b"\r\n", b"\n").replace(b"\n", end))
        before = file.read_bytes().count(end)
        subprocess.run([sys.executable, "build_cases.py", "log", SLUG, "--note", "Thêm một dòng."], cwd=root, check=True, capture_output=True)
        after = file.read_bytes()
        assert after.count(end) == before + 3
        assert after.count(b"\n") == after.count(end)
