"""make fuzz: whatever bytes come in, the answer is a value or a sentence. Runs for FUZZ_SECONDS (300); what it finds becomes a test."""

import io
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from casebook.beside import side_by_side
from casebook.blanks import sheet, word
from casebook.book import Casebook
from casebook.desk import bring
from casebook.desk.book import read_in
from casebook.desk.text import canonical
from casebook.load import load
from casebook.prose import Prose, cut
from casebook.source import MAX_BYTES, Source, parse
from tests.full import TODAY, full
from tests.sent import ROOT, SHORT, book

SECONDS = 2
FOLDER = Path(tempfile.mkdtemp(prefix="fuzz-"))
WHOLE = canonical(full(lambda place: f"Chữ ở {place}"))
REAL = tuple(file.read_text("utf-8") for file in sorted((ROOT / "cases").glob("*.yaml")))
PIECES = (
    *("<script>", "&amp;", "{{", "--8<--", "\u202e", "\u200d", "\x00", "\r", "\ufeff", "🇻🇳", "e\u0301", "1.000", "20:15", "010", "no", "~", "2024-02-30"),
    *(
        "<<: *a",
        "&a ",
        "*a",
        "!!python/object:os.system",
        "---\n",
        "...\n",
        "? ",
        ": ",
        "- ",
        "  ",
        "\t",
        "'",
        '"',
        "|\n",
        ">-\n",
        "[",
        "]",
        "{",
        "}",
        "#",
        "%",
    ),
    *(
        "**",
        "_",
        "> ",
        "1. ",
        "| a | b |\n|---|---|\n",
        "[a](https://a.vn)",
        "[a](javascript:b)",
        "](",
        "\\",
        "`",
        "s1",
        "bac-giang",
        "٣",
        "²",
        "\u0489",
        "9" * 400,
    ),
)
Change = tuple[float, int, str]
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), st.sampled_from(PIECES) | st.text(max_size=6)), min_size=1, max_size=8)


def changed(text: str, changes: list[Change]) -> str:
    """`text` with pieces put in place of others."""
    for where, length, piece in changes:
        at = int(where * len(text))
        text = text[:at] + piece + text[at + length :]
    return text


def changed_bytes(raw: bytes, changes: list[Change]) -> bytes:
    for where, length, piece in changes:
        at = int(where * len(raw))
        raw = raw[:at] + piece.encode("utf-8", "surrogatepass") + raw[at + length :]
    return raw


@cache
def whole() -> Casebook:
    """Our own cases, read once: beside them each input stands as one more."""
    return load(ROOT, today=TODAY)[0]


@given(st.sampled_from((WHOLE, *REAL)), CHANGES)
def the_door(text: str, changes: list[Change]) -> None:
    raw = changed(text, changes).encode("utf-8", "surrogatepass")
    answer = parse(raw, "cases/x.yaml")
    if isinstance(answer, Source):
        found, problems = read_in(whole(), "x", answer)
        for problem in (*problems, *side_by_side(found)):
            assert problem.line >= 1
            assert not problem.message.isascii(), problem
            assert str(problem).encode("utf-8")
    else:
        assert 1 <= answer.line <= raw.count(b"\n") + raw.count(b"\r") + 1
        assert not answer.message.isascii()


@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=60).map("".join))
def the_prose(text: str) -> None:
    if cut(text) is None:
        prose = Prose(text)
        assert not re.search(r"<(?!/?(?:p|strong|em|[uo]l|li|blockquote|a|br|table|thead|tbody|t[rhd])\b)", prose.html)
        assert prose.plain is not None


@cache
def sent() -> tuple[tuple[str, bytes], ...]:
    known = book().vocabularies
    record = full(lambda place: f"Chữ ở {place}")
    return (
        (".xlsx", sheet.write(known, {"so-hop": SHORT, "x": record})),
        (".docx", word.write(known, "x", record)),
        (".yaml", WHOLE.encode()),
        (".json", b'{"x": {"title": "a", "results": [{"after": 1.0}]}}'),
    )


@given(st.integers(0, 3), st.floats(0, 1), st.booleans(), CHANGES)
def the_import(kind: int, where: float, outside: bool, changes: list[Change]) -> None:
    suffix, raw = sent()[kind]
    file = FOLDER / f"x{suffix}"
    file.write_bytes(changed_bytes(raw, changes) if outside or suffix in (".yaml", ".json") else _repacked(raw, where, changes))
    reading = bring.read(file, book())
    for problem in (*reading.problems, *(problem for case in reading.cases for problem in case.problems)):
        assert not problem.message.isascii(), problem


def _repacked(raw: bytes, where: float, changes: list[Change]) -> bytes:
    """The archive with one part changed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(raw)) as parts, ZipFile(out, "w", ZIP_DEFLATED) as written:
        names = parts.namelist()
        chosen = names[int(where * (len(names) - 1))]
        for name in names:
            content = parts.read(name)
            written.writestr(name, changed_bytes(content, changes) if name == chosen else content)
    return out.getvalue()


@given(st.sampled_from((WHOLE, *REAL)), CHANGES)
def the_bytes(text: str, changes: list[Change]) -> None:
    answer = parse(changed_bytes(text.encode(), changes)[: MAX_BYTES + 10], "cases/x.yaml")
    assert isinstance(answer, Source) or not answer.message.isascii()


TARGETS: tuple[Callable[[], None], ...] = (the_door, the_prose, the_import, the_bytes)


def alone(target: Callable[[], None], seconds: float) -> None:
    """Without guidance, where atheris has no wheel: what hypothesis thinks of."""
    ends = time.monotonic() + seconds
    run = settings(max_examples=200, deadline=SECONDS * 1000, suppress_health_check=list(HealthCheck), print_blob=True)(target)
    while time.monotonic() < ends:
        run()


def main() -> None:
    seconds = float(os.environ.get("FUZZ_SECONDS", "300")) / len(TARGETS)
    for target in TARGETS:
        name = getattr(target, "__name__", "")
        if find_spec("atheris"):
            subprocess.run([sys.executable, "-m", "tests.guided", name, f"{seconds:.0f}"], cwd=ROOT, check=True)
        else:
            alone(target, seconds)
        print(f"{name}: không lỗi.", flush=True)


if __name__ == "__main__":
    main()
