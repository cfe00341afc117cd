"""Which cases are alike, and why: kin, the same place, the same work, the same knot to untie, the same conditions."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from casebook.render import upper
from casebook.view import View, newest
from casebook.vocabulary import Vocabularies

NEAR = 6
"""How many cases on either side are looked at for each feature that two cases may share."""


class Kind(NamedTuple):
    """A way in which a case may stand near another: something of the one is something of the other."""

    mine: Callable[[View], Sequence[Any]]
    theirs: Callable[[View], Sequence[Any]]
    once: int
    """What it is worth that they share anything, and what each thing is worth."""
    each: int
    words: Callable[[Vocabularies, Sequence[Any]], str]


Asked = tuple[frozenset[Any], Callable[[View], Sequence[Any]], int, int]
"""What a case has of a kind, where the other has it, and what sharing is worth."""


def _knot(view: View) -> Sequence[str]:
    return (view.bottleneck,) if view.bottleneck else ()


_parents, _sectors, _present, _keywords, _wants = map(attrgetter, ("parents", "sectors", "present", "keywords", "wants"))

KINDS = (
    Kind(lambda view: (view.slug,), _parents, 6, 0, lambda _label, _shared: "học từ mô hình này"),
    Kind(_parents, lambda view: (view.slug,), 6, 0, lambda _label, _shared: "mô hình này học từ đó"),
    Kind(_sectors, _sectors, 3, 0, lambda label, shared: f"cùng lĩnh vực {label['sector'][shared[0]].label}"),
    Kind(_present, _present, 2, 0, lambda label, shared: f"cùng nơi: {label['place'][shared[0]].label}"),
    Kind(_keywords, _keywords, 0, 2, lambda _label, shared: f"cùng việc: {', '.join(sorted(shared))}"),
    Kind(_knot, _knot, 1, 0, lambda label, shared: f"cùng gỡ điểm nghẽn: {label['bottleneck'][shared[0]].label.lower()}"),
    Kind(_wants, _wants, 0, 1, lambda label, shared: f"cùng điều kiện: {', '.join(label[name][code].label.lower() for name, code in shared)}"),
)
"""In the order in which they are told."""


class Kinship:
    """Finds the neighbours of a case among those that share something with it: never by looking at all."""

    def __init__(self, views: tuple[View, ...]) -> None:
        self._views = views
        self._places_of = {view.slug: place for place, view in enumerate(views)}
        # Feature → the places of those that share it, in order: four bytes each, for there are a dozen a case.
        self._sharing: dict[str, array[int]] = {}
        for place, view in enumerate(views):
            for feature in _features(view):
                self._sharing.setdefault(feature, array("I")).append(place)

    def near(self, view: View, count: int) -> list[View]:
        """Other cases, nearest first."""
        others = map(self._views.__getitem__, self._beside(view))
        asked = [(frozenset(mine), kind.theirs, kind.once, kind.each) for kind in KINDS if (mine := kind.mine(view))]
        ranked = sorted(((other, _worth(asked, other)) for other in others), key=lambda pair: -pair[1])
        return [other for other, worth in ranked[:count] if worth]

    def touched(self, view: View, reach: int) -> Iterator[str]:
        """The cases that may have other neighbours when this one, which need not be among them, comes, changes or goes; `reach` cases at once."""
        for feature in _features(view):
            sharing = [self._views[place] for place in self._sharing.get(feature, ())]
            place = sum(newest(other) > newest(view) for other in sharing)
            yield from (other.slug for other in sharing[max(0, place - NEAR - reach) : place + NEAR + reach + 1])

    def _beside(self, view: View) -> Iterable[int]:
        """The places of the nearest that share a feature with it, on either side."""
        here, found = self._places_of[view.slug], dict[int, None]()
        for feature in _features(view):
            sharing = self._sharing[feature]
            position = bisect_left(sharing, here)
            found |= dict.fromkeys(sharing[max(0, position - NEAR) : position + NEAR + 1])
        del found[here]
        return found


def why(view: View, other: View, vocabularies: Vocabularies) -> str:
    """In words, what makes them neighbours."""
    told = ((kind, [one for one in kind.mine(view) if one in kind.theirs(other)]) for kind in KINDS)
    return upper("; ".join(kind.words(vocabularies, shared) for kind, shared in told if shared))


def _worth(asked: Sequence[Asked], other: View) -> int:
    # Said plainly: each case asks it of eighty others, and generators took half as long again.
    worth = 0
    for mine, theirs, once, each in asked:
        if many := len(mine.intersection(theirs(other))):
            worth += once + each * many
    return worth


def _features(view: View) -> tuple[str, ...]:
    """What makes two cases alike, most telling first."""
    kin = (f"={slug}" for slug in (view.slug, *view.parents))
    pairs = (f"{sector}@{place}" for sector in view.sectors for place in view.present)
    wants = (f"{name}:{code}" for name, code in view.wants)
    knot = (f"bottleneck:{view.bottleneck}",) if view.bottleneck else ()
    return tuple(dict.fromkeys((*kin, *pairs, *(f"“{word}”" for word in view.keywords), *view.present, *view.sectors, *knot, *wants)))
