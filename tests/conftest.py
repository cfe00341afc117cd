"""What the tests share: the built site, a browser, and `--bless` to accept new golden outputs."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.launch import launched
from tests.browser.server import serving
from tests.golden import bless

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests/sample"
PROJECT = ("cases", "vocab", "templates", "overrides", "casebook", "docs", "mkdocs.yml", "build_cases.py", "requirements.txt")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="write tests/sample/expected anew from what the code makes now")


def pytest_configure(config: pytest.Config) -> None:
    # Before the tests are collected: each expected file is one.
    if config.getoption("--bless"):
        bless()


def mkdocs(*arguments: str, tool: str = "mkdocs", root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run a site builder as an editor would, from the project's folder."""
    command = [sys.executable, "-m", tool, *arguments]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole site, built once by the command of the README."""
    folder = tmp_path_factory.mktemp("site")
    done = mkdocs("build", "--strict", "-d", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


FULL = "so-cua-an-lac"
"""The case of the sample in which nearly every field is filled, under an address that no page gives as an example."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A desk: the cases and vocabularies of the sample, to be changed."""
    for name in ("cases", "vocab"):
        shutil.copytree(ROOT / "tests/sample" / name, tmp_path / name)
    (tmp_path / "cases/mot-cua-so.yaml").rename(tmp_path / f"cases/{FULL}.yaml")
    return tmp_path


@pytest.fixture(scope="session")
def sample_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tiny country as a site, with pages that our own cases do not have: withdrawn, moved, without sources."""
    project, folder = tmp_path_factory.mktemp("sample"), tmp_path_factory.mktemp("sample-site")
    for name in PROJECT:
        source = SAMPLE / name if (SAMPLE / name).exists() else ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, project / name)
    # Not strict: pages written by hand name places that the tiny country lacks.
    done = mkdocs("build", "-d", str(folder), root=project)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def origin(site: Path) -> Iterator[str]:
    """The address under which the built site is served."""
    with serving(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        running = launched(playwright)
        yield running
        running.close()
