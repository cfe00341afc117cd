"""Faults in the words of the form: who fills it in sees titles and labels, not the names and codes of the file."""

import re
from collections.abc import Mapping

from casebook.form import Blank, form
from casebook.source import Loc
from casebook.vocabulary import Vocabularies

QUOTED = re.compile(r"(“[^”]*”)")
NAME = re.compile(r"(?<![\w./-])([a-z_]+)(?![\w/-]|\.\w)")
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
