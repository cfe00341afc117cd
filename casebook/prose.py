"""Prose: the small Markdown subset that an editor may use on purpose.

Paragraphs, `**strong**`, `_emphasis_`, `- ` and `1. ` lists, `> ` quotes,
`[links](https://…)` and simple pipe tables (in a cell `\\|` is a bar). Every other rule
is off, so that `3*4*5`, `2026. Năm` or `<Tên đơn vị>` stay the characters that were typed.
What could not be shown in full is a fault, never a silent cut.
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from html import unescape
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, blockquote, list_block, table
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as emphasis
from markdown_it.token import Token
from pydantic_core import PydanticCustomError, core_schema

TAGS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br", "table", "thead", "tbody", "tr", "th", "td"}
LIST_START = re.compile(r"- |1\. ")
LIST_NEXT = re.compile(r"- |\d{1,3}\. ")
QUOTE = re.compile(r">(?: |$)", re.MULTILINE)
UNMARKED = re.compile(r"(?! |- |1\. |#{1,6} )[^\\`*_\[\]<>|&!]*[^\\`*_\[\]<>|&! ]")
"""One printable line of this shape is a paragraph and nothing else: so are all texts of our cases, and parser and washer take a millisecond a text."""
MAX_LENGTH = 20_000
"""Ours have a few hundred letters; a hostile text of 250,000 would take the parser seconds."""

MAX_DEPTH = 12
"""Levels of quotes and lists; the parser itself leaves out what stands deeper than 20."""

HEADING = re.compile(r"^(#{1,6} +)(.*\S.*)$", re.MULTILINE)
"""What other Markdown makes a heading; a case has its headings already."""

MARKER = re.compile(r"(?<!\*)\*\*(?!\*)|(?<!_)_(?!_)")


def _emphasis(state: StateInline, silent: bool) -> bool:
    return bool(MARKER.match(state.src, state.pos)) and emphasis(state, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    # A list starts with 1; only inside one may a line start with another number: “2026. Năm” stays text.
    marker = LIST_START if state.listIndent < 0 else LIST_NEXT
    return bool(marker.match(state.src, begin)) and list_block(state, start, end, silent)


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    # “>5 triệu đồng” is no quote.
    return bool(QUOTE.match(state.src, begin)) and blockquote(state, start, end, silent)


def _table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table; the cells that its head has no column for, which the parser leaves out, are noted as cut."""
    if not table(state, start, end, silent):
        return False
    if not silent:
        rows = [state.getLines(line, line + 1, 0, False).strip() for line in range(start, state.line)]
        cells = [len(escapedSplit(row.removeprefix("|").removesuffix("|"))) for row in rows]
        cut = [row for row, count in zip(rows, cells, strict=True) if count > cells[0]]
        state.env.setdefault("cut", []).extend(f"dòng “{row[:80]}” có nhiều ô hơn dòng đầu bảng; thêm cột hoặc bỏ bớt ô" for row in cut)
    return True


def _no_alignment(state: StateCore) -> None:
    # `style="text-align"` would break the strict content security policy.
    for token in state.tokens:
        token.attrs.pop("style", None)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["table", "blockquote", "list", "newline", "emphasis", "link"])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    parser.block.ruler.at("blockquote", _quote, {"alt": ["paragraph", "list"]})
    parser.block.ruler.at("table", _table, {"alt": ["paragraph"]})
    parser.core.ruler.push("no_alignment", _no_alignment)
    parser.validateLink = re.compile(r"https?://[^\s]+\Z").match  # type: ignore[method-assign,assignment]  # its documents say to
    return parser


_markdown = _parser()


def _bare(html: str) -> str:
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def _clean(html: str) -> str:
    return nh3.clean(html, tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)


class _Parts(HTMLParser):
    """What a page says, apart from how it is written: `&quot;` is `"`, `<br />` is `<br>`."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, attrs))

    def handle_data(self, data: str) -> None:
        self.parts.append(" ".join(data.split()))


def _misnumbered(tokens: list[Token]) -> Iterator[str]:
    """The items of numbered lists whose number the page would change."""
    expected: list[int] = []
    for token in tokens:
        match token.type:
            case "ordered_list_open":
                expected.append(1)
            case "ordered_list_close":
                expected.pop()
            case "list_item_open" if token.info:
                if int(token.info) != expected[-1]:
                    yield f"mục “{token.info}.” trong danh sách phải là “{expected[-1]}.”; đánh số lần lượt từ 1"
                expected[-1] += 1


def _headed(tokens: list[Token]) -> Iterator[str]:
    """The lines that were meant as headings."""
    for before, token in pairwise(tokens):
        if before.type == "paragraph_open" and (found := HEADING.search(token.content)):
            marks, words = found.groups()
            yield f"“{marks}{words[:80]}” không thành tiêu đề; bỏ {marks.strip()}, muốn chữ đậm thì viết **{words[:80]}**"


def unmarked(text: str) -> bool:
    """Whether nothing in the text is markup, nor has to be escaped."""
    return text.isprintable() and bool(UNMARKED.fullmatch(text))


def cut(text: str) -> str | None:
    """Why a text could not be shown as typed, or None."""
    if unmarked(text):
        return None
    told: list[str] = []
    env = {"cut": told}
    tokens = _markdown.parse(text, env)
    if any(token.level > MAX_DEPTH for token in tokens):
        return "trích dẫn hay danh sách lồng nhau quá sâu; hãy viết gọn lại"
    if told := [*told, *_misnumbered(tokens), *_headed(tokens)]:
        return told[0]
    titled = (child for token in tokens for child in token.children or () if child.type == "link_open" and child.attrGet("title"))
    if link := next(titled, None):
        return f"liên kết có thêm lời “{str(link.attrGet('title'))[:80]}” sẽ không hiện; viết lời đó thành chữ trong câu"
    html = _markdown.renderer.render(tokens, _markdown.options, env)
    if _Parts(html).parts != _Parts(_clean(html)).parts:
        return "có liên kết hay ký hiệu không đăng được nguyên vẹn; xem lại các liên kết và bảng"
    return None


def _whole(text: str) -> "Prose":
    if reason := cut(text):
        raise PydanticCustomError("editor", "{message}", {"message": reason})
    return Prose(text)


class Prose(str):
    """Text in the Markdown subset above; `html` is safe to place in a page."""

    @cached_property
    def html(self) -> str:
        return f"<p>{self}</p>\n" if unmarked(self) else _clean(_markdown.render(self))

    @cached_property
    def text(self) -> str:
        """The first block as plain text, without markers: for summaries and descriptions."""
        return self.plain if unmarked(self) else _bare(re.split(r"</(?:p|li|tr)>", self.html, maxsplit=1)[0])

    @cached_property
    def plain(self) -> str:
        """Every block as plain text, on one line."""
        return " ".join(self.split()) if unmarked(self) else _bare(re.sub(r"<(?:/(?:p|li|t[dhr])|br)>", " ", self.html))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(_whole, core_schema.str_schema(max_length=MAX_LENGTH))
