"""The searches beside ours, built on pages of the very texts that ours indexes: Material's own and Pagefind."""

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from html import escape
from importlib.metadata import version
from itertools import chain
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build as build_site
from mkdocs.config import load_config

from bench.search.built import SCRIPTS, Built, under
from bench.search.ours import read
from casebook.render import plain
from casebook.search.texts import texts
from casebook.site import Site

Text = tuple[str, str, list[str]]
CONFIG: dict[str, Any] = {
    "site_name": "Bench",
    "site_url": "https://vidu.example/",
    "theme": {"name": "material", "language": "vi", "font": False},
    "plugins": [{"search": {"lang": "vi"}}],
    "nav": [{"Trang chủ": "index.md"}],
    "validation": {"nav": {"omitted_files": "ignore"}},
}


def _pages(site: Site) -> Iterator[Text]:
    """(slug, title, paragraphs) of every case."""
    for view in site.numbered:
        (title,), *others = texts(site, view).values()
        yield view.slug, title, [" ".join(text.split()) for text in chain.from_iterable(others)]


def _put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def material(casebook: Path, folder: Path) -> Built:
    """Pages of Markdown built with the stock theme and its search; CPU seconds are those spent in the search plugin."""
    _put(folder / "docs/index.md", "# Bench\n")
    for slug, title, paragraphs in _pages(read(casebook)):
        _put(folder / f"docs/mo-hinh/{slug}.md", "\n\n".join([f"# {plain(title)}", *map(plain, paragraphs)]) + "\n")
    _put(folder / "mkdocs.yml", json.dumps(CONFIG))
    config = load_config(str(folder / "mkdocs.yml"))
    spent = [0.0]
    for name, handlers in config.plugins.events.items():
        config.plugins.events[name] = [partial(_clocked, spent, handler) for handler in handlers]
    build_site(config)
    return Built(
        name=f"Material {version('mkdocs-material')}",
        folder=folder / "site",
        script=SCRIPTS / "material.js",
        seconds=spent[0],
        files=under(folder / "site", ["search/*.json"]),
        own=r"/search/|/lunr/|/workers/",
        note="dựng chỉ mục trong trình duyệt, ở luồng phụ mà 4× không làm chậm",
    )


def _clocked(spent: list[float], handler: Callable[..., Any], *values: Any, **named: Any) -> Any:
    started = time.process_time()
    result = handler(*values, **named)
    spent[0] += time.process_time() - started
    return result


def pagefind(casebook: Path, folder: Path) -> Built:
    """Plain pages and its index; CPU seconds are those of its whole program."""
    name = f"Pagefind {version('pagefind-bin')}"
    for slug, title, paragraphs in _pages(read(casebook)):
        body = "".join(f"<p>{escape(text)}</p>\n" for text in paragraphs)
        head = f'<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        _put(folder / f"mo-hinh/{slug}/index.html", f"{head}<main data-pagefind-body>\n<h1>{escape(title)}</h1>\n{body}</main>\n")
    _put(folder / "index.html", '<!doctype html>\n<html lang="vi">\n<meta charset="utf-8">\n<title>Bench</title>\n')
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "pagefind_bin", "--site", str(folder)], check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Built(
        name=name,
        folder=folder,
        script=SCRIPTS / "pagefind.js",
        seconds=after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime,
        files=under(folder / "pagefind", ["index/*", "fragment/*", "*.pf_meta", "*.json"]),
        own=r"/pagefind/",
        note="chỉ API, không có trang và giao diện; đo 4× ở luồng chính",
    )
