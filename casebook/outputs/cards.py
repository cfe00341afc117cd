"""The pictures that shared links show: one a case, a section, a sector, a present province; what they say is templates/cards.json."""

import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import PIL

from casebook import card, picture
from casebook.card import Card, drawn
from casebook.outputs.context import renderer
from casebook.site import Site
from casebook.view import View

KEPT = Path(__file__).parent.parent.parent / ".cards_cache"
"""Cards drawn before, by what is drawn; git ignores it, and it may be deleted at any time."""


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    hand = _hand()
    for said in json.loads(renderer(site).page("cards.json", "the-chia-se/", steps=steps)):
        yield f"the-chia-se/{said.pop('file')}.png", kept(said, hand)


def steps(view: View) -> list[str]:
    """A colour a rung, "" where there is no record."""
    return [("gold" if rung.code == "bieu_duong" else "lacquer") if rung.steps else "" for rung in view.rungs]


def _hand() -> bytes:
    """What besides the words decides how a card looks: the code that draws, its fonts, the library."""
    sources = [Path(card.__file__), Path(picture.__file__), *sorted(picture.FONTS.glob("*.woff2"))]
    return hashlib.sha256(b"".join(source.read_bytes() for source in sources) + PIL.__version__.encode()).digest()


def kept(said: dict[str, Any], hand: bytes) -> bytes:
    """The card, drawn only when no build has drawn the same."""
    name = hashlib.sha256(hand + json.dumps(said, sort_keys=True).encode()).hexdigest()
    file = KEPT / f"{name}.png"
    if file.is_file():
        return file.read_bytes()
    content = drawn(Card(**said | {"steps": tuple(said.get("steps", ()))}))
    KEPT.mkdir(exist_ok=True)
    # Renamed into place: a build beside this one never reads half a picture.
    unfinished = KEPT / f"{name}.{os.getpid()}"
    unfinished.write_bytes(content)
    unfinished.replace(file)
    return content
