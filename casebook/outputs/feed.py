"""What machines follow: each feed as Atom and as JSON Feed, and robots.txt."""

from collections.abc import Iterator
from functools import partial
from typing import Any

from pydantic_core import to_json

from casebook.outputs.atom import atom, time
from casebook.outputs.later import Content, Later
from casebook.outputs.news import Feed, feed_of, feeds
from casebook.site import NAME, Site
from casebook.view import View


def of_case(site: Site, view: View) -> Iterator[tuple[str, str]]:
    feed, path = feed_of(site, view), f"mo-hinh/{view.slug}/cap-nhat"
    yield f"{path}.xml", atom(feed)
    yield f"{path}.json", _json(site, feed)


def files(site: Site) -> Iterator[tuple[str, Content]]:
    for path, feed in feeds(site):
        said = [feed.title, feed.about, feed.page, feed.updated, [tuple(entry) for entry in feed.entries]]
        yield f"{path}.xml", Later(said, partial(atom, feed))
        yield f"{path}.json", Later(said, partial(_json, site, feed))
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.address}sitemap.xml\n"


def _json(site: Site, feed: Feed) -> str:
    return to_json(json_feed(site, feed)).decode() + "\n"


def json_feed(site: Site, feed: Feed) -> dict[str, Any]:
    """The same as JSON Feed 1.1."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "description": feed.about,
        "home_page_url": feed.page,
        "feed_url": f"{feed.path}.json",
        "language": "vi",
        "authors": [{"name": NAME, "url": site.address}],
        "items": [
            {
                "id": entry.id,
                "url": entry.address,
                "title": entry.title,
                "content_text": entry.note,
                "date_published": time(entry.day),
                "tags": list(entry.tags),
            }
            for entry in feed.entries
        ],
    }
