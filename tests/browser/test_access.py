"""Every view passes two engines of accessibility and the checker of HTML, in both schemes, on a narrow and a wide screen."""

import subprocess
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.looking import MODULES, Look, looking
from tests.browser.server import serving
from tests.browser.views import KINDS, VIEWS

PATIENCE = 300
NU = MODULES / "vnu-jar/build/dist/vnu.jar"
NAMES = [view.name for view in VIEWS]
AT_REST = {view.name for view in KINDS}


@pytest.fixture(scope="module")
def looks(browser: Browser, origin: str, sample_site: Path) -> Iterator[Mapping[str, Future[Look]]]:
    """Asks for `browser` only because its absence is said there at once."""
    assert NU.exists(), "Thiếu công cụ đo trợ năng: chạy `make test`"
    with serving(sample_site) as sample:
        yield from looking({False: origin, True: sample})


@pytest.mark.parametrize("name", NAMES)
def test_view(looks: Mapping[str, Future[Look]], name: str) -> None:
    look = looks[name].result(PATIENCE)
    assert {what: lines for what, lines in look.found.items() if lines} == {}
    assert set(look.found) == {"axe", "ibm", "small", "outside", "moving", "english"} | ({"keys"} if name in AT_REST else set())
    assert look.headings == 1
    assert look.fonts


def test_html_is_valid_as_written_and_as_the_scripts_leave_it(looks: Mapping[str, Future[Look]], site: Path, sample_site: Path, tmp_path: Path) -> None:
    """One run for all: starting Java takes longer than reading a page."""
    for name in NAMES:
        (tmp_path / f"{name}.html").write_text(looks[name].result(PATIENCE).html, "utf-8")
    pages = sorted(path for folder in (tmp_path, site, sample_site) for path in folder.rglob("*.html"))
    drawn = sorted((site / "assets").rglob("*.svg")) + sorted((site / "assets").rglob("*.css"))
    command = ["java", "-jar", str(NU), "--format", "gnu", "--also-check-css", "--also-check-svg", *map(str, pages + drawn)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert done.stderr.splitlines() == []
    assert done.returncode == 0
