"""Nothing of the 27 source files was lost: each fact stands in its case, or its absence has a reason."""

import json
from pathlib import Path

import pytest
import yaml

from casebook.source import Source, read
from tests.facts import dates, leaves, numbers

ROOT = Path(__file__).parent.parent
FACTS = json.loads((ROOT / "tests/input_facts.json").read_text("utf-8"))
ABSENT = yaml.safe_load((ROOT / "tests/input_absences.yaml").read_text("utf-8")) or {}


@pytest.mark.parametrize("slug", FACTS)
def test_every_fact_is_in_the_case_or_its_absence_is_explained(slug: str) -> None:
    source = read(ROOT / f"cases/{slug}.yaml", ROOT)
    assert isinstance(source, Source)
    found = list(leaves(source.data))
    text = " \n ".join(found)
    kept = {"numbers": numbers(text), "dates": dates(text)}
    absent = {str(item["fact"]) for item in ABSENT.get(slug, [])}
    lost = [
        (kind, fact)
        for kind, facts in FACTS[slug].items()
        for fact in facts
        if fact not in absent and not (fact in kept[kind] if kind in kept else fact in text)
    ]
    assert lost == []


def test_every_absence_has_a_reason_and_is_one() -> None:
    for slug, items in ABSENT.items():
        for item in items:
            assert len(item["reason"]) > 10
            assert str(item["fact"]) in {fact for facts in FACTS[slug].values() for fact in facts}
