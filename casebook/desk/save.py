"""Writes a case file: whole or not at all, and never over what someone else wrote meanwhile."""

import hashlib
import os
import stat
from pathlib import Path

from casebook.alone import alone
from casebook.refusal import Refusal


def opened(file: Path) -> tuple[str, str]:
    """The text of a file as it stands, and its sha-256: what `save` will ask for."""
    if not stat.S_ISREG(file.lstat().st_mode):
        # A pipe would never end; a link leads out of the project.
        raise Refusal(f"{file.name}: không phải một tệp thường (liên kết, thư mục…); hãy chép hẳn tệp vào đây")
    raw = file.read_bytes()
    return raw.decode("utf-8"), digest(raw)


def digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def save(file: Path, text: str, sha: str = "") -> str:
    """Write `text` and return its sha-256.

    `sha` is of the file as it was read, "" for a file that is to be new. Raises Refusal when the file
    has changed since, is gone, or is there already. A program killed while saving leaves the old file.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    raw = text.encode("utf-8")
    with alone(file.parent):
        _unchanged(file, sha)
        put(file, raw)
    return digest(raw)


def put(file: Path, raw: bytes) -> None:
    """Make a file hold this: whole or not at all, whenever the machine stops."""
    beside = file.with_name(f".{file.name}.tmp")
    with beside.open("wb") as stream:
        stream.write(raw)
        stream.flush()
        os.fsync(stream.fileno())
    os.replace(beside, file)


def overwrite(file: Path, text: str) -> None:
    """Write a file that only the desk itself makes: what stood there is of no one else."""
    save(file, text, digest(file.read_bytes()) if file.exists() else "")


def remove(file: Path, sha: str) -> None:
    """Delete a file that is still as it was read; Refusal if not."""
    with alone(file.parent):
        _unchanged(file, sha)
        file.unlink()


def move(file: Path, sha: str, to: Path) -> None:
    """Put a file that is still as it was read in a folder that is to be new; Refusal, with nothing done, if it is not."""
    with alone(file.parent):
        _unchanged(file, sha)
        to.parent.mkdir(parents=True)
        file.rename(to)


def _unchanged(file: Path, sha: str) -> None:
    if not file.exists():
        if sha:
            raise Refusal(f"{file.name} không còn: ai đó đã xoá hoặc đổi tên trong lúc bạn sửa; mở lại danh sách rồi làm lại")
    elif not sha:
        raise Refusal(f"đã có tệp {file.name}; chọn tên khác, hoặc mở tệp đó ra sửa")
    elif digest(file.read_bytes()) != sha:
        raise Refusal(
            f"{file.name} đã được ai đó sửa trong lúc bạn sửa; mở lại bản mới rồi ghi thêm phần của bạn, chưa có gì bị ghi đè",
            f"{file.name} đã được ai đó sửa trong lúc bạn sửa",
        )
