"""What is wrong, and where: the only way content faults travel."""

from typing import NamedTuple


class Problem(NamedTuple):
    """One fault that an editor can go to and fix; sorts by file, then line (1-based)."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.message}"
