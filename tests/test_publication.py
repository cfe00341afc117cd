"""The command that publishes, as an officer runs it on a copy of the whole project."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import PROJECT, ROOT


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("project")
    for name in (*PROJECT, "deploy", "published.txt"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "build_cases.py", *arguments]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, timeout=300, check=False)


@pytest.fixture(scope="module")
def live(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("live")
    done = run(project, "publish", "--to", str(to))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "5/5 Thay bản đang chạy" in done.stdout
    return to


def test_what_is_live_is_the_whole_site_and_as_its_manifest_says(live: Path, project: Path) -> None:
    assert (live / "current/mo-hinh/hue-s/index.html.br").is_file()
    assert (live / "current/_headers").is_file()
    done = run(project, "publish", "--verify", str(live))
    assert (done.returncode, done.stderr) == (0, "")
    assert "đúng như bản kê" in done.stdout


def test_the_next_publication_makes_only_what_changed_and_the_same_site(live: Path, project: Path, tmp_path: Path) -> None:
    case = project / "cases/hue-s.yaml"
    before = case.read_text("utf-8")
    case.write_text(before.replace("title: ", "title: Một cửa, ", 1), "utf-8")
    done = run(project, "publish", "--to", str(live))
    assert done.returncode == 0, done.stdout + done.stderr
    written = int(done.stdout.partition("ghi ")[2].partition(" ")[0])
    assert 0 < written < 120, "of more than 800"
    shutil.rmtree(project / ".kept_cache")
    done = run(project, "publish", "--to", str(tmp_path / "anew"))
    assert done.returncode == 0, done.stdout + done.stderr
    case.write_text(before, "utf-8")
    assert (tmp_path / "anew/current/ban-ke.json").read_text("utf-8") == (live / "current/ban-ke.json").read_text("utf-8")


def test_a_folder_that_a_site_was_built_in_can_be_published_to_and_is_never_built_in_again(project: Path, tmp_path: Path) -> None:
    for words in (("site", "--no-drawn"), ("publish",), ("publish",)):
        done = run(project, *words, "--to", str(tmp_path))
        assert done.returncode == 0, done.stdout + done.stderr
    assert "ghi 0 tệp" in done.stdout, "the second publication is built on the first"
    # A build takes away what it does not make: here all releases.
    done = run(project, "site", "--no-drawn", "--to", str(tmp_path))
    assert (done.returncode, "có tệp không phải của trang này" in done.stderr) == (1, True)
    assert len(list((tmp_path / "releases").iterdir())) == 2


def test_a_fault_in_a_template_stops_before_anything_is_live(live: Path, project: Path) -> None:
    before = os.readlink(live / "current")
    template = project / "templates/case.md"
    text = template.read_text("utf-8")
    template.write_text(text + "{{ 1 / 0 }}", "utf-8")
    done = run(project, "publish", "--to", str(live))
    template.write_text(text, "utf-8")
    assert done.returncode == 1
    assert os.readlink(live / "current") == before
    assert sorted(path.name for path in live.iterdir()) == [".lock", ".pace.json", "current", "releases"]


def test_a_faulty_case_is_told_once_and_nothing_is_live(live: Path, project: Path) -> None:
    before = os.readlink(live / "current")
    case = project / "cases/hue-s.yaml"
    text = case.read_text("utf-8")
    case.write_text(text.replace("title: ", "titel: ", 1), "utf-8")
    done = run(project, "publish", "--to", str(live))
    case.write_text(text, "utf-8")
    assert done.returncode == 1
    assert done.stderr.count("có phải “title”?") == 1
    assert "bản đang chạy giữ nguyên" in done.stderr
    assert os.readlink(live / "current") == before


def test_a_broken_link_is_named_and_nothing_is_live_and_no_address_is_promised(live: Path, project: Path) -> None:
    before = os.readlink(live / "current")
    register = project / "published.txt"
    promised = register.read_text("utf-8")
    register.write_text(promised.replace("hue-s\n", ""), "utf-8")
    page = project / "overrides/404.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("{% endblock %}", '<a href="/khong-co/">x</a>{% endblock %}'), "utf-8")
    done = run(project, "publish", "--to", str(live))
    page.write_text(text, "utf-8")
    assert done.returncode == 1
    assert "404.html:" in done.stderr
    assert "liên kết “/khong-co/” không dẫn tới tệp nào" in done.stderr
    assert "chưa công bố, bản đang chạy giữ nguyên" in done.stderr
    assert os.readlink(live / "current") == before
    assert "hue-s" not in register.read_text("utf-8").splitlines()
    assert run(project, "publish", "--to", str(live)).returncode == 0
    assert sorted(register.read_text("utf-8").splitlines()) == sorted(promised.splitlines())


def test_a_place_that_cannot_be_written_is_said_in_one_sentence(project: Path) -> None:
    done = run(project, "publish", "--to", "/proc/nhan-rong")
    assert done.returncode == 1
    assert done.stderr.startswith("Không công bố được: ")
    assert done.stderr.count("\n") == 1


def test_going_back_with_nothing_before_says_so(project: Path, tmp_path: Path) -> None:
    done = run(project, "publish", "--to", str(tmp_path), "--rollback")
    assert done.returncode == 1
    assert "không còn bản nào trước bản đang chạy" in done.stderr


def test_while_a_file_has_a_fault_nobody_knows_what_an_old_release_may_tell(live: Path, project: Path) -> None:
    broken = project / "cases/khoan-ho-vinh-phuc.yaml"
    before, was = broken.read_text("utf-8"), (live / "current").resolve()
    broken.write_text(before + "typo: x\n", "utf-8")
    for words in (("publish", "--rollback", str(live)), ("verify", str(was))):
        done = run(project, *words)
        assert done.returncode == 1
        assert "cases/khoan-ho-vinh-phuc.yaml:" in done.stderr
        assert done.stderr.endswith("1 lỗi; sửa rồi mới soát được.\n")
    broken.write_text(before, "utf-8")
    assert (live / "current").resolve() == was


def test_what_was_withdrawn_does_not_come_back_with_an_old_release(live: Path, project: Path) -> None:
    run(project, "withdraw", "hue-s", "--reason", "nguon", "--by", "Đơn vị phụ trách nội dung", "--explanation", "Nguồn đã bị gỡ.")
    done = run(project, "publish", "--to", str(live))
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(project, "publish", "--rollback", str(live))
    assert done.returncode == 1
    assert "còn nhắc hồ sơ đã rút hue-s" in done.stderr
    assert "Hue-S" not in (live / "current/mo-hinh/hue-s/index.html").read_text("utf-8")


def test_what_was_withdrawn_does_not_come_back_under_a_former_address(live: Path, project: Path) -> None:
    slug = "ocop-quang-ninh"
    assert run(project, "publish", "--to", str(live)).returncode == 0
    assert (live / f"current/mo-hinh/{slug}/{slug}.pdf").is_file()
    run(project, "rename", slug, "ocop-moi")
    run(project, "withdraw", "ocop-moi", "--reason", "nguon", "--by", "Đơn vị phụ trách nội dung", "--explanation", "Nguồn đã bị gỡ.")
    done = run(project, "publish", "--to", str(live))
    assert done.returncode == 0, done.stdout + done.stderr
    done = run(project, "publish", "--rollback", str(live))
    assert done.returncode == 1
    assert f"mo-hinh/{slug}/{slug}.pdf:1: là tệp của hồ sơ đã rút ocop-moi; xoá đi" in done.stderr
    assert not (live / f"current/mo-hinh/{slug}/{slug}.pdf").exists()
