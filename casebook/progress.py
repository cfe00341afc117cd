"""How far a case has come: ladder, stage, evidence and tier, computed from its dated, sourced records."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from casebook.commendation import Commendation
from casebook.entries import AdoptionRelation, AdoptionStatus, Award, AwardStatus, CommendationScope, DocumentStatus, ResultScope, ReviewKind, SourceKind
from casebook.model import Case
from casebook.path import Adoption, Result
from casebook.values import months_between
from casebook.vocabulary import Vocabularies

MONTHS_OF_EVIDENCE = 24


@dataclass(frozen=True)
class Step:
    """One sourced record that speaks of a rung; `what` is the record itself, `date` partial or ""."""

    date: str
    sources: tuple[str, ...]
    what: object


@dataclass(frozen=True)
class Rung:
    """A rung of the ladder: reached when at least one dated step stands on it, oldest first.

    `undated` are the records that speak of the rung without saying when: shown, not counted.
    """

    code: str
    steps: tuple[Step, ...]
    undated: tuple[Step, ...]


def ladder(case: Case, vocabularies: Vocabularies) -> tuple[Rung, ...]:
    """The eight rungs in the order of vocab/rung.yaml, reached or not."""
    return tuple(_rung(code, STEPS[code](case, vocabularies)) for code in vocabularies["rung"])


def _rung(code: str, steps: Iterator[Step]) -> Rung:
    ordered = sorted(steps, key=lambda step: step.date)
    return Rung(code, tuple(step for step in ordered if step.date), tuple(step for step in ordered if not step.date))


def stage(rungs: tuple[Rung, ...]) -> str:
    """The furthest rung reached; praise is not a stage of a pilot."""
    return next((rung.code for rung in reversed(rungs[:-1]) if rung.steps), rungs[0].code)


def evidence(case: Case, vocabularies: Vocabularies) -> Mapping[str, bool]:
    """Which of the five independent criteria of vocab/evidence_criterion.yaml hold."""
    return {code: CRITERIA[code](case, vocabularies) for code in vocabularies["evidence_criterion"]}


def showcase(case: Case, vocabularies: Vocabularies) -> bool:
    """Whether the case is “tiêu biểu”: authorised, measured, reviewed, doubly sourced, with a condition."""
    return not missing(case, vocabularies)


def missing(case: Case, vocabularies: Vocabularies) -> tuple[str, ...]:
    """What keeps the case from being “tiêu biểu”, in words that follow “còn thiếu”."""
    return tuple(words for words, holds in SHOWCASE.items() if not holds(case, vocabularies))


def spread(adoption: Adoption, vocabularies: Vocabularies) -> bool:
    """Whether an adoption is a running copy that the source itself calls one."""
    return vocabularies.typed("adoption_status", AdoptionStatus)[adoption.status].running and told_as_spread(adoption, vocabularies)


def told_as_spread(adoption: Adoption, vocabularies: Vocabularies) -> bool:
    """Whether the source says that a place took the model from here, running or not."""
    return vocabularies.typed("adoption_relation", AdoptionRelation)[adoption.relation].spread


def praises(commendation: Commendation, vocabularies: Vocabularies) -> bool:
    """Whether a commendation still holds and was given for the model."""
    return named(commendation, vocabularies) and vocabularies.typed("commendation_scope", CommendationScope)[commendation.scope].for_model


def named(commendation: Commendation, vocabularies: Vocabularies) -> bool:
    """Whether a commendation still holds; if not, it keeps a dated trace and loses the name."""
    return vocabularies.typed("award_status", AwardStatus)[commendation.status].in_force


def statutory(commendation: Commendation, vocabularies: Vocabularies) -> bool:
    """Whether the law knows the form of a commendation; other praise is shown apart."""
    return vocabularies.typed("award", Award)[commendation.form].statutory


def _proposed(case: Case, vocabularies: Vocabularies) -> Iterator[Step]:
    return (Step(proposal.date or "", proposal.sources, proposal) for proposal in case.proposals)


def _authorised(case: Case, vocabularies: Vocabularies) -> Iterator[Step]:
    for authorisation in case.authorisations:
        document = case.document(authorisation.document or "")
        yield Step(authorisation.date or (document and document.date) or "", authorisation.sources, authorisation)


def _piloted(case: Case, vocabularies: Vocabularies) -> Iterator[Step]:
    yield Step(case.period.start, case.period.sources, case.period)


def _reviewed(kind: str) -> Callable[[Case, Vocabularies], Iterator[Step]]:
    return lambda case, _: (Step(review.date or "", review.sources, review) for review in case.reviews if review.kind == kind)


def _adopted(case: Case, vocabularies: Vocabularies) -> Iterator[Step]:
    return (Step(adoption.since or "", adoption.sources, adoption) for adoption in case.adoptions if spread(adoption, vocabularies))


def _enacted(case: Case, vocabularies: Vocabularies) -> Iterator[Step]:
    statuses = vocabularies.typed("document_status", DocumentStatus)
    for item in case.institutionalisation:
        document = case.document(item.document)
        if document and (document.status is None or statuses[document.status].enacted):
            yield Step(document.date or "", item.sources, item)


def _praised(case: Case, vocabularies: Vocabularies) -> Iterator[Step]:
    return (Step(item.date or "", item.sources, item) for item in case.commendations if praises(item, vocabularies))


STEPS: Mapping[str, Callable[[Case, Vocabularies], Iterator[Step]]] = {
    "de_xuat": _proposed,
    "cho_phep": _authorised,
    "thi_diem": _piloted,
    "so_ket": _reviewed("so_ket"),
    "tong_ket": _reviewed("tong_ket"),
    "nhan_rong": _adopted,
    "the_che_hoa": _enacted,
    "bieu_duong": _praised,
}


def _own_results(case: Case, vocabularies: Vocabularies) -> Iterator[Result]:
    scopes = vocabularies.typed("result_scope", ResultScope)
    return (result for result in case.results if scopes[result.scope].of_model)


def _has_figure(value: object) -> bool:
    return value is not None and any(letter.isdigit() for letter in str(value))


def _two_sources(case: Case, vocabularies: Vocabularies) -> bool:
    kinds = vocabularies.typed("source_kind", SourceKind)
    originals = [source for source in case.sources if not kinds[source.kind].copy_of]
    hosts = {urlsplit(source.url).netloc.removeprefix("www.") for source in originals}
    return min(len(hosts), len({source.publisher for source in originals})) >= 2


def _before_and_after(case: Case, vocabularies: Vocabularies) -> bool:
    return any(_has_figure(result.before) and _has_figure(result.after) for result in _own_results(case, vocabularies))


def _competently_reviewed(case: Case, vocabularies: Vocabularies) -> bool:
    kinds = vocabularies.typed("review_kind", ReviewKind)
    return any(kinds[review.kind].competent for review in case.reviews)


def _result_elsewhere(case: Case, vocabularies: Vocabularies) -> bool:
    return any(adoption.result and spread(adoption, vocabularies) for adoption in case.adoptions)


def _lasting(case: Case, vocabularies: Vocabularies) -> bool:
    return any(
        result.after_date and _has_figure(result.after) and months_between(case.period.start, result.after_date) >= MONTHS_OF_EVIDENCE
        for result in _own_results(case, vocabularies)
    )


CRITERIA: Mapping[str, Callable[[Case, Vocabularies], bool]] = {
    "hai_nguon": _two_sources,
    "truoc_sau": _before_and_after,
    "ra_soat": _competently_reviewed,
    "noi_khac": _result_elsewhere,
    "hai_muoi_bon_thang": _lasting,
}


def _measured(case: Case, vocabularies: Vocabularies) -> bool:
    return any(result.before is not None and result.after is not None for result in _own_results(case, vocabularies))


def _formally_reviewed(case: Case, vocabularies: Vocabularies) -> bool:
    return any(vocabularies.typed("review_kind", ReviewKind)[review.kind].formal for review in case.reviews)


SHOWCASE: Mapping[str, Callable[[Case, Vocabularies], bool]] = {
    "sự cho phép của cơ quan có thẩm quyền": lambda case, _: bool(case.authorisations),
    "một kết quả của chính mô hình có cả trước và sau": _measured,
    "một lần rà soát (sơ kết, tổng kết, đánh giá)": _formally_reviewed,
    "hai nguồn độc lập": _two_sources,
    "một điều kiện: cần có, nên có, hoặc khi nào không nên chép": lambda case, _: case.conditions.said,
}
"""What a showcase has."""
