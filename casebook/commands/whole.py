"""site: the whole site at once; where nothing changed, it is seen before anything is loaded."""

import argparse
import time
from pathlib import Path

from casebook.commands.door import Door
from casebook.inputs import Look
from casebook.left import begun, memory, seen, signature, unchanged
from casebook.publish import OWNED, put
from casebook.refusal import Refusal

OURS = "tim-kiem/chi-muc.js"
"""In every site of ours, and hardly anywhere else."""


def run(options: argparse.Namespace, door: Door) -> int:
    started = time.perf_counter()
    look = Look(door.root)
    before = look.given()
    if unchanged(door.root, options.to, before, not options.no_drawn):
        seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
        door.say(f"Không có gì đổi từ lần dựng trước, {seconds} giây.")
        return 0
    if _strange(door.root, options.to):
        raise Refusal(f"{options.to} có tệp không phải của trang này, dựng vào đó sẽ xoá chúng. Chọn thư mục trống. Chưa đụng tới tệp nào.")
    # Only now is there anything to build with.
    from casebook.commands.building import Hands, framed, site  # noqa: PLC0415

    job = framed(door, options.to, memory(door.root, options.to), not options.no_drawn)
    try:
        options.to.mkdir(parents=True, exist_ok=True)
        put(begun(door.root, options.to), _named(options.to))
        code = site(door, job, Hands(options.jobs, options.cluster), look=look)
    except OSError as fault:
        raise Refusal(f"Không dựng được trang: {fault.strerror} ({fault.filename or options.to}). Sửa rồi chạy lại.") from None
    # As it was before anything was read: what was saved meanwhile differs from it, and the next build looks again.
    if not code:
        put(seen(door.root, options.to), signature(door.root, before, not options.no_drawn))
    return code


def _strange(root: Path, tree: Path) -> bool:
    """Whether something else stands there than a site, whole or begun: whatever a build does not make, it takes away."""
    if not tree.is_dir() or not any(tree.iterdir()):
        return False
    # Who builds where nothing changed needs none of it.
    from casebook.release import RELEASES  # noqa: PLC0415

    mark = begun(root, tree)
    mine = tree.absolute() == root / "site" or (mark.is_file() and mark.read_text("utf-8") == _named(tree)) or (tree / OURS).is_file()
    # Where pages for MkDocs are written, others were written by hand.
    return not mine or (tree / RELEASES).is_dir() or (tree / OWNED).is_file()


def _named(folder: Path) -> str:
    """What tells a folder from another that took its name."""
    return str(folder.stat().st_ino)
