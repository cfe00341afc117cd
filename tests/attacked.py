"""The tiny country under attack: a project in which every text field of some case holds each kind of payload of tests/xss.txt."""

import re
import shutil
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from PIL import Image

from casebook.desk.text import canonical
from casebook.form import blank
from casebook.load import load
from casebook.prose import cut
from tests.conftest import PROJECT, ROOT, SAMPLE
from tests.full import TODAY, full
from tests.papers import pdf

PROSE = {"problem", "solution"}


@cache
def payloads() -> Mapping[str, tuple[str, ...]]:
    """Kind → its payloads."""
    kinds: dict[str, list[str]] = {}
    for line in (ROOT / "tests/xss.txt").read_text("utf-8").splitlines()[1:]:
        if head := re.fullmatch(r"# ([a-z]+)", line):
            kinds[head[1]] = here = []
        else:
            here.append(line)
    return {kind: tuple(lines) for kind, lines in kinds.items()}


def slug_of(kind: str) -> str:
    return f"tan-cong-{kind}"


def attacked(project: Path) -> Path:
    """One case for each kind, whose payloads go round the fields; a payload longer than the field may hold is cut off there."""
    for name in PROJECT:
        source = SAMPLE / name if (SAMPLE / name).exists() else ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, project / name)
    shutil.rmtree(project / "cases")
    known, _ = load(SAMPLE, today=TODAY)
    for number, (kind, lines) in enumerate(payloads().items()):
        folder = project / "cases/media" / slug_of(kind)
        folder.mkdir(parents=True)
        Image.new("RGB", (8, 8)).save(folder / "anh.png")
        (folder / "mau.pdf").write_bytes(pdf())
        record = full(_Round(lines), known)
        # Two cases of one place may not share a document or most words of a title.
        record["documents"][0]["number"] = f"{number + 1}/KH-UBND"
        record["title"] = f"{record['title'][:100]} {' '.join(f'{kind}{letter}' for letter in 'abcdefgh')}"[:120]
        (project / "cases" / f"{slug_of(kind)}.yaml").write_text(canonical(record), "utf-8")
    return project


class _Round:
    """Says what stands in each field: the next payload that the field takes."""

    def __init__(self, lines: tuple[str, ...]) -> None:
        self._lines = lines
        self._next = 0

    def __call__(self, place: str) -> str:
        for _ in self._lines:
            line = self._lines[self._next % len(self._lines)]
            self._next += 1
            if place not in PROSE or not cut(line):
                return line[: blank(*place.split(".")).length]
        raise AssertionError(f"no payload for {place}")
