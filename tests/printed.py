"""What a PDF says: its text in the order of the document, its tags, the pictures' words."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf


def text(pdf: bytes, page: int = 0, whole: bool = False) -> str:
    """The text of a page, of all where none is named, as Poppler reads it; without the running head and foot unless `whole`."""
    body = () if whole else ("-x", "0", "-y", "58", "-W", "595", "-H", "726")
    only = ("-f", str(page), "-l", str(page)) if page else ()
    return subprocess.run(["pdftotext", "-raw", "-nopgbrk", *body, *only, "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode("utf-8")


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def tags(document: pikepdf.Pdf) -> Iterator[tuple[str, Any]]:
    """(type, element) of every element of the structure, in the order of reading."""
    waiting: list[Any] = [document.Root.StructTreeRoot]
    while waiting:
        element = waiting.pop()
        if "/S" in element:
            yield str(element.S).removeprefix("/"), element
        kids = element.get("/K", [])
        inside = list(kids) if isinstance(kids, pikepdf.Array) else [kids]
        waiting += [kid for kid in reversed(inside) if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") not in ("/MCR", "/OBJR")]


def alternatives(document: pikepdf.Pdf) -> list[str]:
    """The words of every picture."""
    return [str(element.Alt) for kind, element in tags(document) if kind == "Figure"]
