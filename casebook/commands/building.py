"""The pages under docs/ that MkDocs reads, or the whole site at once (site); only what changed is made again."""

import errno
import gc
import os
import sqlite3
import time
from collections.abc import Callable, Collection
from datetime import date
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from casebook.alone import alone
from casebook.beside import side_by_side
from casebook.book import Casebook
from casebook.build import build
from casebook.commands.door import READING, Door
from casebook.desk.register import register
from casebook.frame import Frame
from casebook.inputs import Look
from casebook.intake import casebook, take_in, terms, together
from casebook.job import Job, code, forget, opened, store
from casebook.left import KEPT, intact, memory
from casebook.parts import Many, counted, meanwhile, on, processes
from casebook.site import Site
from casebook.store import Store

NOTHING = "; chưa viết gì"
"""What a fault leads to."""

WRITING = "Viết trang"
"""The second errand of a building, after READING: each of its parts gives pages."""

FEW = 20
"""Cases that are held beside the others one by one; more, and every two are looked at."""

MANY = 1000
"""Cases from which on a process of its own, which takes some hundredths of a second, is worth while."""

Crowd: TypeAlias = Callable[[int], Many[Any, Any]]
"""Who does the parts, when there are at least so many."""


class Hands(NamedTuple):
    """Who builds: so many processes, one for each processor where it is not said, or the cluster at an address."""

    jobs: int | None = None
    cluster: str = ""


ALL = Hands()


def pages(door: Door, docs: Path, keep_addresses: bool = True) -> int:
    """Write the pages under `docs` when there is no fault; say what was done."""
    return _built(door, partial(Job, door.root, docs, memory(door.root, docs), framed=False), _processes(None), keep_addresses)


def framed(door: Door, tree: Path, remembered: Path, drawn: bool = True) -> Callable[..., Job]:
    """The whole site in `tree`; how it was built is kept in the file `remembered`."""
    return partial(Job, door.root, tree, remembered, framed=True, drawn=drawn)


def site(door: Door, job: Callable[..., Job], hands: Hands = ALL, *, keep_addresses: bool = True, look: Look | None = None) -> int:
    """Write the whole site: the bytes that MkDocs makes of the pages. `look` at the files where somebody did just now."""
    if not hands.cluster:
        return _built(door, job, _processes(hands.jobs), keep_addresses, look)
    # Only who has a cluster has its client.
    from distributed import Client  # noqa: PLC0415

    with Client(hands.cluster) as client:  # type: ignore[no-untyped-call]  # the library has no types
        return _built(door, job, lambda _: on(client.get_executor()), keep_addresses, look)


def at_hand(door: Door, job: Callable[..., Job]) -> tuple[Site, Frame | None]:
    """The site as it was last read, opened; who asks for it next does not wait."""
    return opened(_now(door, job, store(door.root), date.today()))


def taken_in(door: Door) -> Casebook:
    """What the last building read, without reading it again."""
    return casebook(door.root, store(door.root), date.today())[0]


def _processes(jobs: int | None) -> Crowd:
    return lambda least: processes(jobs or os.cpu_count() or 1, least)


def _built(door: Door, job: Callable[..., Job], crowd: Crowd, keep_addresses: bool = True, look: Look | None = None) -> int:
    # A build makes millions of small objects that live to its end: collecting them only costs.
    gc.disable()
    told = partial(_told, door, job, crowd, keep_addresses)
    kept = door.root / KEPT
    kept.mkdir(exist_ok=True)
    try:
        # Whoever reads the cases anew changes what the other build is still reading.
        with alone(kept, lambda: door.say("Đang chờ một lần dựng khác của dự án này…")) as at_once:
            # Who waited looks again.
            return _anew(door, partial(told, look if look and at_once else Look(door.root)))
    finally:
        gc.enable()


def _anew(door: Door, told: Callable[[], int]) -> int:
    """Build; a second time where what was kept is damaged."""
    try:
        return told()
    except sqlite3.OperationalError as fault:
        # Of the disk or of another program, as with any file.
        raise OSError(errno.EIO, f"không đọc, ghi được việc đã làm trước ({fault})", KEPT) from None
    except sqlite3.DatabaseError:
        # Nothing is in it that cannot be read again.
        forget(door.root)
        return told()


def _sound(job: Job, book: Casebook, kept: Store, crowd: Crowd) -> bool:
    """Whether the cases have no fault side by side; not looked for again while nothing that they say of each other changed."""
    if kept.fact("sound") == book.bound:
        return True
    now, before = kept.tied(), kept.fact("tied")
    changed = {slug for slug, ties in now.items() if before.get(slug) != ties} if before else now.keys()
    # In a process that ends: what it needs for tens of thousands of cases stays with a process that has had it.
    alone = crowd(1 if len(book.cases) > MANY else 2)
    sound: bool
    (sound,) = alone(partial(_differ, changed=changed if len(changed) <= FEW else None), [job])
    if sound:
        kept.keep_fact("sound", book.bound)
        kept.keep_fact("tied", now)
    return sound


def _differ(job: Job, changed: Collection[str] | None) -> bool:
    return not any(side_by_side(opened(job)[0].book, changed))


def _now(door: Door, job: Callable[..., Job], kept: Store, today: date) -> Job:
    return job(settings=door.settings(), today=today, state=kept.state, code=code(door.root))


def _told(door: Door, job: Callable[..., Job], crowd: Crowd, keep_addresses: bool, look: Look) -> int:
    started, kept, today = time.perf_counter(), store(door.root), date.today()
    if faults := terms(door.root, kept.made_by)[1]:
        # Without them no case can be understood.
        door.report(sorted(faults), NOTHING)
        return 1
    # Up to a hundred files, four parts, are read here: a third of a second.
    problems = take_in(look, kept, today, counted(crowd(5), door.ticking(READING), len))
    this = _now(door, job, kept, today)
    stands = meanwhile(partial(intact, this.memory, this.tree)) if this.framed else None
    # The views are let go of before the parts are made: nothing here may hold on to them.
    site = opened(this)[0]
    book, moment = site.book, site.moment.timestamp()
    del site
    if problems or not _sound(this, book, kept, crowd):
        door.report(sorted({*problems, *together(door.root, kept, today)}), NOTHING)
        return 1
    # What MkDocs packs says when: the day of the newest change, not the day of the build.
    os.environ.setdefault("SOURCE_DATE_EPOCH", f"{moment:.0f}")
    written, removed = build(this, counted(crowd(2), door.ticking(WRITING), attrgetter("size")), door.by_hand() if this.framed else None, stands)
    if keep_addresses:
        register(book)
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    place = this.tree.relative_to(door.root) if this.tree.is_relative_to(door.root) else this.tree
    door.say(f"{len(book.cases)} hồ sơ → {place}/: ghi {written} tệp, xoá {removed} tệp, {seconds} giây.")
    return 0
