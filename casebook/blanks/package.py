"""An Office file around what differs: the parts that never do stand in templates/, as text, so that a browser can put documents together too."""

import io
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from casebook.render import TEMPLATES

WORD, WORKBOOK = TEMPLATES / "word", TEMPLATES / "workbook"
BODY = "word/document.xml"
Moment = tuple[int, int, int, int, int, int]
MOMENT: Moment = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can write."""


@cache
def parts(folder: Path = WORD) -> Mapping[str, str]:
    """Path in the package → XML, the list of types first; of a document without the body."""
    files = sorted(file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_text("utf-8") for file in sorted(files, key=lambda file: not file.name.startswith("["))}


def document(body: str) -> bytes:
    """The .docx whose word/document.xml is `body`."""
    return zipped((name, content.encode("utf-8")) for name, content in {**parts(), BODY: body}.items())


def zipped(files: Iterable[tuple[str, bytes]], moment: Moment = MOMENT) -> bytes:
    """A zip of these files in this order, all of them dated alike: equal bytes from equal files."""
    out = io.BytesIO()
    with ZipFile(out, "w") as target:
        for name, content in files:
            info = ZipInfo(name, moment)
            # Python writes the system it runs on; the bytes must not tell Windows from Linux.
            info.create_system, info.external_attr, info.compress_type = 3, 0o600 << 16, ZIP_DEFLATED
            target.writestr(info, content)
    return out.getvalue()
