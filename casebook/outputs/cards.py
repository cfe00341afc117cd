"""The pictures that shared links show: one a case, a section, a sector, a present province; what they say is templates/cards.json."""

import json
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import PIL

from casebook import card, picture
from casebook.card import Card, drawn
from casebook.kept import hand
from casebook.outputs.context import renderer
from casebook.outputs.later import Later, once
from casebook.site import Site
from casebook.view import View


def files(site: Site) -> Iterator[tuple[str, Later]]:
    made_by = hand([Path(card.__file__), Path(picture.__file__), *sorted(picture.FONTS.glob("*.woff2"))], PIL.__version__)
    for name, said in _told(site):
        yield f"the-chia-se/{name}.png", once("cards", said, made_by, partial(drawn, _card(said)))


def card_of(site: Site, view: View) -> Card:
    """What the card of one case says."""
    return _card(dict(_told(site))[f"mo-hinh/{view.slug}"])


def _told(site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    """File → what its card says."""
    for said in json.loads(renderer(site).page("cards.json", "the-chia-se/", steps=steps)):
        yield said.pop("file"), said


def _card(said: dict[str, Any]) -> Card:
    return Card(**said | {"steps": tuple(said.get("steps", ()))})


def steps(view: View) -> list[str]:
    """A colour a rung, "" where there is no record."""
    return [("gold" if code == "bieu_duong" else "lacquer") if code in view.reached else "" for code in view.shelf.vocabularies["rung"]]
