"""A folder becomes equal to a set of files, and nothing else in it is touched."""

from pathlib import Path

import pytest

from casebook.publish import publish, put


def stamps(folder: Path) -> dict[str, int]:
    return {path.relative_to(folder).as_posix(): path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_the_second_time_nothing_is_written(tmp_path: Path) -> None:
    files: list[tuple[str, str | bytes]] = [("mo-hinh/a/index.md", "Đồng Tháp"), ("anh.jpg", b"\xff\xd8")]
    assert publish(files, tmp_path) == (2, 0)
    before = stamps(tmp_path)
    assert publish(files, tmp_path) == (0, 0)
    assert stamps(tmp_path) == before


def test_a_page_that_is_no_longer_made_goes_with_its_empty_folder(tmp_path: Path) -> None:
    publish([("mo-hinh/a/index.md", "a"), ("mo-hinh/b/index.md", "b")], tmp_path)
    assert publish([("mo-hinh/b/index.md", "b")], tmp_path) == (0, 1)
    assert not (tmp_path / "mo-hinh/a").exists()
    assert (tmp_path / "mo-hinh/b/index.md").read_text("utf-8") == "b"


@pytest.mark.parametrize("line", ["../ngoai.md", "/tmp/ngoai.md", "a/../../ngoai.md"])
def test_a_list_that_leads_out_of_the_folder_removes_nothing_there(tmp_path: Path, line: str) -> None:
    (tmp_path / "ngoai.md").write_text("của người khác", "utf-8")
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/.generated").write_bytes(f"{line}\n".encode() + b"\xff\n")
    assert publish([("a.md", "x")], tmp_path / "docs") == (1, 1)
    assert (tmp_path / "ngoai.md").read_text("utf-8") == "của người khác"


def test_pages_written_by_hand_are_never_touched(tmp_path: Path) -> None:
    (tmp_path / "chinh-sach").mkdir()
    (tmp_path / "chinh-sach/tieu-chi.md").write_text("viết tay", "utf-8")
    publish([("chinh-sach/index.md", "sinh ra")], tmp_path)
    publish([], tmp_path)
    assert (tmp_path / "chinh-sach/tieu-chi.md").read_text("utf-8") == "viết tay"
    assert not (tmp_path / "chinh-sach/index.md").exists()


def test_text_is_utf8_with_one_kind_of_line_end(tmp_path: Path) -> None:
    publish([("a.md", "Đ\nư\n")], tmp_path)
    assert (tmp_path / "a.md").read_bytes() == "Đ\nư\n".encode()


def test_a_link_that_leads_nowhere_makes_room_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "không có")
    assert put(tmp_path / "a.md", "a")
    assert (tmp_path / "a.md").read_text("utf-8") == "a"
    assert not (tmp_path / "không có").exists()
