"""The Markdown subset of Prose: what is markup, what stays the text that was typed, what can never come out."""

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.prose import TAGS, Prose, cut


def html(text: str) -> str:
    return Prose(text).html.strip()


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


TABLE = "<table>\n<thead>\n<tr>\n<th>{0}</th>\n<th>{1}</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>{2}</td>\n<td>{3}</td>\n</tr>\n</tbody>\n</table>"


@pytest.mark.parametrize(
    ("typed", "page"),
    [
        ("Một đoạn.", "<p>Một đoạn.</p>"),
        ("Đoạn một.\n\nĐoạn hai.", "<p>Đoạn một.</p>\n<p>Đoạn hai.</p>"),
        ("Rất **đậm** và _nghiêng_.", "<p>Rất <strong>đậm</strong> và <em>nghiêng</em>.</p>"),
        ("**Đề án 06**: làm _ngay_", "<p><strong>Đề án 06</strong>: làm <em>ngay</em></p>"),
        ("- một\n- hai", "<ul>\n<li>một</li>\n<li>hai</li>\n</ul>"),
        ("1. một\n2. hai\n3. ba", "<ol>\n<li>một</li>\n<li>hai</li>\n<li>ba</li>\n</ol>"),
        ("> Lời trích", "<blockquote>\n<p>Lời trích</p>\n</blockquote>"),
        ("[Báo Nhân Dân](https://nhandan.vn/a?b=1&c=2)", '<p><a href="https://nhandan.vn/a?b=1&amp;c=2">Báo Nhân Dân</a></p>'),
        ("| Xã | Hộ |\n| --- | --- |\n| Vi Hương | 60 |", TABLE.format("Xã", "Hộ", "Vi Hương", "60")),
        ("| Xã | Hộ |\n| :-- | --: |\n| Vi Hương | **60** |", TABLE.format("Xã", "Hộ", "Vi Hương", "<strong>60</strong>")),
    ],
)
def test_the_subset_is_markup(typed: str, page: str) -> None:
    assert html(typed) == page


@pytest.mark.parametrize(
    "typed",
    [
        "<Tên đơn vị>",
        "a<b và b>c",
        "2026. Năm bản lề",
        "12. Tháng chạp",
        "1) …",
        "a) Bước một",
        "3*4*5",
        "3 * 4 * 5",
        "*nghiêng*",
        "***",
        "---",
        "* * *",
        "___",
        "ten_tep_dai.docx",
        "__init__",
        "#1",
        "#CảiCáchHànhChính",
        "Mục # 5",
        "Năm 2026\n===",
        "[Nghị quyết 57]",
        "[Nghị quyết 57][1]",
        "[^1]",
        "{{ tên }}",
        "{% raw %}",
        "--8<-- “tệp”",
        "`lệnh`",
        "```",
        "~~gạch~~",
        "* sao",
        "+ cộng",
        "-5 độ",
        "-",
        "![ảnh](b.png)",
        "[bấm](javascript:alert(1))",
        "[bấm](JaVaScRiPt:alert(1))",
        "[bấm](data:text/html,a)",
        "[bấm](//lua-dao.example)",
        "[bấm](/mo-hinh/)",
        "[bấm](mailto:a@b.vn)",
        "<https://a.vn>",
        "https://a.vn",
        "&lt;script&gt; &amp; &copy;",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "\\*sao\\*",
        ":::",
        "!!! note",
        "*[HTML]: từ viết tắt",
        "“ngoặc” ‘đơn’ … –",
        "A & B",
        ">5 triệu đồng",
        ">= 90%",
    ],
)
def test_all_else_stays_the_text_that_was_typed(typed: str) -> None:
    page = html(typed)
    assert set(re.findall(r"<(\w+)", page)) <= {"p"}
    assert words(page) == " ".join(typed.split())


def test_only_a_list_that_begins_with_1_is_numbered_and_a_number_inside_it_goes_on() -> None:
    assert html("Kết quả:\n2. hai") == "<p>Kết quả:\n2. hai</p>"
    assert html("1. một\n2026. hai").count("<li>") == 1


def test_a_new_line_is_not_a_new_paragraph() -> None:
    assert html("Người dân\nphải đi lại") == "<p>Người dân\nphải đi lại</p>"


def test_two_spaces_break_a_line() -> None:
    assert html("Số 1 đường Độc Lập  \nBắc Kạn") == "<p>Số 1 đường Độc Lập<br>\nBắc Kạn</p>"


def test_an_image_is_at_most_a_link() -> None:
    assert html("![ảnh](https://a.vn/b.png)") == '<p>!<a href="https://a.vn/b.png">ảnh</a></p>'


def test_alignment_leaves_no_style() -> None:
    page = html("| a | b | c |\n| :-- | :-: | --: |\n| 1 | 2 | 3 |")
    assert "<table>" in page
    assert "style" not in page
    assert "align" not in page


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("**Đậm** và [liên kết](https://a.vn) & <b>\n\nĐoạn hai.", "Đậm và liên kết & <b>"),
        ("- một\n- hai", "một"),
        ("> Lời trích", "Lời trích"),
        ("| Xã | Hộ |\n| --- | --- |\n| Vi Hương | 60 |", "Xã Hộ"),
        ("a &lt; b", "a &lt; b"),
    ],
)
def test_the_first_block_as_plain_text(typed: str, plain: str) -> None:
    assert Prose(typed).text == plain


marked = st.lists(
    st.sampled_from(["**", "_", "- ", "1. ", "> ", "[", "](https://a.vn)", "](javascript:a)", "|", "\n", "\n\n", "---|---\n", "<b>", "&lt;", '"', "đ ", "x"]),
    max_size=40,
)


@given(st.text(max_size=200) | marked.map("".join))
def test_nothing_but_the_subset_ever_comes_out(text: str) -> None:
    page = html(text)
    for tag, attributes in re.findall(r"<(/?\w+)([^>]*)>", page):
        assert tag.removeprefix("/") in TAGS
        assert re.fullmatch(r'| href="https?://[^"]*"', attributes)
    assert "<" not in re.sub(r"</?\w+[^<>]*>", "", page)


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("| Xã | Hộ |\n| --- | --- |\n| Vi Hương | 60 | 12 |", "dòng “| Vi Hương | 60 | 12 |” có nhiều ô hơn dòng đầu bảng; thêm cột hoặc bỏ bớt ô"),
        ("> | Xã |\n> | --- |\n> | Vi Hương | 60 |", "dòng “| Vi Hương | 60 |” có nhiều ô hơn dòng đầu bảng; thêm cột hoặc bỏ bớt ô"),
        ("1. một\n3. ba", "mục “3.” trong danh sách phải là “2.”; đánh số lần lượt từ 1"),
        ('[báo](https://a.vn "Báo Nhân Dân")', "liên kết có thêm lời “Báo Nhân Dân” sẽ không hiện; viết lời đó thành chữ trong câu"),
        ("> " * 30 + "Lời trích", "trích dẫn hay danh sách lồng nhau quá sâu; hãy viết gọn lại"),
        ("# Vì sao", "“# Vì sao” không thành tiêu đề; bỏ #, muốn chữ đậm thì viết **Vì sao**"),
        ("Một đoạn.\n\n- một\n- ## Hai", "“## Hai” không thành tiêu đề; bỏ ##, muốn chữ đậm thì viết **Hai**"),
        ("[báo](https://[::x)", "có liên kết hay ký hiệu không đăng được nguyên vẹn; xem lại các liên kết và bảng"),
    ],
)
def test_what_could_not_be_shown_as_typed_is_a_fault(typed: str, told: str) -> None:
    assert cut(typed) == told


@given(marked.map("".join) | st.text(st.characters(exclude_categories=("C", "Z")), max_size=80))
def test_every_character_is_on_the_page_but_the_markers(text: str) -> None:
    """What the page lacks of the typed text are markers, in the order in which they were typed."""
    if cut(text):
        return
    shown = re.sub(r'<a href="([^"]*)">(.*?)</a>', r"[\2](\1)", html(text), flags=re.DOTALL)
    page, lacking = iter("".join(words(shown).split())), ""
    following = next(page, "")
    for letter in "".join(text.split()):
        if letter == following:
            following = next(page, "")
        else:
            lacking += letter
    assert following == ""
    assert set(lacking) <= set("*_->|1.\\:")
