"""The family of a model: from whom it learned and who learned from it, generation by generation."""

from collections.abc import Callable, Iterable, Iterator

from casebook.site import Site
from casebook.view import View

Kin = tuple[str, str]
"""(title, slug); no slug where the casebook has no page."""


def above(site: Site, view: View) -> tuple[tuple[Kin, ...], ...]:
    """Parents, their parents, and so on; what stands outside the casebook ends its line."""
    return tuple(_generations(site, view, site.learned_from))


def below(site: Site, view: View) -> tuple[tuple[Kin, ...], ...]:
    return tuple(_generations(site, view, lambda one: [(other.title, other.slug) for other in site.children(one.slug)]))


def _generations(site: Site, view: View, next_of: Callable[[View], Iterable[Kin]]) -> Iterator[tuple[Kin, ...]]:
    """Each kin once, in the nearest generation: two cases that name each other end too."""
    seen: set[Kin] = {(view.title, view.slug)}
    here = [view]
    while here:
        kin = dict.fromkeys(found for one in here for found in next_of(one) if found not in seen)
        seen.update(kin)
        if kin:
            yield tuple(kin)
        here = [site.by_slug[slug] for _, slug in kin if slug]
