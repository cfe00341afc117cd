"""The vocabularies whose terms say more than a label, and what they say."""

from collections.abc import Mapping

from casebook.award import Award, AwardStatus, CommendationScope, Decider, Refused
from casebook.entry import Entry, Flag, Pattern
from casebook.fit_rule import FitRule


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


class SourceKind(Entry):
    copy_of: Flag = False


class VerificationLevel(Entry):
    exempt: Flag = False
    statement: str


class Criterion(Entry):
    unmet: str


class Level(Entry):
    valid_to: str = ""


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
