"""An Office file that somebody sent, opened only when it is what it says and small enough to be read."""

import io
import posixpath
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from zipfile import BadZipFile, ZipFile

from lxml import etree

MAX_BYTES = 16 * 1024 * 1024
MAX_PARTS = 600
"""Ours has 75: two for each sheet, and their notes."""

MAX_UNPACKED = 48 * 1024 * 1024
MAX_RATIO = 200
"""Our fullest sheet shrinks to a fortieth."""

MAX_MARKS = 4_000_000
"""Signs < and = in all parts that are read: each element and attribute costs time. Our workbook of 200 cases has 0.4 million."""

MAX_HELD = 500_000
"""The same between two rows, or in one document: what is held at once costs memory."""

SMALL = 1024 * 1024
"""Below this a part may shrink as it likes."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
BROKEN = "tệp hỏng hoặc không phải tệp {kind}; mở bằng {program}, lưu lại dạng {suffix} rồi nhập lại"
PROGRAMS = {".xlsx": ("Excel", "Excel (hoặc LibreOffice)"), ".docx": ("Word", "Word (hoặc LibreOffice)")}
BOMB = "tệp bung ra quá lớn so với một hồ sơ ({what}); không mở. Hãy chép phần cần thiết sang biểu mẫu mới"


class Refused(Exception):
    """A file, or a part of it, that is not read; the reason in an officer's words."""


class Archive:
    """The parts of an admitted file, and how much of them may still be read."""

    def __init__(self, parts: ZipFile, suffix: str) -> None:
        self.parts = parts
        self.suffix = suffix
        self._left = MAX_MARKS

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Each element of these names (without namespace) once it is complete, in order; memory is freed behind it.

        A part that is not there has none. Raises Refused for what is not plain XML of a reasonable size.
        """
        if name not in self.parts.NameToInfo:
            return
        try:
            with self.parts.open(name) as stream:
                checked = _Checked(stream, self._left)
                wanted = [f"{{*}}{tag}" for tag in tags]
                for _, element in etree.iterparse(checked, tag=wanted, resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8"):
                    yield element
                    _forget(element)
                    checked.held = 0
                self._left = checked.left
        except (BadZipFile, EOFError, NotImplementedError, zlib.error, etree.XMLSyntaxError):
            raise Refused("tệp hỏng: có phần không đọc được; mở ra, lưu lại rồi nhập") from None

    def targets(self, name: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: id → (the last word of its type, the part's name)."""
        folder, _, file = name.rpartition("/")
        found = self.elements(f"{folder}/_rels/{file}.rels".removeprefix("/"), "Relationship")
        return {one.get("Id", ""): (one.get("Type", "").rpartition("/")[2], _part(folder, one.get("Target", ""))) for one in found}

    def main(self) -> str:
        """The name of the part that is the document."""
        return next((target for kind, target in self.targets("").values() if kind == "officeDocument"), "")


class _Checked:
    """A part as it is unpacked, piece by piece, stopped before what would cost too much reaches the parser."""

    def __init__(self, stream: IO[bytes], left: int) -> None:
        self._stream = stream
        self._end = b""
        self.left = left
        self.held = 0

    def read(self, size: int) -> bytes:
        piece = self._stream.read(size)
        marks = piece.count(b"<") + piece.count(b"=")
        self.left -= marks
        self.held += marks
        if self.left < 0 or self.held > MAX_HELD:
            raise Refused(BOMB.format(what="hàng trăm nghìn ô và đoạn"))
        if b"\0" in piece or b"<!DOCTYPE" in self._end + piece:
            raise Refused("tệp có khai báo (DTD) hoặc bảng mã mà Excel và Word không bao giờ viết; không mở")
        self._end = piece[-8:]
        return piece


def _part(folder: str, target: str) -> str:
    return target.removeprefix("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def _forget(element: etree._Element) -> None:
    element.clear(keep_tail=False)
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def opened(file: Path) -> Archive:
    """The parts of an .xlsx or .docx file. Raises Refused before anything is unpacked."""
    if file.stat().st_size > MAX_BYTES:
        raise Refused(f"tệp lớn hơn {MAX_BYTES // 1024 // 1024} MB; bỏ ảnh và các trang không liên quan rồi lưu lại")
    raw = file.read_bytes()
    if raw.startswith(OLE):
        raise Refused(_old(raw, file.suffix.lower()))
    try:
        parts = ZipFile(io.BytesIO(raw))
    except (BadZipFile, ValueError, NotImplementedError):
        raise Refused(broken(file.suffix)) from None
    _admit(parts, file.suffix.lower())
    return Archive(parts, file.suffix.lower())


def broken(suffix: str) -> str:
    kind, program = PROGRAMS[suffix.lower()]
    return BROKEN.format(kind=kind, program=program, suffix=suffix.lower())


def _old(raw: bytes, suffix: str) -> str:
    if ENCRYPTED in raw:
        return "tệp có mật khẩu; mở ra, bỏ mật khẩu (Tệp › Thông tin › Bảo vệ), lưu lại rồi nhập"
    return f"đây là tệp Office đời cũ (.xls, .doc); mở ra, chọn “Lưu thành”, dạng {suffix}, rồi nhập tệp mới"


def _admit(parts: ZipFile, suffix: str) -> None:
    infos = parts.infolist()
    names = [info.filename for info in infos]
    if len(infos) > MAX_PARTS:
        raise Refused(BOMB.format(what=f"{len(infos)} phần"))
    if sum(info.file_size for info in infos) > MAX_UNPACKED:
        raise Refused(BOMB.format(what=f"hơn {MAX_UNPACKED // 1024 // 1024} MB"))
    if any(info.file_size > SMALL and info.file_size > MAX_RATIO * max(info.compress_size, 1) for info in infos):
        raise Refused(BOMB.format(what=f"nén hơn {MAX_RATIO} lần"))
    if any(info.flag_bits & 1 for info in infos):
        raise Refused("tệp có mật khẩu; bỏ mật khẩu, lưu lại rồi nhập")
    if any(name.endswith("vbaProject.bin") for name in names):
        raise Refused(f"tệp có macro; mở ra, chọn “Lưu thành”, dạng {suffix} không có macro, rồi nhập tệp mới")
    if len(set(names)) != len(names):
        raise Refused(broken(suffix))


def local(element: etree._Element) -> str:
    """The name of an element, whatever its namespace."""
    return str(element.tag).rpartition("}")[2]
