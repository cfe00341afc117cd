"""The life of a case: what is not approved or not due reaches no output, what is withdrawn leaves all but one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from casebook import outputs
from casebook.book import Casebook
from casebook.check import check
from casebook.commands.arguments import parser
from casebook.commands.desk import COMMANDS, Asked
from casebook.desk.links import dead
from casebook.desk.register import register
from casebook.desk.review import approved_version
from casebook.desk.save import opened, overwrite
from casebook.desk.text import data, edited
from casebook.form import Blank, form
from casebook.load import REGISTER, load
from casebook.refusal import Refusal
from tests.conftest import FULL, PROJECT, ROOT
from tests.papers import pdf

TODAY = date(2026, 11, 22)
EXACT = ("id", "number", "cited_as")
"""Texts that hold to a grammar or are pointed to, so that no mark can be put in them."""


def book_of(root: Path, today: date = TODAY) -> Casebook:
    book, problems = load(root, today=today)
    assert [str(problem) for problem in [*problems, *check(book)]] == []
    return book


def desk(root: Path, *words: str, today: date = TODAY) -> str:
    """A command as typed; its lines."""
    options = parser(root).parse_args(words)
    book, problems = load(root, today=today)
    return "\n".join(COMMANDS[options.command](Asked(options, root, book, [*problems, *check(book)])))


def published(root: Path, today: date = TODAY) -> dict[str, bytes]:
    book = book_of(root, today)
    return {path: content if isinstance(content, bytes) else content.encode() for path, content in outputs.files(book, "https://vidu.example/")}


def text_of(root: Path, slug: str) -> str:
    return (root / f"cases/{slug}.yaml").read_text("utf-8")


def rewrite(root: Path, slug: str, **fields: Any) -> None:
    overwrite(root / f"cases/{slug}.yaml", edited(text_of(root, slug), {**data(text_of(root, slug)), **fields}))


def marked(blanks: tuple[Blank, ...], value: dict[str, Any], marks: Iterator[str]) -> dict[str, Any]:
    """A record with a word of its own at the end of every text that an editor can type freely."""
    known = {blank.name: blank for blank in blanks}
    return {name: _marked(known[name], one, marks) for name, one in value.items()}


def _marked(blank: Blank, value: Any, marks: Iterator[str]) -> Any:
    if isinstance(value, list):
        return [_marked(blank, one, marks) for one in value]
    if isinstance(value, dict):
        return marked(blank.inside, value, marks)
    return f"{value} {next(marks)}" if blank.kind in ("line", "prose") and blank.name not in EXACT else value


@pytest.fixture
def marks(root: Path) -> list[str]:
    """Every text, picture and file of FULL marked; the marks."""
    made = [f"dauvet{number}het" for number in range(200)]
    folder = root / "cases/media" / FULL
    folder.mkdir(parents=True)
    Image.new("RGB", (40, 30), "red").save(folder / "anh-rieng.jpg")
    (folder / "bieu-mau-rieng.pdf").write_bytes(pdf("dauvetpdf"))
    media = {
        "images": [{"file": "anh-rieng.jpg", "alt": "Quầy", "caption": "Quầy", "credit": "Xã", "consent": "Đồng ý"}],
        "downloads": [{"file": "bieu-mau-rieng.pdf", "title": "Mẫu", "kind": "mau"}],
    }
    before = data(text_of(root, FULL)) | media
    left = iter(made)
    overwrite(root / f"cases/{FULL}.yaml", edited(text_of(root, FULL), marked(form(), before, left)))
    return made[: made.index(next(left))]


def traces(files: dict[str, bytes], marks: list[str]) -> dict[str, list[str]]:
    """Output → what of the case it holds."""
    words = [*(mark.encode() for mark in marks), b"dauvetpdf", b"anh-rieng", b"bieu-mau-rieng"]
    return {path: found for path, content in files.items() if (found := [word.decode() for word in words if word in content or word in path.encode()])}


def test_every_mark_of_a_published_case_can_be_found(root: Path, marks: list[str]) -> None:
    """Else the tests below could not fail. What is of the desk, and of a revoked commendation, is never shown."""
    shown = {mark for found in traces(published(root), marks).values() for mark in found}
    kept = data(text_of(root, FULL))
    hidden = " ".join(str(part) for part in (kept["approved"], kept["clearance"], kept["commendations"][1], kept["images"][0]["consent"]))
    assert [mark for mark in marks if mark not in shown and mark not in hidden] == []
    assert {"dauvetpdf", "anh-rieng", "bieu-mau-rieng"} <= shown


@pytest.mark.parametrize(
    "fields",
    [{"status": "nhap"}, {"status": "cho_duyet"}, {"publish_from": "2026-11-23"}],
    ids=["a draft", "waiting for approval", "approved, due tomorrow"],
)
def test_what_is_not_approved_or_not_due_reaches_no_output(fields: dict[str, str], root: Path, marks: list[str]) -> None:
    rewrite(root, FULL, **fields)
    files = published(root)
    assert traces(files, marks) == {}
    assert [path for path, content in files.items() if FULL in path or FULL.encode() in content] == []


def test_on_its_day_an_approved_case_is_published(root: Path, marks: list[str]) -> None:
    rewrite(root, FULL, publish_from="2026-11-23")
    assert f"mo-hinh/{FULL}/index.md" in traces(published(root, date(2026, 11, 23)), marks)


def test_an_approval_that_nobody_gave_is_no_approval(root: Path, marks: list[str]) -> None:
    rewrite(root, FULL, status="nhap", approved={}, clearance={})
    before = text_of(root, FULL)
    with pytest.raises(Refusal, match=r"cần cả --by .* và --clearance-by"):
        desk(root, "approve", FULL, "--by", "Chánh Văn phòng")
    assert text_of(root, FULL) == before


def test_from_draft_to_page(root: Path) -> None:
    rewrite(root, FULL, status="nhap", approved={}, clearance={})
    desk(root, "submit", FULL)
    assert data(text_of(root, FULL))["status"] == "cho_duyet"
    assert f"duyet/{FULL}.html" in desk(root, "review")
    desk(root, "approve", FULL, "--by", "Chánh Văn phòng", "--clearance-by", "Ban Tổ chức", "--date", "2026-11-20")
    after = data(text_of(root, FULL))
    assert (after["status"], after["approved"], after["clearance"]) == (
        "da_duyet",
        {"by": "Chánh Văn phòng", "date": "2026-11-20"},
        {"by": "Ban Tổ chức", "date": "2026-11-20"},
    )
    assert f"mo-hinh/{FULL}/index.md" in published(root)


def test_where_only_public_sources_speak_no_approval_is_invented(root: Path) -> None:
    rewrite(root, "nhap-chua-dang", status="cho_duyet")
    desk(root, "approve", "nhap-chua-dang")
    after = data(text_of(root, "nhap-chua-dang"))
    assert (after["status"], "approved" in after, "clearance" in after) == ("da_duyet", False, False)


def test_a_case_with_a_fault_is_not_approved(root: Path) -> None:
    rewrite(root, FULL, summary="Xã trả kết quả cho ông A, số 0912 345 678.")
    with pytest.raises(Refusal, match="giống số điện thoại di động"):
        desk(root, "approve", FULL, "--by", "Chánh Văn phòng", "--clearance-by", "Ban Tổ chức")


def test_a_public_page_does_not_go_back_to_the_desk(root: Path) -> None:
    with pytest.raises(Refusal, match="địa chỉ sẽ biến mất"):
        desk(root, "submit", FULL)


def test_a_change_is_logged_at_the_end(root: Path) -> None:
    desk(root, "log", FULL, "--note", "Sửa 15 phút thành 12 phút", "--date", "22/11/2026")
    assert data(text_of(root, FULL))["changes"][-1] == {"date": "2026-11-22", "kind": "dinh_chinh", "note": "Sửa 15 phút thành 12 phút"}
    with pytest.raises(Refusal, match="“sua” không có trong vocab/change_kind"):
        desk(root, "log", FULL, "--note", "x", "--kind", "sua")


LOG = {"cap-nhat.json", "cap-nhat.xml", "cap-nhat/dinh-chinh.json", "cap-nhat/dinh-chinh.xml", "cap-nhat/index.md"}
"""Where every change is told, withdrawals too."""


def test_of_a_withdrawn_case_only_the_tombstone_and_its_line_are_left(root: Path, marks: list[str]) -> None:
    desk(root, "approve", FULL, "--by", "Chánh Văn phòng", "--clearance-by", "Ban Tổ chức", "--date", "2026-11-20")
    desk(root, "review", FULL)
    kept = [root / name for name in (".kept_cache/paper/1f", "duyet/viec-can-lam.html", f".nhap/{FULL}.json", f".nhap/{FULL}.a1.json")]
    for file in kept:
        overwrite(file, "{}")
    desk(root, "withdraw", FULL, "--reason", "nguon", "--by", "Sở Nội vụ", "--explanation", "Nguồn chính đã gỡ bài.", "--date", "2026-11-21")
    assert [file for file in kept if file.exists()] == []
    files = published(root)
    assert traces(files, marks) == {}
    tombstone = files[f"mo-hinh/{FULL}/index.md"].decode()
    assert all(words in tombstone for words in ("21/11/2026", "Nguồn không còn đủ", "Nguồn chính đã gỡ bài.", "Sở Nội vụ"))
    named = sorted(path for path, content in files.items() if FULL in path or FULL.encode() in content)
    pages = {f"mo-hinh/{name}/{file}" for name in ("mot-cua-cu", FULL) for file in ("index.md", "cap-nhat.json", "cap-nhat.xml")}
    assert set(named) == LOG | pages | {f"nhung/{FULL}.html", "nhung/mot-cua-cu.html"}
    assert data(text_of(root, FULL)) == {
        "status": "rut",
        "withdrawn": {"date": "2026-11-21", "reason": "nguon", "explanation": "Nguồn chính đã gỡ bài.", "by": "Sở Nội vụ"},
        "former_slugs": ["mot-cua-cu"],
    }
    assert [path for path in root.rglob("*") if FULL in path.name] == [root / f"cases/{FULL}.yaml"]


def test_a_case_that_others_learned_from_is_not_withdrawn_before_they_say_so_no_more(root: Path) -> None:
    child = root / "cases/hop-tac-xa-lua.yaml"
    child.write_text(child.read_text("utf-8").replace("- case: nhap-chua-dang", f"- case: {FULL}"), "utf-8")
    with pytest.raises(Refusal, match=f"{child.stem} ghi là học từ “{FULL}”"):
        desk(root, "withdraw", FULL, "--reason", "khac", "--by", "Sở Nội vụ", "--date", "2026-11-21")


def test_what_is_told_of_a_withdrawal_is_put_right_and_its_day_stays(root: Path) -> None:
    before = data(text_of(root, "da-rut"))["withdrawn"]
    desk(root, "explain", "da-rut", "--explanation", "Nguồn chính đã đính chính số liệu.")
    assert data(text_of(root, "da-rut"))["withdrawn"] == before | {"explanation": "Nguồn chính đã đính chính số liệu."}
    desk(root, "explain", "da-rut", "--explanation", "", "--reason", "khac", "--by", "Sở Nội vụ")
    assert data(text_of(root, "da-rut"))["withdrawn"] == {"date": before["date"], "reason": "khac", "by": "Sở Nội vụ"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("withdraw", "so-cua-anlac", "--reason", "nguon", "--by", "Sở"), "không có hồ sơ “so-cua-anlac”; có phải “so-cua-an-lac”?"),
        (("withdraw", "../published", "--reason", "nguon", "--by", "Sở"), "không có hồ sơ “../published”"),
        (("withdraw", FULL, "--reason", "nguo", "--by", "Sở"), "“nguo” không có trong vocab/withdrawal_reason.yaml; có phải “nguon”?"),
        (("withdraw", FULL, "--reason", "nguon", "--by", "Sở", "--date", "2026-11"), "“2026-11” chưa đủ ngày"),
        (("withdraw", FULL, "--reason", "nguon", "--by", "Sở", "--date", "5/11/2026"), "--date: “5/11/2026” đọc được hai cách: viết 2026-11-05 nếu"),
        (("withdraw", "da-rut", "--reason", "nguon", "--by", "Sở"), "“da-rut” đã rút từ 2026-11-15"),
        (("withdraw", "nhap-chua-dang", "--reason", "nguon", "--by", "Sở"), "chưa từng đăng nên không cần báo rút"),
        (("explain", FULL, "--by", "Sở"), "chưa rút nên không có lời báo rút"),
        (("explain", "da-rut", "--reason", "nguo"), "“nguo” không có trong vocab/withdrawal_reason.yaml; có phải “nguon”?"),
        (("explain", "da-rut", "--by", ""), "withdrawn.by: thiếu trường bắt buộc"),
        (("approve", "da-rut"), "“da-rut” đã rút; hồ sơ đã rút chỉ còn trang báo rút"),
        (("rename", FULL, "Một cửa"), "“Một cửa” không đặt tên được"),
        (("rename", FULL, "hop-tac-xa-lua"), "đã có tệp hop-tac-xa-lua.yaml"),
        (("rename", FULL, "ten-cu-da-rut"), "“ten-cu-da-rut” là địa chỉ cũ của “da-rut”"),
        (("log", FULL, "--note", "Cũ", "--date", "2020-01-01"), "nhật ký phải theo thứ tự ngày, mới nhất ở cuối"),
        (("log", FULL, "--note", "Mới", "--kind", "moi"), "“moi” không ghi tay được"),
        (("review", "da-rut"), "đã rút, hoặc còn lỗi nên chưa thành trang"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(words: tuple[str, ...], message: str, root: Path) -> None:
    before = {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file()}
    with pytest.raises(Refusal) as refused:
        desk(root, *words)
    assert message in str(refused.value)
    assert {path: path.read_bytes() for path in root.rglob("*.*") if path.is_file() and path.name != ".lock"} == before


@pytest.mark.parametrize("words", [("submit",), ("approve",), ("log", "--note", "x"), ("rename", "ten-khac")], ids=lambda words: words[0])
@pytest.mark.parametrize(
    ("content", "message"),
    [(b"title: a\ntitle: b\n", "dòng 2: trường “title” viết hai lần; lần trước ở dòng 1; sửa chỗ này trước"), (b"title: Ch\xe0\n", "không phải UTF-8")],
    ids=["a name twice", "Windows-1258"],
)
def test_a_file_that_cannot_be_read_is_left_alone(words: tuple[str, ...], content: bytes, message: str, root: Path) -> None:
    (root / "cases/hong.yaml").write_bytes(content)
    with pytest.raises(Refusal, match=message):
        desk(root, words[0], "hong", *words[1:])
    assert (root / "cases/hong.yaml").read_bytes() == content


def test_a_public_case_that_became_faulty_can_still_be_withdrawn(root: Path) -> None:
    register(book_of(root))
    overwrite(root / f"cases/{FULL}.yaml", edited(text_of(root, FULL), {**data(text_of(root, FULL)), "level": "sao-hoa"}))
    desk(root, "withdraw", FULL, "--reason", "khac", "--by", "Sở Nội vụ", "--date", "2026-11-21")
    assert f"mo-hinh/{FULL}/index.md" in published(root)


def test_a_renamed_case_keeps_its_comments_its_pictures_and_its_old_address(root: Path, marks: list[str]) -> None:
    overwrite(root / f"cases/{FULL}.yaml", "# ghi nhớ\n" + text_of(root, FULL))
    rewrite(root, "hop-tac-xa-lua", adapted_from=[{"case": FULL}])
    desk(root, "rename", FULL, "mot-cua-an-lac")
    assert text_of(root, "mot-cua-an-lac").startswith("# ghi nhớ\n")
    assert data(text_of(root, "mot-cua-an-lac"))["former_slugs"] == ["mot-cua-cu", FULL]
    assert data(text_of(root, "hop-tac-xa-lua"))["adapted_from"] == [{"case": "mot-cua-an-lac"}]
    files = published(root)
    for former in ("mot-cua-cu", FULL):
        assert 'redirect: "mo-hinh/mot-cua-an-lac/"' in files[f"mo-hinh/{former}/index.md"].decode()
    assert "mo-hinh/mot-cua-an-lac/anh-rieng.jpg" in files
    assert not (root / "cases/media" / FULL).exists()


@pytest.mark.parametrize("there", ["cases/media/mot-cua-an-lac", "approved/mot-cua-an-lac.yaml"])
def test_a_name_under_which_something_else_is_kept_is_not_taken(root: Path, there: str) -> None:
    kept = root / there if there.endswith(".yaml") else root / there / "anh.jpg"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(b"x")
    with pytest.raises(Refusal, match=f"đã có {there}, không phải của “{FULL}”; dời đi, hoặc chọn tên khác"):
        desk(root, "rename", FULL, "mot-cua-an-lac")
    assert kept.read_bytes() == b"x"
    assert (root / f"cases/{FULL}.yaml").exists()


@pytest.mark.parametrize("content", [b"a: [b", b"\xff", b""])
def test_a_copy_of_what_was_approved_that_was_damaged_is_as_good_as_none(root: Path, content: bytes) -> None:
    copy = root / f"approved/{FULL}.yaml"
    copy.parent.mkdir(exist_ok=True)
    copy.write_bytes(content)
    assert approved_version(book_of(root), FULL) is None
    desk(root, "review", FULL)
    desk(root, "status")


@pytest.mark.parametrize("kind", ["a link", "a folder", "a pipe"])
def test_what_is_no_ordinary_file_is_told_and_left_alone(root: Path, kind: str) -> None:
    file = root / "cases/la.yaml"
    if kind == "a link":
        file.symlink_to(root / f"cases/{FULL}.yaml")
    elif kind == "a folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    with pytest.raises(Refusal, match="không phải một tệp thường"):
        opened(file)


@pytest.mark.parametrize("content", ['{"a":', "[1]", '{"dead": 1, "date": "2026-11-22"}', '{"dead": {}}'])
def test_a_report_of_dead_links_that_nobody_can_have_written_is_none(root: Path, content: str) -> None:
    (root / "links.json").write_text(content, "utf-8")
    assert list(dead(book_of(root))) == []


def test_former_addresses_that_are_no_list_are_not_taken_apart_into_letters(root: Path) -> None:
    overwrite(root / f"cases/{FULL}.yaml", edited(text_of(root, FULL), {**data(text_of(root, FULL)), "former_slugs": "abc"}))
    desk(root, "rename", FULL, "mot-cua-an-lac")
    assert data(text_of(root, "mot-cua-an-lac"))["former_slugs"] == [FULL]


def test_half_a_draft_of_a_program_that_was_killed_goes_with_the_withdrawn_case(root: Path) -> None:
    half = root / f".nhap/.{FULL}.0.json.tmp"
    half.parent.mkdir(exist_ok=True)
    half.write_text("Nội dung đã rút", "utf-8")
    desk(root, "withdraw", FULL, "--reason", "khac", "--by", "Sở Nội vụ", "--date", "2026-11-21")
    assert not half.exists()


def test_a_draft_that_was_never_public_leaves_no_address(root: Path) -> None:
    rewrite(root, "hop-tac-xa-lua", adapted_from=[])
    desk(root, "rename", "nhap-chua-dang", "ten-nhap-moi")
    assert "former_slugs" not in data(text_of(root, "ten-nhap-moi"))


def test_who_approved_another_text_is_not_said_to_have_approved_this_one(root: Path) -> None:
    """Where nobody has to approve, approving without names takes the old ones away."""
    rewrite(root, FULL, verification={"level": "tong_hop", "date": "2026-11-20"})
    desk(root, "approve", FULL, "--by", "Chánh Văn phòng", "--clearance-by", "Ban Tổ chức", "--date", "2026-11-20")
    desk(root, "approve", FULL, "--date", "2026-11-22")
    assert not {"approved", "clearance"} & data(text_of(root, FULL)).keys()


def test_the_day_of_an_approval_is_a_day_even_where_it_is_not_kept(root: Path) -> None:
    rewrite(root, FULL, verification={"level": "tong_hop", "date": "2026-11-20"})
    with pytest.raises(Refusal, match="“2026-02-31” không phải ngày"):
        desk(root, "approve", FULL, "--date", "2026-02-31")


def test_a_case_is_not_renamed_to_the_name_that_it_has(root: Path) -> None:
    with pytest.raises(Refusal, match="đã là địa chỉ của hồ sơ này"):
        desk(root, "rename", FULL, FULL)


def test_a_case_that_was_never_public_is_given_up_whole_and_can_be_taken_back(root: Path) -> None:
    rewrite(root, "hop-tac-xa-lua", adapted_from=[])
    before = text_of(root, "nhap-chua-dang")
    picture, draft = root / "cases/media/nhap-chua-dang/anh.png", root / ".nhap/nhap-chua-dang.a1.json"
    for file in (picture, draft):
        file.parent.mkdir(parents=True)
        file.write_text("{}", "utf-8")
    said = desk(root, "discard", "nhap-chua-dang")
    aside = root / ".nhap/da-bo/nhap-chua-dang.1"
    assert ".nhap/da-bo/nhap-chua-dang.1/" in said
    assert {file.relative_to(aside).as_posix() for file in aside.rglob("*") if file.is_file()} == {
        "cases/nhap-chua-dang.yaml",
        "cases/media/nhap-chua-dang/anh.png",
        "nhap-chua-dang.a1.json",
    }
    assert [file for file in (root / "cases/nhap-chua-dang.yaml", picture.parent, draft) if file.exists()] == []
    book_of(root)
    shutil.copytree(aside / "cases", root / "cases", dirs_exist_ok=True)
    assert text_of(root, "nhap-chua-dang") == before
    assert picture.exists()
    desk(root, "discard", "nhap-chua-dang")
    assert aside.with_name("nhap-chua-dang.2").exists()


@pytest.mark.parametrize("slug", [FULL, "da-rut"])
def test_what_was_public_is_not_given_up_but_withdrawn(slug: str, root: Path) -> None:
    with pytest.raises(Refusal, match="dùng withdraw"):
        desk(root, "discard", slug)
    assert (root / f"cases/{slug}.yaml").exists()


def test_a_case_that_others_learned_from_is_not_given_up(root: Path) -> None:
    rewrite(root, "hop-tac-xa-lua", status="nhap", adapted_from=[{"case": "nhap-chua-dang"}])
    with pytest.raises(Refusal, match="hop-tac-xa-lua ghi là học từ “nhap-chua-dang”"):
        desk(root, "discard", "nhap-chua-dang")


def test_nothing_that_was_given_up_outlives_a_withdrawal_of_the_same_name(root: Path) -> None:
    given_up, other = root / f".nhap/da-bo/{FULL}.1/a.yaml", root / f".nhap/da-bo/{FULL}-khac.1/a.yaml"
    for file in (given_up, other):
        overwrite(file, "{}")
    desk(root, "withdraw", FULL, "--reason", "khac", "--by", "Sở Nội vụ", "--date", "2026-11-21")
    assert (given_up.exists(), other.exists()) == (False, True)


def test_a_public_address_cannot_vanish(root: Path) -> None:
    register(book_of(root))
    register(book_of(root))
    assert [line for line in (root / REGISTER).read_text("utf-8").splitlines() if line[0] != "#"] == ["hop-tac-xa-lua", FULL]
    desk(root, "rename", "hop-tac-xa-lua", "lua-chung-ruong")
    # As an editor leaves it that ends no last line.
    (root / REGISTER).write_text((root / REGISTER).read_text("utf-8").rstrip("\n"), "utf-8")
    register(book_of(root))
    assert (root / REGISTER).read_text("utf-8").splitlines()[-2:] == [FULL, "lua-chung-ruong"]
    (root / f"cases/{FULL}.yaml").unlink()
    book, _ = load(root, today=TODAY)
    assert [problem.path for problem in check(book)] == [REGISTER]
    overwrite(root / f"cases/{FULL}.yaml", "status: rut\nwithdrawn: {date: 2026-11-20, reason: nguon, by: Sở}\n")
    book_of(root)


def command(project: Path, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "build_cases.py", *words], cwd=project, capture_output=True, text=True, check=False, timeout=120)


def test_from_the_command_line_to_the_published_folder(tmp_path: Path) -> None:
    """A real case is withdrawn, and its file then lost: of it the folder keeps its tombstone, and the build says what is missing."""
    for name in PROJECT:
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    assert command(tmp_path).returncode == 0
    assert "\nhue-s\n" in (tmp_path / REGISTER).read_text("utf-8")
    done = command(tmp_path, "withdraw", "hue-s", "--reason", "nguon", "--by", "Đơn vị phụ trách nội dung")
    assert (done.returncode, done.stderr) == (0, "")
    assert command(tmp_path).returncode == 0
    ours = [tmp_path / "docs" / line for line in (tmp_path / "docs/.generated").read_text("utf-8").splitlines()]
    texts = {file.relative_to(tmp_path / "docs").as_posix(): file.read_bytes().lower() for file in ours}
    own = {"mo-hinh/hue-s/index.md", "mo-hinh/hue-s/cap-nhat.json", "mo-hinh/hue-s/cap-nhat.xml", "nhung/hue-s.html"}
    assert {path for path, text in texts.items() if b"hue-s" in text or "hue-s" in path} == LOG | own
    again = command(tmp_path, "withdraw", "hue-s", "--reason", "nguon", "--by", "Đơn vị phụ trách nội dung")
    assert (again.returncode, again.stdout) == (1, "")
    assert "đã rút từ" in again.stderr
    (tmp_path / "cases/hue-s.yaml").unlink()
    lost = command(tmp_path)
    assert lost.returncode == 1
    assert "địa chỉ “hue-s” đã đăng mà không còn trang" in lost.stderr


def test_a_file_is_put_in_the_one_style_and_then_left_alone(root: Path) -> None:
    assert desk(root, "fmt") == "4 tệp, viết lại 4 cho đúng dạng chung."
    assert desk(root, "fmt") == "4 tệp, viết lại 0 cho đúng dạng chung."
    assert text_of(root, FULL).startswith("title: “Một cửa số” ở xã An Lạc <thí điểm>\n")
    assert text_of(root, "nhap-chua-dang").startswith("# Bản nháp: được kiểm tra")
    (root / "cases/hong.yaml").write_text("title: a\ntitle: b\n", "utf-8")
    with pytest.raises(Refusal, match=r"hong\.yaml: dòng 2: trường “title” viết hai lần"):
        desk(root, "fmt", str(root / "cases/hong.yaml"))
