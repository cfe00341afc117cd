"""Our search, built for the benchmark: the real page with the real styles, scripts and fonts, without the rest of the site."""

import gc
import hashlib
import statistics
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from bench.search.built import SCRIPTS, Built, under
from build_cases import on_post_build
from casebook.load import load
from casebook.outputs import later, search
from casebook.publish import publish
from casebook.site import Site

ROOT = Path(__file__).parent.parent.parent


def read(casebook: Path) -> Site:
    book, problems = load(casebook)
    assert not problems, problems[:3]
    return Site(book, "https://vidu.example/")


def index(casebook: Path, docs: Path) -> tuple[float, str]:
    """Write the search's files and its page under `docs`; (CPU seconds that the index took, a digest of all its bytes)."""
    gc.disable()
    site = read(casebook)
    assert site.numbered  # what every output shares is not the search's cost
    started = time.process_time()
    made = sorted((path, later.made(content)) for path, content in search.files(site))
    seconds = time.process_time() - started
    publish(made, docs)
    return seconds, hashlib.sha256(repr(made).encode()).hexdigest()


def build(casebook: Path, folder: Path) -> Built:
    """Twice, each time in a process of its own: other hash seeds must not change a byte."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        rounds = [processes.submit(index, casebook, folder / f"docs{number}").result() for number in (1, 2)]
    same = len({digest for _, digest in rounds}) == 1
    config: dict[str, Any] = {"hooks": [], "watch": [], "strict": False, "nav": [{"Tìm kiếm": "tim-kiem/index.md"}]}
    settings = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(folder / "docs1"), site_dir=str(folder / "site"), **config)
    build_site(settings)
    on_post_build(settings)
    return Built(
        name="của ta",
        folder=folder / "site",
        script=SCRIPTS / "ours.js",
        seconds=statistics.median(seconds for seconds, _ in rounds),
        files=under(folder / "site/tim-kiem", ["**/*.js"]),
        own=r"/tim-kiem/.+\.js$|/assets/tim",
        page="tim-kiem/",
        query="tim-kiem/?q={}",
        note=f"dựng hai lần, {'cùng byte' if same else 'KHÁC BYTE'}",
    )
