"""How well a case is shown to work: the criteria of evidence, and what a showcase has."""

from collections.abc import Callable, Iterator, Mapping
from urllib.parse import urlsplit

from casebook.entries import Baseline, ResultScope, ReviewKind, SourceKind
from casebook.model import Case
from casebook.path import Result
from casebook.standing import spread
from casebook.values import months_between
from casebook.vocabulary import Vocabularies

MONTHS_OF_EVIDENCE = 24


def evidence(case: Case, vocabularies: Vocabularies) -> Mapping[str, bool]:
    """Which of the five independent criteria of vocab/evidence_criterion.yaml hold."""
    return {code: CRITERIA[code](case, vocabularies) for code in vocabularies["evidence_criterion"]}


def showcase(case: Case, vocabularies: Vocabularies) -> bool:
    """Whether the case is “tiêu biểu”: authorised, measured, reviewed, doubly sourced, with a condition."""
    return not missing(case, vocabularies)


def missing(case: Case, vocabularies: Vocabularies) -> tuple[str, ...]:
    """What keeps the case from being “tiêu biểu”, in words that follow “còn thiếu”."""
    return tuple(words for words, holds in SHOWCASE.items() if not holds(case, vocabularies))


def _own_results(case: Case, vocabularies: Vocabularies) -> Iterator[Result]:
    scopes = vocabularies.typed("result_scope", ResultScope)
    return (result for result in case.results if scopes[result.scope].of_model)


def _compared(case: Case, vocabularies: Vocabularies) -> Iterator[Result]:
    """Own results with a value after the change and a measured one before it."""
    baselines = vocabularies.typed("baseline", Baseline)
    own = _own_results(case, vocabularies)
    return (result for result in own if result.before is not None and result.after is not None and baselines[result.baseline].measured)


def _has_figure(value: object) -> bool:
    return value is not None and any(letter.isdigit() for letter in str(value))


def _two_sources(case: Case, vocabularies: Vocabularies) -> bool:
    kinds = vocabularies.typed("source_kind", SourceKind)
    originals = [source for source in case.sources if not kinds[source.kind].copy_of]
    hosts = {urlsplit(source.url).netloc.removeprefix("www.") for source in originals}
    return min(len(hosts), len({source.publisher for source in originals})) >= 2


def _before_and_after(case: Case, vocabularies: Vocabularies) -> bool:
    return any(_has_figure(result.before) and _has_figure(result.after) for result in _compared(case, vocabularies))


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
    return any(_compared(case, vocabularies))


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
