"""The records of a present province beside its own models: what it learned from others, what it was praised for, what it might look at."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from casebook.commendation import Commendation
from casebook.ledger import Ledger
from casebook.path import Adoption
from casebook.view import View

OFFERED = 8
"""How many models of others a province is shown."""


@dataclass(frozen=True)
class Province:
    """What is told of one; `adopted` and `praised` as the ledgers of the site have them, without its own models in the first."""

    adopted: Ledger[Adoption]
    praised: Ledger[Commendation]
    nationwide: tuple[View, ...]
    """Models of others that a source calls done in the whole country."""
    open: tuple[View, ...]
    """Models that others took up, and of which no source says that this province did."""

    @property
    def copies(self) -> int:
        """How many of `adopted` are copies in the words of a source."""
        return sum(view.adopted[index][3] for view, index, _ in self.adopted.entries)


class Provinces:
    """Of a site: its cases by place, its ledgers, the cases that were copied, and the slugs of places that are the whole country."""

    def __init__(
        self,
        own: Mapping[str, Sequence[View]],
        adoptions: Ledger[Adoption],
        commendations: Ledger[Commendation],
        spread: Sequence[View],
        whole: Collection[str],
    ) -> None:
        self._own = own
        self._adopted = adoptions.grouped(lambda entry: (entry[0].adopted[entry[1]][1],))
        self._praised = commendations.grouped(lambda entry: entry[0].place_slugs)
        self._none = adoptions[:0], commendations[:0]
        self._most_copied = sorted(spread, key=lambda view: -view.copies)
        where = ((view, {*view.present, *(place for _, place, _, copied in view.adopted if copied)}) for view in self._most_copied)
        self._nationwide = {view.slug: view for view, places in where if not places.isdisjoint(whole)}

    def of(self, slug: str) -> Province:
        """One of them."""
        mine = {view.slug for view in self._own.get(slug, ())}
        adopted = self._adopted.get(slug, self._none[0]).where(lambda entry: entry[0].slug not in mine)
        taken = mine | {view.slug for view, *_ in adopted.entries}
        everywhere = tuple(view for view in self._nationwide.values() if view.slug not in taken)
        without = (view for view in self._most_copied if view.slug not in taken and view.slug not in self._nationwide)
        return Province(adopted, self._praised.get(slug, self._none[1]), everywhere, tuple(islice(without, OFFERED)))
