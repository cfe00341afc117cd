"""The list of cases as their files stand: known before any of them is read through."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from casebook.desk.drafts import Drafts
from casebook.desk.files import Stamp, glance, stamps


class Row(NamedTuple):
    """One case in the list; `faults` is None until its file has been read."""

    slug: str
    title: str
    status: str
    on: str
    """The day from which it is public (yyyy-mm-dd), where it has one."""
    faults: int | None
    draft: bool


class Listing:
    """The cases and drafts under `root`; `faults` is how many each case has, None until the files have been read."""

    def __init__(self, root: Path) -> None:
        self._folder = root / "cases"
        self.drafts = Drafts(root)
        self.faults: Mapping[str, int] | None = None
        self._glances: dict[str, tuple[Stamp, str, str, str]] = {}

    def told(self) -> Mapping[str, Any]:
        """As the page is told of it."""
        return {"ready": self.faults is not None, "cases": [row._asdict() for row in self.rows()]}

    def rows(self) -> Iterator[Row]:
        """Every case that has a file or a draft."""
        found, drafts, faults = stamps(self._folder), self.drafts.names(), self.faults
        for slug in sorted({*found, *drafts}):
            title, status, on = self._glance(slug, found[slug]) if slug in found else self._drafted(slug)
            yield Row(slug, title or slug, status, on, None if faults is None or slug not in found else faults.get(slug, 0), slug in drafts)

    def _glance(self, slug: str, stamp: Stamp) -> tuple[str, str, str]:
        known = self._glances.get(slug)
        if not known or known[0] != stamp:
            known = self._glances[slug] = (stamp, *glance(self._folder / f"{slug}.yaml"))
        return known[1:]

    def _drafted(self, slug: str) -> tuple[str, str, str]:
        newest = next(iter(self.drafts.read(slug)), None)
        return str(newest.data.get("title", "")) if newest else "", "nhap", ""
