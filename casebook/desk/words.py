"""Faults in the words of the form: who fills it in sees titles and labels, not the names and codes of the file."""

import re
from collections.abc import Mapping

from casebook import messages
from casebook.form import Blank, form
from casebook.problem import Problem
from casebook.source import Loc
from casebook.values import shown_date
from casebook.vocabulary import Vocabularies

QUOTED = re.compile(r"(“[^”]*”)")
NAME = re.compile(r"(?<![\w./-])([a-z_]+)(?![\w/-]|\.\w)")
MEANT = re.compile(r"có phải “([^”]*)”")
LISTED = re.compile(r"vocab/\w+\.yaml")
DATE = re.compile(r"(?<![\w./-])\d{4}-\d\d(?:-\d\d)?(?![\w/-])")
"""A date as a file keeps it."""

ENTRY = re.compile(r"“([a-z_]+): (\w+)”")


def in_words(message: str, loc: Loc, vocabularies: Vocabularies) -> str:
    """The message with the names of fields as the form shows them; what was typed stays in its “ ”."""
    known = _known(loc)

    def entry(found: re.Match[str]) -> str:
        blank = known.get(found[1])
        term = vocabularies[blank.vocabulary].get(found[2]) if blank and blank.vocabulary else None
        return f"“{blank.title}: {term.label if term else found[2]}”" if blank else found[0]

    def title(found: re.Match[str]) -> str:
        return f"“{known[found[0]].title}”" if found[0] in known else found[0]

    return "".join(ENTRY.sub(entry, part) if part.startswith("“") else NAME.sub(title, part) for part in QUOTED.split(message))


def on_form(problem: Problem, loc: Loc, vocabularies: Vocabularies) -> str:
    """A fault of the value at `loc`, for somebody who sees it in the form: dates as they are typed there, no names of files."""
    words = in_words(problem.message.removeprefix(f"{messages.path(loc)}: "), loc, vocabularies)
    blank = _known(loc).get(next((part for part in reversed(loc) if isinstance(part, str)), ""))
    dated = blank is not None and blank.kind in ("date", "day")
    if blank and blank.vocabulary:
        labels = {written: term.label for code, term in vocabularies[blank.vocabulary].items() for written in (code, term.label.lower())}
        words = MEANT.sub(lambda found: f"có phải “{labels.get(found[1], found[1])}”", words)
    return "".join(_spoken(part) if dated or not part.startswith("“") else part for part in QUOTED.split(LISTED.sub("danh sách", words)))


def _spoken(words: str) -> str:
    return DATE.sub(lambda found: shown_date(found[0]), words)


def label(loc: Loc) -> str:
    """Where a value stands, in the words of the form: Kết quả, mục 2, Sau."""
    blanks, words = form(), []
    for part in loc:
        found = next((blank for blank in blanks if blank.name == part), None)
        blanks = found.inside if found else blanks
        words.append(found.title if found else f"mục {part + 1}" if isinstance(part, int) else part)
    return ", ".join(words)


def _known(loc: Loc) -> Mapping[str, Blank]:
    """Name → blank: of the case, then of each record on the way to `loc`; the nearest wins."""
    blanks = form()
    known = {blank.name: blank for blank in blanks}
    for name in loc:
        found = next((blank for blank in blanks if blank.name == name), None)
        if found and found.inside:
            blanks = found.inside
            known |= {blank.name: blank for blank in blanks}
    return known
