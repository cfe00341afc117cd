"""The manifest of a published tree: which file has which bytes, and what it was made from."""

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import suppress
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from casebook.problem import Problem

NAME = "ban-ke.json"
"""In the tree itself: whoever holds a copy can check it."""
PACKAGES = ("mkdocs", "mkdocs-material", "jinja2", "pyyaml", "markdown", "pydantic")


def digests(tree: Path) -> dict[str, str]:
    """Path in the tree → sha-256 of the bytes, in order; without the manifest."""
    files = sorted((path.relative_to(tree).as_posix(), path) for path in tree.rglob("*") if path.is_file())
    return {name: sha256(path.read_bytes()).hexdigest() for name, path in files if name != NAME}


def facts(root: Path, address: str, cases: int) -> dict[str, Any]:
    """What a publication is made from: the commit of `root` (None without git), the packages that write its pages."""
    commit = subprocess.run(["git", "rev-parse", "HEAD"], cwd=root, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S607
    return {"site": address, "source": commit or None, "packages": {name: version(name) for name in PACKAGES}, "cases": cases}


def seal(tree: Path, facts: Mapping[str, Any]) -> None:
    """Write the manifest of what is in `tree`: the facts (versions, source), then every file."""
    text = json.dumps({**facts, "files": digests(tree)}, ensure_ascii=False, indent=1)
    (tree / NAME).write_text(text + "\n", "utf-8")


def listed(tree: Path) -> dict[str, str]:
    """Path in the tree → sha-256, as its manifest says; nothing where that cannot be read, or leads out of the tree."""
    try:
        told = dict(json.loads((tree / NAME).read_text("utf-8"))["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return {} if any(name.startswith("/") or ".." in name.split("/") for name in told) else told


def holds(tree: Path, name: str, told: Mapping[str, str]) -> bool:
    """Whether a file is there itself, with the bytes that it is told to have."""
    with suppress(OSError):
        return told.get(name) == sha256((tree / name).read_bytes()).hexdigest() and not (tree / name).is_symlink()
    return False


def differences(tree: Path) -> Iterator[Problem]:
    """What in `tree` is not as its manifest says."""
    if not (told := listed(tree)):
        yield Problem(NAME, 1, "không có hoặc không đọc được bản kê; đây không phải một bản đã công bố nguyên vẹn")
        return
    found = digests(tree)
    yield from (Problem(name, 1, "thiếu: bản kê có tệp này") for name in told if name not in found)
    yield from (Problem(name, 1, "lạ: bản kê không có tệp này") for name in found if name not in told)
    yield from (Problem(name, 1, "khác bản kê: nội dung đã bị đổi") for name in found if told.get(name, found[name]) != found[name])
