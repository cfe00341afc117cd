"""The editor as an officer starts it: a project in a folder of its own, the command, its address."""

import json
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.conftest import ROOT

PROJECT = ("casebook", "templates", "overrides", "vocab", "mkdocs.yml", "build_cases.py")


def project(folder: Path, *slugs: str) -> Path:
    """A project that has only these of our cases."""
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    (folder / "cases").mkdir()
    for slug in slugs:
        shutil.copy(ROOT / f"cases/{slug}.yaml", folder / "cases")
    return folder


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.text)


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *arguments: object) -> None:
        return None


@dataclass
class Editor:
    """A running editor; `address` is what the command printed, with the key."""

    root: Path
    process: subprocess.Popen[str]
    address: str
    cookie: str = ""

    @property
    def origin(self) -> str:
        return self.address.split("/?")[0]

    def ask(self, path: str, sent: object = None, **headers: str) -> Answer:
        """One request; by default one that the editor's own page could make."""
        body = None if sent is None else sent if isinstance(sent, bytes) else json.dumps(sent).encode()
        usual = {"Cookie": self.cookie} | ({"Origin": self.origin, "Content-Type": "application/json"} if body is not None else {})
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.origin + path, body, {name: value for name, value in (usual | names).items() if value})
        try:
            with urllib.request.build_opener(_Stay).open(request, timeout=30) as answer:
                return Answer(answer.status, answer.read().decode(), dict(answer.headers))
        except urllib.error.HTTPError as refused:
            return Answer(refused.code, refused.read().decode(), dict(refused.headers))

    def enter(self) -> None:
        self.cookie = self.ask(self.address.removeprefix(self.origin)).headers["set-cookie"].split(";")[0]

    def file(self, slug: str) -> Path:
        return self.root / f"cases/{slug}.yaml"


@contextmanager
def editing(root: Path) -> Iterator[Editor]:
    """The editor of the project while the block runs, started by the command of the README."""
    command = [sys.executable, "build_cases.py", "edit", "--no-browser"]
    process = subprocess.Popen(
        command, cwd=root, env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}, stdout=subprocess.PIPE, text=True, encoding="utf-8"
    )
    assert process.stdout
    address = re.search(r"http://\S+", process.stdout.readline())
    assert address
    editor = Editor(root, process, address[0])
    try:
        yield editor
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()
