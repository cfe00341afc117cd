"""The door: the command line, and the hook by which MkDocs starts from fresh pages.

python build_cases.py                  check everything, then write the pages under docs/
python build_cases.py site             the whole site, made anew only where something changed; --to, --jobs, --cluster
python build_cases.py serve [--port N] the same at an address of this machine; open pages reload when something changes
python build_cases.py check [FILE…]    only check; all cases, or these files
python build_cases.py edit             open the editor in the browser of this machine
python build_cases.py fmt, submit, review, approve, log, withdraw, discard, rename, status   the desk: see -h
python build_cases.py import FILE…     show what these files would change, ask, then write cases/
python build_cases.py export [SLUG…] --to FILE   cases as a workbook, a Word form, YAML or JSON
python build_cases.py book [--year Y | --sector X | --place Z] [--to FILE]   the yearbook, as a PDF to print
python build_cases.py kit SLUG --to DIR          one case for every channel: kit, PDF, texts to share, pictures, loudspeaker script, calendar
python build_cases.py offline [--to FILE]        the whole site as one .zip that opens from a stick, without server or network
python build_cases.py bulletin --since DAY       what is new since then, as mail; --to DIR
python build_cases.py verify [DIR]     look through a built site: links, names, sizes, nothing from elsewhere, nothing unpublished
python build_cases.py publish --to DIR build aside, verify, then make it live in one step; --rollback, --verify
"""

import gc
import io
import os
import shutil
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from casebook import by_hand
from casebook.by_hand import ByHand
from casebook.commands.arguments import HOMES, parser
from casebook.commands.door import Door
from casebook.fold import fold
from casebook.problem import Problem
from casebook.refusal import Refusal
from casebook.settings import Settings, read
from casebook.tick import Tick

ROOT = Path(__file__).parent
FEW = 20
"""The part of the work, a twentieth, from which on it is told how long the rest takes."""
_serving = False


def _print(line: object, stream: TextIO) -> None:
    try:
        print(line, file=stream, flush=True)
    except BrokenPipeError:
        # Who reads only the beginning (| head) is gone; what was asked for is still done.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def say(line: str) -> None:
    _print(line, sys.stdout)


def report(problems: Sequence[Problem], outcome: str = "") -> None:
    for problem in problems:
        _print(problem, sys.stderr)
    if problems:
        _print(f"{len(problems)} lỗi{outcome}.", sys.stderr)


def _agrees(question: str) -> bool:
    try:
        return fold(input(question).strip()) in ("co", "yes")
    except (EOFError, BrokenPipeError):
        return False


def _ticking(what: str) -> Tick:
    """Say how far a long errand is, and how long it may still take; a short one says nothing."""
    started = told = time.monotonic()

    def tick(done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told > 2:
            told = now
            # The first parts are no measure: processes start, templates are compiled.
            left = f"còn khoảng {(now - started) / done * (total - done):.0f} giây" if done * FEW >= total else "chưa rõ còn bao lâu"
            _print(f"{what}: {done * 100 // total} %, {left}.", sys.stderr)

    return tick


def _by_hand() -> Iterator[tuple[str, bytes]]:
    """What MkDocs makes of the pages written by hand, and the assets; links to pages that are made of cases stay right."""
    # Only who needs these pages anew starts MkDocs itself; everybody else comes from it.
    from mkdocs.commands.build import build  # noqa: PLC0415
    from mkdocs.config import load_config  # noqa: PLC0415

    with TemporaryDirectory() as temporary:
        docs, tree = Path(temporary, "docs"), Path(temporary, "site")
        for file in by_hand.written(ROOT):
            (docs / file.relative_to(ROOT / "docs")).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, docs / file.relative_to(ROOT / "docs"))
        # MkDocs finds where a link leads only among its own files.
        stand_ins = sorted(by_hand.led_to(docs))
        for path in stand_ins:
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text("---\ntitle: …\n---\n", "utf-8")
        # The frame is all ours: to look through the thousands of icons of the theme, as `mkdocs build` does, takes longer than the pages.
        theme = {"name": None, "custom_dir": str(ROOT / "overrides"), "static_templates": ["404.html"]}
        config = load_config(str(ROOT / "mkdocs.yml"), docs_dir=str(docs), site_dir=str(tree), theme=theme, strict=False, hooks=[], validation=UNASKED)
        config.plugins.events["files"].append(on_files)
        build(config)
        shrink(tree)
        stood = {f"{path.removesuffix('.md')}.html" if path.endswith(".md") else path for path in stand_ins}
        for file in sorted(path for path in tree.rglob("*") if path.is_file()):
            path = file.relative_to(tree).as_posix()
            if path not in stood and not path.startswith("sitemap.xml"):
                yield path, file.read_bytes()


UNASKED = {
    "links": {"not_found": "ignore", "anchors": "ignore", "absolute_links": "ignore", "unrecognized_links": "ignore"},
    "nav": {"omitted_files": "ignore"},
}
"""Stand-ins have no anchors; `verify` looks at every link of the whole site."""


def _hand() -> tuple[str, ByHand]:
    return by_hand.key(ROOT), _by_hand


def _settings() -> Settings:
    return read(ROOT)


def door() -> Door:
    return Door(ROOT, _settings, say, report, _agrees, _ticking, _hand)


def speak_vietnamese() -> None:
    """Whatever is printed is UTF-8: a Windows that sends it into a file would use a code page without our letters, and stop."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
    # The same in the processes that are started from here.
    os.environ["PYTHONIOENCODING"] = "utf-8:replace"


def on_startup(command: str, dirty: bool) -> None:
    """MkDocs hook: remember whether this is a live preview, which outlives a faulty file."""
    global _serving
    _serving = command == "serve"
    speak_vietnamese()


def on_pre_build(config: Any) -> None:
    """MkDocs hook: fresh pages first. In a live preview a fault is printed and the last good pages stay."""
    from casebook.commands.building import pages  # noqa: PLC0415

    here = replace(door(), settings=lambda: replace(_settings(), site_url=config["site_url"]))
    try:
        by_hand.written(ROOT)
        failed = pages(here, Path(config["docs_dir"]), keep_addresses=not _serving)
    except Refusal as reason:
        _print(reason, sys.stderr)
        failed = 1
    if failed and not _serving:
        raise SystemExit(1)


def on_files(files: Any, config: Any) -> Any:
    """MkDocs hook: of the theme, only our own overrides are published; no page uses its 2.6 MB of scripts and styles."""
    ours = {config["docs_dir"], config["theme"].custom_dir}
    for file in [file for file in files if file.src_dir not in ours]:
        files.remove(file)
    return files


def on_post_build(config: Any) -> None:
    """MkDocs hook: what readers fetch has no comments of ours."""
    shrink(Path(config["site_dir"]))


def shrink(tree: Path) -> None:
    from casebook.shrink import shrunk  # noqa: PLC0415

    files = {file.name: file for pattern in ("*.js", "*.css") for file in (tree / "assets").glob(pattern)}
    for name, text in shrunk({name: file.read_text("utf-8") for name, file in files.items()}).items():
        files[name].write_text(text, "utf-8", newline="\n")


def main(arguments: Sequence[str] | None = None) -> int:
    options = parser(ROOT / "site").parse_args(arguments)
    if options.command is None:
        from casebook.commands.building import pages  # noqa: PLC0415

        return pages(door(), ROOT / "docs")
    # Each command starts with what it needs itself: the editor without the writers of pages, a check without the editor.
    # Nothing of it is garbage: to look through it again and again while it grows takes a tenth of a second.
    gc.disable()
    home = import_module(f"casebook.commands.{HOMES[options.command]}")
    gc.freeze()
    gc.enable()
    try:
        return int(home.run(options, door()))
    except Refusal as reason:
        _print(reason, sys.stderr)
        return 1
    except OSError as fault:
        _print(f"Không làm được: {fault.strerror or fault} ({fault.filename or 'đĩa'}). Xem lại quyền đọc, quyền ghi và chỗ trống rồi chạy lại.", sys.stderr)
        return 1
    except KeyboardInterrupt:
        _print("Đã dừng giữa chừng; chạy lại là được.", sys.stderr)
        return 130


if __name__ == "__main__":
    speak_vietnamese()
    code = main()
    # All that was to be kept is on the disk; taking apart what memory holds of ten thousand cases would take Python another 0.3 s.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
