"""Equal cases give an equal site, byte for byte, wherever, whenever and by whomever it is built; and nobody is called meanwhile."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import PROJECT, ROOT, SAMPLE

OTHER_MACHINE = """
import datetime, socket, time

class Later(datetime.date):
    @classmethod
    def today(cls):
        return super().today() + datetime.timedelta(days=400)

class LaterTime(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return super().now(tz) + datetime.timedelta(days=400)

real = time.time
time.time = lambda: real() + 400 * 86400
datetime.date, datetime.datetime = Later, LaterTime

def cut_off(*arguments, **named):
    raise OSError("a build calls nobody")

socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = cut_off
"""
"""Four hundred days later, without a network."""


def arranged(project: Path, backwards: bool) -> Path:
    """A project whose files were made in this order."""
    roots = {name: SAMPLE if (SAMPLE / name).exists() else ROOT for name in PROJECT}
    found = (file.relative_to(root) for name, root in roots.items() for file in (root / name, *(root / name).rglob("*")) if file.is_file())
    made = sorted(found)
    for path in reversed(made) if backwards else made:
        (project / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(roots[path.parts[0]] / path, project / path)
    return project


def built(project: Path, umask: int, **environment: str) -> Mapping[str, str]:
    """File → its SHA-256, of the site."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(project / "noi-dang")]
    every = {name: value for name, value in os.environ.items() if not name.startswith(("LC_", "LANG", "SOURCE_DATE"))}
    every |= {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"} | environment
    done = subprocess.run(command, cwd=project, env=every, umask=umask, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    site = project / "noi-dang"
    return {file.relative_to(site).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in site.rglob("*") if file.is_file()}


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> tuple[Mapping[str, str], Mapping[str, str]]:
    folder = tmp_path_factory.mktemp("hai-noi")
    (folder / "sitecustomize.py").write_text(OTHER_MACHINE)
    here = arranged(folder / "a", backwards=False)
    there = arranged(folder / "một chỗ khác" / "sâu hơn", backwards=True)
    one = built(here, 0o022, TZ="Asia/Ho_Chi_Minh", LC_ALL="C.UTF-8", PYTHONHASHSEED="1")
    other = built(there, 0o077, TZ="America/Los_Angeles", LC_ALL="POSIX", LANGUAGE="tr", PYTHONHASHSEED="2", PYTHONPATH=str(folder), HOME=str(folder))
    return one, other


def test_two_builds_are_equal_to_the_byte(two: tuple[Mapping[str, str], Mapping[str, str]]) -> None:
    one, other = two
    assert len(one) > 100
    assert sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path)) == []


def test_the_other_machine_was_cut_off_and_in_another_time(tmp_path: Path) -> None:
    """What the test above is worth."""
    (tmp_path / "sitecustomize.py").write_text(OTHER_MACHINE)
    code = "import datetime, socket; print(datetime.date.today()); socket.create_connection(('127.0.0.1', 9))"
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | {"PYTHONPATH": str(tmp_path)}, capture_output=True, text=True, check=False)
    assert "a build calls nobody" in done.stderr
    now = subprocess.run([sys.executable, "-c", "import datetime; print(datetime.date.today())"], capture_output=True, text=True, check=True)
    assert done.stdout > now.stdout
