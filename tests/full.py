"""A case in which every field of the model is filled in: where a test wants to see what becomes of any text in any field."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from casebook.book import Casebook
from casebook.form import Blank, form
from tests.sent import TODAY, book

__all__ = ["FREE", "TODAY", "full", "places"]

FREE = ("line", "prose")
"""Kinds of blanks that take any text."""

LEFT_OUT = {"adapted_from.case", "commendations.rank", "withdrawn", "former_slugs", "publish_from"}
"""What cannot stand beside the rest: another case, ranks of other awards, a withdrawal, addresses, a day to come."""

USUAL: Mapping[str, Any] = {
    "date": "2020",
    "day": "2026-11-20",
    "figure": "7",
    "yes_no": "không",
    "url": "https://bao.example/bai?a=1&b=2",
    "email": "vanphong@anlac.example",
    "phone": "0204 3886 000",
    "source": "s1",
    "document": "d1",
}
SETTLED: Mapping[str, Any] = {
    "level": "xa",
    "places": "bac-giang",
    "status": "da_duyet",
    "documents.id": "d1",
    "documents.number": "12/KH-UBND",
    "documents.status": "con_hieu_luc",
    "sources.id": "s1",
    "sources.language": "en",
    "period.start": "2019",
    "authorisations.extends": "có",
    "reviews.kind": "so_ket",
    "adoptions.place": "hue",
    "adoptions.status": "dang_lam",
    "adoptions.relation": "nhan_rong",
    "commendations.form": "BK-BNT",
    "commendations.decider": "BNT",
    "commendations.status": "con_hieu_luc",
    "commendations.recipient.kind": "tap_the",
    "images.file": "anh.png",
    "downloads.file": "mau.pdf",
    "verification.level": "co_quan_xac_nhan",
}


def full(text: Callable[[str], str], known: Casebook | None = None) -> dict[str, Any]:
    """The data of the case; `text` says what stands in the free field at a place such as “steps.who”."""
    return _filled(form(), "", text, known or book())


def _filled(blanks: tuple[Blank, ...], way: str, text: Callable[[str], str], known: Casebook) -> dict[str, Any]:
    inside = ((blank, f"{way}{blank.name}") for blank in blanks if f"{way}{blank.name}" not in LEFT_OUT)
    return {blank.name: [value] if blank.many else value for blank, place in inside if (value := _value(blank, place, text, known)) is not None}


def _value(blank: Blank, place: str, text: Callable[[str], str], known: Casebook) -> Any:
    if blank.kind == "record":
        return _filled(blank.inside, f"{place}.", text, known)
    if place in SETTLED:
        return SETTLED[place]
    if blank.kind in FREE:
        return text(place)
    return next(iter(known.vocabularies[blank.vocabulary])) if blank.kind == "term" else USUAL[blank.kind]


@cache
def places() -> tuple[str, ...]:
    """Every place where an editor may type any text, in the model's order."""
    found: list[str] = []
    full(lambda place: found.append(place) or "x")  # type: ignore[func-returns-value]
    return tuple(found)
