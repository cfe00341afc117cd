"""A project of N cases to build: our code and the pages written by hand, the real cases, synthetic ones beside them."""

import compileall
import re
import shutil
from pathlib import Path

from casebook.publish import publish
from scripts.make_corpus import write

ROOT = Path(__file__).parent.parent
CODE = ("casebook", "templates", "overrides", "cases", "docs", "deploy")
FILES = ("build_cases.py", "mkdocs.yml", "published.txt", "LICENSE", "DATA-LICENSE.md", "requirements.txt", "requirements-dev.txt")
EDITED = "Sửa lần thứ "
LINE = re.compile(rf"^(summary: \w.*?\.)(?: {EDITED}\d+\.)?$", re.MULTILINE)


def make(count: int, folder: Path) -> Path:
    """Make `folder` a project with `count` cases, the real ones among them."""
    for name in CODE:
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", ".kept_cache", ".nhap"))
    for name in FILES:
        shutil.copy(ROOT / name, folder / name)
    # As pip has done for the peers, whatever this machine says of keeping what Python compiled.
    compileall.compile_dir(folder / "casebook", quiet=1)
    publish((), folder / "docs")  # what an earlier build left there
    write(max(0, count - sum(1 for _ in (folder / "cases").glob("*.yaml"))), folder, seed=1)
    return folder


def edit(folder: Path, time: int) -> str:
    """Change one sentence of one case, the middle one, as an editor does; its slug."""
    files = sorted((folder / "cases").glob("*.yaml"))
    # A long summary may go on in the next line, in YAML's way; the synthetic ones do not.
    file, text = next((file, text) for file in files[len(files) // 2 :] if LINE.search(text := file.read_text("utf-8")))
    # At once, as editors save: who looks at it meanwhile finds no empty file.
    beside = folder / "unsaved"
    beside.write_text(LINE.sub(rf"\1 {EDITED}{time}.", text, count=1), "utf-8", newline="\n")
    beside.replace(file)
    return file.stem
