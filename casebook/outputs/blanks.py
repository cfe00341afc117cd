"""The blank workbook and the blank Word form, to download, fill in and send back."""

from collections.abc import Iterator

from casebook.site import Site


def files(site: Site) -> Iterator[tuple[str, bytes]]:
    # The Office libraries take a quarter of a second to load, and the editor and most commands make no documents.
    from casebook.blanks import sheet, word  # noqa: PLC0415

    yield "bieu-mau/mau-ho-so.xlsx", sheet.write(site.book.vocabularies, {})
    yield "bieu-mau/mau-ho-so.docx", word.write(site.book.vocabularies)
