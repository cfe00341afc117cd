"""The reader's side of the search reads words, keys and packed numbers as the build side writes them: tests/search/vectors.json."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

VECTORS = json.loads((Path(__file__).parent.parent / "search/vectors.json").read_text("utf-8"))
CALLS = {"words": "tim.words(row[0])", "keys": "tim.keys(row[0])", "numbers": "tim.numbers(row[0])", "packed": "Array.from(tim.unpacked(row[0]))"}


@pytest.fixture(scope="module")
def page(browser: Browser, site: Path) -> Iterator[Page]:
    opened = browser.new_page()
    opened.goto(f"file://{site}/tim-kiem/index.html")
    yield opened
    opened.close()


def told(page: Page, call: str, rows: list[Any]) -> list[Any]:
    return page.evaluate(f"rows => {{ const tim = NhanRong.tim; return rows.map(row => {call}); }}", rows)  # type: ignore[no-any-return]


@pytest.mark.parametrize("kind", CALLS)
def test_both_sides_agree(page: Page, kind: str) -> None:
    rows = VECTORS[kind]
    answers = [row[1:] if kind == "keys" else row[1] for row in rows]
    assert dict(zip((row[0] for row in rows), told(page, CALLS[kind], rows), strict=True)) == dict(zip((row[0] for row in rows), answers, strict=True))


def test_keys_of_telex_and_vni_left_in_a_word_are_understood_and_other_words_left_alone(page: Page) -> None:
    """Where in the syllable the tone stands is the keys' affair: what was meant and what was understood have one key."""
    rows = VECTORS["typed"]
    understood = told(page, "tim.decoded(row[0]) && tim.keys(tim.decoded(row[0]))", rows)
    meant = told(page, "row[1] && tim.keys(row[1])", rows)
    assert dict(zip((row[0] for row in rows), understood, strict=True)) == dict(zip((row[0] for row in rows), meant, strict=True))
