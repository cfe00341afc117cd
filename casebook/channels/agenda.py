"""Days to come that cases speak of, as a calendar (RFC 5545) that any calendar program can follow."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from casebook.document import Document
from casebook.render import Renderer
from casebook.site import NAME, Site
from casebook.values import earliest, latest
from casebook.view import View


@dataclass(frozen=True)
class Due:
    """A partial date: of the next review, of the end, or of a document's coming into force."""

    view: View
    what: str
    when: str
    cited: str = ""

    @property
    def name(self) -> str:
        """The same in every edition: calendar programs know an entry by it."""
        return f"{self.view.slug}/{self.what}{f'/{self.cited}' if self.cited else ''}"

    @property
    def document(self) -> Document | None:
        return next((document for document in self.view.case.documents if document.id == self.cited), None)


def dues(site: Site, views: Iterable[View]) -> tuple[Due, ...]:
    """Soonest first. A review's day stays when it is past; other days only count while they are to come."""
    found = [due for view in views for due in (Due(view, *day) for day in view.days) if due.what == "review" or latest(due.when).isoformat() > site.updated]
    return tuple(sorted(found, key=lambda due: (latest(due.when), due.name)))


def calendar(render: Renderer, site: Site, found: Iterable[Due]) -> bytes:
    """The file. A day that is known by its month or year only is marked as the whole of it, and says so."""
    # A tenth of a second that a build without days to come need not spend.
    from icalendar import Calendar, Event  # noqa: PLC0415

    host = site.address.split("/")[2]
    made = Calendar()
    for name, value in (("prodid", f"-//{host}//{NAME}//VI"), ("version", "2.0"), ("method", "PUBLISH"), ("x-wr-calname", f"{NAME}: lịch rà soát")):
        made.add(name, value)
    for due in found:
        title, _, words = render.text("agenda.txt", view=due.view, due=due).strip().partition("\n")
        event = Event()
        event.add("uid", f"{due.name}@{host}")
        event.add("dtstamp", site.moment)
        event.add("sequence", due.view.version - 1)
        event.add("dtstart", earliest(due.when))
        event.add("dtend", latest(due.when) + timedelta(days=1))
        event.add("summary", title)
        event.add("description", words.strip())
        event.add("url", f"{site.address}mo-hinh/{due.view.slug}/")
        event.add("transp", "TRANSPARENT")
        made.add_component(event)
    return bytes(made.to_ical())
