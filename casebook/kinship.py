"""Which cases are alike, and why: kin, the same place, the same work, the same knot to untie, the same conditions."""

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from casebook.entries import Place
from casebook.render import upper
from casebook.view import View
from casebook.vocabulary import Vocabularies

NEAR = 6
"""How many cases on either side are looked at for each feature that two cases may share."""


class Reason(NamedTuple):
    """How much it counts that two cases stand near each other, and why, in words: only the nearest are asked for them."""

    worth: int
    words: Callable[[], str]


class Kinship:
    """Finds the neighbours of a case among those that share something with it: never by looking at all."""

    def __init__(self, views: tuple[View, ...], places: Mapping[str, Place], vocabularies: Vocabularies) -> None:
        self._places = places
        self._vocabularies = vocabularies
        self._views = views
        self._places_of = {view.slug: place for place, view in enumerate(views)}
        # Feature → the places of those that share it, in order: four bytes each, for there are a dozen a case.
        self._sharing: dict[str, array[int]] = {}
        for place, view in enumerate(views):
            for feature in _features(view):
                self._sharing.setdefault(feature, array("I")).append(place)

    def near(self, view: View, count: int) -> list[tuple[View, str]]:
        """Other cases, nearest first, each with the reason in words."""
        others = {other.slug: other for feature in _features(view) for other in self._neighbours(feature, view)}
        found = [(other, list(self._reasons(view, other))) for other in others.values()]
        ranked = sorted(found, key=lambda pair: -sum(reason.worth for reason in pair[1]))
        return [(other, _sentence(reasons)) for other, reasons in ranked[:count] if reasons]

    def touched(self, view: View, reach: int) -> Iterator[str]:
        """The cases that may have other neighbours when this one, which need not be among them, comes, changes or goes; `reach` cases at once."""
        for feature in _features(view):
            sharing = self._shared(self._sharing.get(feature, array("I")))
            place = sum((other.start, other.slug) > (view.start, view.slug) for other in sharing)
            yield from (other.slug for other in sharing[max(0, place - NEAR - reach) : place + NEAR + reach + 1])

    def _neighbours(self, feature: str, view: View) -> tuple[View, ...]:
        sharing = self._sharing[feature]
        position = bisect_left(sharing, self._places_of[view.slug])
        return (*self._shared(sharing[max(0, position - NEAR) : position]), *self._shared(sharing[position + 1 : position + 1 + NEAR]))

    def _shared(self, places: Sequence[int]) -> tuple[View, ...]:
        return tuple(self._views[place] for place in places)

    def _reasons(self, view: View, other: View) -> Iterator[Reason]:
        label = self._vocabularies
        if view.slug in other.parents:
            yield Reason(6, lambda: "học từ mô hình này")
        if other.slug in view.parents:
            yield Reason(6, lambda: "mô hình này học từ đó")
        if sectors := [code for code in view.sectors if code in other.sectors]:
            yield Reason(3, lambda: f"cùng lĩnh vực {label['sector'][sectors[0]].label}")
        if places := [slug for slug in view.present if slug in other.present]:
            yield Reason(2, lambda: f"cùng nơi: {self._places[places[0]].label}")
        if words := {*view.keywords}.intersection(other.keywords):
            yield Reason(2 * len(words), lambda: f"cùng việc: {', '.join(sorted(words))}")
        if view.bottleneck and view.bottleneck == other.bottleneck:
            yield Reason(1, lambda: f"cùng gỡ điểm nghẽn: {label['bottleneck'][view.bottleneck].label.lower()}")
        if wants := [want for want in view.wants if want in other.wants]:
            yield Reason(len(wants), lambda: f"cùng điều kiện: {', '.join(label[name][code].label.lower() for name, code in wants)}")


def _sentence(reasons: list[Reason]) -> str:
    return upper("; ".join(reason.words() for reason in reasons))


def _features(view: View) -> tuple[str, ...]:
    """What makes two cases alike, most telling first."""
    kin = (f"={slug}" for slug in (view.slug, *view.parents))
    pairs = (f"{sector}@{place}" for sector in view.sectors for place in view.present)
    wants = (f"{name}:{code}" for name, code in view.wants)
    knot = (f"bottleneck:{view.bottleneck}",) if view.bottleneck else ()
    return tuple(dict.fromkeys((*kin, *pairs, *(f"“{word}”" for word in view.keywords), *view.present, *view.sectors, *knot, *wants)))
