"""Prints what the search is worth beside Material's own and Pagefind: python -m bench.search [--cases 0 2000] [--ours]

The 27 real cases among N synthetic ones (scripts/make_corpus.py, seed 1), the queries of tests/search/queries.json, the
same texts, queries and browser for each search in one run. The figures also go to bench/results.json.
"""

import argparse
import json
import logging
import math
import os
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as BrowserError

from bench.record import record
from bench.search import ours, peers
from bench.search.browse import answers, cold
from bench.search.built import Built
from scripts.make_corpus import write
from tests.browser.launch import launched

ROOT = Path(__file__).parent.parent.parent
COLD, SLOW = 25, 60
"""Queries asked with nothing kept, and with a slow processor: spread over the list."""
PACE = 0.02
"""Seconds that the slowest build takes for a case, on an ordinary machine."""
Figures = dict[str, Any]
Builder = Callable[[Path, Path], Built]


def spread(items: Sequence[str], count: int) -> list[str]:
    return [items[place * len(items) // count] for place in range(min(count, len(items)))]


def percentile(values: Sequence[float], share: float) -> float:
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def judged(queries: Sequence[Mapping[str, Any]], found: Sequence[Sequence[str]]) -> dict[str, float]:
    """The share of right first results, of all queries for a known case and of each category; of nonsense, the share without results."""
    right: dict[str, list[bool]] = {"success": [], "nonsense": []}
    for query, slugs in zip(queries, found, strict=True):
        if query["expected"]:
            hit = bool(slugs) and slugs[0] in query["expected"]
            right["success"].append(hit)
            right.setdefault(query["category"], []).append(hit)
        else:
            right["nonsense"].append(not slugs)
    return {name: statistics.mean(hits) for name, hits in right.items()}


def measured(built: Built, browser: Browser, queries: Sequence[Mapping[str, Any]]) -> Figures:
    known = [query["query"] for query in queries if query["expected"]]
    told = answers(browser, built, [query["query"] for query in queries], spread(known, SLOW))
    seen = cold(browser, built, [query for query in spread(known, COLD) if query not in told.hung])
    figures: Figures = {"name": built.name, "note": built.note, "right": judged(queries, told.found), "hung": told.hung}
    figures |= {"build": built.seconds, "files": len(built.files), "size": built.size()}
    timed = {"query": told.searching, "slow": told.fetching} | {name: [getattr(one, name) for one in seen] for name in ("first", "own", "done", "ms")}
    for name, values in timed.items():
        figures |= {f"{name}_p50": percentile(values, 0.5), f"{name}_p95": percentile(values, 0.95)}
    return figures


def tried(builder: Builder, casebook: Path, browser: Browser, queries: Sequence[Mapping[str, Any]]) -> Figures:
    """The figures of one search, or why a peer has none: one that is not here must not hide the others."""
    with tempfile.TemporaryDirectory() as folder:
        seconds = PACE * sum(1 for _ in (casebook / "cases").iterdir())
        print(f"Đang dựng {builder.__module__.removeprefix('bench.search.')}.{builder.__name__}, chừng {seconds:.0f} giây…", flush=True)
        started = time.perf_counter()
        try:
            built = builder(casebook, Path(folder))
            print(f"  {built.name}: dựng xong sau {time.perf_counter() - started:.0f} giây", flush=True)
            return measured(built, browser, queries)
        except PackageNotFoundError as fault:
            return {"name": builder.__name__, "fault": f"chưa cài {fault.name}"}
        except (OSError, subprocess.CalledProcessError, BrowserError) as fault:
            if builder is ours.build:
                raise
            return {"name": builder.__name__, "fault": str(fault).splitlines()[0]}


def row(label: str, cells: Sequence[str]) -> None:
    print(f"  {label:<54}" + "".join(f"{cell:>20}" for cell in cells))


def show(count: int, queries: Sequence[Mapping[str, Any]], columns: Sequence[Figures]) -> None:
    whole = [figures for figures in columns if "fault" not in figures]
    known = [query["category"] for query in queries if query["expected"]]
    print(f"\nTìm kiếm: 27 hồ sơ thật giữa {count} hồ sơ thử; {len(known)} truy vấn có đích, {len(queries) - len(known)} truy vấn vô nghĩa")
    row("", [figures["name"] for figures in whole])
    row("kết quả đầu đúng", [f"{figures['right']['success']:.3f}" for figures in whole])
    for category in dict.fromkeys(known):
        row(f"    {category} ({known.count(category)})", [f"{figures['right'][category]:.2f}" for figures in whole])
    row("truy vấn không bao giờ xong, kể là không trả lời", [str(len(figures["hung"])) for figures in whole])
    row("vô nghĩa: trả rỗng", [f"{figures['right']['nonsense']:.2f}" for figures in whole])
    row("dựng chỉ mục, giây CPU", [f"{figures['build']:.2f}" for figures in whole])
    row("chỉ mục: số tệp / MB nén", [f"{figures['files']} / {figures['size'] / 1e6:.2f}" for figures in whole])
    for label, name, unit in (
        ("bộ đệm trống, tới kết quả đầu: KB", "first", 1e3),
        ("    riêng phần tìm: KB", "own", 1e3),
        ("    tới khi xếp hạng xong: KB", "done", 1e3),
        ("    mili giây", "ms", 1),
        ("máy chậm 4 lần, một truy vấn: mili giây", "query", 1),
        ("    lần đầu, lấy tệp từ bộ đệm trình duyệt", "slow", 1),
    ):
        row(f"{label} (p50 / p95)", [f"{figures[f'{name}_p50'] / unit:.0f} / {figures[f'{name}_p95'] / unit:.0f}" for figures in whole])
    for figures in columns:
        print(f"  {figures['name']}: {'không đo được: ' + figures['fault'] if 'fault' in figures else figures['note']}")


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[0, 2000], help="số hồ sơ thử, mỗi số một bảng")
    parser.add_argument("--ours", action="store_true", help="chỉ đo của ta")
    options = parser.parse_args(arguments)
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    queries = [query for query in json.loads((ROOT / "tests/search/queries.json").read_text("utf-8")) if not query.get("graded")]
    builders: list[Builder] = [ours.build] if options.ours else [ours.build, peers.material, peers.pagefind]
    tables = {}
    with sync_playwright() as playwright:
        browser = launched(playwright)
        for count in options.cases:
            with tempfile.TemporaryDirectory() as temporary:
                print(f"Đang viết {count} hồ sơ thử…", flush=True)
                shutil.copytree(ROOT / "cases", Path(temporary) / "cases")
                write(count, Path(temporary), seed=1)
                columns = [tried(builder, Path(temporary), browser, queries) for builder in builders]
            show(count, queries, columns)
            tables[str(count)] = columns
    record({"search": tables})
    print("\nVới 10.000 hồ sơ thử (Material và Pagefind mất nhiều phút): .venv/bin/python -m bench.search --cases 10000")


if __name__ == "__main__":
    main()
