"""What is measured: one search, built and ready to be served; ours and its peers alike."""

import gzip
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

SCRIPTS = Path(__file__).parent


@dataclass(frozen=True)
class Built:
    """`seconds` is the CPU that the index took, `files` is the index, `own` matches the addresses that only searching fetches."""

    name: str
    folder: Path
    script: Path
    seconds: float
    files: tuple[Path, ...]
    own: str
    page: str = ""
    query: str = ""
    note: str = ""

    def size(self) -> int:
        """Bytes of the whole index as it travels."""
        return sum(weight(file) for file in self.files)


def weight(file: Path) -> int:
    """Bytes of a file as a web server sends it."""
    return len(packed(file))


def packed(file: Path) -> bytes:
    content = file.read_bytes()
    return gzip.compress(content, 6, mtime=0) if zipped(file) else content


def zipped(file: Path) -> bool:
    """Whether a web server compresses it: Pagefind's own files are compressed already."""
    return file.suffix in {".html", ".js", ".css", ".json", ".svg"}


def under(folder: Path, patterns: Iterable[str]) -> tuple[Path, ...]:
    return tuple(sorted(file for pattern in patterns for file in folder.glob(pattern)))
