"""A file that a case offers for download, as it is published: what it says, without what its program noted of people."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

MAX_BYTES = 64 * 1024 * 1024
"""What an Office file may unpack to."""

SIGNATURES = {".pdf": b"%PDF-", ".docx": b"PK\x03\x04", ".xlsx": b"PK\x03\x04", ".odt": b"PK\x03\x04", ".ods": b"PK\x03\x04"}
_OFFICE = "http://schemas.openxmlformats.org"
BARE = {
    "docProps/core.xml": f'<coreProperties xmlns="{_OFFICE}/package/2006/metadata/core-properties"/>',
    "docProps/app.xml": f'<Properties xmlns="{_OFFICE}/officeDocument/2006/extended-properties"/>',
    "docProps/custom.xml": f'<Properties xmlns="{_OFFICE}/officeDocument/2006/custom-properties"/>',
    "meta.xml": '<office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"/>',
}
"""The parts of Office files that name author, last hand, firm, template; each as it is when nothing is known."""

SHOWN = ("/Link", "/Widget")
"""The annotations of a PDF that are part of what it says; the others are what somebody said of it, under a name."""
RUNS = ("/JavaScript", "/Launch", "/SubmitForm", "/ImportData")
"""Actions that do something when a PDF is opened or pressed."""
HIDDEN_PARTS = re.compile(
    r"(?:word|xl)/(?:embeddings|revisions)/.*|(?:word|xl)/(?:\w+/)?(?:comments|threadedComment|people|person|vbaProject)[^/]*$|Basic/.*|Configurations2/macros.*",
    re.IGNORECASE,
)
HIDDEN_MARKS = re.compile(rb"<(?:w:(?:ins|del|moveFrom|moveTo) |office:annotation[ >]|text:tracked-changes[ >]|table:tracked-changes[ >])")


def fault(file: Path) -> str | None:
    """Why a file cannot be published, or None; the content decides, not the name."""
    if file.suffix not in SIGNATURES:
        return f"{file.name} không phải tệp .pdf, .docx, .xlsx, .odt hoặc .ods"
    with file.open("rb") as stream:
        if not stream.read(8).startswith(SIGNATURES[file.suffix]):
            return f"nội dung {file.name} không khớp với đuôi tệp"
    return _pdf_fault(file) if file.suffix == ".pdf" else _office_fault(file)


def _pdf_fault(file: Path) -> str | None:
    from pikepdf import PasswordError, Pdf, PdfError  # noqa: PLC0415 (few cases have files)

    try:
        with Pdf.open(file) as paper:
            inside = [*chain.from_iterable(map(_dictionaries, paper.objects))]
            notes = any(str(note.get("/Subtype", "")) not in SHOWN for page in paper.pages for note in page.get("/Annots", ()))
            if notes or paper.attachments or any("/EF" in item for item in inside):
                return f"{file.name} còn lời ghi chú hoặc tệp đính kèm bên trong; bỏ đi, lưu lại rồi đưa vào"
            if any("/JS" in item or "/XFA" in item or str(item.get("/S", "")) in RUNS for item in inside):
                return f"{file.name} có mã chạy khi mở; in ra PDF mới (“Print to PDF”) rồi đưa vào"
    except PasswordError:
        return f"{file.name} có mật khẩu; hãy lưu lại không có mật khẩu"
    except (PdfError, TypeError, ValueError, AttributeError):
        return f"{file.name} không đọc được như một tệp PDF; hãy lưu lại"
    return None


def _dictionaries(item: Any) -> Iterator[Any]:
    """Those of an object of a PDF that stand in itself; what it only refers to is an object too."""
    from pikepdf import Array, Dictionary  # noqa: PLC0415

    parts: list[Any] = [item] if isinstance(item, Dictionary) else []
    while parts:
        part = parts.pop()
        if isinstance(part, Dictionary):
            yield part
        parts += [one for one in (part.values() if isinstance(part, Dictionary) else part) if isinstance(one, Dictionary | Array) and not one.is_indirect]


def _office_fault(file: Path) -> str | None:
    try:
        with ZipFile(file) as parts:
            if sum(part.file_size for part in parts.infolist()) > MAX_BYTES:
                return f"{file.name} bung ra quá lớn; hãy chép phần cần thiết sang tệp mới"
            # Every part is read here: one that is broken would stop the publishing.
            hidden = any(HIDDEN_PARTS.match(name) for name in parts.namelist())
            if hidden or any(HIDDEN_MARKS.search(parts.read(name)) for name in parts.namelist()):
                return f"{file.name} còn lời ghi chú, chỗ sửa được theo dõi, tệp nhúng bên trong hoặc macro; chấp nhận hay bỏ hết, lưu lại rồi đưa vào"
    except (BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError, zlib.error):
        return f"{file.name} hỏng hoặc có mật khẩu; mở ra, lưu lại không có mật khẩu"
    return None


def published(file: Path) -> bytes:
    """The bytes that readers get. What is to be read stays as it is; who wrote it, when and with what is gone."""
    return _paper(file) if file.suffix == ".pdf" else _office(file)


def _paper(file: Path) -> bytes:
    from pikepdf import Pdf  # noqa: PLC0415

    out = BytesIO()
    with Pdf.open(file) as paper:
        for place, name in ((paper.trailer, "/Info"), (paper.Root, "/Metadata")):
            if name in place:
                del place[name]
        paper.save(out, deterministic_id=True, compress_streams=False)
    return out.getvalue()


def _office(file: Path) -> bytes:
    out = BytesIO()
    with ZipFile(file) as parts, ZipFile(out, "w") as written:
        for part in parts.infolist():
            # The day of each part is the day of somebody's work, too.
            plain = ZipInfo(part.filename, (1980, 1, 1, 0, 0, 0))
            plain.compress_type = part.compress_type
            written.writestr(plain, BARE.get(part.filename, parts.read(part)))
    return out.getvalue()
