"""What leaves with a picture: the picture, and nothing that the camera or a program wrote into it."""

from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from casebook import download
from casebook.media import WIDTH, fault, published
from tests.papers import pdf

SECRETS = (b"Exif", b"Nokia", b"21.0278", b"xmp", b"tEXt", b"iTXt")
KINDS = [
    ("JPEG", "jpg", "RGB"),
    ("JPEG", "jpg", "L"),
    ("JPEG", "jpg", "CMYK"),
    ("PNG", "png", "RGBA"),
    ("PNG", "png", "P"),
    ("PNG", "png", "LA"),
    ("WEBP", "webp", "RGB"),
]


def camera(file: Path, kind: str, mode: str, size: tuple[int, int] = (60, 40)) -> Path:
    """A picture that says which camera took it, where, and that it lies on its side."""
    exif = Image.Exif()
    exif[0x010F] = "Nokia 21.0278"
    exif[0x0112] = 6
    notes = PngInfo()
    notes.add_itxt("Author", "Tác giả: Nokia 21.0278")
    extra: dict[str, dict[str, Any]] = {
        "JPEG": {"comment": b"Nokia 21.0278"},
        "PNG": {"pnginfo": notes},
        "WEBP": {"xmp": b"<x:xmpmeta>Nokia 21.0278</x:xmpmeta>"},
    }
    Image.new("RGB", size, (200, 120, 40)).convert(mode).save(file, kind, exif=exif, **extra[kind])
    return file


@pytest.mark.parametrize(("kind", "suffix", "mode"), KINDS)
def test_nothing_but_the_picture_is_published(kind: str, suffix: str, mode: str, tmp_path: Path) -> None:
    file = camera(tmp_path / f"cho-phien.{suffix}", kind, mode)
    assert fault(file, picture=True) is None
    assert b"Nokia" in file.read_bytes()
    clean = published(file)
    assert [secret for secret in SECRETS if secret in clean] == []
    with Image.open(BytesIO(clean)) as image:
        assert image.format == kind
        assert not image.getexif()
        # It lay on its side, and now stands.
        assert image.size == (40, 60)


def test_a_wide_picture_becomes_as_wide_as_a_page(tmp_path: Path) -> None:
    with Image.open(BytesIO(published(camera(tmp_path / "a.jpg", "JPEG", "RGB", (100, 4000))))) as image:
        assert image.size == (WIDTH, 40)


def office(file: Path) -> Path:
    """A file of Word or Excel, by somebody."""
    made: Any = Document() if file.suffix == ".docx" else Workbook()
    properties = made.core_properties if file.suffix == ".docx" else made.properties
    properties.author = properties.creator = properties.last_modified_by = properties.lastModifiedBy = "Nguyễn Thị Soạn"
    made.save(file)
    return file


def test_a_download_is_what_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf())
    assert fault(tmp_path / "a.pdf", picture=False) is None
    assert fault(office(tmp_path / "a.docx"), picture=False) is None
    for name, content in (("b.pdf", b"%PDF-1.7\n"), ("b.docx", b"PK\x03\x04"), ("b.xlsx", pdf()), ("b.exe", b"MZ"), ("b.pdf", b"PK\x03\x04")):
        (tmp_path / name).write_bytes(content)
        assert fault(tmp_path / name, picture=False)


def everything(raw: bytes) -> bytes:
    """What a curious reader finds in a file: its bytes, and those of its parts."""
    if raw.startswith(b"%PDF"):
        return raw
    with ZipFile(BytesIO(raw)) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        return b"\n".join(parts.read(name) for name in parts.namelist())


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pdf"])
def test_who_wrote_a_download_is_not_published(name: str, tmp_path: Path) -> None:
    file = tmp_path / name
    if file.suffix == ".pdf":
        file.write_bytes(pdf(author="Nguyễn Thị Soạn"))
    else:
        office(file)
    clean = download.published(file)
    assert "Soạn".encode() not in everything(clean)
    assert "Soạn".encode("utf-16-be") not in everything(clean)
    assert clean == download.published(file)
    file.write_bytes(clean)
    assert download.fault(file) is None


def test_what_office_files_are_made_of_stays(tmp_path: Path) -> None:
    written = Document()
    written.add_paragraph("Bước 1. Nhận hồ sơ ở xã.")
    written.save(str(tmp_path / "a.docx"))
    assert [one.text for one in Document(BytesIO(download.published(tmp_path / "a.docx"))).paragraphs] == ["Bước 1. Nhận hồ sơ ở xã."]
    book = Workbook()
    book.worksheets[0]["A1"] = "Số hồ sơ"
    book.save(tmp_path / "a.xlsx")
    assert load_workbook(BytesIO(download.published(tmp_path / "a.xlsx"))).worksheets[0]["A1"].value == "Số hồ sơ"


def test_notes_in_the_margin_and_changes_that_are_followed_are_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["A1"].comment = Comment("Anh B xem lại chỗ này", "Chị A")
    book.save(tmp_path / "a.xlsx")
    assert "lời ghi chú" in str(download.fault(tmp_path / "a.xlsx"))
    written = Document()
    written.add_paragraph("x")._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:author="Chị A"><w:r><w:t>y</w:t></w:r></w:ins>'))
    written.save(str(tmp_path / "a.docx"))
    assert "lời ghi chú" in str(download.fault(tmp_path / "a.docx"))
    (tmp_path / "a.pdf").write_bytes(pdf(note="Anh B xem lại"))
    assert "lời ghi chú" in str(download.fault(tmp_path / "a.pdf"))


@pytest.mark.parametrize("subtype", ["/Text", "/FreeText", "/Popup", "/Highlight", "/Ink", "/Stamp", "/FileAttachment"])
def test_whatever_somebody_said_of_a_paper_is_refused_and_what_it_leads_to_is_not(subtype: str, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(note="Anh B xem lại", subtype=subtype))
    assert "lời ghi chú" in str(download.fault(tmp_path / "a.pdf"))
    (tmp_path / "a.pdf").write_bytes(pdf(note="Xem thêm", subtype="/Link"))
    assert download.fault(tmp_path / "a.pdf") is None


def test_a_paper_that_runs_something_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(pdf(runs="app.alert(1)"))
    assert "a.pdf có mã chạy khi mở" in str(download.fault(tmp_path / "a.pdf"))


@pytest.mark.parametrize(
    ("name", "inside"), [("a.docx", "word/embeddings/bang.xlsx"), ("a.xlsx", "xl/embeddings/oleObject1.bin"), ("b.xlsx", "xl/revisions/log1.xml")]
)
def test_a_file_within_a_file_is_refused(name: str, inside: str, tmp_path: Path) -> None:
    with ZipFile(office(tmp_path / name), "a") as parts:
        parts.writestr(inside, b"x")
    assert "tệp nhúng bên trong" in str(download.fault(tmp_path / name))


def test_a_photograph_of_a_telephone_with_a_second_picture_inside_is_published_as_one(tmp_path: Path) -> None:
    first, second = (Image.new("RGB", (40, 30), colour) for colour in ("red", "blue"))
    first.save(tmp_path / "a.jpg", format="MPO", save_all=True, append_images=[second])
    assert fault(tmp_path / "a.jpg", picture=True) is None
    with Image.open(BytesIO(published(tmp_path / "a.jpg"))) as shown:
        assert (shown.format, shown.size, getattr(shown, "n_frames", 1)) == ("JPEG", (40, 30), 1)


def test_a_broken_download_is_refused_or_can_be_published(tmp_path: Path) -> None:
    chance = Random(3)
    for file in (office(tmp_path / "a.docx"), tmp_path / "a.pdf"):
        whole = file.read_bytes() if file.exists() else pdf(note="x")
        for _ in range(60):
            broken = bytearray(whole)
            for _ in range(chance.randint(1, 6)):
                broken[chance.randrange(8, len(broken))] = chance.randrange(256)
            file.write_bytes(broken)
            if download.fault(file) is None:
                assert download.published(file)
