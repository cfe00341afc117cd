"""What was found in a file, kept by its bytes: who verifies again looks through what is new."""

import hashlib
import pickle
from collections.abc import Callable
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from casebook.kept import hand

LOOKING = ("lxml", "pillow", "pypdfium2", "jsonschema-rs")
END = b"\n"
DAMAGED = (pickle.UnpicklingError, EOFError, ValueError, AttributeError, ImportError, IndexError, KeyError, TypeError)
"""What `pickle` says of a file that was cut off or changed."""
Found = TypeVar("Found")


class Known:
    """`file` holds it from one verification to the next, as long as the same code and libraries look; None: for this one only."""

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._looker = hand(sorted(Path(__file__).parent.glob("*.py")), *map(version, LOOKING)).hex().encode() if file else b""
        self._before: dict[str, Any] = self._kept()
        self._now: dict[str, Any] = {}

    def _kept(self) -> dict[str, Any]:
        if not self._file or not self._file.is_file():
            return {}
        looker, _, found = self._file.read_bytes().partition(END)
        with suppress(*DAMAGED):
            # What other code found may be told in words that this code does not know.
            return dict(pickle.loads(found)) if looker == self._looker else {}  # noqa: S301 (what we wrote ourselves)
        return {}

    def __call__(self, path: Path, look: Callable[..., Found], *others: str) -> Found:
        """What `look` finds in the bytes of a file, given what else it looks at."""
        body = path.read_bytes()
        key = "\0".join((look.__name__, *others, hashlib.sha256(body).hexdigest()))
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else look(body, *others)
        found: Found = self._now[key]
        return found

    def keep(self) -> None:
        """For next time; what is no longer in the tree is forgotten."""
        if self._file:
            self._file.write_bytes(self._looker + END + pickle.dumps(self._now))
