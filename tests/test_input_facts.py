"""Nothing of the 27 source files was lost: each fact stands in its case."""

import json
from pathlib import Path

import pytest

from casebook.source import Source, read
from tests.facts import dates, leaves, numbers

ROOT = Path(__file__).parent.parent
FACTS = json.loads((ROOT / "tests/input_facts.json").read_text("utf-8"))


@pytest.mark.parametrize("slug", FACTS)
def test_every_fact_is_in_the_case(slug: str) -> None:
    source = read(ROOT / f"cases/{slug}.yaml", ROOT)
    assert isinstance(source, Source)
    found = list(leaves(source.data))
    text = " \n ".join(found)
    kept = {"numbers": numbers(text), "dates": dates(text)}
    lost = [(kind, fact) for kind, facts in FACTS[slug].items() for fact in facts if not (fact in kept[kind] if kind in kept else fact in text)]
    assert lost == []
