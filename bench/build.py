"""Builds of the same N cases, ours and its peers', turn by turn: A B C, A B C, so that a busy machine is busy for all."""

import os
import statistics
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import NamedTuple

from bench import builders, project
from bench.builders import Builder
from bench.live import Waited, waited
from bench.measure import Cost, run
from bench.sizes import Kind, kinds

PACE = 0.02
"""Seconds that a case may take, where no earlier turn says better."""
EDITS = 5
"""Changes that are followed in the preview."""
CLEAN, EDIT, SAME = "dựng sạch", "sửa một hồ sơ", "không đổi gì"


class Outcome(NamedTuple):
    """Medians by (builder, what was done), and what each tree holds; `live` is what an editor waits in the preview."""

    cases: int
    costs: Mapping[tuple[str, str], Cost]
    sizes: Mapping[str, Mapping[str, Kind]]
    live: Waited

    def ratio(self, peer: str, what: str = CLEAN, field: str = "wall") -> float:
        """Ours to a peer's clean build."""
        mine, other = (getattr(self.costs[key], field) for key in ((OURS, what), (peer, CLEAN)))
        return float(mine / other)


OURS, HUGO, MKDOCS = "của ta", "Hugo", "MkDocs + Material"


def compared(count: int, rounds: int, peers: tuple[str, ...], work: Path) -> Outcome:
    """Everything about one number of cases, in the folder `work`."""
    print(f"{count} hồ sơ: đang viết hồ sơ và nội dung cho từng bên, chừng {count * 0.03:.0f} giây…", flush=True)
    home = project.make(count, work / str(count))
    runners = [builders.ours(home), *_present(home, peers)]
    costs: dict[tuple[str, str], list[Cost]] = {}
    for turn in range(rounds):
        for runner in runners:
            _clean(runner, work / "aside" / f"{turn} {runner.name}")
            _timed(runner, CLEAN, f"{turn + 1}/{rounds}", count * PACE, costs)
            if runner.name == OURS:
                project.edit(home, turn)
                for what in (EDIT, SAME):
                    _timed(runner, what, f"{turn + 1}/{rounds}", count * PACE, costs)
    sizes = {runner.name: kinds(runner.tree) for runner in runners}
    medians = {key: _median(found) for key, found in costs.items()}
    return Outcome(count, medians, sizes, waited(home, EDITS, medians[OURS, CLEAN].wall))


def _present(home: Path, peers: tuple[str, ...]) -> Iterator[Builder]:
    """The peers that are installed: one that is not here must not hide the others."""
    for name in peers:
        try:
            yield MAKE[name](home)
        except PackageNotFoundError as fault:
            print(f"  {name}: không đo được, chưa cài {fault.name}", flush=True)


MAKE = {HUGO: builders.hugo, MKDOCS: builders.mkdocs}


def _clean(runner: Builder, aside: Path) -> None:
    """Nothing is left of an earlier build: it is moved away. Linux's ext4 passes over the places of files that were just removed, at the builder's cost."""
    aside.mkdir(parents=True)
    for folder in filter(Path.exists, runner.left):
        folder.rename(aside / folder.name)


def _timed(runner: Builder, what: str, turn: str, guess: float, costs: dict[tuple[str, str], list[Cost]]) -> None:
    known = costs.setdefault((runner.name, what), [])
    os.sync()  # what the one before wrote is not this one's to wait for
    cost = run(runner.command, runner.folder, f"{runner.name}, {what}", known[-1].wall if known else guess)
    known.append(cost)
    print(f"  lượt {turn}, {runner.name}, {what}: {cost.wall:.2f} giây, CPU {cost.cpu:.2f}", flush=True)


def _median(found: list[Cost]) -> Cost:
    wall, cpu, largest, tree = (statistics.median(column) for column in zip(*found, strict=True))
    return Cost(wall, cpu, int(largest), int(tree))
