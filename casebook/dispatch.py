"""What is sent out on demand: all channels of one case in a folder, and the mail of what is new."""

from collections.abc import Callable, Iterator
from typing import Any

from casebook.card import drawn
from casebook.channels import agenda, poster
from casebook.channels.bulletin import bulletin
from casebook.channels.share import share
from casebook.channels.speaker import script
from casebook.channels.spoken import Speech
from casebook.outputs import kit as replication
from casebook.outputs import paper
from casebook.outputs.cards import card_of
from casebook.outputs.context import renderer
from casebook.outputs.later import made
from casebook.refusal import Refusal
from casebook.site import Site
from casebook.values import earliest, partial_date
from casebook.view import View

Files = Iterator[tuple[str, str | bytes]]


def _texts(site: Site, view: View) -> Files:
    texts = share(renderer(site), view)
    yield "zalo.txt", texts.zalo
    yield "facebook.txt", texts.facebook
    yield "loi-thay-anh.txt", texts.picture
    yield "tom-tat.txt", renderer(site).text("brief.txt", view=view)


def _script(site: Site, view: View) -> Files:
    said = script(Speech(site.book.vocabularies), renderer(site).text("speaker.txt", view=view))
    yield "loa.txt", "\n".join((*said.sentences, ""))


def _pictures(site: Site, view: View) -> Files:
    card = card_of(site, view)
    yield "the-chia-se.png", drawn(card)
    host = site.address.split("/")[2]
    # A picture is passed on without its post: it says where it comes from.
    yield from ((f"{name}.png", poster.drawn(card, size, host)) for name, size in poster.SIZES.items())


def _dates(site: Site, view: View) -> Files:
    if dues := agenda.dues(site, [view]):
        yield "lich.ics", agenda.calendar(renderer(site), site, dues)


def _papers(site: Site, view: View) -> Files:
    yield from ((name.rpartition("/")[2], made(content)) for name, content in paper.of_case(site, view))
    yield from ((f"bo-nhan-rong/{name}", content) for name, content in replication.contents(site, view))


PARTS: tuple[Callable[[Site, View], Files], ...] = (_texts, _script, _pictures, _dates, _papers)
"""What a kit holds. Each gives (file name, content); names do not meet."""


def kit(site: Site, slug: str) -> Files:
    """Every file of one published case. Raises Refusal for what is not on the site."""
    if slug not in site.by_slug:
        gone = "hồ sơ đã rút, không còn gì để gửi" if slug in site.book.tombstones else "không có hồ sơ đã đăng nào tên này; tên là tên tệp, không có .yaml"
        raise Refusal(f"{slug}: {gone}")
    for part in PARTS:
        yield from part(site, site.by_slug[slug])


def news(site: Site, since: str) -> Files:
    """The bulletin of the changes from a day on, as text, HTML and one mail. Raises Refusal for what is no day."""
    try:
        day = earliest(partial_date(since)).isoformat()
    except ValueError as reason:
        raise Refusal(f"--since: {reason}") from None
    news = bulletin(renderer(site), site, day)
    yield f"ban-tin-{day}.txt", news.text
    yield f"ban-tin-{day}.html", news.html
    yield f"ban-tin-{day}.eml", news.mail


def files(options: Any, site: Site) -> Iterator[tuple[str, bytes]]:
    """What the command asks for, as (file name, bytes)."""
    found = kit(site, options.slug) if options.command == "kit" else news(site, options.since)
    return ((name, content.encode("utf-8") if isinstance(content, str) else content) for name, content in found)
