"""The command that builds the whole site, as an operator gives it on a copy of the tiny country."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from casebook.alone import alone
from tests.conftest import PROJECT, ROOT, SAMPLE

CASE = "mot-cua-so"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("whole")
    for name in PROJECT:
        source = SAMPLE / name if (SAMPLE / name).exists() else ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def started(project: Path, *options: str) -> subprocess.Popen[str]:
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "build_cases.py", "site", *options]
    # A group of its own: Ctrl+C reaches the workers too.
    return subprocess.Popen(command, cwd=project, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)


def built(project: Path, *options: str) -> tuple[int, str]:
    process = started(project, *options)
    said = "".join(process.communicate(timeout=300))
    return process.returncode, said


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def test_a_pdf_is_made_again_when_only_its_look_changed(project: Path) -> None:
    assert built(project)[0] == 0
    pdf = project / f"site/mo-hinh/{CASE}/{CASE}.pdf"
    before = pdf.read_bytes()
    look = project / "casebook/paper/templates/case.typ"
    look.write_text("#set page(fill: luma(250))\n" + look.read_text("utf-8"), "utf-8")
    assert built(project)[0] == 0
    assert pdf.read_bytes() != before


def test_what_is_saved_while_it_builds_comes_with_the_next_build(project: Path) -> None:
    tree = project / "luu-giua-chung"
    process = started(project, "--no-drawn", "--to", str(tree))
    while not (tree / "mo-hinh").exists():
        assert process.poll() is None
        time.sleep(0.01)
    changed(project / f"cases/{CASE}.yaml", "summary: ", "summary: Vừa sửa. ")
    assert "".join(process.communicate(timeout=300)).endswith("giây.\n")
    # Where it stands is told, not only the name of the last folder.
    assert "→ nhieu/tang/trang/: ghi" in built(project, "--no-drawn", "--to", "nhieu/tang/trang")[1]
    assert built(project, "--no-drawn", "--to", str(tree))[0] == 0
    assert "Vừa sửa." in (tree / f"mo-hinh/{CASE}/index.html").read_text("utf-8")


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(project: Path) -> None:
    code, said = built(project, "--no-drawn", "--to", "/proc/nhan-rong")
    assert code == 1
    assert said.startswith("Không dựng được trang: ")
    assert said.endswith("Sửa rồi chạy lại.\n")


def test_what_the_disk_does_not_allow_is_said_in_one_sentence_by_any_command(project: Path) -> None:
    (project / "duyet").write_text("một tệp, không phải thư mục", "utf-8")
    done = subprocess.run([sys.executable, "build_cases.py", "review", CASE], cwd=project, capture_output=True, text=True, check=False, timeout=120)
    (project / "duyet").unlink()
    assert done.returncode == 1
    assert done.stderr.startswith("Không làm được: ")
    assert done.stderr.endswith("Xem lại quyền đọc, quyền ghi và chỗ trống rồi chạy lại.\n")
    assert done.stderr.count("\n") == 1


def test_ctrl_c_ends_it_in_one_sentence(project: Path) -> None:
    tree = project / "dung-giua-chung"
    process = started(project, "--no-drawn", "--to", str(tree))
    while not (tree / "mo-hinh").exists():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    said = "".join(process.communicate(timeout=60))
    assert process.returncode == 130
    assert [line for line in said.splitlines() if " %, " not in line] == ["Đã dừng giữa chừng; chạy lại là được."]
    assert built(project, "--no-drawn", "--to", str(tree))[0] == 0
    assert built(project, "--no-drawn", "--to", str(project / "sach"))[0] == 0
    assert differences(tree, project / "sach") == ""


@pytest.mark.parametrize("name", ["cases.sqlite", "search.sqlite"])
@pytest.mark.parametrize("start", [0, 4096])
def test_what_a_power_cut_damaged_is_worked_out_again(project: Path, name: str, start: int) -> None:
    """The head of the file lost, or all but the head: what is kept between builds is never needed."""
    tree = project / "mat-dien"
    made(project, tree)
    file = project / ".kept_cache" / name
    content = file.read_bytes()
    file.write_bytes(content[:start] + b"\xff" * (len(content) - start if start else 4096) + content[start or 4096 :][: 0 if start else None])
    changed(project / f"cases/{CASE}.yaml", "summary: ", "summary: Sau khi mất điện. ")
    made(project, tree)
    assert "Sau khi mất điện." in (tree / f"mo-hinh/{CASE}/index.html").read_text("utf-8")
    changed(project / f"cases/{CASE}.yaml", "summary: Sau khi mất điện. ", "summary: ")


def test_links_of_a_page_written_by_hand_lead_to_pages_and_files_that_are_made_of_cases(project: Path) -> None:
    tree, page = project / "lien-ket", project / "docs/chinh-sach/tro-nang.md"
    before = page.read_text("utf-8")
    page.write_text(f"{before}\n[một hồ sơ](../mo-hinh/{CASE}/index.md#nguon), [dữ liệu][tep]\n\n[tep]: ../du-lieu/v1/cases.json\n", "utf-8")
    made(project, tree)
    page.write_text(before, "utf-8")
    shown = (tree / "chinh-sach/tro-nang/index.html").read_text("utf-8")
    assert f'href="../../mo-hinh/{CASE}/#nguon"' in shown
    assert 'href="../../du-lieu/v1/cases.json"' in shown
    # What stood in for them while MkDocs ran is nowhere.
    assert (tree / f"mo-hinh/{CASE}/index.html").stat().st_size > 10_000
    assert (tree / "du-lieu/v1/cases.json").read_text("utf-8").startswith("{")


@pytest.mark.parametrize("place", ["mo-hinh/{case}/index.md", "mo-hinh/{case}.md"])
def test_a_page_written_by_hand_does_not_stand_where_a_page_of_cases_belongs(project: Path, place: str) -> None:
    page = project / "docs" / place.format(case=CASE)
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text("# Viết tay\n", "utf-8")
    code, said = built(project, "--no-drawn", "--to", str(project / "hai-trang"))
    page.unlink()
    assert code == 1
    assert "địa chỉ này là của một trang dựng từ hồ sơ; đổi tên trang viết tay ở đó" in said
    made(project, project / "hai-trang")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("ngoai.txt", "docs/ngoai.txt: là liên kết tới nơi khác, có thể lộ tệp ngoài dự án; chép hẳn tệp vào docs/"),
        ("huong-dan/gioi-thieu.md", "docs/huong-dan/gioi-thieu.md: là liên kết tới nơi khác"),
        ("du-phong/a.md.bak", "docs/du-phong/a.md.bak: không phải trang, ảnh hay tài liệu để đăng; dời ra khỏi docs/"),
    ],
)
def test_what_nobody_means_to_publish_in_docs_is_told_by_both_ways_of_building(project: Path, name: str, told: str) -> None:
    file = project / "docs" / name
    file.parent.mkdir(exist_ok=True)
    if name.endswith(".bak"):
        file.write_text("Nháp cũ", "utf-8")
    else:
        file.symlink_to("/etc/hostname")
    try:
        code, said = built(project, "--no-drawn")
        whole = subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=project, capture_output=True, text=True, check=False, timeout=300)
    finally:
        file.unlink()
    assert (code, told in said) == (1, True)
    assert (whole.returncode, told in whole.stderr, "Traceback" in whole.stderr) == (1, True, False)


def test_what_office_programs_lay_beside_a_file_is_nobody_s_page(project: Path) -> None:
    (project / "docs/~$bang.docx").write_bytes(b"x")
    made(project, project / "ben-canh")
    (project / "docs/~$bang.docx").unlink()
    assert not (project / "ben-canh/~$bang.docx").exists()


LOOKS = (
    ("templates/case.md", 'class="case-id"', 'class="case-id case-id--khac"'),
    ("templates/parts.j2", 'class="pager no-print"', 'class="pager pager--khac no-print"'),
    ("overrides/main.html", "<!doctype html>", "<!doctype html><!-- khác -->"),
    ("overrides/assets/site.css", ":root {", ":root { --khac: 1;"),
    ("mkdocs.yml", "site_description: Kho", "site_description: Một kho"),
    ("docs/chinh-sach/tro-nang.md", "# ", "# Về "),
    ("vocab/sector.yaml", "label: ", "label: Lĩnh vực "),
    ("templates/workbook/xl/workbook.xml", '<sheet name="', '<sheet name="A'),
)
"""Whatever else than a case decides what a page says: file, what stands there, what stands there afterwards."""


def test_after_a_change_of_template_frame_style_settings_or_vocabulary_a_tree_is_what_a_clean_build_gives(project: Path) -> None:
    tree = project / "sua-giao-dien"
    for name, old, new in LOOKS:
        made(project, tree)
        changed(project / name, old, new)
    made(project, tree)
    shutil.rmtree(project / ".kept_cache")
    made(project, project / "sach-giao-dien")
    assert differences(tree, project / "sach-giao-dien") == ""
    sums = subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=tree / "du-lieu/v1", capture_output=True, text=True, check=False)
    assert (sums.returncode, sums.stdout) == (0, "")


def test_a_tree_that_others_touched_is_made_whole_again(project: Path) -> None:
    """A page removed, a file put beside it: neither is what the cases say."""
    tree = project / "bi-dung-vao"
    made(project, tree)
    (tree / f"mo-hinh/{CASE}/index.html").unlink()
    (tree / "noi/la.html").write_text("không ai nhớ", "utf-8")
    made(project, tree)
    made(project, project / "khong-ai-dung")
    assert differences(tree, project / "khong-ai-dung") == ""


def differences(tree: Path, other: Path) -> str:
    return subprocess.run(["diff", "-r", str(tree), str(other)], capture_output=True, text=True, check=False).stdout


def made(project: Path, tree: Path) -> None:
    code, said = built(project, "--no-drawn", "--to", str(tree))
    assert code == 0, said


def test_a_folder_with_somebody_s_files_is_left_as_it_is(project: Path, tmp_path: Path) -> None:
    """A build takes away whatever it does not make: it used to do so anywhere."""
    (tmp_path / "thu-rieng.txt").write_text("quý", "utf-8")
    code, said = built(project, "--to", str(tmp_path))
    assert (code, "dựng vào đó sẽ xoá chúng. Chọn thư mục trống" in said) == (1, True)
    assert [file.name for file in tmp_path.iterdir()] == ["thu-rieng.txt"]


def test_where_pages_for_mkdocs_are_written_no_site_is_built(project: Path, tmp_path: Path) -> None:
    """It has the files of a site in it, and the pages that somebody wrote by hand."""
    both = shutil.copytree(project, tmp_path / "both", ignore=shutil.ignore_patterns("site", ".kept_cache", "sua-*", "sach-*"))
    subprocess.run([sys.executable, "build_cases.py"], cwd=both, capture_output=True, check=True)
    code, said = built(both, "--no-drawn", "--to", "docs")
    assert (code, "dựng vào đó sẽ xoá chúng" in said) == (1, True)
    assert (both / "docs/chinh-sach/index.md").exists()


def test_a_folder_that_took_the_name_of_a_site_is_left_as_it_is(project: Path, tmp_path: Path) -> None:
    tree = tmp_path / "trang"
    made(project, tree)
    tree.rename(tmp_path / "trang-cu")
    tree.mkdir()
    (tree / "anh-gia-dinh.jpg").write_text("quý", "utf-8")
    changed(project / f"cases/{CASE}.yaml", "summary: ", "summary: Lại sửa. ")
    assert built(project, "--no-drawn", "--to", str(tree))[0] == 1
    assert (tree / "anh-gia-dinh.jpg").exists()


def test_two_builds_of_a_project_wait_for_each_other(project: Path, tmp_path: Path) -> None:
    shutil.rmtree(project / ".kept_cache")
    first = started(project, "--no-drawn", "--to", str(tmp_path / "mot"))
    while not (project / ".kept_cache/cases.sqlite").exists():
        assert first.poll() is None
        time.sleep(0.01)
    second = started(project, "--no-drawn", "--to", str(tmp_path / "hai"))
    said = [process.communicate(timeout=300)[0] for process in (first, second)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert "Đang chờ một lần dựng khác của dự án này" in said[1]
    assert differences(tmp_path / "mot", tmp_path / "hai") == ""


def test_who_waited_for_another_build_looks_again_at_what_was_saved_meanwhile(project: Path, tmp_path: Path) -> None:
    own = shutil.copytree(project, tmp_path / "own", ignore=shutil.ignore_patterns("site", ".kept_cache", "sua-*", "sach-*"))
    tree = tmp_path / "trang"
    assert built(own, "--no-drawn", "--to", str(tree))[0] == 0
    changed(own / f"cases/{CASE}.yaml", "summary: ", "summary: Sửa trước khi chờ. ")
    with alone(own / ".kept_cache"):
        waiting = started(own, "--no-drawn", "--to", str(tree))
        assert waiting.stdout is not None
        assert "Đang chờ" in waiting.stdout.readline()
        changed(own / f"cases/{CASE}.yaml", "summary: Sửa trước khi chờ. ", "summary: Sửa trong khi chờ. ")
        shutil.copy(own / "cases/hop-tac-xa-lua.yaml", own / "cases/moi-luc-cho.yaml")
        changed(own / "cases/moi-luc-cho.yaml", "title: Hợp tác xã lúa chung ruộng", "title: Trạm bơm dùng chung")
    said = waiting.communicate(timeout=300)[1]
    assert waiting.returncode == 0, said
    assert "Sửa trong khi chờ." in (tree / f"mo-hinh/{CASE}/index.html").read_text("utf-8")
    assert (tree / "mo-hinh/moi-luc-cho/index.html").is_file()


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("site_url:", "site_urll:", "cần đủ site_name"),
        ("site_url: https://", "site_url: ", "viết đầy đủ như https://"),
        ("site_name: ", "site_name: [", "mkdocs.yml:"),
        ("site_name: ", "site_name: [a, b] #", "cần đủ site_name"),
        ("site_name: ", "x: 2024-13-45\nsite_names: ", "cần đủ site_name"),
        ("site_name: ", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\nsite_name: *b\nsite_names: ", "cần đủ site_name"),
        ("site_name: ", f"site_name: {'[' * 20_000}", "mkdocs.yml:"),
        ("site_url: https://", "site_url: https://[", "viết đầy đủ như https://"),
    ],
)
def test_settings_that_say_too_little_are_told(project: Path, old: str, new: str, told: str) -> None:
    settings = project / "mkdocs.yml"
    good = settings.read_text("utf-8")
    changed(settings, old, new)
    code, said = built(project, "--no-drawn")
    settings.write_text(good, "utf-8")
    assert (code, told in said, "Traceback" in said) == (1, True, False)


def test_a_build_that_was_broken_off_goes_on_where_it_was_begun(project: Path, tmp_path: Path) -> None:
    process = started(project, "--to", str(tmp_path / "trang"))
    while not any((tmp_path / "trang").rglob("*.html")):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    assert built(project, "--to", str(tmp_path / "trang"))[0] == 0


def test_a_collection_without_a_case_yet_is_a_whole_site(project: Path, tmp_path: Path) -> None:
    empty = shutil.copytree(project, tmp_path / "empty", ignore=shutil.ignore_patterns("cases", "site", ".kept_cache", "published.txt"))
    (empty / "cases").mkdir()
    code, said = built(empty)
    assert code == 0, said
    assert (empty / "site/index.html").is_file()
    assert (empty / "site/the-chia-se/noi/hue.png").is_file()


def test_a_broken_vocabulary_is_told_alone_without_it_no_case_can_be_understood(project: Path) -> None:
    assert built(project, "--no-drawn")[0] == 0
    file = project / "vocab/level.yaml"
    text = file.read_text("utf-8")
    for wrong in (text.replace("label:", "lable:", 1), None):
        if wrong is None:
            file.unlink()
        else:
            file.write_text(wrong, "utf-8")
        code, said = built(project, "--no-drawn")
        file.write_text(text, "utf-8")
        assert code == 1
        assert "vocab/level.yaml:" in said
        assert "Traceback" not in said
        assert "cases/" not in said
    assert built(project, "--no-drawn")[0] == 0


def test_a_title_that_becomes_that_of_another_is_told_and_nothing_is_written(project: Path, tmp_path: Path) -> None:
    """After a build without a fault only what changed is held beside the others."""
    file = project / "cases/hop-tac-xa-lua.yaml"
    alone = file.read_text("utf-8")
    moved = alone.replace("places: [hue]", "places: [bac-giang]", 1)
    file.write_text(moved, "utf-8")
    try:
        assert built(project, "--no-drawn", "--to", str(tmp_path))[0] == 0
        before = (tmp_path / "mo-hinh/hop-tac-xa-lua/index.html").read_bytes()
        file.write_text(moved.replace("title: Hợp tác xã lúa chung ruộng", "title: “Một cửa số” ở xã An Lạc, thí điểm", 1), "utf-8")
        code, said = built(project, "--no-drawn", "--to", str(tmp_path))
        assert (code, (tmp_path / "mo-hinh/hop-tac-xa-lua/index.html").read_bytes()) == (1, before)
        assert "gần trùng tên với cases/hop-tac-xa-lua.yaml ở cùng nơi; có phải một mô hình?\n1 lỗi; chưa viết gì.\n" in said
    finally:
        file.write_text(alone, "utf-8")
    assert built(project, "--no-drawn", "--to", str(tmp_path))[0] == 0
