"""What editors are told to look at, what a chief is given to sign, and which links are dead."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from playwright.sync_api import Browser

from casebook.desk.attention import Notice, notices
from casebook.desk.differences import differences
from casebook.desk.links import dead
from casebook.desk.review import unapproved
from casebook.desk.save import overwrite
from casebook.desk.text import canonical, data
from casebook.load import load
from casebook.verify.printed import squeezed
from tests.conftest import FULL, ROOT
from tests.test_desk_states import TODAY, book_of, desk, published, rewrite, text_of

LITTLE = data((ROOT / "tests/sample/cases/hop-tac-xa-lua.yaml").read_text("utf-8"))


def about(root: Path, slug: str, today: date = TODAY) -> dict[str, list[str]]:
    """What is told of one case, by heading."""
    told: dict[str, list[str]] = {}
    for kind, of, message in notices(book_of(root, today)):
        if of == slug:
            told.setdefault(kind, []).append(message)
    return told


def beside(root: Path, slug: str, **fields: Any) -> None:
    """One more case beside those of the sample."""
    overwrite(root / f"cases/{slug}.yaml", canonical({**LITTLE, "adapted_from": [], **fields}))


@pytest.mark.parametrize(
    ("adoption", "told"),
    [
        ({"where": "12 xã ở Bắc Giang và TP. Hồ Chí Minh"}, "nêu Bắc Giang, TP. Hồ Chí Minh: ghi mỗi tỉnh một mục"),
        ({"where": "12 xã ở Bắc Giang", "place": "bac-giang"}, None),
        ({"where": "51 tỉnh, thành phố"}, None),
        ({"where": "xã Huếch"}, None),
    ],
)
def test_a_record_that_names_provinces_without_choosing_one_is_told_for_no_province_shows_it(adoption: dict[str, str], told: str | None, root: Path) -> None:
    rewrite(root, FULL, adoptions=[{"status": "dang_lam", "sources": ["s1"], **adoption}])
    found = about(root, FULL).get("Nơi làm theo chưa chọn tỉnh", [""])[0]
    assert told in found if told else not found


def test_a_draft_waits_and_says_since_when(root: Path) -> None:
    assert about(root, "nhap-chua-dang")["Chưa đăng"] == ["nháp, ghi gần nhất 22/11/2026"]
    rewrite(root, "nhap-chua-dang", status="da_duyet", publish_from="2026-12-01")
    assert about(root, "nhap-chua-dang")["Chưa đăng"] == ["đã duyệt, hẹn đăng từ 01/12/2026"]


@pytest.mark.parametrize(("appointed", "overdue"), [("2026-10", True), ("2026-11", False), ("2026-11-21", True), ("2026-11-22", False), ("2027", False)])
def test_a_review_is_overdue_after_the_last_day_that_its_date_can_mean(appointed: str, overdue: bool, root: Path) -> None:
    rewrite(root, FULL, next_review=appointed)
    assert ("Quá hẹn rà soát" in about(root, FULL)) == overdue


def test_a_clearance_lasts_twelve_months(root: Path) -> None:
    """The sample was cleared on 2026-11-02."""
    assert "Xác nhận nhân sự đã cũ" not in about(root, FULL, date(2027, 11, 1))
    assert "đã 12 tháng" in about(root, FULL, date(2027, 11, 2))["Xác nhận nhân sự đã cũ"][0]


def test_a_document_that_lapsed_or_was_replaced_is_told(root: Path) -> None:
    documents = data(text_of(root, FULL))["documents"]
    assert "Văn bản đã hết hiệu lực" not in about(root, FULL)
    # The vocabularies of the sample are its own: here those of the project decide.
    (root / "vocab/document_status.yaml").write_bytes((ROOT / "vocab/document_status.yaml").read_bytes())
    rewrite(root, FULL, documents=[documents[0] | {"status": "het_hieu_luc"}, *documents[1:]])
    assert about(root, FULL)["Văn bản đã hết hiệu lực"][0].startswith("12/KH-UBND đã hết hiệu lực")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Ông A, số 012345678.", True),
        ("Gọi 0204 3886 000 để đăng ký.", True),
        ("Gửi về toquanly@tinh.gov.vn.", True),
        ("Bà B sinh năm 1975 là người đề xuất.", True),
        ("Con trai ông Nam cùng làm.", True),
        ("Chị C mắc bệnh nặng vẫn đi làm.", True),
        ("Kinh phí 123.456.789 đồng, 28.100 ha, năm 2021.", False),
        ("Người khuyến khích sinh hoạt, căn cước công dân gắn chíp.", False),
    ],
)
def test_what_the_rules_let_pass_and_may_be_personal_is_told(text: str, told: bool, root: Path) -> None:
    rewrite(root, FULL, solution=text)
    assert ("Có thể là dữ liệu cá nhân" in about(root, FULL)) == told


def test_the_office_of_a_case_is_no_personal_data(root: Path) -> None:
    assert data(text_of(root, FULL))["contact"]["phone"] == "0204 3886 000"
    assert "Có thể là dữ liệu cá nhân" not in about(root, FULL)


@pytest.mark.parametrize(
    ("title", "place", "start", "reason"),
    [
        ("Hợp tác xã lúa chung vụ, chung giống", "hue", "2020", "cùng nơi"),
        ("Hop tac xa lua chung mot ruong", "ho-chi-minh", "2012", "bắt đầu cùng năm"),
        ("Hợp tác xã lúa chung ruộng lớn", "ho-chi-minh", "2020", ""),
        ("Hợp tác xã nuôi tôm", "hue", "2012", None),
        ("Hợp tác xã lúa một vụ", "ho-chi-minh", "2020", None),
    ],
)
def test_titles_that_are_nearly_one_are_told_with_the_reason(title: str, place: str, start: str, reason: str | None, root: Path) -> None:
    beside(root, "x-giong", title=title, places=[place], period={"start": start, "sources": ["s1"]})
    found = about(root, "x-giong").get("Có thể trùng nhau", [])
    assert found == (
        [] if reason is None else [f"tên gần giống “Hợp tác xã lúa chung ruộng” (hop-tac-xa-lua){', ' + reason if reason else ''}; có phải một mô hình?"]
    )


def test_what_a_showcase_still_lacks_is_told(root: Path) -> None:
    assert "Thêm là thành hồ sơ tiêu biểu" not in about(root, FULL)
    rewrite(root, FULL, reviews=[], conditions={})
    assert about(root, FULL)["Thêm là thành hồ sơ tiêu biểu"] == [
        "còn thiếu một lần rà soát (sơ kết, tổng kết, đánh giá); một điều kiện: cần có, nên có, hoặc khi nào không nên chép"
    ]


def test_a_page_changed_after_its_approval_is_told_until_it_is_approved_again(root: Path) -> None:
    approval = ("approve", FULL, "--by", "Chánh Văn phòng", "--clearance-by", "Ban Tổ chức", "--date", "2026-11-20")
    desk(root, *approval)
    assert list(unapproved(book_of(root))) == []
    rewrite(root, FULL, publish_from="2026-11-20")
    assert list(unapproved(book_of(root))) == []
    rewrite(root, FULL, agency="UBND xã mới")
    assert [notice.slug for notice in unapproved(book_of(root))] == [FULL]
    desk(root, *approval)
    assert list(unapproved(book_of(root))) == []


def test_a_thousand_cases_are_looked_through_in_seconds(tmp_path: Path) -> None:
    subprocess.run([sys.executable, str(ROOT / "scripts/make_corpus.py"), "1000", str(tmp_path)], check=True, capture_output=True)
    book, _ = load(tmp_path, today=TODAY)
    assert len(book.cases) > 900
    started = time.process_time()
    assert sum(1 for _ in notices(book)) > 0
    assert time.process_time() - started < 5


EDITS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "a text": ({"agency": "UBND phường"}, ["Cơ quan thực hiện: đổi từ “UBND xã An Lạc” thành “UBND phường”"]),
    "a term": ({"kind": "cach_lam"}, ["Loại: đổi từ “Mô hình thí điểm” thành “Cách làm”"]),
    "a date inside": (
        {"period": {"start": "2021-04", "end": "2023-03-31", "sources": ["s1"]}},
        ["Thời gian, bắt đầu: đổi từ “03/2021” thành “04/2021”"],
    ),
    "a field that is new": ({"next_review": "2027-06"}, ["Rà soát tiếp theo: thêm “06/2027”"]),
    "a field that is gone": ({"locality": ""}, ["Địa bàn cụ thể: bỏ “xã An Lạc, huyện Sơn Động”"]),
    "words of a list": ({"keywords": ["hộ tịch", "một cửa", "khai sinh"]}, ["Từ khoá: thêm 1 mục: “khai sinh”", "Từ khoá: đổi thứ tự"]),
    "of the desk": ({"status": "nhap", "publish_from": "2027-01-01"}, []),
}


@pytest.mark.parametrize(("fields", "told"), EDITS.values(), ids=EDITS)
def test_a_change_is_told_in_the_words_of_the_form(fields: dict[str, Any], told: list[str], root: Path) -> None:
    old = data(text_of(root, FULL))
    new = {name: value for name, value in {**old, **fields}.items() if value}
    assert list(differences(old, new, load(ROOT)[0].vocabularies)) == told


def test_records_that_came_went_and_changed_are_named(root: Path) -> None:
    old = data(text_of(root, FULL))
    first, _, third = old["results"]
    new = {**old, "results": [third, first | {"after": "12"}, {"name": "Chi phí", "after": "3", "sources": ["s1"]}]}
    assert list(differences(old, new, load(ROOT)[0].vocabularies)) == [
        "Kết quả: thêm 1 mục: “Chi phí”",
        "Kết quả: bỏ 1 mục: “Thủ tục trả trong ngày”",
        "Kết quả “Thời gian chờ”, sau: đổi từ “15” thành “12”",
        "Kết quả: đổi thứ tự",
    ]


def test_the_sheet_says_what_changed_what_is_wrong_and_asks_rule_p01(root: Path) -> None:
    desk(root, "approve", FULL, "--by", "Chánh Văn phòng", "--clearance-by", "Ban Tổ chức", "--date", "2026-11-20")
    rewrite(root, FULL, agency="UBND <xã> mới", keywords=["một cửa", "một cửa"])
    desk(root, "review", FULL)
    html = (root / f"duyet/{FULL}.html").read_text("utf-8")
    assert "Cơ quan thực hiện: đổi từ “UBND xã An Lạc” thành “UBND &#60;xã&#62; mới”" in html
    assert "“một cửa” viết hai lần" in html
    assert "đang bị xem xét kỷ luật" in html
    assert "Chánh Văn phòng, 20/11/2026" in html
    assert "Thủ tục làm ngay được vẫn hẹn" in html


def test_the_sheet_needs_no_other_file_and_prints_on_a4(root: Path, browser: Browser) -> None:
    desk(root, "review", FULL)
    page = browser.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    address = (root / f"duyet/{FULL}.html").as_uri()
    page.goto(address)
    sheets = pypdf.PdfReader(BytesIO(page.pdf(prefer_css_page_size=True))).pages
    page.close()
    assert asked == [address]
    assert {(round(float(sheet.mediabox.width)), round(float(sheet.mediabox.height))) for sheet in sheets} == {(595, 842)}
    # Where letters of two faces meet, the reader of PDFs sees a gap.
    signed = squeezed(sheets[0].extract_text())
    assert squeezed("Người xác nhận") in signed
    assert squeezed("Người duyệt") in signed


def test_what_the_desk_makes_for_itself_is_never_published(root: Path) -> None:
    before = published(root)
    desk(root, "review", "--all")
    lines = desk(root, "status")
    assert "2 đang đăng, 1 chưa đăng, 1 đã rút, 0 lỗi" in lines
    assert "Tên Bản Nháp Bí Ẩn" in (root / "duyet/viec-can-lam.html").read_text("utf-8")
    assert published(root) == before


class Server(BaseHTTPRequestHandler):
    """Answers by the name of the page."""

    def do_GET(self) -> None:
        name = self.path.strip("/")
        if name == "im-lang":
            time.sleep(6)
        self.send_response({"mat": 404, "xoa": 410, "cam": 403, "chuyen": 302}.get(name, 200))
        if name == "chuyen":
            self.send_header("Location", "/mat")
        self.end_headers()

    def log_message(self, *arguments: object) -> None:
        pass


@pytest.fixture
def origin_of_links() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_dead_links_are_found_and_told(root: Path, origin_of_links: str) -> None:
    names = ("tot", "tiếng-việt", "mat", "xoa", "cam", "chuyen", "im-lang")
    urls = [*(f"{origin_of_links}/{name}" for name in names), "http://127.0.0.1:1/"]
    sources = [{"id": f"s{number}", "kind": "bao_chi", "publisher": "Báo", "url": url} for number, url in enumerate(urls, 1)]
    everything = [source["id"] for source in sources]
    beside(root, "x-lien-ket", title="Một tên khác hẳn", sources=sources, summary_sources=everything)
    for slug in ("hop-tac-xa-lua", "nhap-chua-dang", FULL):
        (root / f"cases/{slug}.yaml").unlink()
    started = time.monotonic()
    command = [sys.executable, str(ROOT / "scripts/check_links.py"), "--timeout", "2", "--root", str(root)]
    done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert time.monotonic() - started < 20
    assert "8/8 liên kết, 5 hỏng, còn khoảng 0 giây" in done.stderr
    report = json.loads((root / "links.json").read_text("utf-8"))
    assert report["dead"] == {
        f"{origin_of_links}/mat": "trang không còn (mã 404)",
        f"{origin_of_links}/xoa": "trang không còn (mã 410)",
        f"{origin_of_links}/chuyen": "trang không còn (mã 404)",
        f"{origin_of_links}/im-lang": "không trả lời trong 2 giây",
        "http://127.0.0.1:1/": "không tìm thấy hoặc không kết nối được máy chủ",
    }
    told = list(dead(book_of(root)))
    assert len(told) == 5
    assert all(isinstance(notice, Notice) and notice.slug == "x-lien-ket" for notice in told)
    assert f"{origin_of_links}/mat: trang không còn (mã 404)" in desk(root, "status")
