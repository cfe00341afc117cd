"""What is to be built, as small as it can be sent to a worker; each process opens the casebook of a job once."""

import hashlib
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from pathlib import Path

from casebook.frame import OVERRIDES, Frame
from casebook.intake import casebook, made_by
from casebook.left import KEPT
from casebook.render import TEMPLATES
from casebook.settings import Settings
from casebook.site import Aside, Site
from casebook.store import Store

LIBRARIES = (
    *("jinja2", "markupsafe", "markdown", "markdown-it-py", "nh3", "pydantic", "pillow"),
    *("icalendar", "typst", "fontpkg-be-vietnam-pro", "pikepdf", "openpyxl", "lxml", "zxing-cpp", "tdewolff-minify", "numpy"),
)


@dataclass(frozen=True)
class Job:
    """`framed` asks for HTML instead of the Markdown that MkDocs reads, `drawn` for pictures and papers too.

    In `memory` stands how the tree was last built; `state` is that of the store, `code` of what makes files of it.
    """

    root: Path
    tree: Path
    memory: Path
    state: str
    code: str
    settings: Settings
    today: date
    framed: bool
    drawn: bool = True


def store(root: Path) -> Store:
    return Store(root / KEPT / "cases.sqlite", made_by(root))


def forget(root: Path) -> None:
    """What reading and indexing gave: a machine that lost its power may have left it damaged."""
    close()
    for file in (root / KEPT).glob("*.sqlite*"):
        file.unlink()


def opened(job: Job) -> tuple[Site, Frame | None]:
    """The site of a job, from its store, and the frame where pages get one."""
    if job not in _OPENED:
        _OPENED.clear()
        book, views = casebook(job.root, store(job.root), job.today)
        _OPENED[job] = Site(book, job.settings.site_url, views, Aside(job.root / KEPT, job.code, common(job))), Frame(job.settings) if job.framed else None
    return _OPENED[job]


_OPENED: dict[Job, tuple[Site, Frame | None]] = {}


def last() -> tuple[Site, Frame | None] | None:
    """What this process opened last, if it has not closed it."""
    return next(iter(_OPENED.values()), None)


def close() -> None:
    """In a process that stays: templates and frame are read again by the next that opens."""
    _OPENED.clear()


def common(job: Job) -> str:
    """Whatever every file depends on: code, templates, frame, vocabularies, settings, versions."""
    return _digest((job.code, job.settings, job.framed, job.drawn), [*TEMPLATES.rglob("*"), *OVERRIDES.glob("*.*")])


def code(root: Path) -> str:
    """Changes whenever code, what stands beside it (how a PDF or a form looks), a vocabulary or a version does."""
    ours = (source for source in Path(__file__).parent.rglob("*") if "__pycache__" not in source.parts)
    return _digest((sys.version, [version(name) for name in LIBRARIES]), [*ours, *(root / "vocab").glob("*.yaml")])


def _digest(said: object, sources: Iterable[Path]) -> str:
    digest = hashlib.blake2b(repr(said).encode(), digest_size=12)
    for source in sorted(source for source in sources if source.is_file()):
        digest.update(source.read_bytes())
    return digest.hexdigest()
