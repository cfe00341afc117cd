"""A page of the site as a small tree of elements and strings: what is set on paper, and can never be read as typst."""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from casebook.media import FORMATS, published

if TYPE_CHECKING:
    from lxml import html

FRONT = re.compile(r"\A\s*---\n.*?\n---\n", re.DOTALL)
SPACE = re.compile(r"[ \t\r\n]+")
LEFT_OUT = frozenset(("no-print", "crumb", "tools", "related", "src-meta"))
"""What leads on from a page of the site, by class: on paper there is nowhere to go."""

BLOCKS = frozenset(
    (
        *("blockquote", "caption", "dd", "div", "dl", "dt", "figcaption", "figure", "h1", "h2", "h3", "li", "ol", "p", "section"),
        *("table", "tbody", "td", "th", "thead", "tr", "ul"),
    )
)
KEPT = ("id", "lang", "rel")
STYLE = (Path(__file__).parent / "templates/pictures.css").read_text("utf-8")

Node = str | dict[str, Any]
"""A text, or an element: `t` its tag, `c` its classes, `n` what is in it; `href`, `id`, `lang`, `rel` where it has them.

A picture has `svg` (its source), `alt` ("" where the words beside it say the same), `wide` and `high`; a mark of notes (`srcs`) has their numbers for `n`.
"""


def tree(page: str, address: str, pictures: Path) -> list[Node]:
    """The body of a generated page that stands at `address`, so that links are whole; `pictures` is the folder of its photographs."""
    # Every build asks what a paper would show; few set one.
    from lxml import html  # noqa: PLC0415

    root = html.fragment_fromstring(FRONT.sub("", page), create_parent="div")
    return _trimmed(_inside(root, address, pictures))


def _inside(element: "html.HtmlElement", address: str, pictures: Path) -> Iterator[Node]:
    if element.text:
        yield SPACE.sub(" ", element.text)
    for child in element:
        classes = child.get("class", "").split()
        if isinstance(child.tag, str) and not LEFT_OUT.intersection(classes):
            yield {"t": child.tag, "c": classes} | _told(child, classes, address, pictures)
        if child.tail:
            yield SPACE.sub(" ", child.tail)


def _told(element: "html.HtmlElement", classes: list[str], address: str, pictures: Path) -> dict[str, Any]:
    if element.tag == "svg":
        return _drawing(element)
    if element.tag == "img":
        return _photograph(pictures / element.get("src"), element.get("alt"))
    if "srcs" in classes:
        return {"n": [int(number) for summary in element.iter("summary") for number in re.findall(r"\d+", summary.text)]}
    inside = _inside(element, address, pictures)
    told: dict[str, Any] = {name: element.get(name) for name in KEPT if element.get(name)}
    if element.tag == "a":
        # “#slug” is a place in the book itself.
        told["href"] = element.get("href") if element.get("href").startswith("#") else urljoin(address, element.get("href"))
    return told | {"n": _trimmed(inside) if element.tag in BLOCKS else list(inside)}


def _drawing(svg: "html.HtmlElement") -> dict[str, Any]:
    """A picture of the page, with its own style, and its words for who cannot see it."""
    from lxml import etree  # noqa: PLC0415

    title, description = (" ".join(svg.xpath(f"./{name}/text()")) for name in ("title", "desc"))
    width, height = svg.get("viewbox").split()[2:]
    # The style asks where a picture stands; alone it carries that with it.
    svg.set("class", " ".join(filter(None, (parent.get("class") for parent in svg.iterancestors()))))
    etree.SubElement(svg, "style").text = STYLE
    # The parser of HTML writes names small, and SVG knows only this one.
    source = etree.tostring(svg, encoding="unicode", with_tail=False).replace("viewbox=", 'xmlns="http://www.w3.org/2000/svg" viewBox=', 1)
    said = ". ".join(filter(None, (title, description))) or svg.getparent().get("aria-label", "")
    return {"svg": source, "alt": said, "wide": float(width), "high": float(height)}


def _photograph(file: Path, alt: str) -> dict[str, Any]:
    """A photograph, made small and clean as it is on the site."""
    from PIL import Image  # noqa: PLC0415

    content = published(file)
    with Image.open(BytesIO(content)) as image:
        width, height = image.size
    data = f"data:{Image.MIME[FORMATS[file.suffix]]};base64,{b64encode(content).decode()}"
    source = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}"><image href="{data}" width="{width}" height="{height}"/></svg>'
    return {"svg": source, "alt": alt, "wide": width, "high": height}


def _trimmed(nodes: Iterable[Node]) -> list[Node]:
    """Without the white space that HTML does not show, at the ends of a block and beside one; each note at the end of the paragraph before it."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, str):
            text = node.lstrip(" ") if not kept or _is_block(kept[-1]) else node
            kept += [text] if text else []
            continue
        if _is_block(node):
            _strip_end(kept)
        (_end(kept) if "srcs" in node["c"] else kept).append(node)
    _strip_end(kept)
    return kept


def _end(nodes: list[Node]) -> list[Node]:
    last = nodes[-1] if nodes else ""
    return _end(last["n"]) if not isinstance(last, str) and last["t"] in ("div", "p") and "srcs" not in last["c"] else nodes


def _strip_end(nodes: list[Node]) -> None:
    if nodes and isinstance(nodes[-1], str):
        nodes[-1] = nodes[-1].rstrip(" ")
        if not nodes[-1]:
            nodes.pop()


def _is_block(node: Node) -> bool:
    return not isinstance(node, str) and node["t"] in BLOCKS
