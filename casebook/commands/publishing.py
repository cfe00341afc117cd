"""verify, publish: a built tree is looked through, made live in one step, taken back, held against its manifest."""

import argparse
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from casebook import publication
from casebook.check import read
from casebook.commands.building import framed, site, taken_in
from casebook.commands.door import READING, Door
from casebook.desk.register import register
from casebook.left import memory
from casebook.manifest import differences, facts
from casebook.problem import Problem
from casebook.publish import put
from casebook.refusal import Refusal
from casebook.release import CURRENT, RELEASES, held, point, previous
from casebook.seed import HOW, LOOKED
from casebook.verify import verify
from casebook.verify.built import Built
from casebook.verify.content import nothing_left_of_the_withdrawn, nothing_unpublished
from casebook.verify.known import Known


def run(options: argparse.Namespace, door: Door) -> int:
    if options.command == "verify":
        return _verified(options.tree, door)
    place = _place(options)
    if options.rollback is not None:
        return _back(place, door)
    return _published(place, door) if options.verify is None else _compared(place, door)


def _place(options: argparse.Namespace) -> Path:
    places: tuple[Path | None, ...] = (options.rollback, options.verify, options.to)
    found = next((place for place in places if place not in (None, Path())), None)
    if not found:
        raise Refusal("thiếu --to THƯ_MỤC: nơi giữ các bản đã công bố")
    return found


def _verified(tree: Path, door: Door) -> int:
    """Look through a built tree as a publication does, before anybody sees it."""
    problems = sorted(verify(_built(tree, door), door.ticking("Soát trang")))
    door.report(problems)
    if not problems:
        door.say(f"{tree}: không thấy lỗi.")
    return int(bool(problems))


def _built(tree: Path, door: Door) -> Built:
    book, problems = read(door.root, tick=door.ticking(READING))
    if problems:
        # Of a file with a fault nobody knows what it hides or withdraws.
        raise Refusal("\n".join((*map(str, problems), f"{len(problems)} lỗi; sửa rồi mới soát được.")))
    return Built(tree, door.address(), book)


def _published(to: Path, door: Door) -> int:
    """Build aside, verify, make live in one step; whatever goes wrong, what is live stays."""
    try:
        craft = publication.Craft(partial(_site, door), partial(_looked_through, door), lambda: _facts(door))
        # Of `to` itself a build may remember how it made a tree there.
        name, count = publication.publish(to, memory(door.root, to / RELEASES), craft, door.say)
    except publication.Faulty as found:
        door.report(found.problems, "; chưa công bố, bản đang chạy giữ nguyên")
        return 1
    except OSError as fault:
        raise Refusal(f"Không công bố được: {fault.strerror} ({fault.filename or to}). Bản đang chạy giữ nguyên.") from None
    # An address is promised once somebody can have seen it.
    register(taken_in(door))
    door.say(f"Đã công bố bản {name}: {count} tệp, ở {to / CURRENT}.")
    return 0


def _site(door: Door, tree: Path, remembered: Path) -> None:
    """The whole site in `tree`: nothing of the project's own folders is written."""
    if site(door, framed(door, tree, remembered / HOW), keep_addresses=False):
        raise Refusal("Bản mới chưa công bố, bản đang chạy giữ nguyên.")
    put(tree / "_headers", (door.root / "deploy/_headers").read_bytes())


def _looked_through(door: Door, tree: Path, remembered: Path) -> list[Problem]:
    known = Known(remembered / LOOKED)
    problems = sorted(verify(Built(tree, door.address(), taken_in(door), known)))
    known.keep()
    return problems


def _facts(door: Door) -> Mapping[str, Any]:
    return facts(door.root, door.address(), len(taken_in(door).cases))


def _back(to: Path, door: Door) -> int:
    """Make the release before the live one live again."""
    with held(to):
        if not (name := previous(to)):
            raise Refusal(f"{to}: không còn bản nào trước bản đang chạy.")
        # An old release knows nothing of what was withdrawn since.
        built = _built(to / RELEASES / name, door)
        if problems := sorted({*nothing_unpublished(built), *nothing_left_of_the_withdrawn(built)}):
            door.report(problems, f"; không quay về bản {name}, vì nó còn điều không được đăng nữa. Sửa hồ sơ rồi công bố bản mới")
            return 1
        point(to, name)
    door.say(f"Đã quay về bản {name}.")
    return 0


def _compared(tree: Path, door: Door) -> int:
    """Hold a published tree against its manifest."""
    problems = sorted(differences(tree / CURRENT if (tree / CURRENT).is_dir() else tree))
    door.report(problems)
    if not problems:
        door.say(f"{tree}: đúng như bản kê.")
    return int(bool(problems))
