"""A thousand cases: what a publication asks of a site of few holds of one of many, whose lists have several pages."""

import re
import subprocess
import sys
from pathlib import Path

from bench.project import make
from casebook.load import load
from casebook.verify import verify
from casebook.verify.built import Built

COUNT = 1000
DRAWN = re.compile(r"liên kết “[^”]*(\.pdf|\.png|\.zip|\.ics|chia-se/|bo-nhan-rong/(#[^”]*)?)” không dẫn tới tệp nào")
"""What this build leaves out: pictures, papers and kits take minutes."""


def test_a_site_of_a_thousand_cases_could_be_published(tmp_path: Path) -> None:
    project = make(COUNT, tmp_path / "project")
    done = subprocess.run([sys.executable, "build_cases.py", "site", "--no-drawn"], cwd=project, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert (project / "site/linh-vuc/y-te/trang-2/index.html").is_file()
    book = load(project)[0]
    assert len(book.cases) == COUNT
    told = map(str, verify(Built(project / "site", "https://nhanrong.example/", book)))
    assert [line for line in told if not DRAWN.search(line)] == []
