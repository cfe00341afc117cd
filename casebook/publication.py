"""One publication: built aside, verified, packed, sealed, then live in one step; or nothing of it stays."""

import json
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from casebook import manifest, packed, release, seed
from casebook.problem import Problem

PACE = ".pace.json"
STEPS = ("Dựng trang", "Kiểm trang đã dựng", "Nén", "Lập bản kê", "Thay bản đang chạy")
T = TypeVar("T")
Tell = Callable[[str], object]


class Faulty(Exception):
    """The tree was built but must not be seen; `problems` say why."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


@dataclass(frozen=True)
class Craft:
    """How a site is made: `build` and `verify` are given its tree and a folder of what is remembered of it (`seed`); `facts` go to the manifest.

    What stands in the tree already is live under another name: only `publish.put` may write over it.
    """

    build: Callable[[Path, Path], None]
    verify: Callable[[Path, Path], Iterable[Problem]]
    facts: Callable[[], Mapping[str, Any]]


def publish(to: Path, kept: Path, craft: Craft, tell: Tell) -> tuple[str, int]:
    """Publish to the folder `to`; (name of the release, number of its files). In the folder `kept` stands what the next one need not do again.

    Raises release.Busy, Faulty, OSError, and what the craft raises; in every case what is live stays as it was.
    """
    with release.held(to):
        work = release.fresh(to)
        tree, memory = work / "site", work / "memory"
        live = to / release.RELEASES / now if (now := release.live(to)) else None
        with _timed(to / PACE, tell) as step:
            step(0)
            seed.begin(live, kept, tree, memory)
            craft.build(tree, memory)
            step(1)
            if problems := sorted(craft.verify(tree, memory)):
                raise Faulty(problems)
            step(2)
            _pack(tree, live, tell)
            step(3)
            manifest.seal(tree, craft.facts())
            step(4)
            name = work.name.removeprefix(release.NEW)
            release.swap_in(tree, to, name)
            seed.keep(memory, kept, name)
        return name, sum(1 for path in (to / release.CURRENT).rglob("*") if path.is_file())


@contextmanager
def _timed(record: Path, tell: Tell) -> Iterator[Callable[[int], None]]:
    """Tells each step, and how long the rest takes if it takes as long as last time."""
    last: dict[str, float] = {}
    with suppress(OSError, ValueError, TypeError):
        last = {name: float(seconds) for name, seconds in dict(json.loads(record.read_text("utf-8"))).items()}
    begun: list[float] = []

    def step(number: int) -> None:
        begun.append(time.monotonic())
        left = sum(last.get(name, 0) for name in STEPS[number:])
        estimate = f", còn khoảng {left:.0f} giây" if left >= 1 else ""
        tell(f"{number + 1}/{len(STEPS)} {STEPS[number]}{estimate}…")

    yield step
    ends = (*begun[1:], time.monotonic())
    seconds = {name: round(end - start, 2) for name, start, end in zip(STEPS, begun, ends, strict=True)}
    record.write_text(json.dumps(seconds, ensure_ascii=False), "utf-8")


def _pack(tree: Path, before: Path | None, tell: Tell) -> None:
    """Packed copies of all text: those of the tree `before` where they hold, others made."""
    files = packed.packable(tree)
    if before:
        taken = _telling("so với bản trước", files, packed.take_over(files, tree, before), tell)
        files = [file for file, over in zip(files, taken, strict=True) if not over]
    for _ in _telling("nén", files, packed.pack(files), tell):
        pass


def _telling(what: str, files: Sequence[Path], done: Iterable[T], tell: Tell) -> Iterator[T]:
    """What is done of each file, telling every other second how long the others may take: each in proportion to its bytes."""
    sizes = [file.stat().st_size for file in files]
    left = total = sum(sizes)
    started = told = time.monotonic()
    for number, (size, result) in enumerate(zip(sizes, done, strict=True), start=1):
        left -= size
        yield result
        now = time.monotonic()
        if now - told > 2:
            told = now
            tell(f"    {what} {number}/{len(files)} tệp, còn khoảng {(now - started) / (total - left) * left:.0f} giây")
