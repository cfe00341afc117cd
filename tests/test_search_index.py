"""What the search files hold: every word of every published case, in small files that a key leads to, and nothing else."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing
from decimal import Decimal
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from casebook.load import load
from casebook.outputs import later, search
from casebook.prose import Prose
from casebook.search.blocks import Block, blocks, shards, table
from casebook.search.index import APART, HIGH, LOW, OUT, Index
from casebook.search.keys import keys
from casebook.search.lexicon import Lexicon
from casebook.search.line import count
from casebook.shape import terms
from casebook.site import Site
from casebook.values import Range, shown
from casebook.view import View
from tests.conftest import ROOT
from tests.golden import SAMPLE, made
from tests.shards import Entry, Tier, entries, held, tier


def test_lines_say_which_case_has_which_word_where_and_in_which_spelling() -> None:
    lexicon = Lexicon(())
    with closing(Index(lexicon)) as index:
        said = lexicon.say([["Một cửa"], ["của một cửa"], ["của"], ["một của"], ["khác"]])
        index.add(said, np.array([0, 0, 3, 3, 3]), np.array([HIGH, LOW, LOW, APART, OUT]))
        lines = dict(index.lines())
    assert lines == {
        # spellings, then combinations “prominent.elsewhere.times” with a letter for five spellings, then gaps and combinations
        "cua": "cuar,cưar\tA.B.2,C.D.3\tABCA",
        "cua mot": "AB",
        "mot": "môtj\tA.B.1,B.B.2\tABCA",
        "mot cua": "AA",
    }
    assert entries(lines["cua"]) == {
        0: Entry(strong=frozenset({"cưar"}), weak=frozenset({"cưar", "cuar"}), times=3),
        3: Entry(strong=frozenset(), weak=frozenset({"cuar"}), times=2),
    }
    assert {key: count(line) for key, line in lines.items()} == {"cua": 2, "cua mot": 1, "mot": 2, "mot cua": 1}


KEYS = st.text(st.characters(codec="utf-8", max_codepoint=0x2FF, categories=["L", "N"]), min_size=1, max_size=6)


def _tier(lines: Mapping[str, str], size: int) -> tuple[list[Block], Tier]:
    made = list(blocks(sorted(lines.items()), size))
    starts = [first for _, *begins in table(made) for first in begins]
    return made, Tier(starts, [held(text).split("\n") for block in made for _, text in shards(block.lines, size)[1]])


@given(lines=st.dictionaries(KEYS, st.text("ABC\t", max_size=30), min_size=1), size=st.integers(1, 60))
def test_no_line_is_cut_and_every_key_leads_to_its_shard(lines: dict[str, str], size: int) -> None:
    _, read = _tier(lines, size)
    assert [line for shard in read.shards for line in shard] == [f"{key}\t{line}" for key, line in sorted(lines.items())]
    assert {key: read.line(key) for key in lines} == lines


def test_a_folder_is_named_by_what_its_files_hold_and_a_line_changes_one_folder() -> None:
    lines = {str(number): "A" for number in range(9999)}
    before, same, after = ({block.folder for block in _tier(told, 100)[0]} for told in (lines, dict(lines), lines | {"77": "B"}))
    assert before == same
    assert len(before) > 5
    assert len(before - after) == len(after - before) == 1


def test_the_same_cases_give_the_same_bytes_whatever_the_order_of_sets() -> None:
    code = "import hashlib; from tests.golden import made; print(hashlib.sha256(repr(sorted(made().items())).encode()).hexdigest())"

    def digest(seed: str) -> str:
        environment = os.environ | {"PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True).stdout

    assert digest("1") == digest("2")


# ---- text fidelity

IDENTIFIERS = {"id", "document", "case", "file", "former_slugs"}


def _texts(record: BaseModel) -> Iterator[str]:
    """Every plain text of a record and of the records inside it; identifiers, terms, addresses and dates are not texts."""
    for name, field in type(record).model_fields.items():
        if name not in IDENTIFIERS and not name.endswith("sources") and not any(terms(field)):
            yield from _plain(getattr(record, name))


def _plain(value: object) -> Iterator[str]:
    if isinstance(value, BaseModel):
        yield from _texts(value)
    elif isinstance(value, Decimal | Range):
        yield shown(value)
    elif isinstance(value, tuple):
        for item in value:
            yield from _plain(item)
    elif isinstance(value, str) and not re.match(r"https?://|\d{4}(-\d\d){0,2}$", value):
        yield value.plain if isinstance(value, Prose) else value


@cache
def _published() -> Site:
    return Site(load(ROOT)[0], "https://vidu.example/")


@cache
def _whole() -> Tier:
    return tier({path: str(later.made(content)) for path, content in search.files(_published())}, second=True)


@pytest.mark.parametrize("number", range(len(_published().numbered)), ids=[view.slug for view in _published().numbered])
def test_every_word_of_a_published_case_can_be_found_as_it_is_written(number: int) -> None:
    view: View = _published().numbered[number]
    written = {word for text in _texts(_published().public(view)) for word in re.findall(r"[^\W_]+", text)}
    assert len(written) > 100
    said = _whole().says(number)
    assert sorted(word for word in written if keys(word)[1] not in said) == []


def test_a_case_is_found_by_both_names_of_its_place_and_by_its_document_numbers() -> None:
    number = [view.slug for view in _published().numbered].index("vai-thieu-bac-giang-2021")
    assert {"giang", "ninh"} <= _whole().says(number)
    for view in _published().numbered:
        for document in view.case.documents:
            if re.fullmatch(r"\d+(/\d{4})?[/-][^\s,]+", document.number or ""):
                key = "".join(keys(part)[0] for part in re.findall(r"[^\W_]+", document.number or ""))
                line = _whole().line(key)
                assert line
                assert _published().numbered.index(view) in entries(line)


@pytest.mark.parametrize(
    ("secret", "word", "file"),
    [
        ("the title of a draft", "Nháp", "nhap-chua-dang"),
        ("the summary of a draft", "thấy", "nhap-chua-dang"),
        ("the title of a withdrawn case", "Rút", "da-rut"),
        ("the person of a revoked commendation", "Phải", "mot-cua-so"),
        ("the reason of a revoked commendation", "bỏ", "mot-cua-so"),
        ("who approved", "Chánh", "mot-cua-so"),
        ("who cleared", "Nội", "mot-cua-so"),
    ],
)
@pytest.mark.parametrize("second", [False, True], ids=["first tier", "second tier"])
def test_what_is_not_published_is_not_in_the_search_files(second: bool, secret: str, word: str, file: str) -> None:
    assert word in (SAMPLE / f"cases/{file}.yaml").read_text("utf-8"), secret
    read = tier(made(), second)
    said = read.says(0) | read.says(1)
    assert keys("cửa")[1] in said
    assert keys(word)[1] not in said
