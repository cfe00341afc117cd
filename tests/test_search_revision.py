"""The search after any changes is, byte for byte, the one that would be made anew."""

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from casebook.inputs import Look
from casebook.intake import take_in
from casebook.job import Job, code, opened, store
from casebook.left import memory
from casebook.load import load
from casebook.outputs import search
from casebook.outputs.later import made
from casebook.parts import here
from casebook.search.blocks import Block
from casebook.search.lexicon import Lexicon
from casebook.search.revision import bring
from casebook.search.state import Document
from casebook.search.state import opened as state_in
from casebook.settings import Settings
from casebook.site import Site
from scripts.make_corpus import write

TODAY = date(2026, 11, 22)
SPELLINGS = ("cửa", "cưa", "của", "cứa", "đa", "da", "đá", "dạ", "một", "mốt")


def _said(chance: random.Random) -> list[list[str]]:
    """Texts by weight: many pairs, few spellings; sometimes every letter a, with each of its marks."""
    rare = [f"{letter}{mark}" for letter in "aăâáàảãạấầẩẫậắằẳẵặ" for mark in "\u0304\u0307"] if chance.random() < 0.2 else []
    return [[" ".join((*rare, *chance.choices((*SPELLINGS, *map(str, range(3000))), k=count)))] for count in (4, 3, 80, 2, 200)]


def _blocks(file: Path | None, documents: Mapping[str, list[list[str]]], after: Callable[[], object] = int) -> list[list[Block]]:
    """Every block of both tiers, after the state in the file was brought to these documents, and something else was done."""
    with state_in(file) as state:
        bring(state, [Document(f"{name} {hash(str(said))}", lambda said=said: said) for name, said in documents.items()], partial(Lexicon, ()))  # type: ignore[misc]
        after()
        return [[state.whole(tier, block) for block in state.blocks(tier)] for tier in (0, 1)]


def test_documents_that_are_entered_batch_by_batch_give_what_all_at_once_give(monkeypatch: pytest.MonkeyPatch) -> None:
    documents = {str(number): _said(random.Random(number)) for number in range(60)}
    whole = _blocks(None, documents)
    monkeypatch.setattr("casebook.search.revision.BATCH", 7)
    assert _blocks(None, documents) == whole
    assert all(whole)


@pytest.mark.parametrize("seed", range(6))
def test_documents_that_change_come_and_go_leave_no_trace(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    documents = {str(number): _said(chance) for number in range(60)}
    for step in range(12):
        assert _blocks(tmp_path / "kept", documents) == _blocks(None, documents)
        changed = chance.choice(list(documents))
        match step % 4:
            case 0:
                documents[changed] = _said(chance)
            case 1:
                documents[f"mới {step}"] = _said(chance)
            case 2:
                del documents[list(documents)[-1]]
            case _:
                del documents[changed]


def test_the_changes_go_beyond_the_borders_of_blocks() -> None:
    """What the test above is worth: several blocks in a tier, and more spellings of a word than bits in a number of a browser."""
    chance = random.Random(0)
    first, second = _blocks(None, {str(number): _said(chance) for number in range(60)})
    assert len(first) > 1
    assert len(second) > 3
    assert max(line.split("\t")[0].count(",") for block in second for key, line in block.lines if key == "a") > 32


def _interrupted() -> None:
    raise InterruptedError


def test_what_was_broken_off_was_never_there(tmp_path: Path) -> None:
    chance = random.Random(1)
    documents = {str(number): _said(chance) for number in range(30)}
    before = _blocks(tmp_path / "kept", documents)
    with pytest.raises(InterruptedError):
        _blocks(tmp_path / "kept", documents | {"29": _said(chance)}, _interrupted)
    with state_in(tmp_path / "kept") as state:
        assert [[state.whole(tier, block) for block in state.blocks(tier)] for tier in (0, 1)] == before


# ---- a whole casebook


def _kept(root: Path) -> dict[str, str | bytes]:
    """The search's files as a build makes them that remembers the one before."""
    known = store(root)
    assert take_in(Look(root), known, TODAY, here) == []
    job = Job(root, root / "site", memory(root, root / "site"), known.state, code(root), Settings("Tên", "Lời", "https://vidu.example/"), TODAY, framed=False)
    return {path: made(content) for path, content in search.files(opened(job)[0])}


def _anew(root: Path) -> dict[str, str | bytes]:
    book, problems = load(root, today=TODAY)
    assert problems == []
    return {path: made(content) for path, content in search.files(Site(book, "https://vidu.example/"))}


def _edits(cases: Path) -> Iterator[None]:
    chance = random.Random(3)
    for step in range(6):
        files = sorted(cases.glob("*.yaml"))
        file = chance.choice(files)
        text = file.read_text("utf-8")
        match step % 3:
            case 0:
                file.write_text(re.sub(r"^summary: .*", rf"\g<0> Thêm câu {step}.", text, count=1, flags=re.MULTILINE), "utf-8")
            case 1:
                file.with_stem(f"{file.stem}-moi").write_text(re.sub(r"^title: .*", rf"\g<0> mới {step}", text, count=1, flags=re.MULTILINE), "utf-8")
            case _:
                file.unlink()
        yield


def test_a_casebook_that_was_edited_is_searched_as_one_read_for_the_first_time(tmp_path: Path) -> None:
    write(60, tmp_path, seed=2)
    (tmp_path / "templates").mkdir()
    _kept(tmp_path)
    for _ in _edits(tmp_path / "cases"):
        assert _kept(tmp_path) == _anew(tmp_path)


def test_a_name_that_stays_stands_for_the_same_bytes(tmp_path: Path) -> None:
    write(60, tmp_path, seed=2)
    (tmp_path / "templates").mkdir()
    before = _kept(tmp_path)
    next(_edits(tmp_path / "cases"))
    after = _kept(tmp_path)
    same = {path for path in before.keys() & after.keys() if re.search(r"/[0-9a-f]{12}/", path)}
    assert len(same) > 10
    assert all(before[path] == after[path] for path in same)
    assert after.keys() - before.keys()


def test_another_template_leaves_the_index_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(3, tmp_path, seed=5)
    known = store(tmp_path)
    assert take_in(Look(tmp_path), known, TODAY, here) == []
    settings = Settings("Tên", "Lời", "https://vidu.example/")
    site = opened(Job(tmp_path, tmp_path / "site", tmp_path / "memory", known.state, code(tmp_path), settings, TODAY, framed=False))[0]
    assert site.aside
    first = [made(content) for _, content in search.files(site)]
    monkeypatch.setattr(search, "_texts", lambda *_: pytest.fail("a case is read again that says the same"))
    assert [made(content) for _, content in search.files(replace(site, aside=replace(site.aside, shown_by="mẫu trang khác")))] == first
