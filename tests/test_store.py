"""What reading gave is kept whole, and one field of it can be had without the others."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from casebook import inputs
from casebook.intake import casebook, take_in
from casebook.job import store
from casebook.load import load
from casebook.model import Case
from casebook.parts import here
from casebook.shelf import face
from casebook.stored import Stored
from tests.conftest import SAMPLE

TODAY = date(2026, 11, 22)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("cases", "vocab"):
        shutil.copytree(SAMPLE / name, tmp_path / name)
    return tmp_path


def test_a_kept_case_is_the_case_that_was_read_as_a_whole_and_field_by_field(root: Path) -> None:
    kept = store(root)
    assert take_in(inputs.Look(root), kept, TODAY, here) == []
    read, whole, alone = load(root, today=TODAY)[0].cases, casebook(root, kept, TODAY)[0].cases, casebook(root, kept, TODAY)[0].cases
    assert isinstance(alone, Stored)
    assert list(whole) == sorted(read)
    for slug, case in read.items():
        # First the fields, or they would be taken from the whole.
        assert {name: alone.field(slug, name) for name in Case.model_fields} == {name: getattr(case, name) for name in Case.model_fields}
        assert whole[slug] == case
        assert whole[slug].model_fields_set == case.model_fields_set


def test_what_cards_show_is_kept_as_the_case_says_it(root: Path) -> None:
    kept = store(root)
    take_in(inputs.Look(root), kept, TODAY, here)
    book, views = casebook(root, kept, TODAY)
    assert isinstance(book.cases, Stored)
    assert views
    for slug, view in views.items():
        summary, figure = book.cases.face(slug)
        assert (view.summary, view.figure) == (summary, figure) == face(book.cases[slug], book.vocabularies)


def test_of_a_case_that_is_not_shown_no_field_is_given(root: Path) -> None:
    kept = store(root)
    take_in(inputs.Look(root), kept, TODAY, here)
    book, _ = casebook(root, kept, TODAY)
    assert isinstance(book.cases, Stored)
    assert book.drafts
    for slug in book.drafts:
        with pytest.raises(KeyError):
            book.cases.field(slug, "title")
        with pytest.raises(KeyError):
            book.cases.face(slug)


def test_a_file_is_told_by_itself_as_it_is_told_among_all(tmp_path: Path) -> None:
    cases = tmp_path / "cases"
    for name in (
        "hue-s.yaml",
        "so-hop.yaml",
        "media/hue-s/quay.jpg",
        "media/hue-s/bieu-mau/don.pdf",
        "media/cua-ai/quay.jpg",
        "media/so-hop.jpg",
        b"media/hue-s/anh\xff.jpg".decode("utf-8", "surrogateescape"),
        "lac/x.yaml",
    ):
        (cases / name).parent.mkdir(parents=True, exist_ok=True)
        (cases / name).write_text("x", "utf-8")
    told = inputs.stamps(tmp_path)
    assert [told[name] for name in ("hue-s.yaml", "so-hop.yaml")] == [inputs.stamp(tmp_path, name) for name in ("hue-s.yaml", "so-hop.yaml")]
    assert told["hue-s.yaml"].encode(), "it can be kept as text, whatever bytes a name has"
    (cases / "media/hue-s/bieu-mau/don.pdf").write_text("khác", "utf-8")
    now = inputs.stamps(tmp_path)
    assert {name for name in told if now[name] != told[name]} == {"hue-s.yaml"}
    before = inputs.Look(tmp_path).given()
    (cases / "media/cua-ai/quay.jpg").unlink()
    assert inputs.Look(tmp_path).given() != before, "pictures of no case are told, too: they are a fault"
