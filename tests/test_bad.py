"""Each file in bad/ says, on the faulty line itself, what an editor will read."""

import ast
import itertools
import re
import shutil
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

import build_cases
from casebook.beside import TOGETHER, titles_differ, titles_of_these_differ
from casebook.book import Casebook
from casebook.check import ALONE, check
from casebook.inputs import Look
from casebook.intake import made_by, take_in, together
from casebook.load import case_files, load
from casebook.model import Case
from casebook.parts import here
from casebook.problem import Problem
from casebook.source import Source
from casebook.store import Store
from casebook.ties import Ties
from casebook.vocabulary import Vocabularies

HERE = Path(__file__).parent
ROOT = HERE.parent
TODAY = date(2026, 11, 22)
BAD = sorted(HERE.glob("bad/*"))


def arranged(given: Path, root: Path) -> Path:
    """`root` as a small project: our vocabularies, and the given case file, or folder of cases/ and vocab/."""
    shutil.copytree(ROOT / "vocab", root / "vocab")
    if given.is_dir():
        return Path(shutil.copytree(given, root, dirs_exist_ok=True))
    (root / "cases").mkdir()
    shutil.copy(given, root / "cases")
    return root


def found(root: Path) -> list[Problem]:
    book, problems = load(root, today=TODAY)
    return sorted([*problems, *check(book)])


def expected(root: Path) -> Iterator[Problem]:
    for file in (*root.glob("cases/*.*"), *root.glob("vocab/*.yaml"), *root.glob("published.txt")):
        for number, line in enumerate(file.read_text("utf-8").splitlines(), 1):
            for message in re.split(r"\s*# ! ", line)[1:]:
                yield Problem(file.relative_to(root).as_posix(), number, message)


@pytest.mark.parametrize("given", BAD, ids=lambda given: given.stem)
def test_the_fault_is_told_once_on_its_line_in_these_words(given: Path, tmp_path: Path) -> None:
    root = arranged(given, tmp_path)
    assert found(root) == sorted(expected(root))


@pytest.mark.parametrize("given", [given for given in BAD if not (given / "vocab").exists()], ids=lambda given: given.stem)
def test_a_build_tells_what_a_check_tells_and_reads_again_only_what_is_faulty(given: Path, tmp_path: Path) -> None:
    root = arranged(given, tmp_path)
    store = Store(root / "cases.sqlite", made_by(root))
    for _ in range(2):
        alone = take_in(Look(root), store, TODAY, here)
        assert sorted({*alone, *together(root, store, TODAY)}) == sorted(expected(root))
        faulty, every = {problem.path for problem in alone}, {file.relative_to(root).as_posix() for file in case_files(root)}
        assert {f"cases/{slug}.yaml" for slug in store.stamps()} == every - faulty


@pytest.mark.parametrize("given", sorted(HERE.glob("good/*.yaml")), ids=lambda given: given.stem)
def test_a_near_miss_is_no_fault(given: Path, tmp_path: Path) -> None:
    assert found(arranged(given, tmp_path)) == []


@pytest.mark.parametrize("name", ["con.yaml", "nul.yaml", "mot--cua.yaml", "-mot-cua.yaml", "một-cửa.yaml", "a" * 81 + ".yaml"])
def test_a_file_name_that_cannot_be_an_address_is_refused(name: str, tmp_path: Path) -> None:
    """Written here, not in bad/: some systems cannot even check such a file out."""
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    (root / "cases/statements.yaml").rename(root / "cases" / name)
    words = "sẽ thành địa chỉ trang; chỉ dùng chữ thường không dấu, số và gạch nối, như mot-cua-so.yaml"
    assert found(root) == [Problem(f"cases/{name}", 1, f"tên tệp “{name}” {words}")]


def test_a_picture_that_is_too_big_or_only_a_link_is_refused(tmp_path: Path) -> None:
    root = arranged(HERE / "bad/media", tmp_path)
    media = root / "cases/media/cho-phien"
    (media / "trang-web.jpg").write_bytes(b"\xff" * (8 * 1024 * 1024 + 1))
    (media / "nua-buc.jpg").unlink()
    (media / "nua-buc.jpg").symlink_to(media / "anh-png.jpg")
    messages = [problem.message for problem in found(root)]
    assert "trang-web.jpg lớn hơn 8 MB; hãy thu nhỏ" in messages
    assert "không có tệp cases/media/cho-phien/nua-buc.jpg" in messages


def test_of_a_withdrawn_file_no_word_is_kept(tmp_path: Path) -> None:
    root = arranged(HERE / "good/statements.yaml", tmp_path)
    file = root / "cases/statements.yaml"
    gone = "status: rút\nwithdrawn: {date: 2026-11-20, reason: nguon, by: Đơn vị phụ trách nội dung}"
    file.write_text(file.read_text("utf-8").replace("status: da_duyet", gone), "utf-8")
    book, problems = load(root, today=TODAY)
    assert (problems, list(book.tombstones)) == ([], ["statements"])
    assert list(book.sources["statements"].texts()) == []


def test_only_a_build_says_that_nothing_was_written(capsys: pytest.CaptureFixture[str]) -> None:
    assert build_cases.main(["check", str(HERE / "bad/yes-or-no.yaml")]) == 1
    assert re.search(r"\n\d+ lỗi\.\n$", capsys.readouterr().err)
    build_cases.report([Problem("cases/a.yaml", 1, "sai")], "; chưa viết gì")
    assert capsys.readouterr().err == "cases/a.yaml:1: sai\n1 lỗi; chưa viết gì.\n"


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8, unique=True), max_size=12))
def test_every_two_titles_that_share_four_words_of_five_are_told(titles: list[list[str]]) -> None:
    known = {f"so-{number:02}": Ties(" ".join(words), ("hue",), (), (), ()) for number, words in enumerate(titles)}
    sources = {slug: Source(f"cases/{slug}.yaml", {}, {(): 1}) for slug in known}
    book = Casebook(cast(Mapping[str, Case], known), {}, {}, Vocabularies({}), sources, HERE, TODAY, known=known)
    told = {(problem.path, re.findall("cases/(.*).yaml", problem.message)[0]) for problem in titles_differ(book)}
    pairs = [pair for pair in itertools.combinations(known, 2) if _alike(*(known[slug].words for slug in pair))]
    assert told == {(f"cases/{later}.yaml", first) for first, later in pairs}
    for slug in known:
        held = {problem.message for problem in titles_of_these_differ(book, [slug])}
        assert len(held) == sum(slug in pair for pair in pairs), "held beside all others, a case is told of whichever way"


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return 5 * len(one & other) >= 4 * len(one | other)


def test_every_rule_has_a_faulty_file(tmp_path: Path) -> None:
    books = [load(arranged(given, tmp_path / given.stem), today=TODAY)[0] for given in BAD]
    assert [rule.__name__ for rule in (*ALONE, *TOGETHER) if not any(True for book in books if book.sources for _ in rule(book))] == []


SPEAKS = {"fault", "_Refused", "ValueError", "Problem", "problem", "PydanticCustomError"}
"""What carries a sentence to an editor, beside `return`, `yield`, a name (`message = …`) and the tables of words."""


def speaks(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name)):
            return name in SPEAKS
        case ast.Assign(targets=[ast.Name(id=name)]):
            return name.islower() or isinstance(node.value, ast.Dict)
        case ast.AnnAssign(value=ast.Dict()) | ast.Return() | ast.Yield():
            return True
    return False


def sentences(module: str) -> Iterator[str]:
    """The fixed parts of all that a module can tell an editor."""
    nodes = [node for node in ast.walk(ast.parse((ROOT / f"casebook/{module}.py").read_text("utf-8"))) if speaks(node)]
    texts = {part.value for node in nodes for part in ast.walk(node) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    pieces = (piece.strip() for text in texts if not re.search(r"\\[bs]", text) for piece in re.split(r"\{\w+\}", text))
    return (piece for piece in pieces if len(piece) > 9 and not piece.isascii())


@pytest.mark.parametrize(
    "module",
    [
        "events",
        "source",
        "values",
        "vocabulary",
        "terms",
        "fields",
        "records",
        "document",
        "path",
        "evidence",
        "commendation",
        "model",
        "messages",
        "load",
        "media",
        "publishable",
        "check",
        "beside",
    ],
)
def test_every_sentence_an_editor_may_read_is_tested(module: str) -> None:
    files = (*HERE.glob("bad/**/*.y*ml"), *HERE.glob("bad/*/published.txt"), HERE / "test_bad.py", HERE / "test_door.py", HERE / "test_values.py")
    tested = "\n".join(file.read_text("utf-8") for file in files)
    assert sorted(sentence for sentence in sentences(module) if sentence.replace("\\", "\\\\") not in tested) == []
