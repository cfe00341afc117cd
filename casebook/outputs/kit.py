"""The replication kit of a case: its page, its papers to fill in as one zip, and the same papers for a browser to fill in itself."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache, partial
from typing import Any, NamedTuple
from urllib.parse import quote

from casebook.blanks import package, report
from casebook.blanks.cells import term_names
from casebook.kept import hand
from casebook.outputs.context import renderer
from casebook.outputs.later import Content, Later, once
from casebook.outputs.paper import LIBRARY
from casebook.render import TEMPLATES, Renderer
from casebook.schedule import schedule
from casebook.script import put
from casebook.site import Site
from casebook.view import View

PAPERS: Mapping[str, str] = {
    "doc-truoc.txt": "doc-truoc.txt",
    "1-kiem-dieu-kien.docx": "kiem-dieu-kien.xml",
    "2-to-trinh.docx": "to-trinh.xml",
    "3-ke-hoach.docx": "ke-hoach.xml",
    "4-du-toan.docx": "du-toan.xml",
    "5-bao-cao-so-ket.docx": "bao-cao-so-ket.xml",
    "6-thu-xin-ho-tro.txt": "thu-xin-ho-tro.txt",
    "7-thu-bao-da-ap-dung.txt": "thu-bao-da-ap-dung.txt",
}
"""File of the kit → template under templates/kit/."""

REPORT = "bao-da-ap-dung.docx"
LETTERS = {"support": "6-thu-xin-ho-tro.txt", "report": "7-thu-bao-da-ap-dung.txt"}
BLANKS: Mapping[str, str] = {
    "parent": "…… (cơ quan chủ quản)",
    "unit": "…… (tên đơn vị)",
    "short": "……",
    "place": "…… (địa danh)",
    "signer": "…… (chức danh người ký)",
}
"""What the reader's own unit fills in → what stands there until then."""

OPENED = 2_000
"""Letters of an address that mail programs open whole; Windows cuts or refuses longer ones."""

FILL = re.compile(r"<\?fill (\w+)\?>")
FRAME = "bo-nhan-rong/khung.js"
"""What the Word papers of all kits share, for the browser that puts them together."""

SOURCES = tuple(
    sorted(file for file in (*LIBRARY.rglob("*.py"), *TEMPLATES.iterdir(), *(TEMPLATES / "kit").rglob("*"), *(TEMPLATES / "word").rglob("*")) if file.is_file())
)
"""What makes the papers: their templates borrow from those of pages, and figures, places and dates are put into words all over the library."""


class Paper(NamedTuple):
    """A file of a kit: pieces of text and, at every odd place, the name of a blank. Of a Word paper the text is its body."""

    name: str
    pieces: tuple[str, ...]

    @property
    def text(self) -> str:
        """As it is before anybody filled it in."""
        return "".join(BLANKS[piece] if place % 2 else piece for place, piece in enumerate(self.pieces))

    @property
    def content(self) -> bytes:
        return package.document(self.text) if self.name.endswith(".docx") else self.text.encode("utf-8")


class Letter(NamedTuple):
    """A text to mail; the file of it also says to whom."""

    subject: str
    body: str

    def link(self, to: str = "") -> str:
        """What opens a mail program with the letter in it; of one too long for that the subject only."""
        opened = f"mailto:{to}?subject={quote(self.subject)}"
        whole = f"{opened}&body={quote(self.body.replace(chr(10), chr(13) + chr(10)))}"
        return whole if len(whole) <= OPENED else opened


def of_case(site: Site, view: View) -> Iterator[tuple[str, str]]:
    """The page of a kit, where there is one."""
    if view.replicable:
        render, told = renderer(site), _told(site, view)
        letters = {name: _letter(_paper(render, told, file).text) for name, file in LETTERS.items()}
        path = f"mo-hinh/{view.slug}/bo-nhan-rong/"
        yield f"{path}index.md", render.page("kit.md", path, letters=letters, **told)


def files(site: Site) -> Iterator[tuple[str, Content]]:
    """What all kits share."""
    yield FRAME, Later(None, lambda: put(FRAME, {"parts": package.parts(), "body": package.BODY, "blanks": BLANKS}))


def drawn_of_case(site: Site, view: View) -> Iterator[tuple[str, Later]]:
    """A kit, as a zip and as what a browser fills in."""
    if view.replicable:
        on = [view.slug, site.address, view.places, site.public(view).model_dump(mode="json")]
        path = f"mo-hinh/{view.slug}/bo-nhan-rong"
        yield f"{path}.zip", once("kits", on, _made_by(site), partial(_zip, site, view))
        yield f"{path}.js", once("kit-papers", on, _made_by(site), partial(_script, site, view))


@lru_cache(maxsize=2)
def _made_by(site: Site) -> bytes:
    return hand(SOURCES, json.dumps(term_names(site.book.vocabularies)))


def contents(site: Site, view: View) -> Iterator[tuple[str, bytes]]:
    """Every file of the kit of one case, in the order in which they are used; none where the case is not `replicable`."""
    return ((paper.name, paper.content) for paper in papers(site, view))


def papers(site: Site, view: View) -> Iterator[Paper]:
    render, told = renderer(site), _told(site, view)
    for name in PAPERS if view.replicable else ():
        yield _paper(render, told, name)
    if view.replicable:
        yield Paper(REPORT, (report.body(site.book.vocabularies, view.slug),))


def _told(site: Site, view: View) -> dict[str, Any]:
    case = site.public(view)
    return {"view": view, "case": case, "plan": schedule(case.steps), "address": f"{site.address}mo-hinh/{view.slug}/"}


def _paper(render: Renderer, told: Mapping[str, Any], name: str) -> Paper:
    pieces = FILL.split(render.page(f"kit/{PAPERS[name]}", "", **told))
    # A text is read as it stands; in a Word paper the escaping is part of it.
    return Paper(name, tuple(pieces if name.endswith(".docx") else map(html.unescape, pieces)))


def _letter(text: str) -> Letter:
    subject, body = text.split("\nTiêu đề: ", 1)[1].split("\n\n", 1)
    return Letter(subject, body.strip())


def _zip(site: Site, view: View) -> bytes:
    year, month, day = (int(part) for part in view.updated.split("-"))
    return package.zipped(contents(site, view), (year, month, day, 0, 0, 0))


def _script(site: Site, view: View) -> bytes:
    path = f"mo-hinh/{view.slug}/bo-nhan-rong.js"
    return put(path, list(papers(site, view))).encode("utf-8")
