"""What must hold of a built site: each rule on a small tree with one fault, and all of them on our own site."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PIL import Image

from casebook.book import Casebook
from casebook.load import load
from casebook.paper.press import pressed
from casebook.paper.tree import tree
from casebook.verify import verify
from casebook.verify.built import Built, page
from casebook.verify.known import Known
from tests.conftest import ROOT, SAMPLE

ADDRESS = "https://vidu.example/"
HEAD = '<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="description" content="Kho mô hình"><title>{title}</title><link rel="canonical" href="https://vidu.example/{path}"></head><body>\n'
HOME = (
    HEAD.format(title="Trang chủ", path="") + '<h1 id="dau">Mô hình</h1>\n<a href="mo-hinh/a/#ket-qua">Một cửa</a> <a href="https://chinhphu.vn/">Nguồn</a>\n'
)
CASE = HEAD.format(title="Một cửa", path="mo-hinh/a/") + '<h2 id="ket-qua">Kết quả</h2>\n<a href="../../#dau">Về đầu</a>\n'
MAP = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://vidu.example/</loc></url><url><loc>https://vidu.example/mo-hinh/a/</loc></url></urlset>'
FEED = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><id>x</id><title>Cập nhật</title><updated>2026-11-22T00:00:00+07:00</updated><link rel="self" href="x"/>'
    "<entry><id>{id}</id><title>Mới</title><updated>{when}</updated></entry></feed>"
)
GOOD = {"index.html": HOME, "mo-hinh/a/index.html": CASE, "sitemap.xml": MAP}


@pytest.fixture(scope="module")
def book() -> Casebook:
    return load(SAMPLE, today=date(2026, 11, 22))[0]


def test_what_is_known_of_a_page_holds_no_more_than_its_texts() -> None:
    """The strings that lxml's XPath gives lead back to their element: ten thousand cases took eleven gigabytes."""
    told = page(CASE.encode(), ADDRESS, "mo-hinh/a/index.html")
    assert {type(text) for text in (told.title, told.description, told.canonical, told.policy, *(use.address for use in told.uses))} == {str}


def found(folder: Path, book: Casebook, files: Mapping[str, str]) -> list[str]:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return [str(problem) for problem in verify(Built(folder, ADDRESS, book))]


def test_a_small_site_that_is_right(tmp_path: Path, book: Casebook) -> None:
    assert found(tmp_path, book, GOOD) == []


FAULTS: dict[str, tuple[dict[str, str], str]] = {
    "a link to nowhere": ({"index.html": HOME + '<a href="noi/">Nơi</a>'}, "index.html:4: liên kết “noi/” không dẫn tới tệp nào"),
    "a link to a part that is not there": (
        {"index.html": HOME.replace("#ket-qua", "#hieu-qua")},
        "index.html:3: “mo-hinh/a/#hieu-qua”: trang kia không có mục #hieu-qua",
    ),
    "a card for sharing that is not there": (
        {"index.html": HOME.replace("</title>", '</title><meta property="og:image" content="https://vidu.example/the-chia-se/bieu-mau.png">')},
        "index.html:1: liên kết “https://vidu.example/the-chia-se/bieu-mau.png” không dẫn tới tệp nào",
    ),
    "an id twice": ({"index.html": HOME + '<p id="dau">'}, "index.html:2: id “dau” có 2 lần trong trang"),
    "a title twice": ({"index.html": HOME.replace("Trang chủ", "Một cửa")}, "mo-hinh/a/index.html:1: trùng tiêu đề “Một cửa” với index.html"),
    "a page without a title": ({"index.html": HOME.replace("Trang chủ", " ")}, "index.html:1: trang không có tiêu đề"),
    "a page that says nothing of itself": (
        {"index.html": HOME.replace("Kho mô hình", " ")},
        "index.html:1: trang không có lời giới thiệu (meta description)",
    ),
    "a page that none leads to": (
        {
            "moi/index.html": HEAD.format(title="Mới", path="moi/"),
            "sitemap.xml": MAP.replace("mo-hinh/a/</loc></url>", "mo-hinh/a/</loc></url><url><loc>https://vidu.example/moi/</loc></url>"),
        },
        "moi/index.html:1: không trang nào dẫn tới trang này",
    ),
    "a script from elsewhere": (
        {"index.html": HOME + '<script src="https://la.example/x.js"></script>'},
        "index.html:4: tải “https://la.example/x.js” từ nơi khác; chép tệp về trang",
    ),
    "a font from elsewhere": (
        {"assets/site.css": "@font-face { src: url(//fonts.example/a.woff2); }"},
        "assets/site.css:1: tải “//fonts.example/a.woff2” từ nơi khác; chép tệp về trang",
    ),
    "a script in the page": ({"index.html": HOME + "<script>alert(1)</script>"}, "index.html:4: có <script> viết thẳng trong trang; chính sách CSP sẽ chặn"),
    "a handler": ({"index.html": HOME + '<p onclick="x()">'}, "index.html:4: có thuộc tính onclick= viết thẳng trong trang; chính sách CSP sẽ chặn"),
    "a style in the page": (
        {"index.html": HOME + '<p style="color:red">'},
        "index.html:4: có thuộc tính style= viết thẳng trong trang; chính sách CSP sẽ chặn",
    ),
    "a link that runs": (
        {"index.html": HOME + '<a href="javascript:alert(1)">x</a>'},
        "index.html:4: “javascript:alert(1)” không phải liên kết http(s) hay mailto",
    ),
    "a feed without times": (
        {"cap-nhat.xml": FEED.format(id="a", when="2026-11-22")},
        "cap-nhat.xml:1: “Mới”: updated phải là ngày giờ kèm múi giờ",
    ),
    "a feed that is cut off": ({"cap-nhat.xml": "<feed>\n<entry>"}, "cap-nhat.xml:2: không phải XML đúng"),
    "a feed that only one format has": (
        {"mo-hinh/a/cap-nhat.json": '{"version": "1.1", "title": "A", "feed_url": "x", "items": [{"id": "a"}]}'},
        "mo-hinh/a/cap-nhat.json:1: không có nguồn tin Atom đi cùng",
    ),
    "a sum that is not the file's": (
        {"du-lieu/v1/cases.json": "{}", "du-lieu/v1/SHA256SUMS": f"{'0' * 64}  cases.json\n"},
        "du-lieu/v1/SHA256SUMS:1: mã băm của cases.json không khớp",
    ),
    "data that is cut off": ({"du-lieu/cases.json": '{"cases": ['}, "du-lieu/cases.json:1: không phải JSON đúng"),
    "a schema that is none": ({"du-lieu/case.schema.json": '{"type": "chữ"}'}, "du-lieu/case.schema.json:1: không phải JSON Schema đúng"),
    "data that is not as the schema beside it": (
        {"du-lieu/v1/cases-2.json": '{"cases": "không"}', "du-lieu/v1/cases.schema.json": '{"properties": {"cases": {"type": "array"}}}'},
        "du-lieu/v1/cases-2.json:1: không theo lược đồ đi cùng: cases: ",
    ),
    "a map without a page": ({"sitemap.xml": MAP.replace("/mo-hinh/a/", "/")}, "mo-hinh/a/index.html:1: không có trong sitemap.xml"),
    "a map with a page that is gone": (
        {"sitemap.xml": MAP.replace("</urlset>", "<url><loc>https://vidu.example/cu/</loc></url></urlset>")},
        "sitemap.xml:1: có cu/index.html, mà trang này không có hoặc không để tìm",
    ),
    "a name that Windows keeps": ({"du-lieu/con.csv": ""}, "du-lieu/con.csv:1: “con.csv” là tên mà Windows không ghi được; đổi tên"),
    "names that differ in case": (
        {"du-lieu/A.csv": "", "du-lieu/a.csv": ""},
        "du-lieu/a.csv:1: chỉ khác “du-lieu/A.csv” ở chữ hoa, chữ thường; đổi tên một tệp",
    ),
}


@pytest.mark.parametrize(("files", "said"), FAULTS.values(), ids=FAULTS)
def test_a_fault_is_named_with_its_page(tmp_path: Path, book: Casebook, files: dict[str, str], said: str) -> None:
    assert any(line.startswith(said) for line in found(tmp_path, book, GOOD | files)), found(tmp_path, book, {})


def test_what_was_looked_through_once_is_looked_through_again_when_it_changed(tmp_path: Path, book: Casebook) -> None:
    def lines() -> list[str]:
        known = Known(tmp_path / "looked")
        problems = [str(problem) for problem in verify(Built(tmp_path / "site", ADDRESS, book, known))]
        known.keep()
        return problems

    assert found(tmp_path / "site", book, GOOD) == lines() == lines() == []
    (tmp_path / "site/index.html").write_text(HOME + '<p id="dau">', "utf-8")
    assert lines() == lines() == ["index.html:2: id “dau” có 2 lần trong trang", "index.html:4: id “dau” có 2 lần trong trang"]
    whole = (tmp_path / "looked").read_bytes()
    for damaged in (b"", b"dang do", whole[: len(whole) // 2], whole[:-1], whole.replace(b"casebook.verify.built", b"casebook.verify.other"), b"khac" + whole):
        (tmp_path / "looked").write_bytes(damaged)
        assert len(lines()) == 2


def test_a_page_with_its_styles_and_scripts_is_weighed(tmp_path: Path, book: Casebook) -> None:
    noise = "".join(f"{number * 7919 % 1000003:x}" for number in range(20_000))
    heavy = {"index.html": HOME + '<script src="a.js" defer></script>', "a.js": f"//{noise}"}
    assert any("KB, quá 40 KB của một trang" in line for line in found(tmp_path, book, GOOD | heavy))


def test_a_draft_that_shows_is_found(tmp_path: Path, book: Casebook) -> None:
    slug, draft = next(iter(book.drafts.items()))
    lines = found(tmp_path, book, GOOD | {"tim-kiem/x.js": f'"{draft.title}"'})
    assert f"tim-kiem/x.js:1: lộ hồ sơ chưa công bố {slug}: “{draft.title}”" in lines


def test_what_a_public_case_says_too_is_no_leak_of_its_copy(tmp_path: Path, book: Casebook) -> None:
    slug, draft = next(iter(book.drafts.items()))
    public = next(iter(book.cases.values()))
    copied = replace(book, drafts={slug: draft.model_copy(update={"summary": public.summary})})
    lines = found(tmp_path, copied, GOOD | {"mo-hinh/x.json": f'"{public.summary}"', "tim-kiem/x.js": f'"{draft.title}"'})
    assert [line for line in lines if "lộ hồ sơ" in line] == [f"tim-kiem/x.js:1: lộ hồ sơ chưa công bố {slug}: “{draft.title}”"]


def test_what_is_left_of_a_withdrawn_case_is_found(tmp_path: Path, book: Casebook) -> None:
    slug = next(iter(book.tombstones))
    assert f"du-lieu/x.json:1: còn nhắc hồ sơ đã rút {slug}" in found(tmp_path, book, GOOD | {"du-lieu/x.json": f'"mo-hinh/{slug}/"'})


def test_what_only_a_pdf_tells_is_found(tmp_path: Path, book: Casebook) -> None:
    slug, draft = next(iter(book.drafts.items()))
    withdrawn = next(iter(book.tombstones))
    cover = "".join(f'<p class="{name}"></p>' for name in ("scope", "count", "edition", "home"))
    (front,) = tree(f"<section><h1>{draft.title}</h1>{cover}</section>", ADDRESS, tmp_path)
    (back,) = tree(f"<section><p>{'Chữ dài. ' * 30} mo-hinh/{withdrawn}/</p></section>", ADDRESS, tmp_path)
    data = {"name": "Kho", "updated": "22/11/2026", "front": front, "introduction": [], "parts": [], "back": [back, back]}
    (tmp_path / "ky-yeu.pdf").write_bytes(pressed("book.typ", data, datetime(2026, 11, 22, tzinfo=UTC)))
    lines = found(tmp_path, book, GOOD)
    assert f"ky-yeu.pdf:1: lộ hồ sơ chưa công bố {slug}: “{draft.title}”" in lines
    assert f"ky-yeu.pdf:1: còn nhắc hồ sơ đã rút {withdrawn}" in lines


def test_a_file_of_a_withdrawn_case_is_found(tmp_path: Path, book: Casebook) -> None:
    slug = next(iter(book.tombstones))
    (tmp_path / f"mo-hinh/{slug}").mkdir(parents=True)
    (tmp_path / f"mo-hinh/{slug}/{slug}.pdf").write_bytes(b"%PDF-1.7")
    assert f"mo-hinh/{slug}/{slug}.pdf:1: là tệp của hồ sơ đã rút {slug}; xoá đi" in found(tmp_path, book, GOOD)


@pytest.mark.parametrize("code", ["<script>alert(1)</script>", '<a href="javascript:alert(1)"/>', '<g onload="alert(1)"/>'])
def test_a_picture_that_runs_something_is_found(tmp_path: Path, book: Casebook, code: str) -> None:
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg">{code}<text>on tap = giữ</text></svg>'
    assert found(tmp_path, book, GOOD | {"anh.svg": drawing}) == [
        "anh.svg:1: là ảnh SVG có mã chạy được (script, on…=, javascript:); bỏ mã đi, hoặc lưu thành .png"
    ]


def test_a_picture_that_tells_where_it_was_taken_is_found(tmp_path: Path, book: Casebook) -> None:
    told = Image.Exif()
    told[0x010F] = "Máy ảnh"
    Image.new("RGB", (8, 8)).save(tmp_path / "anh.jpg", exif=told)
    assert "anh.jpg:1: ảnh còn mang siêu dữ liệu (exif); dựng lại để ảnh được làm sạch" in found(tmp_path, book, GOOD)


def test_a_link_to_elsewhere_on_the_disk_is_found(tmp_path: Path, book: Casebook) -> None:
    (tmp_path / "bi-mat.txt").symlink_to("/etc/hostname")
    assert found(tmp_path, book, GOOD) == ["bi-mat.txt:1: là liên kết tượng trưng; thay bằng tệp thật"]


def test_our_own_site_holds(site: Path) -> None:
    assert [str(problem) for problem in verify(Built(site, "https://nhanrong.example/", load(ROOT)[0]))] == []


@pytest.fixture(scope="module")
def sample(sample_site: Path) -> Callable[[], list[str]]:
    return lambda: [str(problem) for problem in verify(Built(sample_site, "https://nhanrong.example/", load(SAMPLE)[0]))]


def test_the_tiny_country_shows_no_draft_and_nothing_withdrawn(sample: Callable[[], list[str]]) -> None:
    assert [line for line in sample() if "lộ hồ sơ" in line or "đã rút" in line] == []
