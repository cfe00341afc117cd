"""A tiny country, and every output it gives, byte for byte. Look at the difference, then: pytest --bless"""

import pytest

from tests.golden import EXPECTED, made, written


def test_the_sample_makes_just_these_files() -> None:
    assert sorted(path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()) == written()


@pytest.mark.parametrize("path", sorted(path.relative_to(EXPECTED).as_posix() for path in EXPECTED.rglob("*") if path.is_file()))
def test_output(path: str) -> None:
    content = made()[path]
    assert (content.encode() if isinstance(content, str) else content).decode() == (EXPECTED / path).read_bytes().decode()


@pytest.mark.parametrize(
    "secret", ["Tên Bản Nháp", "Cơ quan Chưa Công Bố", "nhap-chua-dang", "Tên Đã Rút", "Nội dung đã rút không", "Tên Phải Bỏ", "Lý do phải bỏ"]
)
def test_a_draft_a_withdrawn_case_and_a_revoked_name_leave_no_trace(secret: str) -> None:
    assert [path for path, content in made().items() if secret in str(content)] == []


def test_a_withdrawn_case_keeps_its_address_and_its_reason() -> None:
    page = str(made()["mo-hinh/da-rut/index.md"])
    assert "15/11/2026" in page
    assert "Nguồn số liệu chính đã bị gỡ." in page


def test_a_former_address_leads_to_the_present_one() -> None:
    assert 'redirect: "mo-hinh/mot-cua-so/"' in str(made()["mo-hinh/mot-cua-cu/index.md"])
    assert 'redirect: "mo-hinh/da-rut/"' in str(made()["mo-hinh/ten-cu-da-rut/index.md"])
