"""The form as data for the scripts that draw it: the editor's and the one that is sent out."""

from collections.abc import Iterator, Sequence
from typing import Any

from casebook.blanks.cells import spellings
from casebook.form import Blank, form
from casebook.messages import VIETNAMESE
from casebook.vocabulary import Vocabularies

SECTIONS = {
    "title": "Mô hình, nơi làm",
    "sources": "Nguồn, xác minh",
    "problem": "Câu chuyện",
    "period": "Con đường, kết quả",
    "status": "Duyệt, đăng",
}
"""The field that begins a part of the form → the part's name. Sources come early: everything else refers to them."""


BY_STEPS = {"case_status": ("rut",)}
"""Terms that only a step of the desk gives: who chooses them in a form has done half of it."""


def questions(vocabularies: Vocabularies, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """{sections: [{name, title, blanks}], terms: {vocabulary: [[code, label, other spellings…]]}, words}; `without` leaves whole fields out."""
    blanks = [blank for blank in form() if blank.name not in without]
    parts: dict[str, list[Any]] = {}
    here = ""
    for blank in blanks:
        here = blank.name if blank.name in SECTIONS else here
        parts.setdefault(here, []).append(_question(blank))
    return {
        "sections": [{"name": name, "title": title, "blanks": parts[name]} for name, title in SECTIONS.items() if name in parts],
        "terms": {name: _terms(vocabularies, name) for name in dict.fromkeys(_vocabularies(blanks))},
        "words": {"missing": VIETNAMESE["missing"], "long": VIETNAMESE["text_too_long"]},
    }


def _question(blank: Blank) -> dict[str, Any]:
    known = vars(blank) | {"example": _example(blank), "inside": [_question(inner) for inner in blank.inside]}
    return {name: value for name, value in known.items() if value not in ("", None, False, 0, [])}


def _example(blank: Blank) -> str:
    if blank.inside or blank.vocabulary or blank.kind in ("source", "document"):
        return ""
    # A list is asked for line by line.
    return "\n" + "\n".join(map(str, blank.example)) if isinstance(blank.example, list) else str(blank.example)


def _terms(vocabularies: Vocabularies, name: str) -> list[list[str]]:
    others = spellings(vocabularies, name)
    offered = ((code, entry) for code, entry in vocabularies[name].items() if getattr(entry, "enabled", True) and code not in BY_STEPS.get(name, ()))
    return [[code, entry.label, *others.get(code, ())] for code, entry in offered]


def _vocabularies(blanks: Sequence[Blank]) -> Iterator[str]:
    for blank in blanks:
        if blank.vocabulary:
            yield blank.vocabulary
        yield from _vocabularies(blank.inside)
