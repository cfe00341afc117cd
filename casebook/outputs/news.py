"""What one can follow: everything, the corrections, each sector, each place, each case; newest first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import NamedTuple

from casebook.outputs.context import slug_of
from casebook.render import upper
from casebook.site import NAME, Changed, Site
from casebook.view import View

ENTRIES = 50
CORRECTING = frozenset(("dinh_chinh", "rut"))


class Entry(NamedTuple):
    """One change; `day` is all that is known of when, `id` is a tag URI that stays."""

    id: str
    title: str
    day: str
    address: str
    note: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Feed:
    """`path` has no ending: each format adds its own; `page` is the address of what is followed."""

    path: str
    title: str
    about: str
    page: str
    updated: str
    entries: tuple[Entry, ...]


def feed_of(site: Site, view: View) -> Feed:
    """What one case changed."""
    changes = [(view.slug, Changed(*change)) for change in sorted(view.changes, key=itemgetter(0), reverse=True)]
    return _of_case(site, view.slug, view.title, [entry for *_, entry in _entries(site, changes)])


def feeds(site: Site) -> Iterator[tuple[str, Feed]]:
    """(path without ending, what stands there), but for the cases themselves; a former address has what the present one has."""
    told = _entries(site, site.changes)
    own: dict[str, list[Entry]] = {}
    for slug, _, entry in told:
        own.setdefault(slug, []).append(entry)
    yield _feed(site, "cap-nhat", "cập nhật", "Mô hình mới, cập nhật, đính chính và rút", [entry for *_, entry in told])
    wrong = [entry for _, kind, entry in told if kind in CORRECTING]
    yield _feed(site, "cap-nhat/dinh-chinh", "đính chính và rút", "Điều đã đăng mà sai, sửa lại thế nào; mô hình đã rút và vì sao", wrong)
    yield from _groups(site, own)
    yield from _elsewhere(site, own)


def _groups(site: Site, own: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[str, Feed]]:
    sectors = {f"linh-vuc/{slug_of(code)}/": (site.book.vocabularies["sector"][code].label, views) for code, views in site.by["sector"].items()}
    places = {f"noi/{slug}/": (upper(place.label), site.by["place"].get(slug, ())) for slug, place in site.places.items()}
    for page, (name, views) in (sectors | places).items():
        entries = sorted((entry for view in views for entry in own[view.slug]), key=lambda entry: entry.day, reverse=True)
        yield _feed(site, f"{page}cap-nhat", name, f"Mô hình mới, cập nhật, đính chính: {name}", entries)


def _elsewhere(site: Site, own: Mapping[str, Sequence[Entry]]) -> Iterator[tuple[str, Feed]]:
    """A withdrawn case keeps its feed, or who follows it would never hear of it; so does a former address."""
    feeds = {slug: _of_case(site, slug, "một mô hình đã được rút", own[slug]) for slug in site.book.tombstones}
    yield from ((f"mo-hinh/{slug}/cap-nhat", feed) for slug, feed in feeds.items())
    yield from ((f"mo-hinh/{former}/cap-nhat", feeds.get(slug) or feed_of(site, site.by_slug[slug])) for former, slug in site.moved)


def _of_case(site: Site, slug: str, name: str, entries: Sequence[Entry]) -> Feed:
    return _feed(site, f"mo-hinh/{slug}/cap-nhat", name, "Cập nhật, đính chính của mô hình này", entries)[1]


def _feed(site: Site, path: str, name: str, about: str, entries: Sequence[Entry]) -> tuple[str, Feed]:
    page = path[: path.rfind("/") + 1] or "cap-nhat/"
    newest = entries[0].day if entries else site.updated
    return path, Feed(f"{site.address}{path}", f"{NAME}: {name}", about, f"{site.address}{page}", newest, tuple(entries[:ENTRIES]))


def _entries(site: Site, changes: Iterable[tuple[str, Changed]]) -> list[tuple[str, str, Entry]]:
    """(slug, kind, entry) of every change, which come newest first; what a case adds later on a day renames nothing."""
    host = site.address.split("/")[2]
    labels = site.book.vocabularies
    numbers: Counter[tuple[str, str]] = Counter()
    found = []
    for slug, change in changes:
        number = numbers[slug, change.date]
        numbers[slug, change.date] += 1
        kind, view = labels["change_kind"][change.kind].label, site.by_slug.get(slug)
        entry = Entry(
            id=f"tag:{host},{change.date}:{slug}/{change.kind}{f'/{number}' if number else ''}",
            title=f"{kind}: {view.title if view else 'một mô hình đã được rút'}",
            day=change.date,
            address=f"{site.address}mo-hinh/{slug}/",
            note=change.note,
            tags=(kind, *(labels["sector"][code].label for code in (view.sectors if view else ()))),
        )
        found.append((slug, change.kind, entry))
    return found
