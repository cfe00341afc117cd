"""How long an editor waits: from saving a case until a browser that has its page open in the preview (serve) shows it anew."""

import os
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from typing import NamedTuple

from bench import project

EPOCH = re.compile(r"livereload\((\d+)")
"""What MkDocs' preview writes into each page: of when it is."""

FIRST = 100
"""The number of the first change; builds before had smaller ones."""


class Waited(NamedTuple):
    """Seconds until the page of the case that was saved is shown, and until all pages are as they should be."""

    page: float
    whole: float


def waited(home: Path, times: int, guess: float) -> Waited:
    """Medians of so many changes of one case; `guess` is how many seconds the first build may take."""
    print(f"  xem thử: dựng lần đầu, chừng {guess:.0f} giây…", flush=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    slug = project.edit(home, FIRST)
    command = [sys.executable, "build_cases.py", "serve", "--port", str(port)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    with tempfile.TemporaryFile() as faults, subprocess.Popen(command, cwd=home, env=quiet, stdout=subprocess.PIPE, stderr=faults, text=True) as process:
        try:
            _said(process, "Xem thử:")
            found = [_once(process, f"http://127.0.0.1:{port}", f"/mo-hinh/{slug}/", home, FIRST + number) for number in range(1, times + 1)]
        finally:
            process.terminate()
    return Waited(*(statistics.median(column) for column in zip(*found, strict=True)))


def _once(process: subprocess.Popen[str], server: str, page_of_it: str, home: Path, number: int) -> Waited:
    time.sleep(2)  # as an editor who looks at it
    shown = _got(f"{server}{page_of_it}")
    started = time.perf_counter()
    project.edit(home, number)
    while f"{project.EDITED}{number}." not in shown:
        _got(f"{server}/livereload/{EPOCH.findall(shown)[0]}/0")
        shown = _got(f"{server}{page_of_it}")
    page = time.perf_counter() - started
    _said(process, "hồ sơ →")
    return Waited(page, time.perf_counter() - started)


def _said(process: subprocess.Popen[str], words: str) -> None:
    assert process.stdout
    assert any(words in line for line in process.stdout), f"serve ended before it said “{words}”"


def _got(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        return str(answer.read().decode())
