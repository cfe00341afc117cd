"""The door: the command line, and the hook by which MkDocs starts from fresh pages.

    python build_cases.py                  check everything, then write the pages under docs/
    python build_cases.py check [FILE…]    only check; all cases, or these files
"""

import argparse
import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from casebook import outputs
from casebook.check import check
from casebook.load import Casebook, load
from casebook.problem import Problem
from casebook.publish import publish
from casebook.values import shown_date

ROOT = Path(__file__).parent
THEME_FILES_KEPT = ("assets/site.css", "assets/favicon.svg", "assets/fonts/", "assets/covers/", "assets/tim-kiem.js")
"""Of the theme only our own files are published: its 2.6 MB of scripts and styles are used by no page."""


def read(files: Sequence[Path] = ()) -> tuple[Casebook, list[Problem]]:
    """The casebook and every fault, in the order of files and lines."""
    book, problems = load(ROOT, files)
    return book, sorted({*problems, *check(book)})


def report(problems: Sequence[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} lỗi. Chưa công bố gì.", file=sys.stderr)


def run_check(files: Sequence[Path]) -> int:
    missing = [file for file in files if not file.is_file()]
    for file in missing:
        print(f"{file}:1: không có tệp này", file=sys.stderr)
    outside = [file for file in files if file not in missing and not file.resolve().is_relative_to(ROOT)]
    for file in outside:
        print(f"{file}:1: tệp phải nằm trong thư mục của dự án", file=sys.stderr)
    if missing or outside:
        return 1
    book, problems = read([file.resolve() for file in files])
    report(problems)
    if not problems:
        print(f"{len(book.sources)} hồ sơ đúng: {len(book.cases)} công bố được, {len(book.drafts)} chưa tới lượt, {len(book.tombstones)} đã rút.")
    return 1 if problems else 0


def run_build(address: str | None = None) -> int:
    """Write the pages under docs/ when there is no fault; say what was done."""
    started = time.perf_counter()
    book, problems = read()
    report(problems)
    if problems:
        return 1
    written, removed = publish(outputs.files(book, address or _address()), ROOT / "docs")
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    print(f"{len(book.cases)} hồ sơ → docs/: ghi {written} tệp, xoá {removed} tệp, {seconds} giây.")
    return 0


def _address() -> str:
    # The one setting of the site's address stands in mkdocs.yml; no other value of it is read here.
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as stream:
        return str(yaml.safe_load(stream)["site_url"])


def on_startup(command: str, dirty: bool) -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")


def on_pre_build(config: Any) -> None:
    """MkDocs hook. While serving, a fault is printed and the last good pages stay."""
    if run_build(config["site_url"]) and not _serving():
        raise SystemExit(1)


def on_config(config: Any) -> Any:
    """MkDocs hook: the site's own date, from the newest change in the cases."""
    config["extra"]["updated"] = shown_date(max((case.changes[-1].date for case in load(ROOT)[0].cases.values()), default=""))
    return config


def on_files(files: Any, config: Any) -> Any:
    """MkDocs hook: of the theme's files, only ours are published."""
    for file in list(files):
        theirs = not file.is_documentation_page() and str(file.abs_src_path).startswith(tuple(config.theme.dirs))
        if theirs and not file.src_uri.startswith(THEME_FILES_KEPT):
            files.remove(file)
    return files


def _serving() -> bool:
    return "serve" in sys.argv


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Kiểm tra hồ sơ và viết các trang của kho mô hình.")
    commands = parser.add_subparsers(dest="command")
    checker = commands.add_parser("check", help="chỉ kiểm tra, không viết gì")
    checker.add_argument("files", nargs="*", type=Path, metavar="TỆP")
    options = parser.parse_args(arguments)
    return run_check(options.files) if options.command == "check" else run_build()


if __name__ == "__main__":
    sys.exit(main())
