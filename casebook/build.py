"""A tree of files equal to what the casebook becomes: made in parts, and only those parts that something changed for.

A part is a run of cases, or one output of all cases. Building anew is all parts; building after a change is the parts
that may differ; building on many processors is the same parts handed out. Whatever the way, the bytes are the same.
"""

import gc
import gzip
import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path

from casebook import outputs
from casebook.by_hand import ByHand
from casebook.frame import Frame
from casebook.job import Job, close, opened
from casebook.memory import EACH_TIME, UNLISTED, Keys, Known, Made, Memory, Part, listing
from casebook.outputs.later import Content, Later, made
from casebook.parts import Many, cut
from casebook.publish import OWNED, TAKEN, owned, put, settle, take_away
from casebook.refusal import Refusal
from casebook.site import NEAREST, Site
from casebook.tick import Tick
from casebook.view import Shelf, View

PART = 25
"""Cases in a part: a fifth of a second of work; at the end one process waits for another no longer than that."""
FEW = 60
"""How many changes are followed one by one; after more, every case is looked at again."""


@dataclass(frozen=True)
class Making:
    """Makes parts of one job: what is sent to a worker."""

    job: Job

    def __call__(self, part: Part) -> Made:
        made = self._made(part)
        # Templates leave circles behind. What is still there is kept on purpose: the next part need not look through it.
        gc.collect()
        gc.freeze()
        return made

    def _made(self, part: Part) -> Made:
        site, frame = opened(self.job)
        if part.output:
            keys, written = _placed(self.job.tree, frame, _named(self.job)[part.output](site), part.keys)
            return Made(tuple(written), outputs={part.output: keys})
        site.beside.update(part.beside)
        cases, total = {}, list[str]()
        for slug in part.slugs:
            view = site.by_slug[slug]
            keys, written = _placed(self.job.tree, frame, outputs.of_case(site, view, self.job.drawn), None)
            cases[slug] = Known.of(view, near(site, view), keys)
            total += written
        return Made(tuple(total), cases)


def _named(job: Job) -> dict[str, outputs.Output]:
    chosen = (*outputs.OUTPUTS, *(outputs.DRAWN.values() if job.drawn else ()))
    return {f"{output.__module__.rpartition('.')[2]}.{output.__name__}": output for output in chosen}


def _placed(tree: Path, frame: Frame | None, files: Iterable[tuple[str, Content]], before: Keys | None) -> tuple[dict[str, str], list[str]]:
    """The keys of the files, and which of them changed in the tree; `before` are those of last time, None where none are kept."""
    keys: dict[str, str] = {}
    written = []
    for path, content in files:
        page = frame if path.endswith(".md") else None
        at = standing(path) if page else path
        if not frame:
            settle(at, tree)
        keys[at] = EACH_TIME
        if before is not None and isinstance(content, Later):
            keys[at] = content.key
            if before.get(at) == keys[at]:
                continue
        body = made(content)
        if page:
            body, listed = page.html(path, str(body))
            keys[at] = keys[at] if listed else UNLISTED
        if put(f"{tree}/{at}", body):
            written.append(at)
    return keys, written


def drawn(site: Site, frame: Frame, path: str) -> bytes | None:
    """The file at `path` of a tree with drawings (`Job.drawn`) that one without does not have, made now; None for any other."""
    folder, slug = (*path.split("/"), "")[:2]
    of_case = outputs.DRAWN_OF_CASE if folder == "mo-hinh" and slug in site.by_slug else ()
    found = outputs.DRAWN[folder](site) if folder in outputs.DRAWN else chain.from_iterable(output(site, site.by_slug[slug]) for output in of_case)
    for source, content in found:
        if path == standing(source):
            body = made(content)
            text = frame.html(source, str(body))[0] if source.endswith(".md") else body
            return text.encode("utf-8") if isinstance(text, str) else text
    return None


def standing(path: str) -> str:
    """Where a file stands once pages have their frame."""
    return f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path


def stale(site: Site, memory: Memory) -> list[str]:
    """The cases whose files may differ from last time: first those that changed themselves."""
    before, now = memory.cases, site.by_slug
    changed = {slug for slug in {*before, *now} if slug not in before or slug not in now or before[slug].stamp != now[slug].stamp}
    if not memory.whole or len(changed) > FEW:
        return sorted(site.book.cases)
    versions = [now[slug] for slug in changed if slug in now]
    versions += [before[slug].view(Shelf({}, site.book.vocabularies)) for slug in changed if slug in before]
    found = set(changed)
    if changed:
        found.update(slug for slug, case in before.items() if not changed.isdisjoint(case.beside))
        # A page shows all generations of its family.
        found.update(_line(changed, lambda slug: (child.slug for child in site.children(slug))))
        found.update(_line((slug for view in versions for slug in (view.slug, *view.parents)), lambda slug: now[slug].parents if slug in now else ()))
        if site.traits != memory.traits:
            touched = {slug for view in versions for slug in site.kinship.touched(view, len(changed))} & now.keys()
            found.update(slug for slug in touched - found if before[slug].beside != near(site, now[slug]))
    return [*sorted(changed & now.keys()), *sorted(found & now.keys() - changed)]


def _line(first: Iterable[str], next_of: Callable[[str], Iterable[str]]) -> set[str]:
    """These, what comes next of each, and so on."""
    found = set[str]()
    waiting = list(first)
    while waiting:
        slug = waiting.pop()
        if slug not in found:
            found.add(slug)
            waiting += next_of(slug)
    return found


def _alike(site: Site, memory: Memory, output: outputs.Output) -> bool:
    """Whether an output has nothing to look at that changed."""
    return output in outputs.OF_TRAITS and site.traits == memory.traits


def near(site: Site, view: View) -> tuple[str, ...]:
    """The cases that a case's files show beside it."""
    return tuple(other.slug for other, _ in site.related(view, NEAREST))


def build(job: Job, many: Many[Part, Made], by_hand: tuple[str, ByHand] | None, tick: Tick) -> tuple[int, int]:
    """Make the tree equal to the casebook in the store; (files written, files taken away).

    `by_hand` is the key of what is not made of cases, and what makes it; None where the tree has only what is.
    """
    memory = Memory(job)
    site, frame = opened(job)
    lost = set() if memory.whole else _found(job)
    every = [Part(output=name, keys=memory.outputs.get(name, {})) for name, output in _named(job).items() if not _alike(site, memory, output)]
    # Neighbours are told by traits alone.
    beside = {slug: case.beside for slug, case in memory.cases.items()} if site.traits == memory.traits else {}
    anew = [Part(tuple(run), {slug: beside[slug] for slug in run if slug in beside}) for run in cut(stale(site, memory), PART)]
    parts = _ordered(every, anew)
    left, moment, memory.traits = memory.cases.keys() - site.by_slug, site.moment, site.traits
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
            tick(number, len(parts))
    finally:
        gc.unfreeze()
    lost |= memory.unlearn(left)
    ours, hand = memory.made(), memory.hand[1]
    if both := sorted(path for path in hand if path in ours):
        raise Refusal(TAKEN.format(path=both[0].replace("index.html", "index.md")))
    if by_hand and frame:
        written += _list(job, memory, frame, moment)
    gone = lost - ours - hand.keys()
    for path in gone:
        take_away(job.tree / path, job.tree)
    if not job.framed:
        put(job.tree / OWNED, "".join(f"{path}\n" for path in sorted(ours | hand.keys())))
    memory.keep((*written, *gone) if memory.whole else ours | hand.keys())
    return len(written), len(gone)


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
