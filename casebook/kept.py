"""What costs much to make, kept from one build to the next by the hash of everything it depends on."""

import hashlib
import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

KEPT = Path(__file__).parent.parent / ".kept_cache"
"""Git ignores it, and it may be deleted at any time: it is no output, only work that need not be done again."""

SUM = 16
"""Bytes before what is kept that tell whether all of it is there."""


def kept(kind: str, on: Any, hand: bytes, make: Callable[[], bytes]) -> bytes:
    """The bytes that `make` gives, made only when no build has made the same.

    `kind` is the folder, `on` (anything JSON can say) what is shown, `hand` (see `hand`) what shows it.
    """
    file = KEPT / kind / hashlib.sha256(hand + json.dumps(on, sort_keys=True).encode()).hexdigest()
    with suppress(FileNotFoundError):
        found = file.read_bytes()
        # A machine that lost its power may have left a part of it.
        if found[:SUM] == _sum(found[SUM:]):
            return found[SUM:]
    content = make()
    file.parent.mkdir(parents=True, exist_ok=True)
    # Renamed into place: a build beside this one never reads half a file.
    unfinished = file.with_name(f"{file.name}.{os.getpid()}")
    unfinished.write_bytes(_sum(content) + content)
    unfinished.replace(file)
    return content


def _sum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=SUM).digest()


def hand(sources: Iterable[Path], *versions: str) -> bytes:
    """What besides the content decides how a thing looks: the files that make it (code, templates, fonts), the libraries' versions."""
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources) + "\0".join(versions).encode()).digest()
