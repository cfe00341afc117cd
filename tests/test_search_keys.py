"""What two spellings have in common: words, keys, document numbers, abbreviations. tests/search/vectors.json binds the reader's side too."""

import json
from pathlib import Path
from typing import Any

import pytest

from casebook.entries import Abbreviation, DocumentKind, Everyday
from casebook.search.abbreviations import alike, ways
from casebook.search.keys import keys, numbers, words
from casebook.search.lexicon import Lexicon
from casebook.search.line import vlq
from casebook.search.texts import called
from casebook.terms import load_vocabularies
from tests.conftest import ROOT
from tests.shards import unpacked

VECTORS: dict[str, list[Any]] = json.loads((Path(__file__).parent / "search/vectors.json").read_text("utf-8"))


@pytest.mark.parametrize(("text", "expected"), VECTORS["words"])
def test_words_are_runs_of_letters_marks_and_digits(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(("word", "fold", "exact"), VECTORS["keys"])
def test_a_word_has_a_key_without_marks_and_one_with_the_tone_last(word: str, fold: str, exact: str) -> None:
    assert keys(word) == (fold, exact)


@pytest.mark.parametrize(("text", "expected"), VECTORS["numbers"])
def test_a_document_number_is_one_key_and_a_date_is_none(text: str, expected: list[str]) -> None:
    assert numbers(text) == expected


@pytest.mark.parametrize(("packed", "expected"), VECTORS["packed"])
def test_numbers_are_packed_five_bits_a_letter(packed: str, expected: list[int]) -> None:
    assert "".join(map(vlq, expected)) == packed
    assert list(unpacked(packed)) == expected


HDND = {"HĐND": Abbreviation(label="Hội đồng nhân dân")}
HCM = {"TP.HCM": Abbreviation(label="thành phố Hồ Chí Minh", spelling=("TPHCM",))}
TT = {"TT": Abbreviation(label="trung tâm", other=("thông tư",))}


@pytest.mark.parametrize(
    ("known", "text", "tokens", "pairs"),
    [
        (HDND, "HĐND xã", "hđnd hôij đôngf nhân dân xax", "hdnd xa, hoi dong, dong nhan, nhan dan, dan xa"),
        (HDND, "Hội đồng nhân dân xã", "hôij đôngf nhân dân xax hđnd", "hoi dong, dong nhan, nhan dan, dan xa, hdnd xa"),
        (HDND, "bầu HĐND xã", "bâuf hđnd xax hôij đôngf nhân dân", "bau hdnd, hdnd xa, bau hoi, hoi dong, dong nhan, nhan dan, dan xa"),
        (HDND, "hội đồng nhân dan", "hôij đôngf nhân dan", "hoi dong, dong nhan, nhan dan"),
        (HCM, "ở TP.HCM", "ơr tp hcm thanhf phôs hôf chis minh tphcm", "o tp, tp hcm, o thanh, thanh pho, pho ho, ho chi, chi minh, o tphcm"),
        (TT, "thông tư mới", "thông tư mơis tt", "thong tu, tu moi, tt moi"),
        (TT, "trung tâm", "trung tâm tt", "trung tam"),
        (TT, "TT mới", "tt mơis", "tt moi"),
        (HDND, "hđnd", "hđnd", ""),
        ({}, "Nghị quyết 14-KL/TW", "nghij quyêts 14 kl tw 14kltw", "nghi quyet, quyet 14, 14 kl, kl tw"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_text_says_its_abbreviations_both_ways_beside_the_same_neighbours(known: dict[str, Abbreviation], text: str, tokens: str, pairs: str) -> None:
    """With two meanings (TT) only from long to short; in small letters (hđnd) an abbreviation may be another word."""
    lexicon = Lexicon(ways(known))
    said = lexicon.say([[text]])
    exact = [lexicon.spellings[lexicon.folds[token]][lexicon.bits[token].bit_length() - 1] for token in said.tokens]
    named = [f"{lexicon.names[first]} {lexicon.names[second]}" for first, second in zip(said.first, said.second, strict=True)]
    assert sorted(set(exact)) == sorted(tokens.split())
    assert sorted(set(named)) == sorted(pairs.split(", ") if pairs else [])


def test_a_text_says_whatever_people_call_the_thing() -> None:
    lexicon = Lexicon(alike({"un_tac": Everyday(label="ùn tắc", other=("kẹt xe", "tắc đường"))}))
    for text in ("hay ùn tắc ở", "hay kẹt xe ở", "hay tắc đường ở"):
        said = lexicon.say([[text]])
        named = {f"{lexicon.names[first]} {lexicon.names[second]}" for first, second in zip(said.first, said.second, strict=True)}
        assert named >= {"hay un", "un tac", "tac o", "hay ket", "ket xe", "xe o", "hay tac", "tac duong", "duong o"}


@pytest.mark.parametrize(
    ("number", "kind", "names"),
    [
        ("14-KL/TW", None, "Kết luận 14-KL/TW, Kết luận 14, KL 14-KL/TW, KL 14, KL14"),
        ("73/2023/NĐ-CP", None, "Nghị định 73/2023/NĐ-CP, Nghị định 73, NĐ 73/2023/NĐ-CP, NĐ 73, NĐ73"),
        ("119/2020/QH14", "qp_nghi_quyet_quoc_hoi", "Nghị quyết 119/2020/QH14, Nghị quyết 119, NQ 119/2020/QH14, NQ 119, NQ119"),
        ("119/2020/QH14", None, ""),
        ("793/BTTTT-THH", None, "Công văn 793/BTTTT-THH, Công văn 793"),
        ("Nghị quyết 8 (Trung ương)", "dang_nghi_quyet", ""),
    ],
)
def test_a_document_is_called_by_its_kind_its_symbol_and_its_first_number(number: str, kind: str | None, names: str) -> None:
    kinds = load_vocabularies(ROOT)[0].typed("document_kind", DocumentKind)
    assert list(called(number, kinds, kind)) == [number, *filter(None, names.split(", "))]
