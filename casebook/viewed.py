"""Works out what the rest of the site tells of a case: its view, once, when it is read."""

import hashlib
from collections.abc import Iterator, Mapping

from casebook import ladder, merit, standing
from casebook.document import Document
from casebook.entries import Place
from casebook.model import Case
from casebook.path import Adoption
from casebook.places import present, then_and_now
from casebook.shelf import Shelf, face
from casebook.view import Name, View
from casebook.vocabulary import Vocabularies


def viewed(slug: str, case: Case, shelf: Shelf, stamp: str = "") -> View:
    vocabularies = shelf.vocabularies
    places = vocabularies.typed("place", Place)
    here = tuple(dict.fromkeys(present(place, places) for place in case.places))
    rungs = ladder.ladder(case, vocabularies)
    adopted = tuple(_adopted(item, places, vocabularies) for item in case.adoptions)
    view = View(
        slug=slug,
        title=case.title,
        sectors=case.sectors,
        keywords=case.keywords,
        bottleneck=case.bottleneck or "",
        level=case.level,
        start=case.period.start,
        places=tuple(then_and_now(place, places, case.period.start) for place in case.places),
        place_slugs=tuple(dict.fromkeys((*case.places, *here))),
        present=here,
        stage=ladder.stage(rungs),
        reached=tuple(rung.code for rung in rungs if rung.steps),
        holds=tuple(merit.evidence(case, vocabularies).values()),
        showcase=merit.showcase(case, vocabularies),
        sourced=len(case.sources),
        wants=_wants(case),
        parents=tuple(parent.case for parent in case.adapted_from if parent.case),
        former_slugs=case.former_slugs,
        replicable=case.conditions.said,
        changes=tuple((item.date, item.kind, item.note) for item in case.changes),
        adopted=adopted,
        copies=sum(spread for *_, spread in adopted),
        praised=tuple((item.date or "", item.form, standing.praises(item, vocabularies)) for item in case.commendations),
        cited=tuple(map(cited, case.documents)),
        days=tuple(_days(case)),
        # In the preview a field may hold anything. Whatever shows a case leads to its address.
        digest=hashlib.blake2b(f"{slug}\n{case.model_dump_json(warnings=False)}".encode(), digest_size=12).digest(),
        traits=b"",
        mark=b"",
        stamp=stamp,
        shelf=shelf,
    )
    return view.marked(face(case, vocabularies))


def cited(document: Document) -> Name:
    """What identifies it."""
    return document.number or f"{document.cited_as}|{document.title}", document.date or "", document.issuer


def _days(case: Case) -> Iterator[tuple[str, str, str]]:
    if case.next_review:
        yield "review", case.next_review, ""
    if case.period.end:
        yield "end", case.period.end, ""
    yield from (("document", document.effective, document.id) for document in case.documents if document.effective)


def _wants(case: Case) -> tuple[tuple[str, str], ...]:
    single = (("digital_need", case.digital_need), ("scale", case.scale), ("budget_band", case.budget_band))
    terrain = tuple(("terrain", code) for code in case.terrain.value) if case.terrain else ()
    return (*terrain, *((name, told.value) for name, told in single if told))


def _adopted(item: Adoption, places: Mapping[str, Place], vocabularies: Vocabularies) -> tuple[str, str, str, bool]:
    return item.since or "", present(item.place, places) if item.place else "", item.status, standing.spread(item, vocabularies)
