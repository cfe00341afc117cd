"""What machines follow: each feed as Atom and as JSON Feed, and robots.txt."""

import json
from collections.abc import Iterator
from typing import Any

from casebook.outputs.atom import atom, time
from casebook.outputs.news import Feed, feeds
from casebook.site import NAME, Site


def files(site: Site) -> Iterator[tuple[str, str]]:
    for path, feed in feeds(site):
        yield f"{path}.xml", atom(feed)
        yield f"{path}.json", json.dumps(json_feed(site, feed), ensure_ascii=False, separators=(",", ":")) + "\n"
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {site.address}sitemap.xml\n"


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
