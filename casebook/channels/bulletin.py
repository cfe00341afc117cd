"""What is new since a day, as mail: plain text, HTML, and one message of both that any mail program opens."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from casebook.render import Renderer
from casebook.site import Changed, Site


@dataclass(frozen=True)
class Bulletin:
    """The same news three times; `mail` is a draft (X-Unsent): who sends it and to whom is not for a program to say."""

    text: str
    html: str
    mail: bytes


def bulletin(render: Renderer, site: Site, since: str) -> Bulletin:
    """The changes from the day `since` (yyyy-mm-dd) on; a withdrawal names nothing of the case."""
    found = news(site, since)
    text = render.text("bulletin.txt", news=found, since=since)
    subject = text.partition("\n")[0]
    html = _html(render.page("bulletin.mjml", "", news=found, since=since, subject=subject))
    return Bulletin(text, html, _mail(site, subject, text, html))


def news(site: Site, since: str) -> Mapping[str, tuple[tuple[str, Changed], ...]]:
    """Kind of change → (slug, change), newest first; kinds without one are left out."""
    kinds = {kind: tuple(pair for pair in site.changes if pair[1].kind == kind and pair[1].date >= since) for kind in site.book.vocabularies["change_kind"]}
    return {kind: pairs for kind, pairs in kinds.items() if pairs}


def _html(source: str) -> str:
    # Only a bulletin needs the compiler.
    from mjml import mjml2html  # noqa: PLC0415

    return str(mjml2html(source))


def _mail(site: Site, subject: str, text: str, html: str) -> bytes:
    """Nothing of the day or machine it was made on: the same news are the same bytes."""
    name = hashlib.sha256(html.encode()).hexdigest()[:32]
    message = EmailMessage(policy=SMTP)
    message["Subject"] = subject
    message["Date"] = format_datetime(site.moment)
    message["Message-ID"] = f"<{name}@{site.address.split('/')[2]}>"
    message["Content-Language"] = "vi"
    message["X-Unsent"] = "1"
    message.set_content(text, cte="quoted-printable")
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=_{name}")
    return message.as_bytes()
