"""The pictures that shared links show: one a case, a section, a sector, a present province; what they say is templates/cards.json."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import PIL

from casebook import card, picture
from casebook.card import Card, drawn
from casebook.kept import hand, kept
from casebook.outputs.context import renderer
from casebook.site import Site
from casebook.view import View


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    made_by = hand([Path(card.__file__), Path(picture.__file__), *sorted(picture.FONTS.glob("*.woff2"))], PIL.__version__)
    for said in json.loads(renderer(site).page("cards.json", "the-chia-se/", steps=steps)):
        name = said.pop("file")
        shown = Card(**said | {"steps": tuple(said.get("steps", ()))})
        yield f"the-chia-se/{name}.png", kept("cards", said, made_by, partial(drawn, shown))


def steps(view: View) -> list[str]:
    """A colour a rung, "" where there is no record."""
    return [("gold" if code == "bieu_duong" else "lacquer") if code in view.reached else "" for code in view.shelf.vocabularies["rung"]]
