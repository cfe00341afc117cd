"""Measures our build and our search beside their peers: python -m bench [--cases 100 1000 10000] [--rounds 3] [--no-search]

One run, the same cases, one table; the figures also go to bench/results.json. BENCH_BIG=1 adds 100,000 cases for ours, and
stock MkDocs (minutes) at every number but that.
"""

import argparse
import os
import sys
import tempfile
from pathlib import Path

from bench import table
from bench.build import HUGO, MKDOCS, compared
from bench.record import record
from bench.search.__main__ import main as search

STOCK_MOST = 1000
BIG = 100_000


def main() -> int:
    big = bool(os.environ.get("BENCH_BIG"))
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, nargs="+", default=[100, 1000, 10_000, *([BIG] if big else [])])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--no-search", action="store_true", help="chỉ đo việc dựng")
    options = parser.parse_args()
    outcomes = []
    for count in options.cases:
        peers = () if count >= BIG else (HUGO, MKDOCS) if count <= STOCK_MOST or big else (HUGO,)
        with tempfile.TemporaryDirectory() as work:
            outcomes.append(compared(count, 1 if count >= BIG else options.rounds, peers, Path(work)))
        print(*table.lines(outcomes[-1]), sep="\n", flush=True)
        record(table.figures(outcomes))
    if not options.no_search:
        search([])
    return 0


if __name__ == "__main__":
    sys.exit(main())
