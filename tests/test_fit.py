"""The fit finder's rules hold together with the model, and its data says what the cases say."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from casebook.fit_rule import FitRule
from casebook.load import load
from casebook.model import Case
from casebook.outputs import fit
from casebook.outputs.context import slug_of
from casebook.outputs.later import made
from casebook.shape import record_types
from casebook.site import Site

ROOT = Path(__file__).parent.parent
SAMPLE = ROOT / "tests/sample"
TABLE = "phu-hop/bang.js"
both = pytest.mark.parametrize("root", [ROOT, SAMPLE], ids=["cases", "sample"])


@cache
def site(root: Path) -> Site:
    return Site(load(root)[0], "https://vidu.example/")


def rules(root: Path) -> dict[str, FitRule]:
    return dict(site(root).book.vocabularies.typed("fit_rule", FitRule))


def put(root: Path) -> dict[str, Any]:
    """Path → what the data file puts."""
    files = {path: str(made(content)) for path, content in fit.files(site(root)) if path.endswith(".js")}
    found = {}
    for path, text in files.items():
        match = re.fullmatch(r'NhanRong\.put\("([^"]+)",(.*)\);\n', text)
        assert match, path
        assert match[1] == path
        found[path] = json.loads(match[2])
    return found


@both
def test_every_rule_fits_the_model_and_its_vocabulary(root: Path) -> None:
    keys = [rule.key for rule in rules(root).values()]
    assert len(set(keys)) == len(keys)
    for name, rule in rules(root).items():
        assert rule.field in Case.model_fields
        terms = site(root).book.vocabularies[fit.compared(rule)]
        assert set(rule.answers) <= set(terms), name
        assert re.fullmatch(r"[a-z-]+", rule.key), name


@both
def test_every_rule_has_the_sentences_and_weights_it_needs(root: Path) -> None:
    for name, rule in rules(root).items():
        for sentence in (rule.fits, rule.misfits, rule.unknown, rule.ended):
            assert set(re.findall(r"\{(.*?)\}", sentence)) <= {"mine", "theirs"}, name
        if rule.compare == "already":
            assert (rule.gain, rule.loss) == (0, 0), name
        else:
            assert rule.misfits, name
            assert rule.unknown, name
            assert rule.gain > 0, name
            assert rule.loss >= 0, name
        assert rule.loss or not rule.hard, name
        assert bool(rule.everywhere) == (rule.compare == "already"), name
        assert bool(rule.ended) == any(getattr(term, "valid_to", "") for term in site(root).book.vocabularies[fit.compared(rule)].values()), name


@both
def test_only_ordered_vocabularies_are_compared_by_order(root: Path) -> None:
    ordered = {fit.compared(rule) for rule in rules(root).values() if rule.compare in ("near", "at_most")}
    assert ordered <= {"scale", "budget_band", "digital_need"}


@both
def test_a_level_that_is_no_more_is_no_answer(root: Path) -> None:
    answers = dict(fit.answers(rules(root)["level"], site(root)))
    assert "huyen" not in answers
    assert answers["xa"] == "Cấp xã"


def test_places_to_answer_are_those_of_today() -> None:
    answers = dict(fit.answers(rules(ROOT)["place"], site(ROOT)))
    assert len(answers) == 34
    assert not {"bac-giang", "toan-quoc"} & set(answers)


@both
def test_the_columns_say_what_the_cases_say(root: Path) -> None:
    table, views = put(root)[TABLE], site(root).numbered
    for column in table["rules"]:
        rule = rules(root)[column["name"]]
        held = fit.holding(rule, site(root))
        cells = column["column"].split(",")
        assert len(cells) == len(views)
        for view, cell in zip(views, cells, strict=True):
            codes = [column["codes"][int(part)] for part in cell.split(".") if part]
            assert codes == [slug_of(code) for code in held(view)]
            value = getattr(view.case, rule.field)
            assert bool(cell) == (value is not None), f"{view.slug}.{rule.field}"
    assert table["evidence"].split(",") == [str(view.evidence) for view in views]


def test_a_part_of_a_sector_belongs_to_the_wider_one_too() -> None:
    view = site(ROOT).by_slug["tan-hoa-du-lich-thich-ung-lu"]
    assert {"du_lich", "vhttdl"} <= set(fit.holding(rules(ROOT)["sector"], site(ROOT))(view))


def test_the_table_tells_which_term_is_the_whole_country() -> None:
    whole = {rule["name"]: [rule["codes"][place] for place in rule["whole"]] for rule in put(ROOT)[TABLE]["rules"]}
    assert whole.pop("place") == ["toan-quoc"]
    assert not any(whole.values())


@both
def test_words_stand_in_groups_in_the_order_of_the_columns(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fit, "GROUP", 2)
    data = put(root)
    groups = [data[f"phu-hop/{name}.js"] for name in data[TABLE]["groups"]]
    assert [item["slug"] for group in groups for item in group] == [view.slug for view in site(root).numbered]
    assert all(len(group) == 2 for group in groups[:-1])


@both
def test_what_the_editors_judge_comes_with_their_reason(root: Path) -> None:
    data = put(root)[f"phu-hop/{put(root)[TABLE]['groups'][0]}.js"]
    for item in data:
        case = site(root).by_slug[item["slug"]].case
        for rule in rules(root).values():
            held = getattr(case, rule.field)
            if any(record_types(Case.model_fields[rule.field].annotation)) and held and held.by == "bien_tap":
                assert held.reason in item["reasons"].values()
    assert any(item["reasons"] for item in data)


@both
def test_no_data_can_end_its_script(root: Path) -> None:
    for path, content in fit.files(site(root)):
        if path.endswith(".js"):
            assert not re.search("[<\u2028\u2029]", str(made(content)))
