"""The blank workbook and the blank Word form, to download, fill in and send back."""

from collections.abc import Iterator

from casebook.blanks import sheet, word
from casebook.site import Site


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    yield "bieu-mau/mau-ho-so.xlsx", sheet.write(site.book.vocabularies, {})
    yield "bieu-mau/mau-ho-so.docx", word.write(site.book.vocabularies)
