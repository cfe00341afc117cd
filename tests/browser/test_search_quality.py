"""What people find: our own queries (tests/search/queries.json), by hand and by kind, each asked of the built site."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from math import log2
from pathlib import Path
from statistics import mean
from typing import Any

import pytest
from playwright.sync_api import Browser

QUERIES: list[dict[str, Any]] = json.loads((Path(__file__).parent.parent / "search/queries.json").read_text("utf-8"))
ASKED = """async queries => {
  const tim = NhanRong.tim, answers = [];
  for (const query of queries) {
    let last;
    await tim.search(query, (told) => { last = told; });
    const cards = await tim.cards(last.hits.slice(0, 5));
    answers.push(cards.map((card) => /data-case="([^"]+)"/.exec(card)[1]));
  }
  return answers;
}"""

Answers = Mapping[str, list[str]]


@pytest.fixture(scope="module")
def answers(browser: Browser, site: Path) -> Answers:
    """Query id → the first five cases."""
    page = browser.new_page()
    page.goto(f"file://{site}/tim-kiem/index.html")
    found = page.evaluate(ASKED, [query["query"] for query in QUERIES])
    page.close()
    return {query["id"]: slugs for query, slugs in zip(QUERIES, found, strict=True)}


def _wrong(answers: Answers, queries: Iterable[dict[str, Any]]) -> list[tuple[str, list[str]]]:
    return [(query["query"], answers[query["id"]]) for query in queries if not _right(query, answers[query["id"]])]


def _right(query: dict[str, Any], found: list[str]) -> bool:
    """The first case is one that was meant; where none was meant, there is none."""
    meant = {*query["expected"], *query.get("ok", ())}
    return found[0] in meant if found and meant else not found and not meant


def test_the_first_result_is_the_one_that_was_meant(answers: Answers) -> None:
    known = [query for query in QUERIES if query["expected"] and not query.get("graded")]
    wrong = _wrong(answers, known)
    assert 1 - len(wrong) / len(known) >= 0.97, wrong


def test_no_way_of_typing_is_answered_much_worse_than_the_others(answers: Answers) -> None:
    kinds = defaultdict(list)
    for query in QUERIES:
        kinds[query["category"]].append(query)
    assert len(kinds) >= 18
    poor = {kind: wrong for kind, queries in kinds.items() if len(wrong := _wrong(answers, queries)) > 0.1 * len(queries)}
    assert poor == {}


def test_nonsense_and_other_matters_find_nothing(answers: Answers) -> None:
    nonsense = [query for query in QUERIES if not query["expected"]]
    wrong = _wrong(answers, nonsense)
    assert 1 - len(wrong) / len(nonsense) >= 0.9, wrong


def test_where_several_cases_are_meant_the_better_stand_first(answers: Answers) -> None:
    """nDCG@5: gain 2^grade − 1, discounted by the logarithm of the place, of what the best order would have."""
    graded = [query for query in QUERIES if query.get("graded")]
    quality = {query["query"]: _gain(query["grades"], answers[query["id"]]) / _gain(query["grades"], _best(query["grades"])) for query in graded}
    assert mean(quality.values()) >= 0.92, sorted(quality.items(), key=lambda item: item[1])[:5]


def _gain(grades: Mapping[str, int], found: list[str]) -> float:
    return sum((2.0 ** grades.get(slug, 0) - 1) / log2(place + 2) for place, slug in enumerate(found[:5]))


def _best(grades: Mapping[str, int]) -> list[str]:
    return sorted(grades, key=lambda slug: -grades[slug])
