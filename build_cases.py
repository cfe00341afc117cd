"""The door: the command line, and the hook by which MkDocs starts from fresh pages.

python build_cases.py                  check everything, then write the pages under docs/
python build_cases.py check [FILE…]    only check; all cases, or these files
python build_cases.py edit             open the editor in the browser of this machine
python build_cases.py fmt, submit, review, approve, log, withdraw, rename, status    the desk: see -h
python build_cases.py import FILE…     show what these files would change, ask, then write cases/
python build_cases.py export [SLUG…] --to FILE   cases as a workbook, a Word form, YAML or JSON
python build_cases.py verify [DIR]     look through a built site: links, names, sizes, nothing from elsewhere, nothing unpublished
python build_cases.py publish --to DIR build aside, verify, then make it live in one step; --rollback, --verify
"""

import gc
import io
import os
import shutil
import sys
import time
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import yaml

from casebook.commands.arguments import HOMES, parser
from casebook.commands.door import Door, Tick
from casebook.desk.save import Refusal
from casebook.fold import fold
from casebook.problem import Problem
from casebook.publish import OWNED, publish

ROOT = Path(__file__).parent
_serving = False


def say(line: str) -> None:
    print(line, flush=True)


def report(problems: Sequence[Problem], outcome: str = "") -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} lỗi{outcome}.", file=sys.stderr)


def run_build(address: str | None = None, docs: Path = ROOT / "docs") -> int:
    """Write the pages under `docs` when there is no fault; say what was done."""
    # The writers of pages and pictures: nothing else that is done here needs them.
    from casebook import outputs  # noqa: PLC0415
    from casebook.check import read  # noqa: PLC0415
    from casebook.desk.register import register  # noqa: PLC0415
    from casebook.site import Site  # noqa: PLC0415

    started = time.perf_counter()
    # A build makes millions of small objects that live to its end: collecting them only costs.
    gc.disable()
    try:
        book, problems = read(ROOT)
        report(problems, "; chưa viết gì")
        if problems:
            return 1
        # What MkDocs packs says when: the day of the newest change, not the day of the build.
        os.environ.setdefault("SOURCE_DATE_EPOCH", f"{Site(book, '').moment.timestamp():.0f}")
        written, removed = publish(outputs.files(book, address or _address()), docs)
        if not _serving:
            register(book)
    finally:
        gc.enable()
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    print(f"{len(book.cases)} hồ sơ → {docs.name}/: ghi {written} tệp, xoá {removed} tệp, {seconds} giây.")
    return 0


def _agrees(question: str) -> bool:
    try:
        return fold(input(question).strip()) in ("co", "yes")
    except EOFError:
        return False


def _ticking(what: str) -> Tick:
    """Say how far a long errand is, and how long it may still take; a short one says nothing."""
    started = told = time.monotonic()

    def tick(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > 2:
            told = now
            print(f"{what}: {done}/{total}, còn khoảng {(now - started) / done * (total - done):.0f} giây.", file=sys.stderr)

    return tick


def _site_aside(work: Path, tree: Path) -> None:
    """The whole site in `tree`, from copies of the pages written by hand: nothing of the project's own folders is written."""
    # Only a publication starts MkDocs itself; everybody else comes from it.
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    ledger = ROOT / "docs" / OWNED
    made = {ROOT / "docs" / line for line in ledger.read_text("utf-8").splitlines()} if ledger.exists() else set()
    shutil.copytree(ROOT / "docs", work / "docs", ignore=lambda folder, names: [name for name in names if Path(folder, name) in made or name == OWNED])
    build(load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(work / "docs"), site_dir=str(tree)))
    shutil.copy(ROOT / "deploy/_headers", tree / "_headers")


def _address() -> str:
    # The one setting of the site's address stands in mkdocs.yml; no other value of it is read here.
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as stream:
        return str(yaml.safe_load(stream)["site_url"]).rstrip("/") + "/"


def speak_vietnamese() -> None:
    """Whatever is printed is UTF-8: a Windows that sends it into a file would use a code page without our letters, and stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")


def on_startup(command: str, dirty: bool) -> None:
    """MkDocs hook: remember whether this is a live preview, which outlives a faulty file."""
    global _serving
    _serving = command == "serve"
    speak_vietnamese()


def on_pre_build(config: Any) -> None:
    """MkDocs hook: fresh pages first. In a live preview a fault is printed and the last good pages stay."""
    if run_build(config["site_url"], Path(config["docs_dir"])) and not _serving:
        raise SystemExit(1)


def on_files(files: Any, config: Any) -> Any:
    """MkDocs hook: of the theme, only our own overrides are published; no page uses its 2.6 MB of scripts and styles."""
    ours = {config["docs_dir"], config["theme"].custom_dir}
    for file in [file for file in files if file.src_dir not in ours]:
        files.remove(file)
    return files


def on_post_build(config: Any) -> None:
    """MkDocs hook: what readers fetch has no comments of ours."""
    from rcssmin import cssmin  # noqa: PLC0415
    from rjsmin import jsmin  # noqa: PLC0415

    assets = Path(config["site_dir"]) / "assets"
    for pattern, smaller in (("*.js", jsmin), ("*.css", cssmin)):
        for file in assets.glob(pattern):
            file.write_text(smaller(file.read_text("utf-8"), keep_bang_comments=True), "utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(ROOT / "site").parse_args(arguments)
    if options.command is None:
        return run_build()
    # Each command starts with what it needs itself: the editor without the writers of pages, a check without the editor.
    home = import_module(f"casebook.commands.{HOMES[options.command]}")
    try:
        return int(home.run(options, Door(ROOT, _address, say, report, _agrees, _ticking, _site_aside)))
    except Refusal as reason:
        print(reason, file=sys.stderr)
        return 1


if __name__ == "__main__":
    speak_vietnamese()
    sys.exit(main())
