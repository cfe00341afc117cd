"""Whatever an editor types is shown exactly as typed, in Markdown, in HTML and in front matter."""

import json
from functools import partial
from html import unescape
from html.parser import HTMLParser

import markdown
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from casebook.render import Renderer, environment, front, lower, plain, upper
from casebook.script import compact

JINJA = environment()
AWKWARD = (
    *("<Tên đơn vị>", "a<b và b>c", "2026. Năm mới", "3*4*5", "#1", "[Nghị quyết 57]", "{{ site }}", "{% raw %}", "--8<--", "1) một", "a_b_c", "**đậm**"),
    *(
        "`lệnh`",
        "![ảnh](x)",
        "[a](javascript:alert(1))",
        "&amp;",
        "&#60;",
        "hoà hòa thuỷ thủy",
        "“ngoặc”",
        "'đơn' \"kép\"",
        "\\*",
        "~~~",
        "===",
        "---",
        "> trích",
    ),
    *("<script>alert(1)</script>", "</script>", "<!-- -->", "]]>", "| a | b |", "+ mục", "- mục", ": định nghĩa", "https://a.vn/?b=1&c=2", "😀 🇻🇳"),
)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.tags: list[str] = []

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


def shown(page: str) -> tuple[str, list[str]]:
    """The words that a reader sees of a Markdown page, white space folded, and the tags around them."""
    reader = _Text()
    reader.feed(markdown.markdown(page, extensions=["tables", "fenced_code", "toc", "attr_list", "md_in_html"]))
    reader.close()
    return " ".join(reader.text.split()), reader.tags


LINES = st.text(st.characters(exclude_categories=("Cc", "Cs", "Cf", "Zl", "Zp")), min_size=1, max_size=60).map(lambda text: " ".join(text.split())).filter(bool)


@given(LINES | st.sampled_from(AWKWARD))
def test_text_in_a_markdown_line_is_shown_as_typed(text: str) -> None:
    assert shown(JINJA.from_string("trước {{ x }} sau").render(x=text)) == (f"trước {text} sau", ["p"])


@given(LINES | st.sampled_from(AWKWARD))
def test_text_that_opens_a_markdown_line_is_shown_as_typed(text: str) -> None:
    assert shown(JINJA.from_string("{{ x }}").render(x=text)) == (text, ["p"])


@given(LINES | st.sampled_from(AWKWARD))
def test_text_in_an_html_block_is_shown_as_typed(text: str) -> None:
    page = JINJA.from_string('<div><p title="{{ x }}">{{ x }}</p></div>').render(x=text)
    assert shown(page) == (text, ["div", "p"])


@given(LINES | st.sampled_from(AWKWARD))
def test_text_in_front_matter_is_read_back_as_typed(text: str) -> None:
    header = JINJA.from_string("title: {{ x | front }}\n").render(x=text)
    assert yaml.safe_load(header) == {"title": text}


@given(LINES | st.sampled_from((*AWKWARD, "a\u2028b\u2029c", "\x7f\t\n")))
def test_text_in_a_data_script_is_read_back_as_typed_and_ends_no_line_of_it(text: str) -> None:
    script = compact({"title": text})
    assert json.loads(script) == {"title": text}
    assert not {"<", "\n", "\u2028", "\u2029"} & {*script}


def test_a_missing_name_is_an_error_and_never_a_blank() -> None:
    with pytest.raises(Exception, match="khong_co"):
        JINJA.from_string("{{ khong_co }}").render()


def test_an_attribute_is_no_key() -> None:
    assert JINJA.from_string('{{ told["kind"] }}{{ told.items() | length }}').render(told={"kind": "words"}) == "words1"
    with pytest.raises(AttributeError):
        JINJA.from_string("{{ told.kind }}").render(told={"kind": "words"})


def test_what_is_already_safe_is_not_escaped_twice() -> None:
    assert plain(plain("a < b")) == plain("a < b")
    assert unescape(plain("a < b")) == "a < b"
    assert json.loads(front("a < b")) == "a < b"


def test_a_sentence_may_start_or_go_on_with_a_label() -> None:
    assert upper("tỉnh Bắc Giang") == "Tỉnh Bắc Giang"
    assert lower("Đã sơ kết") == "đã sơ kết"
    assert lower("UBND tỉnh") == "UBND tỉnh"


def test_a_component_that_is_kept_never_takes_a_text_for_the_markup_that_reads_like_it() -> None:
    start = partial(Renderer(site=None).fragment, "../", "start", "khen")
    assert "<b>x</b>" in start(Markup("<b>x</b>"), key="markup")
    assert "<b>" not in start("<b>x</b>", key="text")


def test_a_macro_says_the_same_of_arguments_in_their_places_and_by_name() -> None:
    macro = "{% macro say(text, times=1) %}<i>{{ text }} {{ times }}</i>{% endmacro %}"
    page = JINJA.from_string(macro + "{{ say(text, 2) }}{{ say(times=2, text=text) }}{{ say(text) }}")
    assert page.render(text="<b>") == "<i>&#60;b&#62; 2</i><i>&#60;b&#62; 2</i><i>&#60;b&#62; 1</i>"
