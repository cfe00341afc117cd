"""Pictures and files that a case brings: what is accepted, and what of it is published."""

from io import BytesIO
from pathlib import Path

from casebook import download

MAX_BYTES = 8 * 1024 * 1024
MAX_PIXELS = 40_000_000
WIDTH = 1600
FORMATS = {".jpg": "JPEG", ".jpeg": "JPEG", ".png": "PNG", ".webp": "WEBP"}


def fault(file: Path, picture: bool) -> str | None:
    """Why a file cannot be published, or None; the content decides, not the name."""
    # A linked folder leads out of the project as well as a linked file.
    if file.is_symlink() or file.parent.is_symlink() or file.parent.parent.is_symlink() or not file.is_file():
        return f"không có tệp cases/media/{file.parent.name}/{file.name}"
    if file.stat().st_size > MAX_BYTES:
        return f"{file.name} lớn hơn {MAX_BYTES // 1024 // 1024} MB; hãy thu nhỏ"
    return _picture_fault(file) if picture else download.fault(file)


def _picture_fault(file: Path) -> str | None:
    if file.suffix not in FORMATS:
        return f"{file.name} không phải ảnh .jpg, .png hoặc .webp; mở ảnh rồi lưu thành .jpg"
    # Most cases have no pictures: a check of them starts without Pillow.
    from PIL import Image, UnidentifiedImageError  # noqa: PLC0415

    # The limit below says the same in an editor's words; Pillow's own would stop the build.
    Image.MAX_IMAGE_PIXELS = None
    try:
        with Image.open(file) as image:
            if image.width * image.height > MAX_PIXELS:
                return f"{file.name} có quá nhiều điểm ảnh ({image.width}×{image.height}); hãy thu nhỏ"
            # A telephone's JPEG may hold a second picture behind the first (MPO); only the first is published.
            kind = "JPEG" if image.format == "MPO" else image.format
            if kind != FORMATS[file.suffix]:
                return f"{file.name} thật ra là ảnh {image.format}; hãy đổi đuôi tệp cho đúng"
            # verify() would accept half a photograph, on which publishing then stops.
            image.load()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return f"{file.name} không đọc được như một ảnh; hãy lưu lại ảnh"
    return None


def published(file: Path) -> bytes:
    """The picture drawn anew, at most 1600 px wide: nothing of its metadata (EXIF, place) is left."""
    from PIL import Image, ImageOps  # noqa: PLC0415

    with Image.open(file) as opened:
        image = ImageOps.exif_transpose(opened) or opened
        image.thumbnail((WIDTH, WIDTH * 2))
        plain = image if image.mode in ("RGB", "RGBA", "L") else image.convert("RGB")
        # From the pixels alone: a converted image would keep its comment.
        clean = Image.frombytes(plain.mode, plain.size, plain.tobytes())
        out = BytesIO()
        clean.save(out, FORMATS[file.suffix], quality=82)
    return out.getvalue()
