"""A tree of files equal to what the casebook becomes: made in parts, and only those parts that something changed for.

A part is a run of cases, or one output of all cases. Building anew is all parts; building after a change is the parts
that may differ; building on many processors is the same parts handed out. Whatever the way, the bytes are the same.
"""

import gc
import gzip
import io
from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime

from casebook import outputs
from casebook.by_hand import ByHand
from casebook.frame import Frame
from casebook.job import Job, close, opened
from casebook.making import Making, named
from casebook.memory import EACH_TIME, UNLISTED, Made, Memory, Part, listing
from casebook.parts import Many, cut
from casebook.publish import OWNED, TAKEN, owned, put, take_away
from casebook.refusal import Refusal
from casebook.site import Site
from casebook.stale import stale

PART = 25
"""Cases in a part: a fifth of a second of work; at the end one process waits for another no longer than that."""


def build(job: Job, many: Many[Part, Made], by_hand: tuple[str, ByHand] | None, stands: Callable[[], bool] | None = None) -> tuple[int, int]:
    """Make the tree equal to the casebook in the store; (files written, files taken away).

    `by_hand` is the key of what is not made of cases, and what makes it; None where the tree has only what is.
    `stands` as `Memory` takes it.
    """
    memory = Memory(job, stands)
    site, frame = opened(job)
    parts, moment = _planned(job, site, memory), site.moment
    left = memory.cases.keys() - site.by_slug
    lost = set() if memory.whole else _found(job)
    memory.traits = site.traits
    memory.forget()
    del site
    if not memory.whole:
        # Each process opens the casebook for itself: what it had from here it would copy, for Python counts references in the objects.
        close()
        gc.collect()
    written: list[str] = []
    gc.freeze()
    try:
        for number, result in enumerate(many(Making(job), parts), 1):
            if number == 1 and by_hand:
                # While others do the parts.
                lost |= memory.hand[1].keys()
                written += _hand(job, memory, *by_hand)
            lost |= memory.learn(result)
            written += result.written
    finally:
        gc.unfreeze()
    lost |= memory.unlearn(left)
    if by_hand and frame:
        written += _list(job, memory, frame, moment)
    return len(written), len(_finished(job, memory, written, lost))


def _planned(job: Job, site: Site, memory: Memory) -> list[Part]:
    """The parts that may differ from last time, in the order in which they are handed out."""
    alike = site.traits == memory.traits
    every = [
        Part(output=name, keys=memory.outputs.get(name, {}), size=1 + int(outputs.LONG.get(output, 0) * len(site.views)))
        for name, output in named(job).items()
        if not (alike and output in outputs.OF_TRAITS)
    ]
    # Neighbours are told by traits alone.
    beside = {slug: case.beside for slug, case in memory.cases.items()} if alike else {}
    return _ordered(every, [Part(tuple(run), {slug: beside[slug] for slug in run if slug in beside}, size=len(run)) for run in cut(stale(site, memory), PART)])


def _finished(job: Job, memory: Memory, written: Iterable[str], lost: Collection[str]) -> list[str]:
    """Take away what the tree had and has no more, and keep for the next time how it was built; what was taken away."""
    ours, hand = memory.made(), memory.hand[1].keys()
    if both := sorted(path for path in hand if path in ours):
        raise Refusal(TAKEN.format(path=both[0].replace("index.html", "index.md")))
    gone = [path for path in lost if path not in ours and path not in hand]
    for path in gone:
        take_away(job.tree / path, job.tree)
    if not job.framed:
        put(job.tree / OWNED, "".join(f"{path}\n" for path in sorted(ours | hand)))
    memory.keep((*written, *gone) if memory.whole else ours | hand)
    return gone


def _ordered(outputs: Sequence[Part], cases: Sequence[Part]) -> list[Part]:
    """In the order in which they are handed out.

    One part of cases first: who changed one waits for it. The longest output next, in a process that has not had much in memory yet. A few
    cases more, so that it is seen how fast they go; most at the end, where small parts keep all processes busy. What is worked out for all
    lists stays with the one process that is not at the longest.
    """
    longest, *others = outputs
    some = len(cases) // 10
    return [*cases[:1], longest, *cases[1:some], *others, *cases[max(1, some) :]]


def _found(job: Job) -> set[str]:
    """What a tree has that nobody remembers: all of it is ours, or in docs/ what the list there names."""
    if job.framed:
        return {path.relative_to(job.tree).as_posix() for path in job.tree.rglob("*") if path.is_file()}
    return set(owned(job.tree))


def _hand(job: Job, memory: Memory, key: str, make: ByHand) -> list[str]:
    """Put what is not made of cases in the tree; what of it is not as it was."""
    if memory.hand[0] == key:
        return []
    keys, written = dict[str, str](), []
    for path, content in make():
        keys[path] = UNLISTED if path == "404.html" else EACH_TIME
        if put(job.tree / path, content):
            written.append(path)
    memory.hand = (key, keys | dict.fromkeys(("sitemap.xml", "sitemap.xml.gz"), UNLISTED))
    return written


def _list(job: Job, memory: Memory, frame: Frame, moment: datetime) -> list[str]:
    """Put the list of all pages in the tree; what of it is not as it was."""
    pages = memory.pages()
    if memory.listed == (now := listing(moment, pages)):
        return []
    memory.listed = now
    text = frame.sitemap(pages).encode("utf-8")
    files = {"sitemap.xml": text, "sitemap.xml.gz": _packed(text, moment)}
    return [path for path, content in files.items() if put(job.tree / path, content)]


def _packed(text: bytes, moment: datetime) -> bytes:
    packed = io.BytesIO()
    with gzip.GzipFile(filename="sitemap.xml", fileobj=packed, mode="wb", mtime=moment.timestamp()) as stream:
        stream.write(text)
    return packed.getvalue()
