"""Prose: the small Markdown subset that an editor may use on purpose.

Paragraphs, `**strong**`, `_emphasis_`, `- ` and `1. ` lists, `> ` quotes,
`[links](https://…)` and simple pipe tables. Every other rule is off, so that
`3*4*5`, `2026. Năm` or `<Tên đơn vị>` stay the characters that were typed.
"""

import re
from collections.abc import Callable
from functools import cached_property
from html import unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, list_block
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.emphasis import tokenize as emphasis
from pydantic_core import core_schema

TAGS = {"p", "strong", "em", "ul", "ol", "li", "blockquote", "a", "br", "table", "thead", "tbody", "tr", "th", "td"}
LIST_START = re.compile(r"- |1\. ")
LIST_NEXT = re.compile(r"- |\d{1,3}\. ")
MARKER = re.compile(r"(?<!\*)\*\*(?!\*)|(?<!_)_(?!_)")


def _emphasis(state: StateInline, silent: bool) -> bool:
    return bool(MARKER.match(state.src, state.pos)) and emphasis(state, silent)


def _list(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    begin = state.bMarks[start] + state.tShift[start]
    # A list starts with 1; only inside one may a line start with another number: “2026. Năm” stays text.
    marker = LIST_START if state.listIndent < 0 else LIST_NEXT
    return bool(marker.match(state.src, begin)) and list_block(state, start, end, silent)


def _no_alignment(state: StateCore) -> None:
    # `style="text-align"` would break the strict content security policy.
    for token in state.tokens:
        token.attrs.pop("style", None)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["table", "blockquote", "list", "newline", "emphasis", "link"])
    parser.inline.ruler.at("emphasis", _emphasis)
    parser.block.ruler.at("list", _list, {"alt": ["paragraph", "blockquote"]})
    parser.core.ruler.push("no_alignment", _no_alignment)
    parser.validateLink = re.compile(r"https?://[^\s]+\Z").match  # type: ignore[method-assign,assignment]
    return parser


_markdown = _parser()


def _bare(html: str) -> str:
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


class Prose(str):
    """Text in the Markdown subset above; `html` is safe to place in a page."""

    @cached_property
    def html(self) -> str:
        return nh3.clean(_markdown.render(self), tags=TAGS, attributes={"a": {"href"}}, url_schemes={"http", "https"}, link_rel=None)

    @cached_property
    def text(self) -> str:
        """The first block as plain text, without markers: for summaries and descriptions."""
        return _bare(re.split(r"</(?:p|li|tr)>", self.html, maxsplit=1)[0])

    @cached_property
    def plain(self) -> str:
        """Every block as plain text, on one line."""
        return _bare(re.sub(r"<(?:/(?:p|li|t[dhr])|br)>", " ", self.html))

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: Callable[[Any], Any]) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(cls, core_schema.str_schema())
