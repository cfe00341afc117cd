"""The door: the command line, and the hook by which MkDocs starts from fresh pages.

python build_cases.py                  check everything, then write the pages under docs/
python build_cases.py check [FILE…]    only check; all cases, or these files
python build_cases.py edit             open the editor in the browser of this machine
python build_cases.py fmt, submit, review, approve, log, withdraw, rename, status    the desk: see -h
python build_cases.py import FILE…     show what these files would change, ask, then write cases/
python build_cases.py export [SLUG…] --to FILE   cases as a workbook, a Word form, YAML or JSON
"""

import argparse
import gc
import os
import sys
import threading
import time
import webbrowser
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml
from rcssmin import cssmin
from rjsmin import jsmin

from casebook import outputs
from casebook.check import check
from casebook.desk import bring, carry, send
from casebook.desk import commands as desk
from casebook.desk.plan import Tick, planned
from casebook.desk.register import register
from casebook.desk.save import Refusal
from casebook.fold import fold
from casebook.load import Casebook, load, load_vocabularies
from casebook.problem import Problem
from casebook.publish import publish
from casebook.site import Site

ROOT = Path(__file__).parent
_serving = False


def read(extra: Sequence[Path] = ()) -> tuple[Casebook, list[Problem]]:
    """The casebook and every fault, in the order of files and lines."""
    book, problems = load(ROOT, extra)
    return book, sorted({*problems, *check(book)})


def report(problems: Sequence[Problem], outcome: str = "") -> None:
    for problem in problems:
        print(problem, file=sys.stderr)
    if problems:
        print(f"{len(problems)} lỗi{outcome}.", file=sys.stderr)


def run_check(files: Sequence[Path]) -> int:
    """Check everything, or these files, wherever they are, as part of everything."""
    missing = [file for file in files if not file.exists()]
    wanted = [Path(os.path.abspath(file)) for file in files if file not in missing]
    book, problems = read([file for file in wanted if file.parent != ROOT / "cases"])
    shown = {(file.relative_to(ROOT) if file.is_relative_to(ROOT) else file).as_posix() for file in wanted}
    problems = [problem for problem in problems if not files or problem.path in shown or problem.path.startswith("vocab/")]
    report([*(Problem(str(file), 1, "không có tệp này") for file in missing), *problems])
    if missing or problems:
        return 1
    if files:
        print(f"{len(files)} hồ sơ đúng.")
    else:
        print(f"{len(book.sources)} hồ sơ đúng: {len(book.cases)} công bố được, {len(book.drafts)} chưa tới lượt, {len(book.tombstones)} đã rút.")
    return 0


def run_build(address: str | None = None) -> int:
    """Write the pages under docs/ when there is no fault; say what was done."""
    started = time.perf_counter()
    # A build makes millions of small objects that live to its end: collecting them only costs.
    gc.disable()
    try:
        book, problems = read()
        report(problems, "; chưa viết gì")
        if problems:
            return 1
        # What MkDocs packs says when: the day of the newest change, not the day of the build.
        os.environ.setdefault("SOURCE_DATE_EPOCH", f"{Site(book, '').moment.timestamp():.0f}")
        written, removed = publish(outputs.files(book, address or _address()), ROOT / "docs")
        if not _serving:
            register(book)
    finally:
        gc.enable()
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    print(f"{len(book.cases)} hồ sơ → docs/: ghi {written} tệp, xoá {removed} tệp, {seconds} giây.")
    return 0


def run_import(files: Sequence[Path], agreed: bool) -> int:
    """Show what these files would create and change; write it once somebody agrees."""
    book, _ = load(ROOT)
    plan = planned(book, [bring.read(file, book) for file in files], _ticking("Đang kiểm"))
    for line in carry.announced(plan, book.vocabularies):
        print(line)
    report(plan.problems, "; phần có lỗi không được nhập")
    wanted = carry.to_write(plan)
    if not wanted:
        print("Không có gì để ghi.")
        return int(bool(plan.problems))
    if not agreed and not _agrees(f"Ghi {len(wanted)} hồ sơ vào cases/? Gõ “có” rồi Enter: "):
        print("Chưa ghi gì.")
        return 1
    late = list(carry.carried_out(plan, ROOT / "cases", _ticking("Đang ghi")))
    report(late)
    print(f"Đã ghi {len(wanted) - len(late)} hồ sơ vào cases/.")
    return int(bool(plan.problems or late))


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


def run_export(slugs: Sequence[str], target: Path, kind: str) -> int:
    """Write cases as files to send out; nothing that exists is overwritten."""
    book, _ = load(ROOT)
    try:
        made = list(send.files(book, slugs, target, kind))
        for file, content in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as stream:
                stream.write(content)
    except FileExistsError as error:
        print(f"{error.filename}: đã có tệp này; chọn tên khác, hoặc dời tệp cũ.", file=sys.stderr)
        return 1
    except Refusal as reason:
        print(reason, file=sys.stderr)
        return 1
    print(f"Đã xuất {len(made)} tệp vào {target}.")
    return 0


def run_edit(browser: bool) -> int:
    """Serve the editor until Ctrl+C."""
    # Only the editor needs the server: a build starts without it.
    from casebook.desk.serve import serve  # noqa: PLC0415

    vocabularies, problems = load_vocabularies(ROOT)
    report(sorted(problems), "; chưa mở được trình soạn")
    if problems:
        return 1

    def opened(address: str) -> None:
        print(f"Trình soạn: {address}\nĐể cửa sổ này mở; bấm Ctrl+C để dừng.", flush=True)
        if browser:
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    serve(ROOT, vocabularies, _address(), opened)
    return 0


def run_desk(options: argparse.Namespace) -> int:
    """Do what the desk was asked; then say what the whole casebook is still missing."""
    try:
        for line in desk.run(options, ROOT, *read()):
            print(line)
    except Refusal as refusal:
        print(refusal, file=sys.stderr)
        return 1
    if options.command in desk.CHANGING:
        report(read()[1], " phải sửa trước khi đăng")
    return 0


def _address() -> str:
    # The one setting of the site's address stands in mkdocs.yml; no other value of it is read here.
    with (ROOT / "mkdocs.yml").open(encoding="utf-8") as stream:
        return str(yaml.safe_load(stream)["site_url"]).rstrip("/") + "/"


def on_startup(command: str, dirty: bool) -> None:
    """MkDocs hook: remember whether this is a live preview, which outlives a faulty file."""
    global _serving
    _serving = command == "serve"


def on_pre_build(config: Any) -> None:
    """MkDocs hook: fresh pages first. In a live preview a fault is printed and the last good pages stay."""
    if run_build(config["site_url"]) and not _serving:
        raise SystemExit(1)


def on_files(files: Any, config: Any) -> Any:
    """MkDocs hook: of the theme, only our own overrides are published; no page uses its 2.6 MB of scripts and styles."""
    ours = {config["docs_dir"], config["theme"].custom_dir}
    for file in [file for file in files if file.src_dir not in ours]:
        files.remove(file)
    return files


def on_post_build(config: Any) -> None:
    """MkDocs hook: what readers fetch has no comments of ours."""
    assets = Path(config["site_dir"]) / "assets"
    for pattern, smaller in (("*.js", jsmin), ("*.css", cssmin)):
        for file in assets.glob(pattern):
            file.write_text(smaller(file.read_text("utf-8"), keep_bang_comments=True), "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Kiểm tra hồ sơ và viết các trang của kho mô hình.")
    commands = parser.add_subparsers(dest="command")
    checker = commands.add_parser("check", help="chỉ kiểm tra, không viết gì")
    checker.add_argument("files", nargs="*", type=Path, metavar="TỆP")
    editor = commands.add_parser("edit", help="mở trình soạn hồ sơ trong trình duyệt của máy này")
    editor.add_argument("--no-browser", action="store_true", help="chỉ in địa chỉ, không tự mở trình duyệt")
    bring.add(commands)
    send.add(commands)
    desk.add(commands)
    options = parser.parse_args(arguments)
    if options.command == "edit":
        return run_edit(not options.no_browser)
    if options.command in desk.COMMANDS:
        return run_desk(options)
    if options.command == "import":
        return run_import(options.files, options.yes)
    if options.command == "export":
        return run_export(options.slugs, options.to, options.kind)
    return run_check(options.files) if options.command == "check" else run_build()


if __name__ == "__main__":
    sys.exit(main())
