"""The blank workbook and the blank Word form, to download, fill in and send back."""

from collections.abc import Iterator

from casebook.blanks import word
from casebook.outputs.later import Content, Later
from casebook.site import Site


def files(site: Site) -> Iterator[tuple[str, Content]]:
    yield "bieu-mau/mau-ho-so.xlsx", Later(None, lambda: _workbook(site))
    yield "bieu-mau/mau-ho-so.docx", Later(None, lambda: word.write(site.book.vocabularies))


def _workbook(site: Site) -> bytes:
    # The library of workbooks takes a quarter of a second to load, and the editor and most commands make none.
    from casebook.blanks import sheet  # noqa: PLC0415

    return sheet.write(site.book.vocabularies, {})
