"""The ladder from proposal to law and praise, computed from the dated, sourced records of a case."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from casebook.entries import DocumentStatus
from casebook.model import Case
from casebook.standing import praises, spread
from casebook.vocabulary import Vocabularies


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
