"""What costs much to make, kept from one build to the next by the hash of everything it depends on."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent.parent / ".kept_cache"
"""Git ignores it, and it may be deleted at any time: it is no output, only work that need not be done again."""


def kept(kind: str, on: Any, hand: bytes, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` gives, made only when no build has made the same.

    `kind` is the folder, `on` (anything JSON can say) what is shown, `hand` (see `hand`) what shows it.
    """
    file = KEPT / kind / hashlib.sha256(hand + json.dumps(on, sort_keys=True).encode()).hexdigest()
    if file.is_file():
        return file.read_bytes()
    content = make()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place: a build beside this one never reads half a file.
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return content


def hand(sources: Iterable[Path], *versions: str) -> bytes:
    """What besides the content decides how a thing looks: the files that make it (code, templates, fonts), the libraries' versions."""
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources) + "\0".join(versions).encode()).digest()
