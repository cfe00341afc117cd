"""The editor's server: whom it answers, what it says of a case, what it writes and what it never overwrites."""

import contextlib
import http.client
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from casebook.check import check
from casebook.desk.files import glance
from casebook.desk.text import canonical
from casebook.load import load
from tests.conftest import ROOT
from tests.editing import Editor, editing, project

SLUG = "hue-s"
SAVED = {"title": "Đường dây nóng xã Lao Bảo", "status": "nhap"}


@pytest.fixture
def editor(tmp_path: Path) -> Iterator[Editor]:
    with editing(project(tmp_path, SLUG, "ngay-khong-hen")) as running:
        running.enter()
        yield running


def opened(editor: Editor, slug: str = SLUG) -> dict[str, Any]:
    return dict(editor.ask(f"/api/cases/{slug}").json)


def ready(editor: Editor) -> list[dict[str, Any]]:
    """The list, once every file has been read."""
    for _ in range(100):
        answer = editor.ask("/api/cases").json
        if answer["ready"]:
            return list(answer["cases"])
        time.sleep(0.1)
    raise AssertionError("chưa đọc xong hồ sơ")


def faults(editor: Editor, slug: str, data: dict[str, Any]) -> list[tuple[str, str]]:
    answer = editor.ask("/api/check", {"slug": slug, "data": data}).json
    return [(".".join(map(str, fault["loc"])), fault["message"]) for fault in answer["faults"]]


def test_a_file_whose_name_can_be_no_address_is_told_with_what_to_do(editor: Editor) -> None:
    file = editor.file(SLUG)
    file.rename(file.with_name("Mot cua.yaml"))
    assert [(case["slug"], case["faults"]) for case in ready(editor)] == [("Mot cua", 1), ("ngay-khong-hen", 0)]
    answer = editor.ask("/api/cases/Mot%20cua")
    assert answer.status == 404
    assert answer.json["message"].startswith("“Mot cua” không đặt tên được; chỉ dùng chữ thường không dấu, số và gạch nối. Đổi tên tệp ấy")


def test_the_key_is_exchanged_for_a_cookie_and_leaves_the_address(editor: Editor) -> None:
    answer = editor.ask(editor.address.removeprefix(editor.origin), Cookie="")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert editor.address.split("khoa=")[1] not in cookie


@pytest.mark.parametrize("path", ["/", "/api/cases", f"/api/cases/{SLUG}", "/assets/trinh-soan.js", f"/xem/mo-hinh/{SLUG}/", "/?khoa=sai", "/khong-co"])
def test_without_the_key_nothing_is_shown(editor: Editor, path: str) -> None:
    answer = editor.ask(path, Cookie="")
    assert answer.status == 403
    assert "Chạy lại lệnh" in answer.text


@pytest.mark.parametrize(
    "headers",
    [
        {"Cookie": ""},
        {"Host": "nhanrong.example"},
        {"Host": "127.0.0.1"},
        {"Origin": "https://trang-khac.example"},
        {"Origin": "null"},
        {"Origin": "http://127.0.0.1:1"},
        {"Origin": ""},
        {"Origin": "", "Sec_Fetch_Site": "same-site"},
    ],
)
def test_a_page_of_somebody_else_can_change_nothing(editor: Editor, headers: dict[str, str]) -> None:
    before = editor.file(SLUG).read_bytes()
    data = opened(editor)["data"] | {"title": "Tên của kẻ lạ"}
    for action in ("save", "draft", "drop"):
        answer = editor.ask(f"/api/{action}", {"slug": SLUG, "data": data, "sha": opened(editor)["sha"]}, **headers)
        assert answer.status == 403
    assert editor.file(SLUG).read_bytes() == before
    assert not (editor.root / ".nhap").exists()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_only_json_is_read(editor: Editor, kind: str) -> None:
    assert editor.ask("/api/save", b'{"slug": "a"}', Content_Type=kind or "a/b").status == 415


def test_a_name_bound_to_this_machine_shows_nothing(editor: Editor) -> None:
    answer = editor.ask("/api/cases", Host="ke-xau.example")
    assert (answer.status, "hue" in answer.text) == (403, False)


def test_a_huge_request_is_refused_before_it_is_read(editor: Editor) -> None:
    line = http.client.HTTPConnection(editor.origin[7:], timeout=10)
    line.putrequest("POST", "/api/check")
    for name, value in {"Cookie": editor.cookie, "Origin": editor.origin, "Content-Type": "application/json", "Content-Length": str(1024 * 1024 + 1)}.items():
        line.putheader(name, value)
    line.endheaders()
    assert line.getresponse().status == 413
    line.close()


@pytest.mark.parametrize("slug", ["../vocab/kind", "a/b", "", "Hue-S", "con", 7, None, ".nhap"])
def test_no_other_file_can_be_named(editor: Editor, slug: object) -> None:
    for action in ("check", "preview", "save", "draft", "drop"):
        assert editor.ask(f"/api/{action}", {"slug": slug, "data": {}, "sha": ""}).status == 400
    assert [path.name for path in editor.root.rglob("*.tmp")] == []


@pytest.mark.parametrize("path", ["/", "/api/cases", "/assets/trinh-soan.js", f"/xem/mo-hinh/{SLUG}/", "/khong-co"])
def test_every_answer_is_hardened(editor: Editor, path: str) -> None:
    headers = editor.ask(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert ("frame-ancestors 'self'" if path.startswith("/xem/") else "frame-ancestors 'none'") in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"], headers["cache-control"]) == ("nosniff", "no-referrer", "no-store")
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert "server" not in headers


def test_it_listens_on_this_machine_only(editor: Editor) -> None:
    port = int(editor.origin.rsplit(":", 1)[1])
    others = {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), port, socket.AF_INET, socket.SOCK_STREAM)} - {"127.0.0.1"}
    for address in others:
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.settimeout(1)
            probe.connect((address, port))
            raise AssertionError(address)


def test_the_list_says_state_and_number_of_faults(editor: Editor) -> None:
    broken = editor.file("ngay-khong-hen")
    broken.write_text(broken.read_text("utf-8").replace("\nkind:", "\nkidn:", 1), "utf-8")
    assert [(row["slug"], row["status"], row["faults"], row["draft"]) for row in ready(editor)] == [
        ("hue-s", "da_duyet", 0, False),
        ("ngay-khong-hen", "da_duyet", 1, False),
    ]


def test_a_new_case_has_every_required_field_to_fill(editor: Editor) -> None:
    found = dict(faults(editor, "xa-moi", SAVED))
    assert found["summary"] == "thiếu trường bắt buộc"
    assert {"kind", "sectors", "places", "period", "results", "sources", "verification", "changes"} <= found.keys()
    assert "title" not in found


def test_the_faults_are_those_of_check(editor: Editor) -> None:
    ready(editor)
    data = opened(editor)["data"]
    data["results"][0]["after"] = "1.000"
    data["sources"][1]["url"] = "báo huế"
    data["period"]["start"] = "2999"
    data["lessons"] = [{"text": "Không hứa tất cả"}]
    told = faults(editor, SLUG, data)
    editor.file(SLUG).write_text(canonical(data), "utf-8")
    done = subprocess.run([sys.executable, "build_cases.py", "check"], cwd=editor.root, capture_output=True, text=True, encoding="utf-8", check=False)
    assert len(told) == len(done.stderr.splitlines()) - 1
    places = {loc for loc, _ in told}
    assert {"results.0.after", "sources.1.url", "period.start", "lessons.0"} <= places
    assert "đọc được hai cách" in dict(told)["results.0.after"]


def test_rules_across_the_case_reach_their_field(editor: Editor) -> None:
    data = opened(editor)["data"]
    data["timeline"][0]["sources"] = ["s1", "s99"]
    data["changes"][1:] = [{"date": "2020-01-01", "kind": "cap_nhat", "note": "Sửa"}]
    assert sorted(faults(editor, SLUG, data)) == [
        ("changes.1.date", "nhật ký phải theo thứ tự ngày, mới nhất ở cuối"),
        ("timeline.0.sources.1", "“s99” không có trong “Nguồn”"),
    ]


def test_a_fault_speaks_the_words_of_the_form(editor: Editor) -> None:
    data = opened(editor)["data"] | {"lessons": [{"text": "Không hứa tất cả"}]}
    assert dict(faults(editor, SLUG, data))["lessons.0"] == "ghi “Của ai: Biên tập” nếu là nhận định biên tập, hoặc thêm “Nguồn”"


def test_faults_that_it_causes_elsewhere_are_told(editor: Editor) -> None:
    ready(editor)
    other = opened(editor, "ngay-khong-hen")["data"]
    answer = editor.ask("/api/check", {"slug": "aa-moi", "data": other}).json
    assert "cases/ngay-khong-hen.yaml" in " ".join(answer["elsewhere"])


def test_hidden_letters_are_told_where_they_were_pasted(editor: Editor) -> None:
    data = opened(editor)["data"] | {"summary": "Hue-S\u202e"}
    assert faults(editor, SLUG, data) == [("summary", "có ký tự không nhìn thấy U+202E; hãy xoá và gõ lại đoạn này")]


def test_the_preview_is_the_page_that_the_build_writes(editor: Editor, site: Path) -> None:
    ready(editor)
    shown = editor.ask("/api/preview", {"slug": SLUG, "data": opened(editor)["data"]}).text
    built = (site / f"mo-hinh/{SLUG}/index.html").read_text("utf-8")
    # Which other models are near depends on which there are: of our 27 this project has two.
    for part in shown.split('<section class="sec full related"')[0].split("<section"):
        assert part.strip() in built


def test_the_preview_shows_gaps_and_no_markup_of_the_typist(editor: Editor) -> None:
    page = editor.ask("/api/preview", {"slug": "xa-moi", "data": {"title": "<script>alert(1)</script>", "problem": "<img src=x onerror=alert(1)>"}}).text
    assert "(Cơ quan thực hiện: chưa điền)" in page
    assert "<script" not in page
    assert "<img" not in page


def test_saving_one_field_changes_its_line_only(editor: Editor) -> None:
    subprocess.run("git init -q . && git add -A && git -c user.name=a -c user.email=a@b.example commit -qm a", cwd=editor.root, shell=True, check=True)
    found = opened(editor)
    agency = found["data"]["agency"]
    answer = editor.ask("/api/save", {"slug": SLUG, "data": found["data"] | {"agency": "UBND thành phố Huế"}, "sha": found["sha"]})
    assert answer.json["sha"] == opened(editor)["sha"]
    shown = subprocess.run(["git", "diff", "-U0", "cases"], cwd=editor.root, capture_output=True, text=True, check=True).stdout
    changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert changed == [f"-agency: {agency}", "+agency: UBND thành phố Huế"]


def test_a_new_case_is_written_in_the_one_style(editor: Editor) -> None:
    data = opened(editor)["data"] | {"title": "Đường dây nóng xã Lao Bảo", "former_slugs": [], "status": "nhap"}
    editor.ask("/api/save", {"slug": "lao-bao", "data": data, "sha": ""})
    assert editor.file("lao-bao").read_text("utf-8") == canonical(data)


def test_a_file_that_changed_meanwhile_is_not_overwritten(editor: Editor) -> None:
    found = opened(editor)
    mine, theirs = found["data"] | {"agency": "Bản của tôi"}, found["data"] | {"agency": "Bản của người kia"}
    assert editor.ask("/api/save", {"slug": SLUG, "data": theirs, "sha": found["sha"]}).status == 200
    answer = editor.ask("/api/save", {"slug": SLUG, "data": mine, "sha": found["sha"]})
    assert answer.status == 409
    assert "đã được ai đó sửa trong lúc bạn sửa" in answer.json["message"]
    assert answer.json["theirs"]["data"]["agency"] == "Bản của người kia"
    assert "Bản của người kia" in editor.file(SLUG).read_text("utf-8")


def test_a_new_case_does_not_take_the_name_of_another(editor: Editor) -> None:
    answer = editor.ask("/api/save", {"slug": SLUG, "data": SAVED, "sha": ""})
    assert answer.status == 409
    assert "đã có tệp hue-s.yaml; chọn tên khác" in answer.json["message"]


@pytest.mark.parametrize(
    ("raw", "why"), [("title: [chưa đóng\n".encode(), "không đọc được"), (b"title: H\xfc\n", "tệp không phải UTF-8"), (b"- a\n", "tệp phải gồm")]
)
def test_a_file_that_cannot_be_read_is_not_replaced(editor: Editor, raw: bytes, why: str) -> None:
    file = editor.file(SLUG)
    file.write_bytes(raw)
    found = opened(editor)
    assert f"cases/hue-s.yaml:1: {why}" in found["refused"]
    for sha in (found["sha"], ""):
        answer = editor.ask("/api/save", {"slug": SLUG, "data": SAVED, "sha": sha})
        assert answer.status == 400
        assert f"cases/hue-s.yaml:1: {why}" in answer.json["message"]
    assert file.read_bytes() == raw


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("title: Thu phí điện tử", "Thu phí điện tử"),
        ("title: >-\n  Thu phí điện tử\n  không dừng", "Thu phí điện tử không dừng"),
        ("title: Thu phí điện tử\n  không dừng", "Thu phí điện tử không dừng"),
        ('title: "Thu phí:\n  không dừng"', "Thu phí: không dừng"),
    ],
)
def test_a_title_of_several_lines_stands_whole_in_the_list(tmp_path: Path, written: str, title: str) -> None:
    file = tmp_path / "x.yaml"
    file.write_text(f"kind: mo_hinh\n{written}\nstatus: nhap\n", "utf-8")
    assert glance(file) == (title, "nhap", "")


def test_a_file_with_a_byte_order_mark_has_its_title_in_the_list(editor: Editor) -> None:
    file = editor.file(SLUG)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())
    assert [row["title"] for row in ready(editor) if row["slug"] == SLUG] == [opened(editor)["data"]["title"]]


def test_a_step_that_is_refused_speaks_of_the_form_and_not_of_the_file(editor: Editor) -> None:
    ready(editor)
    data = opened(editor)["data"]
    data["verification"] = {"level": "co_quan_xac_nhan", "by": "Sở Nội vụ", "date": "2026-11-20"}
    editor.ask("/api/save", {"slug": SLUG, "data": data | {"status": "cho_duyet"}, "sha": opened(editor)["sha"]})
    asked = {"slug": SLUG, "step": "approve", "by": "Chánh Văn phòng", "clearance_by": "Ban Tổ chức"}
    late = editor.ask("/api/step", {**asked, "date": "2999-04-30"}).json["message"]
    assert "Duyệt, Ngày: “30/04/2999” ở tương lai; chỉ ghi việc đã xảy ra" in late
    assert "cases/" not in late
    unnamed = editor.ask("/api/step", {**asked, "by": "", "date": "2026-11-20"}).json["message"]
    assert unnamed.startswith("Cần ghi cả “Ai duyệt” và “Ai rà soát nhân sự”")
    assert "--" not in unnamed


def test_a_case_that_was_public_does_not_become_a_draft_and_a_step_is_not_taken_on_a_text_that_nobody_saw(editor: Editor) -> None:
    ready(editor)
    (editor.file(SLUG).parent.parent / "published.txt").write_text(f"{SLUG}\n", "utf-8")
    seen = opened(editor)
    draft = editor.ask("/api/save", {"slug": SLUG, "data": seen["data"] | {"status": "nhap"}, "sha": seen["sha"]})
    assert (draft.status, "bấm “Rút…”" in draft.json["message"]) == (400, True)
    saved = editor.ask("/api/save", {"slug": SLUG, "data": seen["data"] | {"agency": "Đơn vị khác"}, "sha": seen["sha"]})
    asked = {"slug": SLUG, "step": "log", "kind": "cap_nhat", "note": "Đổi cơ quan", "date": "2026-12-01"}
    assert "đã đổi từ khi mở ở đây" in editor.ask("/api/step", {**asked, "sha": seen["sha"]}).json["message"]
    assert editor.ask("/api/step", {**asked, "sha": saved.json["sha"]}).status == 200


def test_a_file_that_is_gone_is_told_as_that(editor: Editor) -> None:
    ready(editor)
    seen = opened(editor)
    editor.file(SLUG).unlink()
    assert editor.ask("/api/save", {"slug": SLUG, "data": seen["data"], "sha": seen["sha"]}).status == 409


def test_a_fault_of_a_date_speaks_as_dates_are_typed(editor: Editor) -> None:
    data = opened(editor)["data"]
    period = data["period"]
    assert faults(editor, SLUG, data | {"period": {**period, "start": "2024-04-31"}})[0] == (
        "period.start",
        "“31/04/2024” không có trên lịch; xem lại tháng và ngày",
    )
    assert faults(editor, SLUG, data | {"period": {**period, "start": "hè"}})[0] == (
        "period.start",
        "“hè” không phải ngày; viết như 2024, 06/2024 hoặc 21/06/2024",
    )


def test_a_fault_of_a_term_speaks_of_the_list_and_not_of_its_file(editor: Editor) -> None:
    data = opened(editor)["data"]
    told = dict(faults(editor, SLUG, data | {"kind": "mẹo hay", "places": ["tỉnh Bắc Gian"]}))
    assert told["kind"] == "“mẹo hay” không có trong danh sách"
    assert told["places.0"] == "“tỉnh Bắc Gian” không có trong danh sách; có phải “tỉnh Bắc Giang”?"


def test_the_first_answer_has_the_faults_beside_other_cases_too(tmp_path: Path) -> None:
    root = project(tmp_path, SLUG)
    shutil.copy(root / f"cases/{SLUG}.yaml", root / "cases/sao-chep.yaml")
    with editing(root) as editor:
        editor.enter()
        told = faults(editor, "sao-chep", opened(editor, "sao-chep")["data"])
        assert told == [("title", "gần trùng tên với cases/hue-s.yaml ở cùng nơi; có phải một mô hình?")]
        assert [row["faults"] for row in ready(editor)] == [0, 1]


def test_what_is_filled_in_is_looked_at_before_the_rest_is_right(editor: Editor) -> None:
    data = opened(editor)["data"] | {"title": "", "summary": "Gọi 0912 345 678 để hỏi.", "keywords": ["một cửa", "một cửa"]}
    assert [loc for loc, _ in faults(editor, SLUG, data)] == ["summary", "keywords.1", "title"]


def test_withdrawal_is_a_step_and_no_choice(editor: Editor) -> None:
    asked = editor.ask("/api/questions").json
    assert [code for code, *_ in asked["terms"]["case_status"]] == ["nhap", "cho_duyet", "da_duyet"]


def test_spaces_and_letters_that_only_copying_leaves_are_not_saved(editor: Editor) -> None:
    file = editor.file(SLUG)
    before = file.read_text("utf-8").replace("publisher: ", "publisher: Báo\u00a0", 1)
    file.write_text(before, "utf-8")
    found = opened(editor)
    typed = {"agency": "UBND\u00a0thành\u202fphố\u200b Huế\ufeff"}
    assert editor.ask("/api/save", {"slug": SLUG, "data": found["data"] | typed, "sha": found["sha"]}).status == 200
    after = file.read_text("utf-8")
    changed = [line for line in after.splitlines() if line not in before.splitlines()]
    assert changed == ["agency: UBND thành phố Huế"]
    assert "publisher: Báo\u00a0" in after
    editor.ask("/api/save", {"slug": "moi", "data": SAVED | typed, "sha": ""})
    assert "agency: UBND thành phố Huế\n" in editor.file("moi").read_text("utf-8")


def test_a_draft_is_kept_shown_and_never_published(editor: Editor) -> None:
    editor.ask("/api/draft", {"slug": "lao-bao", "data": SAVED, "sha": ""})
    assert opened(editor, "lao-bao")["draft"]["data"] == SAVED
    assert [row["slug"] for row in ready(editor) if row["draft"]] == ["lao-bao"]
    book, _ = load(editor.root)
    assert "lao-bao" not in {*book.sources, *book.faulty}
    editor.ask("/api/drop", {"slug": "lao-bao"})
    assert opened(editor, "lao-bao")["draft"] is None


def test_saving_forgets_the_draft(editor: Editor) -> None:
    found = opened(editor)
    editor.ask("/api/draft", {"slug": SLUG, "data": found["data"], "sha": found["sha"]})
    editor.ask("/api/save", {"slug": SLUG, "data": found["data"], "sha": found["sha"]})
    assert opened(editor)["draft"] is None


def test_a_file_edited_by_hand_meanwhile_is_seen(editor: Editor) -> None:
    ready(editor)
    file = editor.file(SLUG)
    file.write_text(file.read_text("utf-8").replace("\nkind:", "\nkidn:", 1), "utf-8")
    assert {row["slug"]: row["faults"] for row in ready(editor)} == {"hue-s": 1, "ngay-khong-hen": 0}
    file.unlink()
    assert [row["slug"] for row in ready(editor)] == ["ngay-khong-hen"]


def test_a_case_is_handed_in_approved_logged_renamed_and_withdrawn(editor: Editor) -> None:
    ready(editor)
    data = opened(editor)["data"] | {"title": "Sổ họp điện tử", "places": ["quang-tri"], "documents": [], "status": "nhap"}
    editor.ask("/api/save", {"slug": "so-hop", "data": data | {"changes": data["changes"][:1]}, "sha": ""})

    def step(name: str, slug: str = "so-hop", **said: str) -> tuple[int, str]:
        answer = editor.ask("/api/step", {"slug": slug, "step": name, **said})
        return answer.status, answer.json.get("message", "")

    def status(slug: str = "so-hop") -> str:
        return str(opened(editor, slug)["data"]["status"])

    assert step("submit") == (200, "")
    assert status() == "cho_duyet"
    assert step("approve", date="2026-11-22") == (200, "")
    assert status() == "da_duyet"
    assert step("log", kind="dinh_chinh", note="Sửa năm bắt đầu.", date="2026-11-23") == (200, "")
    assert opened(editor, "so-hop")["data"]["changes"][-1]["kind"] == "dinh_chinh"
    assert step("rename", new="so-hop-xa")[0] == 200
    assert opened(editor, "so-hop")["sha"] == ""
    assert step("withdraw", "so-hop-xa", reason="khong-co", by="Chánh Văn phòng", date="2026-11-23")[0] == 400
    assert step("withdraw", "so-hop-xa", reason="nguon", by="Chánh Văn phòng", date="2026-11-23") == (200, "")
    assert status("so-hop-xa") == "rut"
    assert "Sổ họp" not in editor.file("so-hop-xa").read_text("utf-8")
    assert step("bay") == (400, "Không có bước này.")


def test_a_faulty_case_is_not_approved(editor: Editor) -> None:
    ready(editor)
    found = opened(editor)
    found["data"]["timeline"][0]["sources"] = ["s99"]
    editor.ask("/api/save", {"slug": SLUG, "data": found["data"], "sha": found["sha"]})
    answer = editor.ask("/api/step", {"slug": SLUG, "step": "approve", "date": "2026-11-22"})
    assert (answer.status, answer.json["message"]) == (400, "Còn 1 lỗi; sửa và lưu rồi mới duyệt được.")


@pytest.mark.parametrize("after", [0.0, 0.1, 0.5])
def test_ctrl_c_ends_it_quietly(after: float, tmp_path: Path) -> None:
    command = [sys.executable, "build_cases.py", "edit", "--no-browser"]
    process = subprocess.Popen(command, cwd=project(tmp_path, SLUG), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdout
    assert "Ctrl+C" in process.stdout.readline() + process.stdout.readline()
    time.sleep(after)
    process.send_signal(signal.SIGINT)
    assert (process.communicate(timeout=20)[1], process.returncode) == ("", 0)


def test_killed_at_any_moment_the_file_is_whole(tmp_path: Path) -> None:
    root = project(tmp_path, SLUG)
    for moment in (0.0, 0.002, 0.005, 0.01, 0.02, 0.05):
        with editing(root) as editor:
            editor.enter()
            found = opened(editor)
            data = found["data"] | {"agency": f"Cơ quan lúc {moment}"}
            editor.ask("/api/draft", {"slug": SLUG, "data": data, "sha": found["sha"]})
            body = json.dumps({"slug": SLUG, "data": data, "sha": found["sha"]}).encode()
            with socket.create_connection(("127.0.0.1", int(editor.origin.rsplit(":", 1)[1]))) as line:
                head = f"POST /api/save HTTP/1.1\r\nHost: {editor.origin[7:]}\r\nOrigin: {editor.origin}\r\nCookie: {editor.cookie}\r\n"
                line.sendall((head + f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body)
                time.sleep(moment)
                editor.process.kill()
        book, problems = load(root)
        assert [*problems, *check(book)] == []
        written = book.sources[SLUG].data["agency"] == data["agency"]
        assert written or book.sources[SLUG].data == found["data"]
    with editing(root) as editor:
        editor.enter()
        assert written or opened(editor)["draft"]["data"]["agency"] == data["agency"]


def test_the_page_with_its_list_waits_for_nothing_that_knows_what_a_case_is() -> None:
    """What a case is takes as long to load as everything else together: the browser draws the list meanwhile."""
    asked = "import sys, casebook.commands.editing; print(sorted({'pydantic', 'markdown_it', 'casebook.model', 'casebook.check'} & {*sys.modules}))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_without_its_vocabularies_it_says_what_to_mend(tmp_path: Path) -> None:
    root = project(tmp_path, SLUG)
    shutil.rmtree(root / "vocab")
    (root / "vocab").mkdir()
    done = subprocess.run(
        [sys.executable, "build_cases.py", "edit", "--no-browser"], cwd=root, capture_output=True, text=True, encoding="utf-8", timeout=30, check=False
    )
    assert done.returncode == 1
    assert "vocab/kind.yaml:1: thiếu danh mục này" in done.stderr


def test_each_window_keeps_its_own_draft_and_a_save_forgets_only_its_own(editor: Editor) -> None:
    found = opened(editor)
    for window, agency in (("a1", "Cơ quan theo cửa sổ một"), ("b2", "Cơ quan theo cửa sổ hai")):
        said = {"slug": SLUG, "data": found["data"] | {"agency": agency}, "sha": found["sha"], "base": found["data"], "window": window}
        editor.ask("/api/draft", said)
    assert [one["window"] for one in opened(editor)["others"]] == ["a1"]
    editor.ask("/api/save", {"slug": SLUG, "data": found["data"] | {"agency": "Cơ quan theo cửa sổ một"}, "sha": found["sha"], "window": "a1"})
    assert opened(editor)["others"] == []
    draft = opened(editor)["draft"]
    assert (draft["window"], draft["data"]["agency"]) == ("b2", "Cơ quan theo cửa sổ hai")
    # What it began from comes along: only so is it seen which of two texts is the newer one.
    assert (draft["sha"], draft["base"]) == (found["sha"], found["data"])


def test_what_one_window_says_at_the_same_moment_is_kept_one_after_the_other(editor: Editor) -> None:
    """A window that is left says its last words while its draft of a moment before is still being written."""
    found = opened(editor)

    def keep(number: int) -> int:
        data = found["data"] | {"agency": f"Cơ quan thứ {number} " * 2000}
        return editor.ask("/api/draft", {"slug": SLUG, "data": data, "sha": found["sha"], "window": "a1"}).status

    with ThreadPoolExecutor(8) as pool:
        assert {*pool.map(keep, range(80))} == {200}
    assert [file.name for file in (editor.root / ".nhap").iterdir()] == [f"{SLUG}.a1.json"]
    assert opened(editor)["draft"]["data"]["title"] == found["data"]["title"]


@pytest.mark.parametrize("window", ["../a", "a/b", "A", 7, "a" * 21])
def test_a_window_is_no_path(editor: Editor, window: object) -> None:
    editor.ask("/api/draft", {"slug": SLUG, "data": SAVED, "sha": "", "window": window})
    assert [file.name for file in (editor.root / ".nhap").iterdir()] in ([f"{SLUG}.json"], [f"{SLUG}.7.json"])


def test_of_a_withdrawn_case_no_draft_is_kept(editor: Editor) -> None:
    found = opened(editor)
    file = editor.root / "cases" / f"{SLUG}.yaml"
    gone = {"status": "rut", "withdrawn": {"date": "2026-11-20", "reason": "nguon", "by": "Đơn vị phụ trách nội dung"}}
    file.write_text(canonical(gone), "utf-8")
    for action, sha in (("draft", found["sha"]), ("save", found["sha"]), ("save", opened(editor)["sha"])):
        answer = editor.ask(f"/api/{action}", {"slug": SLUG, "data": found["data"], "sha": sha, "window": "a1"})
        assert (answer.status, "đã rút" in answer.text) == (400, True)
    assert file.read_text("utf-8") == canonical(gone)
    assert not (editor.root / ".nhap").exists()


def test_what_is_typed_of_a_case_that_moved_meanwhile_is_kept_at_its_new_address(editor: Editor) -> None:
    found = opened(editor)
    assert editor.ask("/api/step", {"slug": SLUG, "step": "rename", "new": "dia-chi-moi"}).status == 200
    asked = {"slug": SLUG, "data": found["data"] | {"agency": "Gõ sau khi đổi địa chỉ"}, "sha": found["sha"], "base": found["data"], "window": "a1"}
    refused = editor.ask("/api/save", asked)
    assert (refused.status, "đã đổi địa chỉ sang “dia-chi-moi”" in refused.text) == (400, True)
    assert editor.ask("/api/draft", asked).status == 200
    assert not (editor.root / f"cases/{SLUG}.yaml").exists()
    assert opened(editor, "dia-chi-moi")["draft"]["data"]["agency"] == "Gõ sau khi đổi địa chỉ"


@pytest.mark.parametrize("still_typing", [False, True])
def test_a_draft_that_another_window_goes_on_from_is_taken_over_only_when_nobody_types_there_any_more(editor: Editor, still_typing: bool) -> None:
    found = opened(editor)

    def keep(window: str, agency: str, **more: object) -> None:
        editor.ask(
            "/api/draft", {"slug": SLUG, "data": found["data"] | {"agency": agency}, "sha": found["sha"], "base": found["data"], "window": window} | more
        )

    keep("a1", "Cửa sổ một")
    first = opened(editor)["draft"]
    if still_typing:
        keep("a1", "Cửa sổ một, gõ tiếp")
    keep("b2", "Cửa sổ hai", takes={"window": first["window"], "stamp": first["stamp"]})
    kept = {file.name: json.loads(file.read_text("utf-8"))["data"]["agency"] for file in (editor.root / ".nhap").iterdir()}
    assert kept == {f"{SLUG}.b2.json": "Cửa sổ hai"} | ({f"{SLUG}.a1.json": "Cửa sổ một, gõ tiếp"} if still_typing else {})


def test_who_changes_a_public_case_without_a_line_in_its_log_is_reminded(editor: Editor) -> None:
    found = opened(editor)
    log = [*found["data"]["changes"], {"date": "2026-11-22", "kind": "dinh_chinh", "note": "Sửa tên cơ quan."}]

    def save(**data: object) -> bool:
        told = editor.ask("/api/save", {"slug": SLUG, "data": found["data"] | data, "sha": opened(editor)["sha"]})
        return bool(json.loads(told.text)["unlogged"])

    assert found["data"]["status"] == "da_duyet"
    assert save(agency="Cơ quan khác")
    assert not save(agency="Cơ quan khác")
    assert not save(agency="Cơ quan thứ ba", changes=log)


def test_a_case_that_waits_for_its_day_is_shown_so_and_needs_no_line_in_its_log(editor: Editor) -> None:
    data = opened(editor)["data"] | {"title": "Sổ họp điện tử", "places": ["quang-tri"], "documents": [], "status": "nhap", "publish_from": "2999-01-01"}
    editor.ask("/api/save", {"slug": "so-hop", "data": data | {"changes": data["changes"][:1]}, "sha": ""})
    ready(editor)
    assert editor.ask("/api/step", {"slug": "so-hop", "step": "approve", "date": "2026-11-22"}).status == 200
    assert {row["slug"]: row["on"] for row in ready(editor)} == {"hue-s": "", "ngay-khong-hen": "", "so-hop": "2999-01-01"}
    saved = opened(editor, "so-hop")
    answer = editor.ask("/api/save", {"slug": "so-hop", "data": saved["data"] | {"agency": "UBND xã"}, "sha": saved["sha"]})
    assert (answer.status, json.loads(answer.text)["unlogged"]) == (200, False)


@pytest.mark.parametrize("asked", [{}, {"data": {"title": "\ud800"}}])
def test_half_a_request_is_refused_and_leaves_nothing(editor: Editor, asked: dict[str, Any]) -> None:
    for action in ("save", "draft"):
        assert editor.ask(f"/api/{action}", {"slug": "moi", **asked}).status == 400
    assert not list(editor.root.glob(".nhap/*"))
    assert not (editor.root / "cases/moi.yaml").exists()


def test_what_the_disk_does_not_allow_is_said_where_the_officer_types(editor: Editor) -> None:
    (editor.root / ".nhap").write_text("một tệp, không phải thư mục", "utf-8")
    answer = editor.ask("/api/draft", {"slug": SLUG, "data": SAVED, "sha": opened(editor)["sha"]})
    assert answer.status == 400
    assert answer.json["message"].startswith("Không đọc, ghi được trên đĩa: ")
    assert answer.json["message"].endswith("Những gì bạn gõ vẫn ở trang này.")


def test_the_form_does_not_make_a_case_public_only_the_step_does(editor: Editor) -> None:
    ready(editor)
    data = opened(editor)["data"] | {"title": "Sổ họp điện tử", "places": ["quang-tri"], "documents": [], "status": "da_duyet"}
    answer = editor.ask("/api/save", {"slug": "so-hop", "data": data, "sha": ""})
    assert (answer.status, (editor.root / "cases/so-hop.yaml").exists()) == (400, False)
    assert "bấm “Duyệt…”" in answer.json["message"]
    public = opened(editor)
    saved = editor.ask("/api/save", {"slug": SLUG, "data": public["data"] | {"agency": "UBND thành phố Huế"}, "sha": public["sha"]})
    assert saved.status == 200, "who is public already is saved as ever"
