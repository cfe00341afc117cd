"""What may differ after a change: the cases whose files are made again."""

from collections.abc import Callable, Iterable

from casebook.making import near
from casebook.memory import Memory
from casebook.shelf import Shelf
from casebook.site import Site

FEW = 60
"""How many changes are followed one by one; after more, every case is looked at again."""


def stale(site: Site, memory: Memory) -> list[str]:
    """The cases whose files may differ from last time: first those that changed themselves."""
    before, now = memory.cases, site.by_slug
    changed = {slug for slug in {*before, *now} if slug not in before or slug not in now or before[slug].stamp != now[slug].stamp}
    if not memory.whole or len(changed) > FEW:
        return sorted(site.book.cases)
    versions = [now[slug] for slug in changed if slug in now]
    versions += [before[slug].view(Shelf({}, site.book.vocabularies)) for slug in changed if slug in before]
    found = set(changed)
    if changed:
        found.update(slug for slug, case in before.items() if not changed.isdisjoint(case.beside))
        # A page shows all generations of its family.
        found.update(_line(changed, lambda slug: (child.slug for child in site.children(slug))))
        found.update(_line((slug for view in versions for slug in (view.slug, *view.parents)), lambda slug: now[slug].parents if slug in now else ()))
        if site.traits != memory.traits:
            touched = {slug for view in versions for slug in site.kinship.touched(view, len(changed))} & now.keys()
            found.update(slug for slug in touched - found if before[slug].beside != near(site, now[slug]))
    return [*sorted(changed & now.keys()), *sorted(found & now.keys() - changed)]


def _line(first: Iterable[str], next_of: Callable[[str], Iterable[str]]) -> set[str]:
    """These, what comes next of each, and so on."""
    found = set[str]()
    waiting = list(first)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += next_of(slug)
    return found
