"""The pictures and files of the cases, clean of metadata, beside their pages."""

from collections.abc import Iterator

from casebook import download as paper
from casebook.media import published
from casebook.site import Site
from casebook.view import View


def of_case(site: Site, view: View) -> Iterator[tuple[str, bytes]]:
    folder = site.book.media / view.slug
    for image in view.case.images:
        yield f"mo-hinh/{view.slug}/{image.file}", published(folder / image.file)
    for download in view.case.downloads:
        yield f"mo-hinh/{view.slug}/{download.file}", paper.published(folder / download.file)
