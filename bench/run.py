"""Prints what the build costs: python bench/run.py [--cases 2000] [--rounds 3]

CPU seconds of one process, medians over the rounds, on synthetic cases (scripts/make_corpus.py, seed 1);
also how many files a second publishing of the same casebook writes, and the figures as bench/results.json.
"""

import argparse
import gc
import platform
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from bench.record import record
from casebook import kept, outputs
from casebook.check import check
from casebook.load import load
from casebook.publish import publish
from scripts.make_corpus import write

T = TypeVar("T")
TARGET = 3.0
"""CPU seconds for load + check + render of 2,000 cases that the first edition aims at."""


def timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def one_round(folder: Path) -> dict[str, float]:
    """CPU seconds of loading, checking and rendering the casebook in `folder`, and the pages made."""
    gc.collect()
    loading, (book, problems) = timed(lambda: load(folder))
    checking, faults = timed(lambda: check(book))
    rendering, pages = timed(lambda: sum(1 for _ in outputs.files(book, "https://vidu.example/")))
    assert not problems
    assert not faults
    return {"load": loading, "check": checking, "render": rendering, "files": pages}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    gc.disable()
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        # Share cards are drawn once for the same words: the first round pays for them, the median does not.
        kept.KEPT = folder / "kept"
        print(f"Đang viết {options.cases} hồ sơ thử…", flush=True)
        write(options.cases, folder, seed=1)
        rounds = []
        for number in range(1, options.rounds + 1):
            started = time.perf_counter()
            rounds.append(one_round(folder))
            left = (time.perf_counter() - started) * (options.rounds - number)
            print(f"Lượt {number}/{options.rounds} xong, còn khoảng {left:.0f} giây", flush=True)
        figures = {name: statistics.median(each[name] for each in rounds) for name in rounds[0]}
        book, _ = load(folder)
        publish(outputs.files(book, "https://vidu.example/"), folder / "docs")
        second, _ = publish(outputs.files(book, "https://vidu.example/"), folder / "docs")
    total = figures["load"] + figures["check"] + figures["render"]
    results = figures | {"cases": options.cases, "total": total, "ms_per_case": total / options.cases * 1000, "second_build_writes": second}
    record(results)
    print(f"\n{options.cases} hồ sơ, {figures['files']:.0f} tệp, Python {platform.python_version()}, giây CPU (trung vị của {options.rounds} lượt)")
    for name, label in (("load", "đọc"), ("check", "kiểm"), ("render", "viết trang")):
        print(f"  {label:<12}{figures[name]:6.2f}")
    print(f"  {'cộng':<12}{total:6.2f}   mục tiêu {TARGET:.1f} ({total / TARGET:.1f} lần)")
    print(f"  dựng lại khi không đổi gì: ghi {second} tệp")


if __name__ == "__main__":
    main()
