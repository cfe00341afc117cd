"""What a place was called then and what it is called now."""

from collections.abc import Mapping

from casebook.entries import Place
from casebook.path import Adoption
from casebook.values import latest


def present(slug: str, places: Mapping[str, Place]) -> str:
    """The slug of the present unit that a place is, or went into."""
    return places[slug].now or slug


def is_present(place: Place) -> bool:
    """Whether a place is one of today's provinces and cities."""
    return not (place.now or place.nationwide)


def then_and_now(slug: str, places: Mapping[str, Place], when: str | None = None) -> str:
    """“tỉnh Bắc Giang (nay thuộc thành phố Bắc Ninh)”: the name at `when` (partial date), and today's."""
    place = places[slug]
    if place.now:
        return f"{place.label} (nay {'là' if place.renamed else 'thuộc'} {places[place.now].label})"
    if place.former and (when is None or latest(when).isoformat() < place.since):
        return f"{place.former} (nay là {place.label})"
    return place.label


def adopter(item: Adoption, places: Mapping[str, Place]) -> str:
    """The place that took a model up, as it was called then; and where in it."""
    place = then_and_now(item.place, places, item.since) if item.place else ""
    return ": ".join(filter(None, (place, item.where)))


def merged_into(slug: str, places: Mapping[str, Place]) -> tuple[str, ...]:
    """The slugs of former units that went into, or became, a present one."""
    return tuple(former for former, place in places.items() if place.now == slug)
