"""What a term of a vocabulary says: a label, how it is founded, and for some vocabularies more."""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict
from pydantic_core import PydanticCustomError


def _flag(value: object) -> object:
    return {"có": True, "không": False}.get(str(value), value)


Flag = Annotated[bool, BeforeValidator(_flag)]
"""Written “có” or “không”."""


def _regular(pattern: str) -> str:
    try:
        re.compile(pattern)
    except re.error:
        raise PydanticCustomError("pattern", "không phải biểu thức chính quy; xem lại dấu ngoặc") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_regular)]


def _one_of(*words: str) -> AfterValidator:
    def chosen(value: str) -> str:
        if value not in words:
            raise PydanticCustomError("one_of", "“{value}” không dùng được; chọn: {words}", {"value": value[:80], "words": ", ".join(words)})
        return value

    return AfterValidator(chosen)


class Entry(BaseModel):
    """One term: the words readers see, and how well it is founded (basis, source)."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    label: str
    english: str = ""
    note: str = ""
    basis: str = "proposal"
    source: str = ""


class Sector(Entry):
    department: str = ""
    sdg: tuple[str, ...] = ()
    broader: str = ""
    extra_check: str = ""


class Place(Entry):
    """A province or centrally run city, present or former; dates are yyyy-mm-dd, `tile` its row/column in the tile grid, `other` what people call it too."""

    short: str
    tile: str = ""
    code: str = ""
    former: str = ""
    since: str = ""
    merged_on: str = ""
    now: str = ""
    until: str = ""
    renamed: Flag = False
    other: tuple[str, ...] = ()
    nationwide: Flag = False
    legal_basis: str = ""


class Abbreviation(Entry):
    """A short form, as people write it; `label` is what it says, `other` what it may say as well."""

    other: tuple[str, ...] = ()
    spelling: tuple[str, ...] = ()


class Everyday(Entry):
    """A thing as documents call it, and `other` as people do."""

    other: tuple[str, ...]


class Award(Entry):
    """A form of commendation; an empty tuple means that the law's limit is not known, except `ranks`."""

    group: str
    ranks: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    deciders: tuple[str, ...] = ()
    scope: str = ""
    fields: tuple[str, ...] = ()
    valid_to: str = ""
    needs_name: Flag = False
    needs_issuer: Flag = False
    enabled: Flag = True
    renamed_in_draft: str = ""
    review_2026: Flag = False

    @property
    def statutory(self) -> bool:
        return self.group != "ngoai_luat"


class AwardStatus(Entry):
    in_force: Flag = False


class Decider(Entry):
    article: str = ""
    valid_to: str = ""
    review_2026: Flag = False


class Refused(Entry):
    """A commendation name that the law does not know; `pattern` is searched in the written name."""

    pattern: Pattern
    why: str
    since: str = ""


class Grammar(Entry):
    pattern: Pattern
    example: str = ""


class DocumentKind(Entry):
    system: str
    abbreviation: str = ""
    example: str = ""


class DocumentStatus(Entry):
    enacted: Flag = True
    lapsed: Flag = False


class Rung(Entry):
    reached: str


class ReviewKind(Entry):
    """`formal`: a review at all; `competent`: by a competent or an independent body."""

    formal: Flag = True
    competent: Flag = False


class AdoptionStatus(Entry):
    running: Flag = False
    stopped: Flag = False


class AdoptionRelation(Entry):
    spread: Flag = False


class ResultScope(Entry):
    of_model: Flag = False


class Baseline(Entry):
    """`measured`: the value before the change was measured, so that the one after can be held against it."""

    measured: Flag = False


class CommendationScope(Entry):
    for_model: Flag = False


class SourceKind(Entry):
    copy_of: Flag = False


class VerificationLevel(Entry):
    exempt: Flag = False
    statement: str


class Criterion(Entry):
    unmet: str


class Level(Entry):
    valid_to: str = ""


class FitRule(Entry):
    """A question of the fit finder (`label`), and how its answer is compared with a field of a case.

    `key` names it in the address. `gain` is added to a model's sum where it fits, `loss` taken off where it does not;
    a difference without a loss is a remark, not a misfit. `answers` words a term as an answer where its label would not do.
    `everywhere` is said where the model's term is the whole country, which holds any answer.
    In the sentences {mine} and {theirs} stand for the terms: as they are inside “ ”, with a small first letter elsewhere.
    """

    key: str
    group: str
    field: Annotated[str, _one_of("sectors", "bottleneck", "level", "terrain", "scale", "places", "budget_band", "digital_need")]
    compare: Annotated[str, _one_of("shared", "near", "at_most", "already")]
    gain: int = 0
    loss: int = 0
    hard: Flag = False
    hint: str = ""
    answers: Mapping[str, str] = {}
    fits: str
    misfits: str = ""
    unknown: str = ""
    ended: str = ""
    everywhere: str = ""


class Instrument(Entry):
    number: str
    date: str = ""
    issuer: str = ""
    effective: str = ""
    status: str = ""
    replaces: str = ""
    replaced_by: str = ""
    confidence: str


class Requirement(Entry):
    quote: str
    show: str
    check: str
    refuse: str


class PublicationRule(Entry):
    severity: str
    how: str = ""


class Reference(Entry):
    grade: str
    url: str = ""
    cites: tuple[str, ...] = ()
    origin: str = ""
    package: str = ""
    quote: str = ""


ENTRY_TYPES: Mapping[str, type[Entry]] = {
    "abbreviations": Abbreviation,
    "adoption_relation": AdoptionRelation,
    "adoption_status": AdoptionStatus,
    "award": Award,
    "award_refused": Refused,
    "baseline": Baseline,
    "commendation_scope": CommendationScope,
    "award_status": AwardStatus,
    "decider": Decider,
    "document_grammar": Grammar,
    "document_kind": DocumentKind,
    "document_status": DocumentStatus,
    "evidence_criterion": Criterion,
    "everyday": Everyday,
    "fit_rule": FitRule,
    "instrument": Instrument,
    "level": Level,
    "place": Place,
    "policy_requirement": Requirement,
    "publication_rule": PublicationRule,
    "reference": Reference,
    "result_scope": ResultScope,
    "review_kind": ReviewKind,
    "rung": Rung,
    "sector": Sector,
    "source_kind": SourceKind,
    "verification_level": VerificationLevel,
}
"""The vocabularies whose terms say more than a label."""

REFERENCES: Mapping[tuple[str, str], str] = {
    ("award", "deciders"): "decider",
    ("award", "group"): "award_group",
    ("award", "ranks"): "award_rank",
    ("award", "recipients"): "recipient_kind",
    ("place", "now"): "place",
    ("sector", "broader"): "sector",
    ("sector", "sdg"): "sdg",
}
"""What of a term names terms of another vocabulary."""
