"""Whom the clock is for: how each site is made ready, and the command that builds it into a folder."""

import gc
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import distribution
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

from bench.peers import hugo_site, mkdocs_site
from casebook.load import load
from casebook.site import Site

OURS = ("build_cases.py", "site", "--to", "{tree}", "--no-drawn")
"""How the python of the project builds our whole site, in the folder of a project."""
REMEMBERED = ("site", ".kept_cache")
"""What of ours a clean build must not find: the site, and whatever is kept beside it to build the next one faster."""
ADDRESS = "https://nhanrong.example/"


class Builder(NamedTuple):
    """A name, the folder where its command runs, the command, where it writes, and what is removed for a clean build."""

    name: str
    folder: Path
    command: Sequence[str]
    tree: Path
    left: tuple[Path, ...]


def ours(project: Path) -> Builder:
    tree = project / "site"
    return Builder("của ta", project, [sys.executable, *(part.format(tree=tree) for part in OURS)], tree, tuple(project / name for name in REMEMBERED))


def hugo(project: Path) -> Builder:
    """Hugo's own program: the package's command starts Python first, which is no cost of Hugo's."""
    folder = _prepared(_write_hugo, project, "hugo")
    program = distribution("hugo").locate_file("hugo/binaries/hugo")
    return Builder("Hugo", folder, [str(program)], folder / "public", (folder / "public", folder / "resources"))


def mkdocs(project: Path) -> Builder:
    folder = _prepared(_write_mkdocs, project, "mkdocs")
    return Builder("MkDocs + Material", folder, [sys.executable, "-m", "mkdocs", "build", "--quiet"], folder / "site", (folder / "site",))


def _prepared(write: Callable[[Path, Path], None], project: Path, name: str) -> Path:
    """A peer's site beside the project, written by a process of its own: its memory is not ours to keep."""
    folder = project.with_name(f"{project.name}-{name}")
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as processes:
        processes.submit(write, project, folder).result()
    return folder


def _site(project: Path) -> Site:
    gc.disable()
    book, problems = load(project)
    assert not problems, problems[:3]
    return Site(book, ADDRESS)


def _write_hugo(project: Path, folder: Path) -> None:
    hugo_site.write(_site(project), project / "docs", project / "overrides/assets", folder)


def _write_mkdocs(project: Path, folder: Path) -> None:
    mkdocs_site.write(_site(project), folder)
