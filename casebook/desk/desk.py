"""The casebook while it is being worked on: read once, then kept as the files are."""

import threading
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.beside import side_by_side
from casebook.book import Casebook
from casebook.check import check
from casebook.desk.book import read_in
from casebook.desk.faults import Checked, checked
from casebook.desk.files import Stamp, stamps
from casebook.desk.listing import Listing
from casebook.load import load, register
from casebook.source import read
from casebook.vocabulary import Vocabularies

if TYPE_CHECKING:
    from casebook.site import Site

MANY = 40
"""Files that changed at once, above which everything is read anew."""


class Desk:
    """Everything that the editor knows; one request at a time changes it. `address` is where the site will be published."""

    def __init__(self, root: Path, vocabularies: Vocabularies, address: str, listing: Listing) -> None:
        self.root = root
        self.vocabularies = vocabularies
        self._address = address
        self.listing = listing
        self.drafts = listing.drafts
        self.ready = threading.Event()
        self._lock = threading.RLock()
        self._stamps: Mapping[str, Stamp] = {}
        self._book = Casebook({}, {}, {}, vocabularies, {}, root / "cases" / "media", date.today(), published=register(root))
        self._site: Site | None = None
        self._before: frozenset[str] | None = None
        self._last: tuple[str, Mapping[str, Any], Checked] | None = None

    def read_all(self) -> None:
        """Read every file: seconds for a thousand cases; until then each case is checked by itself."""
        found = stamps(self.root / "cases")
        book, problems = load(self.root)
        problems = [*problems, *check(book)]
        with self._lock:
            self._stamps = found
            self.listing.faults = Counter(Path(problem.path).stem for problem in set(problems))
            self._turn(book)
        self.ready.set()

    def _turn(self, book: Casebook) -> None:
        self._book, self._site, self._before, self._last = book, None, None, None

    def refresh(self) -> None:
        """Read again what changed on the disk since it was read."""
        found = stamps(self.root / "cases")
        with self._lock:
            if not self.ready.is_set() or found == self._stamps:
                return
            changed = [slug for slug in {*found, *self._stamps} if found.get(slug) != self._stamps.get(slug)]
            if len(changed) > MANY:
                self.read_all()
                return
            self._stamps = found
            for slug in changed:
                self._read(slug)

    def _read(self, slug: str) -> None:
        file = self.root / "cases" / f"{slug}.yaml"
        book, problems = read_in(self._book, slug, read(file, self.root) if file.exists() else None)
        together = [problem for problem in side_by_side(book) if problem.path == f"cases/{slug}.yaml"]
        self.listing.faults = {**(self.listing.faults or {}), slug: len({*problems, *together})}
        self._turn(book)

    def checked(self, slug: str, data: Mapping[str, Any]) -> Checked:
        with self._lock:
            if self._before is None:
                self._before = frozenset(str(problem) for problem in side_by_side(self._book))
            # The faults and the page of the same moment are asked for one after the other.
            if self._last is None or (slug, data) != self._last[:2]:
                self._last = slug, data, checked(self._book, slug, data, self._before)
            return self._last[2]

    def whole(self) -> Casebook:
        """The casebook with every file in it, as they are now: waited for."""
        self.ready.wait()
        self.refresh()
        return self._book

    def page(self, slug: str, data: Mapping[str, Any]) -> str:
        """The page of the case with this data, as HTML."""
        # The makers of pages are as large as all else that the editor needs: the list of cases does not wait for them.
        from casebook.desk import preview  # noqa: PLC0415

        with self._lock:
            if self._site is None:
                self._site = preview.basis(self._book, self._address)
            return preview.page(self._site, self.checked(slug, data).book, slug, data)
