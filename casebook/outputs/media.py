"""The pictures of the cases, clean of metadata, and their files as they are, beside their pages."""

from collections.abc import Iterator

from casebook.media import published
from casebook.site import Site
from casebook.view import View


def of_case(site: Site, view: View) -> Iterator[tuple[str, bytes]]:
    folder = site.book.media / view.slug
    for image in view.case.images:
        yield f"mo-hinh/{view.slug}/{image.file}", published(folder / image.file)
    for download in view.case.downloads:
        yield f"mo-hinh/{view.slug}/{download.file}", (folder / download.file).read_bytes()
