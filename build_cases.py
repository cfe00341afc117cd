"""The door: the command line, and the hook by which MkDocs starts from fresh pages.

python build_cases.py                  check everything, then write the pages under docs/
python build_cases.py check [FILE…]    only check; all cases, or these files
python build_cases.py edit             open the editor in the browser of this machine
python build_cases.py fmt, submit, review, approve, log, withdraw, rename, status    the desk: see -h
python build_cases.py import FILE…     show what these files would change, ask, then write cases/
python build_cases.py export [SLUG…] --to FILE   cases as a workbook, a Word form, YAML or JSON
python build_cases.py verify [DIR]     look through a built site: links, names, sizes, nothing from elsewhere, nothing unpublished
python build_cases.py offline --to FILE    the whole site as one .zip that opens from a stick without a network
python build_cases.py publish --to DIR build aside, verify, then make it live in one step; --rollback, --verify
"""

import argparse
import gc
import io
import os
import shutil
import sys
import tempfile
import threading
import time
import webbrowser
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from rcssmin import cssmin
from rjsmin import jsmin

from casebook import offline, outputs, publication
from casebook.check import check
from casebook.desk import bring, carry, send
from casebook.desk import commands as desk
from casebook.desk.plan import Tick, planned
from casebook.desk.register import register
from casebook.desk.save import Refusal
from casebook.fold import fold
from casebook.load import Casebook, load, load_vocabularies
from casebook.manifest import differences, facts
from casebook.problem import Problem
from casebook.publish import OWNED, publish
from casebook.release import CURRENT, RELEASES, Busy, held, point, previous
from casebook.site import Site
from casebook.verify import verify
from casebook.verify.built import Built
from casebook.verify.content import nothing_unpublished

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


def run_build(address: str | None = None, docs: Path = ROOT / "docs") -> int:
    """Write the pages under `docs` when there is no fault; say what was done."""
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
        written, removed = publish(outputs.files(book, address or _address()), docs)
        if not _serving:
            register(book)
    finally:
        gc.enable()
    seconds = f"{time.perf_counter() - started:.1f}".replace(".", ",")
    print(f"{len(book.cases)} hồ sơ → {docs.name}/: ghi {written} tệp, xoá {removed} tệp, {seconds} giây.")
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
        raise Refusal(f"{error.filename}: đã có tệp này; chọn tên khác, hoặc dời tệp cũ.") from None
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
    for line in desk.run(options, ROOT, *read()):
        print(line)
    if options.command in desk.CHANGING:
        report(read()[1], " phải sửa trước khi đăng")
    return 0


def run_verify(tree: Path) -> int:
    """Look through a built tree as a publication does, before anybody sees it."""
    book, _ = read()
    problems = sorted(verify(Built(tree, _address(), book)))
    report(problems)
    if not problems:
        print(f"{tree}: không thấy lỗi.")
    return int(bool(problems))


def run_publish(to: Path) -> int:
    """Build aside, verify, make live in one step; whatever goes wrong, what is live stays."""
    try:
        name, count = publication.publish(to, _site_aside, lambda tree: verify(Built(tree, _address(), read()[0])), _facts, print)
    except publication.Faulty as found:
        report(found.problems, "; chưa công bố, bản đang chạy giữ nguyên")
        return 1
    except OSError as fault:
        raise Refusal(f"Không công bố được: {fault.strerror} ({fault.filename or to}). Bản đang chạy giữ nguyên.") from None
    print(f"Đã công bố bản {name}: {count} tệp, ở {to / CURRENT}.")
    return 0


def run_offline(to: Path) -> int:
    """Build aside, verify, and pack what opens without a server into one file."""
    with tempfile.TemporaryDirectory() as folder:
        work, tree = Path(folder), Path(folder) / "site"
        print("1/3 Dựng trang…")
        _site_aside(work, tree)
        print("2/3 Kiểm trang đã dựng…")
        book = read()[0]
        if problems := sorted(verify(Built(tree, _address(), book))):
            report(problems, "; chưa đóng gói")
            return 1
        print("3/3 Đóng gói…")
        size = offline.edition(tree, Site(book, _address()), to, _ticking("Đóng gói"))
    megabytes = f"{size / 1e6:.1f}".replace(".", ",")
    print(f"Đã ghi {to}: {megabytes} MB, {len(book.cases)} hồ sơ. Giải nén vào USB rồi mở {offline.START}.")
    return 0


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


def _facts() -> dict[str, Any]:
    return facts(ROOT, _address(), len(read()[0].cases))


def run_rollback(to: Path) -> int:
    """Make the release before the live one live again."""
    with held(to):
        if not (name := previous(to)):
            raise Refusal(f"{to}: không còn bản nào trước bản đang chạy.")
        # An old release knows nothing of what was withdrawn since.
        if problems := sorted(nothing_unpublished(Built(to / RELEASES / name, _address(), read()[0]))):
            report(problems, f"; không quay về bản {name}, vì nó còn điều không được đăng nữa. Sửa hồ sơ rồi công bố bản mới")
            return 1
        point(to, name)
    print(f"Đã quay về bản {name}.")
    return 0


def run_compared(tree: Path) -> int:
    """Hold a published tree against its manifest."""
    problems = sorted(differences(tree / CURRENT if (tree / CURRENT).is_dir() else tree))
    report(problems)
    if not problems:
        print(f"{tree}: đúng như bản kê.")
    return int(bool(problems))


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
    assets = Path(config["site_dir"]) / "assets"
    for pattern, smaller in (("*.js", jsmin), ("*.css", cssmin)):
        for file in assets.glob(pattern):
            file.write_text(smaller(file.read_text("utf-8"), keep_bang_comments=True), "utf-8", newline="\n")


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
    packer = commands.add_parser("offline", help="cả trang thành một tệp .zip, mở được từ USB khi không có mạng")
    packer.add_argument("--to", type=Path, default=ROOT / "nhan-rong-ngoai-tuyen.zip", metavar="TỆP", help="tệp .zip sẽ ghi (mặc định: %(default)s)")
    publication.add(commands, ROOT / "site")
    options = parser.parse_args(arguments)
    try:
        return RUN.get(options.command, run_desk)(options)
    except (Refusal, Busy) as reason:
        print(reason, file=sys.stderr)
        return 1


def _publish(options: argparse.Namespace) -> int:
    place = publication.place(options)
    if options.rollback is not None:
        return run_rollback(place)
    return run_publish(place) if options.verify is None else run_compared(place)


RUN: Mapping[str | None, Callable[[argparse.Namespace], int]] = {
    None: lambda _: run_build(),
    "check": lambda options: run_check(options.files),
    "edit": lambda options: run_edit(not options.no_browser),
    "import": lambda options: run_import(options.files, options.yes),
    "export": lambda options: run_export(options.slugs, options.to, options.kind),
    "verify": lambda options: run_verify(options.tree),
    "offline": lambda options: run_offline(options.to),
    "publish": _publish,
}
"""What each command does; all others are the desk's."""


if __name__ == "__main__":
    speak_vietnamese()
    sys.exit(main())
