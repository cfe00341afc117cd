"""The built tree, read once: its files, and of each page what the rules ask about."""

import base64
import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from lxml import html

from casebook.book import Casebook
from casebook.verify.known import Known

DATA = frozenset(("application/ld+json", "application/json"))
"""Blocks that no browser runs."""
LINKING = ("href", "src", "poster", "data", "action", "formaction", "srcset", "xlink:href")


Target = tuple[str, str] | None
"""(File in the tree, fragment) that an address leads to; None when it leaves the site."""


class Use(NamedTuple):
    """An address in a page: who uses it, and as what (“a href”)."""

    line: int
    by: str
    address: str
    target: Target


class Inline(NamedTuple):
    """Script or style that stands in the page itself; `digest` as a content security policy names it, none for an attribute."""

    line: int
    what: str
    digest: str = ""


@dataclass(frozen=True)
class Page:
    """One HTML page; `ids` with their repetitions, lines are 1-based."""

    name: str
    title: str
    description: str
    canonical: str
    redirect: bool
    hidden: bool
    policy: str
    ids: tuple[tuple[str, int], ...]
    uses: tuple[Use, ...]
    inline: tuple[Inline, ...]

    @property
    def stands_alone(self) -> bool:
        """Whether search engines are told of it: neither a signpost nor hidden."""
        return bool(self.canonical) and not self.redirect and not self.hidden


@dataclass(frozen=True)
class Built:
    """A tree, the site's own address, the casebook that it was made of, and what is known of its files already."""

    folder: Path
    address: str
    book: Casebook
    known: Known = field(default_factory=Known)

    @cached_property
    def files(self) -> Mapping[str, Path]:
        """Path in the tree → file, in order; links to elsewhere are among them."""
        return {path.relative_to(self.folder).as_posix(): path for path in sorted(self.folder.rglob("*")) if path.is_symlink() or path.is_file()}

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        told = {name: path for name, path in self.files.items() if path.suffix == ".html" and not path.is_symlink()}
        return {name: self.known(path, page, self.address, name) for name, path in told.items()}

    def target(self, page: str, address: str) -> Target:
        """Where an address in a page of this tree leads."""
        return _target(self.address, page, address)


def _target(site: str, page: str, address: str) -> Target:
    base = urlsplit(site)
    parts = urlsplit(urljoin(f"{site}{page}", address))
    if parts.scheme not in ("http", "https") or parts.netloc != base.netloc:
        return None
    path = unquote(parts.path).removeprefix(base.path)
    return f"{path}index.html" if not path or path.endswith("/") else path, unquote(parts.fragment)


def page(body: bytes, site: str, name: str) -> Page:
    """What the rules ask about the page `name` of a site."""
    root = html.document_fromstring(body, parser=html.HTMLParser(encoding="utf-8"))
    robots = " ".join(root.xpath("//meta[@name='robots']/@content"))
    return Page(
        name=name,
        title=" ".join((root.findtext(".//title") or "").split()),
        description=_first(root, "//meta[@name='description']/@content"),
        canonical=_first(root, "//link[@rel='canonical']/@href"),
        redirect=bool(root.xpath("//meta[@http-equiv='refresh']")),
        hidden="noindex" in robots,
        policy=" ".join(root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")),
        ids=tuple((element.get("id"), element.sourceline or 1) for element in root.xpath("//*[@id]")),
        uses=tuple(Use(*use, _target(site, name, use[2])) for use in _uses(root)),
        inline=tuple(_inline(root)),
    )


def _first(root: html.HtmlElement, path: str) -> str:
    # A “smart” string leads back to its element, and holds the whole page in memory.
    return next(iter(root.xpath(path, smart_strings=False)), "")


def _uses(root: html.HtmlElement) -> Iterator[tuple[int, str, str]]:
    for picture in root.xpath("//meta[@property='og:image']"):
        yield picture.sourceline or 1, "meta og:image", picture.get("content", "")
    for element in root.iter():
        for attribute in LINKING if isinstance(element.tag, str) else ():
            if address := element.get(attribute):
                relation = f" rel={element.get('rel')}" if element.tag == "link" else ""
                yield element.sourceline or 1, f"{element.tag} {attribute}{relation}", address.strip()


def _inline(root: html.HtmlElement) -> Iterator[Inline]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        line = element.sourceline or 1
        if element.tag == "style" or (element.tag == "script" and not element.get("src") and element.get("type") not in DATA):
            yield Inline(line, f"<{element.tag}>", base64.b64encode(hashlib.sha256((element.text or "").encode()).digest()).decode())
        yield from (Inline(line, f"thuộc tính {name}=") for name in element.attrib if name == "style" or name.startswith("on"))
