"""The documents that cases cite: each once, and who cites it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from casebook.document import Document
from casebook.fold import order
from casebook.ledger import Ledger
from casebook.view import Name, View
from casebook.viewed import cited


class Documents:
    """Of these cases."""

    def __init__(self, views: Sequence[View]) -> None:
        self._views = views

    @cached_property
    def ledger(self) -> Ledger[Document]:
        """Every document once, as the first case to cite it says; newest first, undated last."""
        first: dict[Name, tuple[View, int]] = {}
        for view in self._views:
            for index, name in enumerate(view.cited):
                first.setdefault(name, (view, index))
        entries = [(view, index, name) for name, (view, index) in first.items()]
        return Ledger(sorted(entries, key=lambda entry: (entry[2][1], order(entry[2][0].rpartition("|")[2])), reverse=True), "documents")

    def citing(self, document: Document) -> tuple[View, ...]:
        """The cases that cite a document."""
        return self.citing_name(cited(document))

    def citing_name(self, name: Name) -> tuple[View, ...]:
        """The same, by what identifies the document."""
        return tuple(self._citing[name].values())

    @cached_property
    def _citing(self) -> Mapping[Name, Mapping[str, View]]:
        found: dict[Name, dict[str, View]] = {}
        for view in self._views:
            for name in view.cited:
                found.setdefault(name, {})[view.slug] = view
        return found

    @cached_property
    def collisions(self) -> frozenset[str]:
        """Numbers that documents of different dates share."""
        return frozenset(name for name, times in Counter(name for name, _, _ in self._citing).items() if times > 1)
