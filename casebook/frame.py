"""A generated page inside the frame of the site: the HTML that MkDocs makes of it, made without MkDocs.

The frame is overrides/main.html, and MkDocs alone gives the same bytes (tests/test_build.py holds the two together):
our pages are one block of HTML, which Markdown passes through, and the frame uses no filters but `url`, `tojson`, `e`, `striptags` and `lower`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from json import JSONEncoder
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, pass_context
from jinja2.runtime import Context
from pydantic_core import from_json

from casebook.compiled import Compiled
from casebook.settings import Settings

OVERRIDES = Path(__file__).parent.parent / "overrides"
MARK = "---\n"


@dataclass(frozen=True)
class Page:
    """What the frame asks of a page; `url` is its address under the site."""

    meta: Mapping[str, Any]
    content: str
    url: str
    canonical_url: str

    @property
    def title(self) -> str:
        return str(self.meta["title"])

    @property
    def is_homepage(self) -> bool:
        return not self.url


class Frame:
    """Puts generated pages into the frame of one site."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        jinja = Environment(loader=FileSystemLoader(OVERRIDES), auto_reload=False, bytecode_cache=Compiled(Path(__file__)))  # noqa: S701 (as MkDocs has it: the frame says what it escapes)
        jinja.filters["url"] = _url
        # Jinja's own choice, which is MkDocs' too; made once, it need not be made for each value.
        jinja.policies |= {"json.dumps_function": JSONEncoder(sort_keys=True).encode, "json.dumps_kwargs": {}}
        self._template = jinja.get_template("main.html")
        self._sitemap = jinja.get_template("sitemap.xml")

    def sitemap(self, addresses: Iterable[str]) -> str:
        """The list of these pages, named by their addresses under the site."""
        pages = [Page({}, "", address, self._settings.site_url + address) for address in addresses]
        return self._sitemap.render(pages=[{"page": page} for page in pages])

    def html(self, path: str, text: str) -> tuple[str, bool]:
        """The page whose source is `text`, at `path` (“mo-hinh/x/index.md”), as the site has it; and whether it stands for itself."""
        meta, content = parted(text)
        url = path.removesuffix("index.md")
        page = Page(meta, content, url, self._settings.site_url + url)
        return self._template.render(config=self._settings, page=page), not ("redirect" in meta or "canonical" in meta)


def parted(text: str) -> tuple[dict[str, Any], str]:
    """The front matter of a generated page (a name and JSON in each line) and its body."""
    front, _, body = text.lstrip("\n").removeprefix(MARK).partition(f"\n{MARK}")
    lines = (line.partition(": ") for line in front.split("\n"))
    return {name: from_json(value) for name, _, value in lines}, body.strip()


@pass_context
def _url(context: Context, value: str) -> str:
    return relative(value, context["page"].url)


def relative(address: str, page: str) -> str:
    """An address of the site as seen from a page of it, both without the site's own address; an address of another site stays."""
    first, depth = page.partition("/")[0], page.count("/")
    # Of two that begin apart, only the depth counts.
    return _relative(address, page if not first or address.startswith(first) else "x/" * depth)


@lru_cache(maxsize=10_000)
def _relative(address: str, page: str) -> str:
    if "://" in address or address.startswith(("#", "mailto:")):
        return address
    here, there = ([part for part in path.split("/") if part and part != "."] for path in (page, address))
    same = next((place for place, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), min(len(here), len(there)))
    found = "/".join([".."] * (len(here) - same) + there[same:]) or "."
    return found + "/" if address.endswith("/") else found
