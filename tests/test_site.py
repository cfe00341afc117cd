"""The built site: strict means strict, both builders agree, only our own files. What holds of every page is in test_verify.py."""

import filecmp
import re
import shutil
from pathlib import Path

import pytest

from tests.conftest import PROJECT, ROOT, mkdocs

FORM = "bieu-mau/mau-ho-so.html"
"""Downloaded and opened from a folder: everything is in the one file, and its own policy names by hash what may run."""


def test_the_form_to_send_out_runs_only_what_it_names(site: Path) -> None:
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', (site / FORM).read_text("utf-8"))
    assert policy
    assert re.fullmatch(
        r"default-src 'none'; script-src 'sha256-[\w+/=]+' 'sha256-[\w+/=]+'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'",
        policy[1].replace("&#39;", "'"),
    )


def test_only_our_own_assets_are_published(site: Path) -> None:
    ours = {path.relative_to(ROOT / "overrides").as_posix() for path in (ROOT / "overrides/assets").rglob("*") if path.is_file()}
    assert {path.relative_to(site).as_posix() for path in (site / "assets").rglob("*") if path.is_file()} == ours


def test_case_pages_are_not_in_the_navigation() -> None:
    assert "mo-hinh/" not in (ROOT / "mkdocs.yml").read_text("utf-8").split("nav:")[1].split("exclude_docs")[0]


def test_properdocs_builds_the_same_bytes(site: Path, tmp_path: Path) -> None:
    done = mkdocs("build", "--strict", "-f", "mkdocs.yml", "-d", str(tmp_path), tool="properdocs")
    assert done.returncode == 0, done.stdout + done.stderr
    theirs = sorted(path.relative_to(tmp_path) for path in tmp_path.rglob("*") if path.is_file())
    assert theirs == sorted(path.relative_to(site) for path in site.rglob("*") if path.is_file())
    # The gzip header of sitemap.xml.gz holds the time of the build.
    _, different, errors = filecmp.cmpfiles(site, tmp_path, [str(path) for path in theirs if path.suffix != ".gz"], shallow=False)
    assert (different, errors) == ([], [])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project that a test may break."""
    for name in PROJECT:
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / name)
    return tmp_path


def test_a_broken_link_in_a_page_written_by_hand_fails_the_build(project: Path) -> None:
    page = project / "docs/bat-dau-tu-dau/index.md"
    page.write_text(page.read_text("utf-8") + "\n[không có](../khong-co/index.md)\n", "utf-8")
    done = mkdocs("build", "--strict", root=project)
    assert done.returncode != 0
    assert "khong-co" in done.stdout + done.stderr


def test_a_faulty_case_fails_the_build_and_publishes_nothing(project: Path) -> None:
    case = project / "cases/hue-s.yaml"
    case.write_text(case.read_text("utf-8").replace("kind:", "kidn:", 1), "utf-8")
    done = mkdocs("build", "--strict", root=project)
    assert done.returncode == 1
    assert "cases/hue-s.yaml:" in done.stderr
    assert "có phải “kind”?" in done.stderr
    assert not (project / "site").exists()


def test_a_faulty_vocabulary_is_named_with_its_line(project: Path) -> None:
    vocabulary = project / "vocab/level.yaml"
    vocabulary.write_text(vocabulary.read_text("utf-8").replace("label:", "lable:", 1), "utf-8")
    done = mkdocs("build", root=project)
    assert done.returncode == 1
    assert "vocab/level.yaml:" in done.stderr
    assert "Traceback" not in done.stderr
