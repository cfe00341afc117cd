"""Makes parts: the files of some cases, or those of one output of all cases, put in the tree."""

import gc
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from casebook import outputs
from casebook.frame import Frame
from casebook.job import Job, opened
from casebook.memory import EACH_TIME, UNLISTED, Keys, Known, Made, Part
from casebook.outputs.later import Content, Later, made
from casebook.publish import put, settle
from casebook.site import NEAREST, Site
from casebook.view import View


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
            keys, written = _placed(self.job.tree, frame, named(self.job)[part.output](site), part.keys)
            return Made(tuple(written), outputs={part.output: keys})
        site.beside.update(part.beside)
        cases, total = {}, list[str]()
        for slug in part.slugs:
            view = site.by_slug[slug]
            keys, written = _placed(self.job.tree, frame, outputs.of_case(site, view, self.job.drawn), None)
            cases[slug] = Known.of(view, near(site, view), keys)
            total += written
        return Made(tuple(total), cases)


def named(job: Job) -> dict[str, outputs.Output]:
    """Name → output of all cases, in the order of `outputs`."""
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


def near(site: Site, view: View) -> tuple[str, ...]:
    """The cases that a case's files show beside it."""
    return tuple(other.slug for other, _ in site.related(view, NEAREST))
