"""Whatever the way a tree was built, on one process or many, at once or change by change, its bytes are the same."""

import os
import random
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from distributed import Client, LocalCluster

from casebook import inputs, left, outputs
from casebook.ahead import ahead
from casebook.book import Casebook
from casebook.build import build
from casebook.intake import casebook, take_in
from casebook.job import Job, code, opened, store
from casebook.load import load
from casebook.model import Case
from casebook.outputs.later import Later
from casebook.parts import Many, here, on, processes
from casebook.refusal import Refusal
from casebook.settings import Settings
from casebook.site import Site
from scripts.make_corpus import write
from tests.conftest import ROOT

SETTINGS = Settings("Nhân rộng", "Kho mô hình thí điểm hiệu quả", "https://vidu.example/")
TODAY = date(2026, 11, 28)
COUNT = 30
SAVED = "mot-cua-so"
"""A case of the tiny country."""
PAGES = (f"mo-hinh/{SAVED}/index.html", f"mo-hinh/{SAVED}/tom-tat/index.html")


def bring(root: Path, tree: Path, many: Many[Any, Any] = here, framed: bool = True) -> tuple[int, int]:
    """Build the tree from the cases as they are now; (written, taken away)."""
    return build(job_of(root, tree, many, framed), many, None)


def job_of(root: Path, tree: Path, many: Many[Any, Any] = here, framed: bool = True) -> Job:
    """What there is to build, the cases as they are now taken in."""
    kept = store(root)
    assert take_in(inputs.Look(root), kept, TODAY, many) == []
    return Job(root, tree, left.memory(root, tree), kept.state, code(root), SETTINGS, TODAY, framed, drawn=False)


def changed(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def summarized_anew(file: Path) -> None:
    changed(file, "summary: ", "summary: Vừa sửa. ")


def files(tree: Path) -> dict[str, bytes]:
    return {path.relative_to(tree).as_posix(): path.read_bytes() for path in tree.rglob("*") if path.is_file()}


def clean(root: Path, tree: Path) -> dict[str, bytes]:
    """What a build gives that remembers nothing."""
    shutil.rmtree(root / left.KEPT, ignore_errors=True)
    bring(root, tree)
    return files(tree)


@pytest.fixture
def country(tmp_path: Path) -> Path:
    root = tmp_path / "country"
    for name in ("cases", "vocab"):
        shutil.copytree(ROOT / "tests/sample" / name, root / name)
    write(COUNT, root, seed=7)
    return root


def test_many_processes_and_a_cluster_write_what_one_process_writes(country: Path, tmp_path: Path) -> None:
    alone = clean(country, tmp_path / "alone")
    shutil.rmtree(country / left.KEPT)
    bring(country, tmp_path / "two", processes(2, 1))
    assert files(tmp_path / "two") == alone
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address="") as cluster, Client(cluster) as client:  # type: ignore[no-untyped-call]
        shutil.rmtree(country / left.KEPT)
        bring(country, tmp_path / "cluster", on(client.get_executor()))
    assert files(tmp_path / "cluster") == alone


class Locked(Mapping[str, Case]):
    """Cases of which only those may be read that are open."""

    def __init__(self, cases: Mapping[str, Case]) -> None:
        self._cases = cases
        self.open = set(cases)

    def __getitem__(self, slug: str) -> Case:
        assert slug in self.open, f"{slug} is read by who is not made again when it changes"
        return self._cases[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self._cases)

    def __len__(self) -> int:
        return len(self._cases)


@pytest.mark.parametrize("output", outputs.OUTPUTS, ids=lambda output: output.__module__.rpartition(".")[2])
def test_who_is_made_again_only_when_traits_or_some_cases_change_reads_no_other_case(country: Path, output: outputs.Output) -> None:
    book, problems = load(country)
    assert problems == []
    locked = Locked(book.cases)
    site = Site(replace(book, cases=locked), SETTINGS.site_url)
    slugs = {view.digest: view.slug for view in site.views}
    if output in outputs.OF_TRAITS:
        locked.open = set()
    for _, content in output(site):
        if isinstance(content, Later) and isinstance(content.on, list) and content.on[:1] == [site.traits]:
            locked.open = {slugs[told] for told in content.on[1] if told in slugs}
            content.make()
        if output not in outputs.OF_TRAITS:
            locked.open = set(book.cases)


def test_what_did_not_change_is_not_written_again(country: Path, tmp_path: Path) -> None:
    assert bring(country, tmp_path / "tree")[0] > COUNT
    assert bring(country, tmp_path / "tree") == (0, 0)
    assert bring(country, tmp_path / "docs", framed=False)[0] > COUNT
    assert bring(country, tmp_path / "docs", framed=False) == (0, 0)


def test_the_page_of_a_saved_case_is_there_before_anything_else_is_looked_at(country: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    bring(country, tree)
    before, last = files(tree), opened(job_of(country, tree))
    summarized_anew(country / f"cases/{SAVED}.yaml")
    job = job_of(country, tree)
    stood = ahead(tree, store(country), *last)
    assert {file.relative_to(tree).as_posix(): text.encode() for file, text in stood.items()} == {path: before[path] for path in PAGES}
    at_once = files(tree)
    assert [path for path in before if at_once[path] != before[path]] == [f"mo-hinh/{SAVED}/index.html"]
    assert left.intact(job.memory, tree), "the tree is still trusted: what did not change is not made again"
    build(job, here, None)
    assert files(tree)[f"mo-hinh/{SAVED}/index.html"] == at_once[f"mo-hinh/{SAVED}/index.html"]
    assert files(tree) == clean(country, tmp_path / "clean")


@pytest.mark.parametrize(
    "edit",
    [
        lambda file: changed(file, "status: da_duyet", "status: nhap"),
        lambda file: changed(file, "status: da_duyet", 'status: da_duyet\npublish_from: "2026-11-29"'),
        lambda file: file.unlink(),
        lambda file: shutil.copy(file, file.with_name("mot-ho-so-moi.yaml")),
        lambda file: [*map(summarized_anew, file.parent.glob("*.yaml"))],
    ],
    ids=["a draft again", "not before tomorrow", "gone", "a new one", "all of them"],
)
def test_what_only_a_whole_build_can_tell_waits_for_it(country: Path, tmp_path: Path, edit: Callable[[Path], object]) -> None:
    tree = tmp_path / "tree"
    bring(country, tree)
    before, last = files(tree), opened(job_of(country, tree))
    edit(country / f"cases/{SAVED}.yaml")
    job_of(country, tree)
    assert not ahead(tree, store(country), *last)
    assert files(tree) == before


def test_a_page_that_somebody_took_away_is_left_to_the_build(country: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    bring(country, tree)
    last = opened(job_of(country, tree))
    shutil.rmtree(tree / f"mo-hinh/{SAVED}")
    summarized_anew(country / f"cases/{SAVED}.yaml")
    job_of(country, tree)
    assert not ahead(tree, store(country), *last)
    assert not (tree / f"mo-hinh/{SAVED}").exists()


Edit = Callable[[random.Random, Path, list[Path]], None]


def _said_anew(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = chance.choice(cases)
    file.write_text(file.read_text("utf-8").replace("problem: ", f"problem: Lần {chance.random():.6f}. ", 1), "utf-8")


def _titled_anew(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = chance.choice(cases)
    file.write_text(file.read_text("utf-8").replace("title: ", f"title: Bản {chance.randrange(10**6)} ", 1), "utf-8")


def _moved_to_another_sector(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file, code = chance.choice(cases), chance.choice(["y_te", "giao_duc", "dieu_hanh"])
    lines = [f"sectors: [{code}]" if line.startswith("sectors: ") else line for line in file.read_text("utf-8").splitlines()]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _started_later(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = chance.choice(cases)
    file.write_text(re.sub(r"(?m)^(  start: \d{4})-\d\d", rf"\g<1>-{chance.randrange(10, 13)}", file.read_text("utf-8"), count=1), "utf-8")


def _moved_to_another_place(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file, other = chance.choice(cases), chance.choice(["bac-giang", "ha-noi", "can-tho"])
    lines = [f"places: [{other}]" if line.startswith("places: ") else line for line in file.read_text("utf-8").splitlines()]
    file.write_text("\n".join(lines) + "\n", "utf-8")


def _added(chance: random.Random, root: Path, cases: list[Path]) -> None:
    number = chance.randrange(100, 999)
    text = re.sub("(?m)^former_slugs: .*\n", "", chance.choice(cases).read_text("utf-8"))
    text = re.sub("(?m)^title: .*$", f"title: Việc hoàn toàn khác, số {number}", text)
    (root / f"cases/them-{number}.yaml").write_text(re.sub("number: .*", f"number: {number}/QĐ-UBND", text), "utf-8")


def _gone(chance: random.Random, root: Path, cases: list[Path]) -> None:
    chance.choice(cases).unlink()


def _withdrawn(chance: random.Random, root: Path, cases: list[Path]) -> None:
    text = "status: rut\nwithdrawn:\n  date: 2026-11-27\n  reason: nguon\n  explanation: Nguồn đã bị gỡ.\n  by: Đơn vị phụ trách\n"
    chance.choice(cases).write_text(text, "utf-8")


def _renamed(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = chance.choice(cases)
    new = root / f"cases/ten-moi-{chance.randrange(10**9)}.yaml"
    text = re.sub("(?m)^former_slugs: .*\n", "", file.read_text("utf-8"))
    new.write_text(f"{text}former_slugs: [{file.stem}]\n", "utf-8")
    file.unlink()


def _renamed_before_anybody_saw_it(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = chance.choice(cases)
    file.rename(root / f"cases/chua-ai-thay-{chance.randrange(10**9)}.yaml")


def _under_each_other_s_name(chance: random.Random, root: Path, cases: list[Path]) -> None:
    one, other = chance.sample(cases, 2)
    mine, theirs = one.read_text("utf-8"), other.read_text("utf-8")
    one.write_text(theirs, "utf-8")
    other.write_text(mine, "utf-8")


def _back_to_draft(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = chance.choice(cases)
    file.write_text(file.read_text("utf-8").replace("status: da_duyet", "status: nhap"), "utf-8")


def _learned_from_another(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file, parent = sorted(chance.sample(cases, 2))
    if "adapted_from" not in file.read_text("utf-8"):
        file.write_text(file.read_text("utf-8") + f"adapted_from:\n  - case: {parent.stem}\n", "utf-8")


def _a_term_called_otherwise(chance: random.Random, root: Path, cases: list[Path]) -> None:
    file = root / "vocab/sector.yaml"
    file.write_text(file.read_text("utf-8").replace("label: Y tế", f"label: Y tế {chance.randrange(100)} ", 1), "utf-8")


OF_ANY: tuple[Edit, ...] = (_said_anew, _titled_anew, _moved_to_another_sector, _moved_to_another_place, _started_later, _learned_from_another)
NAMED: tuple[Edit, ...] = (_renamed, _renamed_before_anybody_saw_it, _under_each_other_s_name)
OF_FREE: tuple[Edit, ...] = (_added, _gone, _withdrawn, *NAMED, _back_to_draft, _a_term_called_otherwise)


def _living(root: Path) -> list[Path]:
    """The cases that are published, with their texts in one line each."""
    texts = {file: file.read_text("utf-8") for file in sorted((root / "cases").glob("*-*.yaml"))}
    return [file for file, text in texts.items() if re.search(r"(?m)^problem: \w", text) and "status: da_duyet" in text and "publish_from" not in text]


def _free(root: Path) -> list[Path]:
    """The cases that no other names and that name no other: whatever happens to them, the rest stays right."""
    texts = {file: file.read_text("utf-8") for file in sorted((root / "cases").glob("*-*.yaml"))}
    named = {line.split()[-1] for text in texts.values() for line in text.splitlines() if "- case: " in line}
    return [file for file, text in texts.items() if file.stem not in named and "sources:" in text and not re.search("case:|publish_from", text)]


@pytest.mark.parametrize("seed", range(6))
def test_after_any_edits_a_tree_is_what_a_clean_build_gives(country: Path, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(COUNT // 2):
        _learned_from_another(chance, country, _living(country))
    bring(country, tmp_path / "tree")
    for edit in chance.sample((*OF_ANY, *OF_FREE), len(OF_ANY) + len(OF_FREE)):
        edit(chance, country, _living(country) if edit in OF_ANY else _free(country))
        bring(country, tmp_path / "tree")
    assert files(tmp_path / "tree") == clean(country, tmp_path / "again")


@pytest.mark.parametrize("edit", NAMED)
def test_another_name_reaches_whatever_shows_the_case(country: Path, tmp_path: Path, edit: Edit) -> None:
    bring(country, tmp_path / "tree")
    for seed in range(3):
        edit(random.Random(seed), country, _free(country))
    bring(country, tmp_path / "tree")
    assert files(tmp_path / "tree") == clean(country, tmp_path / "again")


def test_a_page_for_mkdocs_that_somebody_took_away_is_made_again(country: Path, tmp_path: Path) -> None:
    docs = tmp_path / "docs"
    (docs / "chinh-sach").mkdir(parents=True)
    (docs / "chinh-sach/rieng.md").write_text("viết tay", "utf-8")
    bring(country, docs, framed=False)
    whole = files(docs)
    shutil.rmtree(docs / "mo-hinh")
    (docs / "noi/ha-noi/index.md").unlink()
    bring(country, docs, framed=False)
    assert files(docs) == whole


@pytest.mark.parametrize("place", ["mo-hinh/{slug}/index.md", "mo-hinh/{slug}.md", "noi/ha-noi/index.md", "du-lieu/v1/cases.json"])
def test_what_was_written_by_hand_where_a_page_of_cases_belongs_is_told_and_not_written_over(country: Path, tmp_path: Path, place: str) -> None:
    page = tmp_path / "docs" / (path := place.format(slug=_free(country)[0].stem))
    page.parent.mkdir(parents=True)
    page.write_text("viết tay", "utf-8")
    with pytest.raises(Refusal, match=re.escape(f"docs/{path}: địa chỉ này là của một trang dựng từ hồ sơ")):
        bring(country, tmp_path / "docs", framed=False)
    assert page.read_text("utf-8") == "viết tay"
    page.unlink()
    bring(country, tmp_path / "docs", framed=False)
    bring(country, tmp_path / "again", framed=False)
    assert files(tmp_path / "docs") == files(tmp_path / "again")


def _family(root: Path) -> list[Path]:
    """Four cases of which each learned from the one before."""
    line = _free(root)[::6][:4]
    for parent, child in pairwise(line):
        child.write_text(child.read_text("utf-8") + f"adapted_from:\n  - case: {parent.stem}\n", "utf-8")
    return line


@pytest.mark.parametrize("place", range(4))
def test_a_new_title_in_one_generation_reaches_all(country: Path, tmp_path: Path, place: int) -> None:
    line = _family(country)
    bring(country, tmp_path / "tree")
    _titled_anew(random.Random(place), country, [line[place]])
    bring(country, tmp_path / "tree")
    assert files(tmp_path / "tree") == clean(country, tmp_path / "again")


@pytest.mark.parametrize("place", range(4))
def test_where_one_generation_is_gone_all_others_know(country: Path, tmp_path: Path, place: int) -> None:
    line = _family(country)
    bring(country, tmp_path / "tree")
    line[place].unlink()
    for child in line[place + 1 : place + 2]:
        child.write_text(child.read_text("utf-8").replace(f"case: {line[place].stem}", "title: Một mô hình khác"), "utf-8")
    bring(country, tmp_path / "tree")
    assert files(tmp_path / "tree") == clean(country, tmp_path / "again")


def test_a_new_ancestor_is_told_to_all_generations(country: Path, tmp_path: Path) -> None:
    first, *_ = line = _family(country)
    stranger = next(file for file in _free(country) if file not in line)
    bring(country, tmp_path / "tree")
    first.write_text(first.read_text("utf-8") + f"adapted_from:\n  - case: {stranger.stem}\n", "utf-8")
    bring(country, tmp_path / "tree")
    assert files(tmp_path / "tree") == clean(country, tmp_path / "again")


@pytest.mark.parametrize("name", [".mot-cua.yaml.swp", ".~lock.bang.xlsx#", ".#mot-cua.yaml", "mot-cua.yaml~"])
def test_what_programs_lay_beside_an_open_file_is_no_change(country: Path, name: str) -> None:
    before = inputs.Look(country).given()
    (country / "cases" / name).write_text("x", "utf-8")
    assert inputs.Look(country).given() == before
    (country / "cases/mot-cua-khac.yaml").write_text("x", "utf-8")
    assert inputs.Look(country).given() != before


def test_an_interrupted_building_leaves_nothing_behind(country: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    bring(country, tree)
    victim, changed = sorted((country / "cases").glob("*-1*.yaml"))[:2]
    victim.unlink()
    _titled_anew(random.Random(1), country, [changed])

    def torn(work: Callable[[Any], Any], parts: Any) -> Any:
        for number, part in enumerate(parts):
            if number == 3:
                raise KeyboardInterrupt
            yield work(part)

    kept = store(country)
    take_in(inputs.Look(country), kept, TODAY, here)
    with pytest.raises(KeyboardInterrupt):
        build(Job(country, tree, left.memory(country, tree), kept.state, code(country), SETTINGS, TODAY, framed=True, drawn=False), torn, None)
    (tree / "nhan-rong/index.html").write_text("nửa trang", "utf-8")
    (tree / "la.html").write_text("không ai nhớ", "utf-8")
    bring(country, tree)
    assert files(tree) == clean(country, tmp_path / "again")


def test_what_was_killed_while_it_took_notes_builds_anew(country: Path, tmp_path: Path) -> None:
    bring(country, tmp_path / "tree")
    notes = left.memory(country, tmp_path / "tree")
    for size in (0, 1, notes.stat().st_size // 2, notes.stat().st_size - 1):
        os.truncate(notes, size)
        bring(country, tmp_path / "tree")
    assert files(tmp_path / "tree") == clean(country, tmp_path / "again")


def test_a_page_of_a_building_that_was_killed_is_not_taken_for_one_written_by_hand(country: Path, tmp_path: Path) -> None:
    """A case that was approved, built halfway, and taken back: its page may not stay under docs/."""
    docs = tmp_path / "docs"
    kept = store(country)
    take_in(inputs.Look(country), kept, TODAY, here)
    taken_back = _free(country)[0]

    def torn(work: Callable[[Any], Any], parts: Any) -> Any:
        yield work(next(part for part in parts if taken_back.stem in part.slugs))
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        build(Job(country, docs, left.memory(country, docs), kept.state, code(country), SETTINGS, TODAY, framed=False, drawn=False), torn, None)
    assert (docs / f"mo-hinh/{taken_back.stem}/index.md").exists()
    taken_back.write_text(taken_back.read_text("utf-8").replace("status: da_duyet", "status: nhap"), "utf-8")
    bring(country, docs, framed=False)
    assert not (docs / f"mo-hinh/{taken_back.stem}").exists()


def test_what_other_code_kept_in_other_columns_is_forgotten(country: Path, tmp_path: Path) -> None:
    alone = clean(country, tmp_path / "clean")
    kept = country / left.KEPT / "cases.sqlite"
    kept.unlink()
    with closing(sqlite3.connect(kept)) as connection, connection:
        connection.execute("CREATE TABLE cases (slug TEXT PRIMARY KEY, said BLOB)")
        connection.execute("INSERT INTO cases VALUES ('mot', 'cũ')")
    bring(country, tmp_path / "anew")
    assert files(tmp_path / "anew") == alone


def test_a_case_is_read_only_when_it_changed(country: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(country, tmp_path / "tree")
    changed = sorted((country / "cases").glob("*-1*.yaml"))[0]
    changed.write_text(changed.read_text("utf-8") + "# lời ghi\n", "utf-8")
    kept = store(country)
    read: list[str] = []

    def watched(work: Callable[[Any], Any], parts: Any) -> Any:
        read.extend(name for part in parts for name in part)
        return map(work, parts)

    take_in(inputs.Look(country), kept, TODAY, watched)
    assert read == [changed.name]
    assert opened(Job(country, tmp_path, tmp_path, kept.state, code(country), SETTINGS, TODAY, framed=True)) is not None


def test_the_rules_that_hold_cases_side_by_side_are_asked_again_only_when_their_answer_may_change(country: Path) -> None:
    def read() -> Casebook:
        kept = store(country)
        assert take_in(inputs.Look(country), kept, TODAY, here) == []
        return casebook(country, kept, TODAY)[0]

    def changed(old: str, new: str) -> str:
        file = min((country / "cases").glob("*-1*.yaml"))
        file.write_text(file.read_text("utf-8").replace(old, new, 1), "utf-8")
        return read().bound

    first, public = read().bound, [*read().cases]
    (country / "published.txt").write_text("\n".join(public), "utf-8")
    assert read().bound == first, "what the first build writes down says nothing that the cases do not say"
    assert changed("summary: ", "summary: Thêm. ") == first, "no rule compares summaries"
    assert changed("title: ", "title: Thêm ") != first
    assert changed("title: Thêm ", "title: ") == first
    (country / "published.txt").write_text("\n".join((*public, "da-mat")), "utf-8")
    assert read().bound != first, "an address that was promised leads nowhere"
