"""The pages of a case that was saved, before anything else is looked at: who saved it is waiting for them."""

from pathlib import Path

from casebook.frame import Frame
from casebook.load import due
from casebook.making import standing
from casebook.model import Case, Tombstone
from casebook.outputs.pages import of_case
from casebook.publish import rewrite
from casebook.site import Site
from casebook.store import Store
from casebook.stored import Stored

FEW = 3
"""How many cases are saved at a time by who waits for them."""


def ahead(tree: Path, store: Store, site: Site, frame: Frame | None) -> dict[Path, str]:
    """Put them in the tree of framed pages that `site` was opened for last time, beside the other cases as they were then; what stood there before.

    What else they change, and whether they agree with the other cases, is for the build that follows: it makes these pages again. Where it
    refuses, put back what stood there (`rewrite`).
    """
    saved = [slug for slug, stamp in store.stamps().items() if slug in site.by_slug and site.by_slug[slug].stamp != stamp]
    if frame is None or len(saved) > FEW:
        return {}
    public = [slug for slug in saved if _public(store.record(slug), site)]
    now = site.among(Stored(store, site.book.cases), *public)
    drawn = {tree / standing(source): frame.html(source, text)[0] for slug in public for source, text in of_case(now, now.by_slug[slug])}
    before = {file: file.read_text("utf-8") for file in drawn if file.is_file()}
    for file in before:
        rewrite(file, drawn[file])
    return before


def _public(record: Case | Tombstone, site: Site) -> bool:
    return isinstance(record, Case) and due(record.status, record.publish_from, site.book.today)
