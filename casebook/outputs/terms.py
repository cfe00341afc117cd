"""On what terms the open data is given: its version, its licence, how to say whose a record is, in what parts it comes."""

from dataclasses import dataclass

from casebook.parts import cut
from casebook.site import NAME, Site
from casebook.view import View

VERSION = "1.5"
"""Its first number names the folder: within it nothing is taken away and no meaning changes; the second counts additions."""
FOLDER = f"du-lieu/v{VERSION[0]}/"
PART = 200
"""Cases in one file of each format: most casebooks have one part, and a change in a large one makes one part anew."""
LICENCE = "CC-BY-4.0"
LICENCE_URL = "https://creativecommons.org/licenses/by/4.0/"


def credit(site: Site, slug: str) -> str:
    """What to write beside a record that is used elsewhere."""
    return f"{NAME}, {site.address}mo-hinh/{slug}/, CC BY 4.0"


@dataclass(frozen=True)
class DataPart:
    """Part `number` of so many."""

    number: int
    of: int
    views: tuple[View, ...]

    def path(self, name: str, later: int = 0) -> str:
        """What a file of this part, or of one so much later, is called: cases.json, cases-2.json, …"""
        number = self.number + later
        stem, _, ending = name.partition(".")
        return name if number == 1 else f"{stem}-{number}.{ending}"


def data_parts(site: Site) -> tuple[DataPart, ...]:
    """In the order of first publication: a new case moves no other."""
    runs = cut(site.numbered, PART) or [()]
    return tuple(DataPart(number, len(runs), tuple(run)) for number, run in enumerate(runs, 1))
