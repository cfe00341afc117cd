"""A value that nobody measured is never shown as one that was."""

from dataclasses import replace
from typing import Any

import pytest

from casebook import outputs
from casebook.load import load
from casebook.outputs.context import renderer
from casebook.site import Site
from tests.conftest import ROOT
from tests.test_ladder import case, measured

LIMIT = "số trước là mức theo quy định, không phải số đo"


def said(**result: Any) -> dict[str, str]:
    """Where both values of one result stand → all that is said there."""
    book = replace(load(ROOT)[0], cases={"x": case(**measured(**result))}, drafts={}, tombstones={})
    site = Site(book, "https://vidu.example/")
    view = site.by_slug["x"]
    files = {path: str(content) for path, content in outputs.files(book, site.address) if path in ("mo-hinh/x/index.md", "mo-hinh/x/so-sanh.js")}
    texts = {name: renderer(site).text(name, view=view) for name in ("facebook.txt", "speaker.txt")}
    return {**files, **texts, "card": view.figure["caption"]}


@pytest.mark.parametrize(("baseline", "told"), [("quy_dinh", True), ("do_duoc", False)])
def test_a_legal_limit_is_told_wherever_it_stands_beside_what_came_after(baseline: str, told: bool) -> None:
    found = said(baseline=baseline)
    assert len(found) == 5
    assert {place for place, text in found.items() if LIMIT in text.lower()} == (found.keys() if told else set())


def test_a_card_that_shows_no_value_before_says_nothing_of_it() -> None:
    assert said(baseline="quy_dinh", before="3 ngày theo quy định")["card"] == "Ngày chờ"
