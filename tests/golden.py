"""The tiny country and every output it gives: what is kept of them, byte for byte, in tests/sample/expected."""

import shutil
from datetime import date
from functools import cache
from pathlib import Path

from casebook import outputs
from casebook.check import check
from casebook.load import load
from casebook.publish import OWNED, publish

SAMPLE = Path(__file__).parent / "sample"
EXPECTED = SAMPLE / "expected"
DRAWN = (".png", ".ico", ".pdf", ".xlsx", ".docx", ".zip", ".cdx.json", "giay-phep.txt", "SHA256SUMS")
"""Not kept as golden files: another version of the packages that draw and pack them may write other bytes of the same, and has other versions to tell."""


@cache
def made() -> dict[str, str | bytes]:
    book, problems = load(SAMPLE, today=date(2026, 11, 22))
    assert [str(problem) for problem in [*problems, *check(book)]] == []
    return dict(outputs.files(book, "https://vidu.example/"))


def written() -> list[str]:
    """The outputs that are kept as golden files."""
    return sorted(path for path in made() if not path.endswith(DRAWN))


def bless() -> None:
    """Write the expected outputs anew from what the code makes now."""
    shutil.rmtree(EXPECTED, ignore_errors=True)
    publish([(path, made()[path]) for path in written()], EXPECTED)
    (EXPECTED / OWNED).unlink()
