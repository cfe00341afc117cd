"""What leaves with a picture: the picture, and nothing that the camera or a program wrote into it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from casebook.media import WIDTH, fault, published

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


def test_a_download_is_what_its_name_says(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n")
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04")
    assert fault(tmp_path / "a.pdf", picture=False) is None
    assert fault(tmp_path / "a.docx", picture=False) is None
