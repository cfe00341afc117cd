"""Sets a template with its data as a tagged PDF (PDF/UA-1); equal data gives equal bytes."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from importlib import metadata
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from casebook.paper.unhinted import unhinted

if TYPE_CHECKING:
    from typst import Compiler

HERE = Path(__file__).parent
TEMPLATES, FONTS = HERE / "templates", HERE / "fonts"


def pressed(template: str, data: Any, moment: datetime) -> bytes:
    """The PDF; `moment` is what it says of its own time. Raises typst.TypstError where a template is wrong."""
    said = json.dumps(data, ensure_ascii=False)
    made = _compiler(template).compile(sys_inputs={"data": said}, format="pdf", pdf_standards=["ua-1"], timestamp=int(moment.timestamp()))
    assert isinstance(made, bytes)
    return _packed(made)


def version() -> str:
    """Of everything that has a hand in the bytes."""
    return " ".join(metadata.version(package) for package in ("typst", "fontpkg-be-vietnam-pro", "pikepdf"))


def _packed(made: bytes) -> bytes:
    """The same document, its fonts without hints, its objects in compressed streams: the tags, which typst writes one by one, are half of a file."""
    from pikepdf import Dictionary, ObjectStreamMode, Pdf  # noqa: PLC0415

    out = BytesIO()
    with Pdf.open(BytesIO(made)) as document:
        for item in document.objects:
            if isinstance(item, Dictionary) and "/FontFile2" in item:
                item.FontFile2.write(unhinted(item.FontFile2.read_bytes()))
        document.save(out, object_stream_mode=ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


def sources() -> Iterator[Path]:
    """The files that decide how a PDF looks."""
    yield from sorted(path for path in HERE.rglob("*") if path.suffix in (".py", ".typ", ".css", ".ttf"))


@cache
def _compiler(template: str) -> "Compiler":
    # A third of a second to load, and most commands make no PDF.
    from fontpkg_be_vietnam_pro import ROOT  # noqa: PLC0415
    from typst import Compiler, Fonts  # noqa: PLC0415

    fonts = Fonts(include_system_fonts=False, font_paths=[str(ROOT / "files"), str(FONTS)])
    return Compiler(TEMPLATES / template, root=TEMPLATES, font_paths=fonts, ignore_system_fonts=True)
