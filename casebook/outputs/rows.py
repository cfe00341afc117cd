"""The rows of a comparison: what each case says in them, as plain text; no item when no source says."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from casebook import standing
from casebook.commendation import Commendation
from casebook.document import Document
from casebook.entries import Criterion, Rung, VerificationLevel
from casebook.figures import asides, change, when
from casebook.path import Adoption
from casebook.places import adopter
from casebook.records import Statement
from casebook.render import lower, upper
from casebook.site import Site
from casebook.values import shown_date
from casebook.view import View

Item = str | tuple[str, str]
"""What a case says in a row; or that and a remark, which makes no two models different."""

EDITORIAL = "nhận định biên tập"
LISTED = 8
"""How many places that followed are named."""


def _joined(*parts: str, by: str = ", ") -> str:
    return by.join(filter(None, parts))


def _noted(text: str, *notes: str) -> Item:
    note = _joined(*notes, by="; ")
    return (text, note) if note else text


def _said(items: Iterable[Statement]) -> Iterator[Item]:
    return (_noted(item.text, EDITORIAL if item.by == "bien_tap" else "") for item in items)


def _places(site: Site, view: View) -> Iterator[Item]:
    yield from (upper(place) for place in view.places)
    if view.case.locality:
        yield upper(view.case.locality)
    if view.case.place_note:
        yield view.case.place_note.text


def _level(site: Site, view: View) -> Iterator[Item]:
    labels, case = site.book.vocabularies, view.case
    yield _noted(labels["level"][case.level].label, lower(labels["regime"][case.regime].label) if case.regime else "")


def _period(site: Site, view: View) -> Iterator[Item]:
    period = view.case.period
    end = f" – {shown_date(period.end)}" if period.end else ", đang tiếp tục" if period.ongoing else ", chưa rõ khi nào kết thúc"
    yield _noted(shown_date(period.start) + end, period.note)


def _ladder(site: Site, view: View) -> Iterator[Item]:
    yield site.book.vocabularies.typed("rung", Rung)[view.stage].reached
    yield f"{len(view.reached)}/{len(view.rungs)} bậc có hồ sơ"


def _results(site: Site, view: View) -> Iterator[Item]:
    for result in view.case.results:
        yield _noted(f"{result.name}: {change(result)}", when(result), *asides(result, site.book.vocabularies), result.note)


def _named(document: Document) -> str:
    return _joined(document.number or document.cited_as, document.title, by=": ")


def _authorised(site: Site, view: View) -> Iterator[Item]:
    for item in view.case.authorisations:
        document = view.case.document(item.document or "")
        issuer, date = item.issuer or (document.issuer if document else ""), item.date or (document and document.date)
        yield _noted(_named(document) if document else item.description, issuer, shown_date(date) if date else "", item.scope)


def _enacted(site: Site, view: View) -> Iterator[Item]:
    for item in view.case.institutionalisation:
        if document := view.case.document(item.document):
            yield _noted(_named(document), document.issuer, shown_date(document.date) if document.date else "")


def _helpful(site: Site, view: View) -> Iterator[Item]:
    return _said((*view.case.conditions.helpful, *view.case.lessons))


def _terms(name: str) -> Callable[[Site, View], Iterator[Item]]:
    """The row of what a place must be like: a field of the case and its vocabulary, which share a name."""

    def row(site: Site, view: View) -> Iterator[Item]:
        fit = getattr(view.case, name)
        codes = () if fit is None else (fit.value,) if isinstance(fit.value, str) else fit.value
        if codes:
            words = ", ".join(site.book.vocabularies[name][code].label for code in codes)
            yield _noted(words, f"{EDITORIAL}: {fit.reason}" if fit.by == "bien_tap" else "")

    return row


def _spread(site: Site, view: View) -> Iterator[Item]:
    if view.spread:
        yield f"{len(view.spread)} ghi nhận nhân rộng"
    yield from (_adopter(site, item) for item in view.spread[:LISTED])
    if len(view.spread) > LISTED:
        yield f"và {len(view.spread) - LISTED} ghi nhận khác"


def _adopter(site: Site, item: Adoption) -> Item:
    return _noted(upper(adopter(item, site.places)), shown_date(item.since) if item.since else "", item.since_note)


def _praised(site: Site, view: View) -> Iterator[Item]:
    return (_praise(site, item) for item in view.case.commendations)


def _praise(site: Site, item: Commendation) -> Item:
    """A commendation that no longer holds keeps its form and loses every name."""
    labels = site.book.vocabularies
    form = _joined(labels["award"][item.form].label, labels["award_rank"][item.rank].label if item.rank else "", by=" ")
    date = shown_date(item.date) if item.date else ""
    if not standing.named(item, labels):
        return _noted(form, date, f"{lower(labels['award_status'][item.status].label)}; không nêu tên")
    scope = f"khen {lower(labels['commendation_scope'][item.scope].label)}" if item.scope != "mo_hinh" else ""
    return _noted(f"{item.name or form}: {item.recipient.name}", date, scope)


def _evidence(site: Site, view: View) -> Iterator[Item]:
    criteria = site.book.vocabularies.typed("evidence_criterion", Criterion)
    yield f"{view.evidence}/{len(view.met)} tiêu chí"
    yield from (upper(criteria[code].unmet) for code, held in view.met.items() if not held)


def _verified(site: Site, view: View) -> Iterator[Item]:
    levels, found = site.book.vocabularies.typed("verification_level", VerificationLevel), view.case.verification
    yield _noted(levels[found.level].statement, found.by, shown_date(found.date))


def _caveats(site: Site, view: View) -> Iterator[Item]:
    kinds = site.book.vocabularies["caveat_kind"]
    return (f"{kinds[item.kind].label}. {item.text}" for item in view.case.caveats)


ROWS: Mapping[str, Callable[[Site, View], Iterable[Item]]] = {
    "places": _places,
    "sectors": lambda site, view: [site.book.vocabularies["sector"][code].label for code in view.case.sectors],
    "level": _level,
    "period": _period,
    "ladder": _ladder,
    "problem": lambda _, view: [view.case.problem.plain],
    "solution": lambda _, view: [view.case.solution.plain],
    "results": _results,
    "authorisations": _authorised,
    "needed": lambda _, view: _said(view.case.conditions.needed),
    "helpful": _helpful,
    "unsuitable": lambda _, view: _said(view.case.conditions.unsuitable),
    **{name: _terms(name) for name in ("terrain", "scale", "budget_band", "digital_need")},
    "adoptions": _spread,
    "institutionalisation": _enacted,
    "commendations": _praised,
    "evidence": _evidence,
    "verification": _verified,
    "limits": lambda _, view: _said(view.case.limits),
    "caveats": _caveats,
}
"""The rows, in the words of the model; templates/compare.md says what they are called and in which order they stand."""
