"""The blank workbook and the blank Word form, to download, fill in and send back."""

from collections.abc import Iterator

from casebook.blanks import word
from casebook.site import Site


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    # The library of workbooks takes a quarter of a second to load, and the editor and most commands make none.
    from casebook.blanks import sheet  # noqa: PLC0415

    yield "bieu-mau/mau-ho-so.xlsx", sheet.write(site.book.vocabularies, {})
    yield "bieu-mau/mau-ho-so.docx", word.write(site.book.vocabularies)
