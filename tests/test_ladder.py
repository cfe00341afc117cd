"""What takes a case up the ladder, what shows that it works, and what does neither: records, as editors write them."""

from datetime import date
from functools import cache
from typing import Any

import pytest

from casebook.desk.text import canonical, data
from casebook.ladder import ladder, stage
from casebook.load import parse
from casebook.merit import evidence, missing
from casebook.model import Case
from casebook.source import Source
from casebook.source import parse as source_of
from casebook.terms import load_vocabularies
from casebook.vocabulary import Vocabularies
from tests.conftest import ROOT

TODAY = date(2026, 12, 1)
PRESS = {"id": "s1", "kind": "bao_chi", "publisher": "Báo Một", "url": "https://mot.example/a"}
SECOND = {"id": "s2", "kind": "bao_chi", "publisher": "Báo Hai", "url": "https://hai.example/b"}
LITTLE = data((ROOT / "tests/sample/cases/hop-tac-xa-lua.yaml").read_text("utf-8")) | {"sources": [PRESS], "adapted_from": []}
"""A case that says only what every case must: it began in 2012."""
SAID = {"sources": ["s1"]}
DECREE = {"id": "nd1", "number": "73/2023/NĐ-CP", "date": "2023-09-29", "status": "da_ban_hanh"}
PRAISE = {"form": "X-DOANTHE", "name": "Giải thưởng Một", "issuer": "Hội Một", "recipient": {"kind": "tap_the", "name": "Hợp tác xã"}, **SAID}


@cache
def vocabularies() -> Vocabularies:
    found, problems = load_vocabularies(ROOT)
    assert problems == []
    return found


def case(**fields: Any) -> Case:
    """The least case with these fields, through the door."""
    source = source_of(canonical(LITTLE | fields).encode(), "cases/x.yaml")
    assert isinstance(source, Source)
    found = parse(source, vocabularies(), TODAY)
    assert isinstance(found, Case), found
    return found


def reached(**fields: Any) -> set[str]:
    return {rung.code for rung in ladder(case(**fields), vocabularies()) if rung.steps}


@pytest.mark.parametrize(
    ("rung", "fields"),
    [
        ("de_xuat", {"proposals": [{"description": "Xã đề xuất với tỉnh", "date": "2011", **SAID}]}),
        ("cho_phep", {"authorisations": [{"description": "Tỉnh cho phép", "date": "2011-05", **SAID}]}),
        ("cho_phep", {"authorisations": [{"document": "nd1", **SAID}], "documents": [DECREE]}),
        ("so_ket", {"reviews": [{"kind": "so_ket", "date": "2013", "finding": "Đạt", **SAID}]}),
        ("tong_ket", {"reviews": [{"kind": "tong_ket", "date": "2014", "finding": "Đạt", **SAID}]}),
        ("nhan_rong", {"adoptions": [{"place": "phu-tho", "since": "2015", "status": "dang_lam", **SAID}]}),
        ("the_che_hoa", {"institutionalisation": [{"document": "nd1", **SAID}], "documents": [DECREE]}),
        ("bieu_duong", {"commendations": [PRAISE | {"date": "2016"}]}),
    ],
)
def test_a_dated_record_reaches_its_rung_and_no_other(rung: str, fields: dict[str, Any]) -> None:
    assert reached(**fields) == {"thi_diem", rung}


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param({"proposals": [{"description": "Xã đề xuất với tỉnh", **SAID}]}, id="no date"),
        pytest.param({"reviews": [{"kind": "hoi_nghi", "date": "2013", "finding": "Đạt", **SAID}]}, id="a conference"),
        pytest.param({"adoptions": [{"place": "phu-tho", "since": "2015", "status": "tim_hieu", **SAID}]}, id="a visit"),
        pytest.param({"adoptions": [{"place": "phu-tho", "since": "2015", "status": "da_dung", **SAID}]}, id="a place that stopped"),
        pytest.param({"adoptions": [{"place": "phu-tho", "since": "2015", "status": "dang_lam", "relation": "tuong_tu", **SAID}]}, id="a similar model"),
        pytest.param({"institutionalisation": [{"document": "nd1", **SAID}], "documents": [DECREE | {"status": "du_thao"}]}, id="a draft"),
        pytest.param({"commendations": [PRAISE | {"date": "2016", "scope": "ca_nhan"}]}, id="praise for a career"),
        pytest.param({"commendations": [PRAISE | {"date": "2016", "status": "huy_bo"}]}, id="praise that was revoked"),
    ],
)
def test_what_is_less_than_its_word_reaches_no_rung(fields: dict[str, Any]) -> None:
    assert reached(**fields) == {"thi_diem"}


def test_a_record_without_a_date_is_shown_on_its_rung_and_not_counted() -> None:
    found = {rung.code: rung for rung in ladder(case(proposals=[{"description": "Xã đề xuất với tỉnh", **SAID}]), vocabularies())}
    assert (found["de_xuat"].steps, len(found["de_xuat"].undated)) == ((), 1)


def test_praise_is_no_stage_and_rungs_in_between_may_be_empty() -> None:
    record = case(commendations=[PRAISE | {"date": "2016"}], adoptions=[{"place": "phu-tho", "since": "2015", "status": "dang_lam", **SAID}])
    assert stage(ladder(record, vocabularies())) == "nhan_rong"


def measured(**result: Any) -> dict[str, Any]:
    return {"results": [{"name": "Ngày chờ", "unit": "ngày", "before": "10", "after": "3", **SAID, **result}]}


@pytest.mark.parametrize(
    ("criterion", "fields", "holds"),
    [
        ("hai_nguon", {"sources": [PRESS, SECOND]}, True),
        ("hai_nguon", {"sources": [PRESS, SECOND | {"publisher": "Báo Một"}]}, False),
        ("hai_nguon", {"sources": [PRESS, SECOND | {"url": "https://www.mot.example/b"}]}, False),
        ("hai_nguon", {"sources": [PRESS, SECOND | {"kind": "ban_sao"}]}, False),
        ("truoc_sau", measured(), True),
        ("truoc_sau", measured(before="nhiều ngày"), False),
        ("truoc_sau", measured(baseline="quy_dinh"), False),
        ("truoc_sau", measured(baseline="cong_don"), False),
        ("truoc_sau", measured(scope="ca_nuoc"), False),
        ("ra_soat", {"reviews": [{"kind": "giam_sat", "finding": "Đạt", **SAID}]}, True),
        ("ra_soat", {"reviews": [{"kind": "bao_cao", "finding": "Đạt", **SAID}]}, False),
        ("noi_khac", {"adoptions": [{"place": "phu-tho", "status": "dang_lam", "result": "399 tổ", **SAID}]}, True),
        ("noi_khac", {"adoptions": [{"place": "phu-tho", "status": "dang_lam", **SAID}]}, False),
        ("hai_muoi_bon_thang", measured(after_date="2015"), True),
        # From the end of 2012 to the beginning of 2014 is not yet two years.
        ("hai_muoi_bon_thang", measured(after_date="2014"), False),
        ("hai_muoi_bon_thang", measured(), False),
    ],
)
def test_a_criterion_of_evidence_holds_by_its_own_records(criterion: str, fields: dict[str, Any], holds: bool) -> None:
    assert evidence(case(**fields), vocabularies())[criterion] == holds


def test_a_showcase_lacks_nothing_and_every_lack_is_told() -> None:
    """A legal limit is no measurement: the case that has all else still lacks one."""
    whole = {
        "authorisations": [{"description": "Tỉnh cho phép", **SAID}],
        "reviews": [{"kind": "so_ket", "finding": "Đạt", **SAID}],
        "sources": [PRESS, SECOND],
        "conditions": {"needed": [{"text": "Có người", "by": "bien_tap"}]},
    }
    assert missing(case(**whole, **measured()), vocabularies()) == ()
    assert missing(case(**whole, **measured(baseline="quy_dinh")), vocabularies()) == ("một kết quả của chính mô hình có cả trước và sau",)
    assert len(missing(case(), vocabularies())) == 5
