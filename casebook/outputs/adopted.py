"""What the ledger of adoptions adds up to: how far places have come, who was first, whom a source calls best, why some stopped."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from casebook import standing
from casebook.entries import AdoptionStatus
from casebook.path import Adoption
from casebook.site import Site
from casebook.values import earliest, latest
from casebook.view import View


@dataclass(frozen=True)
class Adopted:
    """Of one model. `first` are several where their dates, as far as sources give them, may be the same; `similar` counts in nothing else."""

    statuses: tuple[tuple[str, int], ...]
    first: tuple[Adoption, ...]
    best: tuple[Adoption, ...]
    measured: int
    stopped: tuple[Adoption, ...]
    similar: int


def adopted(site: Site, view: View) -> Adopted:
    vocabularies = site.book.vocabularies
    told = [item for item in view.adoptions if standing.told_as_spread(item, vocabularies)]
    ended = vocabularies.typed("adoption_status", AdoptionStatus)
    return Adopted(
        statuses=_counted(site, (item.status for item in told)),
        first=first([item for item in told if ended[item.status].running or ended[item.status].stopped]),
        best=tuple(item for item in told if item.best),
        measured=sum(bool(item.result) for item in told),
        stopped=tuple(item for item in told if ended[item.status].stopped),
        similar=len(view.case.adoptions) - len(told),
    )


def first(items: Sequence[Adoption]) -> tuple[Adoption, ...]:
    """Those before which no other certainly began: “2022” may be before or after July 2022."""
    dated = [(item, item.since) for item in items if item.since]
    limit = min((latest(since) for _, since in dated), default=None)
    return tuple(item for item, since in dated if limit and earliest(since) <= limit)


def all_statuses(site: Site) -> tuple[tuple[str, int], ...]:
    """Of every record in the casebook."""
    return _counted(site, (status for view in site.views for _, _, status, _ in view.adopted))


def _counted(site: Site, statuses: Iterable[str]) -> tuple[tuple[str, int], ...]:
    counts = Counter(statuses)
    return tuple((code, counts[code]) for code in site.book.vocabularies["adoption_status"])
