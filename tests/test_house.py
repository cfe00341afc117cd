"""The house keeps its shape: imports go down, every field explains itself, nothing generated is committed."""

import ast
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, create_model

from casebook.entries import ENTRY_TYPES
from casebook.load import load
from casebook.model import Case, Tombstone
from casebook.shape import record_types, vocabularies_used
from tests.golden import made

ROOT = Path(__file__).parent.parent
LAYERS = (
    *(
        "problem",
        "tick",
        "letters",
        "events",
        "source",
        "values",
        "slug",
        "fold",
        "prose",
        "entry",
        "award",
        "fit_rule",
        "entries",
        "passing",
        "inputs",
        "left",
        "alone",
        "refusal",
        "settings",
        "near",
        "vocabulary",
        "fields",
        "shape",
        "records",
        "document",
        "path",
        "evidence",
        "commendation",
        "model",
        "form",
        "messages",
        "amiss",
        "terms",
    ),
    *(
        "ties",
        "book",
        "load",
        "download",
        "media",
        "publishable",
        "beside",
        "check",
        "standing",
        "ladder",
        "merit",
        "public",
        "schedule",
        "places",
        "kept",
        "compiled",
        "straight",
        "render",
        "figures",
        "store",
        "stored",
        "shelf",
        "view",
        "viewed",
        "ledger",
        "documents",
        "kinship",
        "province",
        "site",
        "script",
        "shrink",
    ),
    *(
        "parts",
        "apart",
        "intake",
        "frame",
        "job",
        "memory",
        "picture",
        "card",
        "channels",
        "search",
        "blanks",
        "paper",
        "outputs",
        "publish",
        "by_hand",
        "making",
        "stale",
        "build",
        "ahead",
        "desk",
        "verify",
        "manifest",
        "packed",
        "offline",
        "release",
        "seed",
        "publication",
        "dispatch",
        "commands",
    ),
)
MODULES = sorted((ROOT / "casebook").rglob("*.py"))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_go_down(file: Path) -> None:
    mine = file.relative_to(ROOT / "casebook").parts[0].removesuffix(".py")
    for theirs in _imported(file):
        assert theirs == mine or LAYERS.index(theirs) < LAYERS.index(mine), theirs


def _imported(file: Path) -> Iterator[str]:
    """The modules right under casebook that a file imports, or imports from, in whatever way that is written."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module == "casebook":
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom | ast.Import):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [name.name for name in node.names]
            yield from (name.split(".")[1] for name in names if name.startswith("casebook."))


@pytest.mark.parametrize("way", ["from casebook import site", "import casebook.site", "from casebook.site import Site", "import os, casebook.site as here"])
def test_no_way_to_import_is_overlooked(tmp_path: Path, way: str) -> None:
    (tmp_path / "module.py").write_text(way, "utf-8")
    assert [*_imported(tmp_path / "module.py")] == ["site"]


GUIDE = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("# Cho người viết mã")[2]


def test_the_guide_for_programmers_names_files_that_are_there() -> None:
    # “ten” stands for a name that is to be chosen.
    named = {name for name in re.findall(r"[a-z_/]+\.py\b", GUIDE) if name != "outputs/ten.py"}
    assert [name for name in named if not (ROOT / name).exists() and not any(file.as_posix().endswith(f"/{name}") for file in MODULES)] == []


@pytest.mark.parametrize(("names", "file"), re.findall(r"((?:`[A-Z_]+`(?:, | và | hay )?)+)[^`|]*ở `([a-z/_]+\.py)`", GUIDE))
def test_what_the_guide_says_stands_in_a_file_stands_there(names: str, file: str) -> None:
    (text,) = {module.read_text("utf-8") for module in MODULES if module.as_posix().endswith(f"casebook/{file}" if file != "desk.py" else "commands/desk.py")}
    assert [name for name in re.findall(r"`([A-Z_]+)`", names) if not re.search(rf"^{name}\b.*=", text, re.MULTILINE)] == []


def test_only_the_preview_knows_mkdocs() -> None:
    knowing = {file.relative_to(ROOT).as_posix() for file in MODULES if re.search(r"^ *(?:from|import) mkdocs\b", file.read_text("utf-8"), re.MULTILINE)}
    assert knowing == {"casebook/commands/live.py"}


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_every_module_says_what_it_is_for(file: Path) -> None:
    assert ast.get_docstring(ast.parse(file.read_text("utf-8")))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(ROOT)))
def test_only_the_door_prints_exits_or_swallows(file: Path) -> None:
    text = file.read_text("utf-8")
    # One process tells another whatever went wrong in it.
    carried = file.name == "apart.py"
    assert not re.search(r"\bprint\(|sys\.exit|SystemExit|except Exception|except:", text)
    assert carried or "except BaseException" not in text


def _models() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    waiting: list[type[BaseModel]] = [Case, Tombstone]
    while waiting:
        model = waiting.pop()
        if model not in found:
            found.add(model)
            waiting.extend(inner for field in model.model_fields.values() for inner in record_types(field.annotation))
    return found


@pytest.mark.parametrize("model", sorted(_models() - {Tombstone}, key=str), ids=str)
def test_every_field_has_title_description_and_example(model: type[BaseModel]) -> None:
    for name, field in model.model_fields.items():
        assert field.title, f"{model.__name__}.{name}: title"
        assert field.description, f"{model.__name__}.{name}: description"
        assert field.examples, f"{model.__name__}.{name}: examples"


@pytest.mark.parametrize("model", sorted(_models() - {Tombstone}, key=str), ids=str)
def test_every_example_could_be_typed(model: type[BaseModel]) -> None:
    context = {"vocabularies": load(ROOT)[0].vocabularies, "today": date.today()}
    for name, field in model.model_fields.items():
        value: Any = (field.annotation, field)
        alone = create_model(f"{model.__name__}.{name}", value=value)
        for example in field.examples or ():
            alone.model_validate({"value": example}, context=context)


def test_every_vocabulary_is_a_file() -> None:
    names = {file.stem for file in (ROOT / "vocab").glob("*.yaml")}
    assert vocabularies_used(Case) <= names
    assert set(ENTRY_TYPES) <= names


def test_no_template_switches_the_escaping_off() -> None:
    for file in (file for file in (ROOT / "templates").rglob("*") if file.is_file()):
        assert not re.search(r"\|\s*safe\b|autoescape", file.read_text("utf-8")), file.name


def test_nothing_generated_is_committed() -> None:
    tracked = subprocess.run(["git", "ls-files", "docs"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    # Of the tiny country; ours has the same, and cases of its own.
    generated = {path for path in made() if not path.startswith("mo-hinh/")}
    assert not {path for path in tracked if path.removeprefix("docs/") in generated or path.startswith("docs/mo-hinh/")}


def test_lock_files_hold_hashes_and_no_address() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text("utf-8")
        assert "--hash=sha256:" in text
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text)
    tools = json.loads((ROOT / "tests/tools/package-lock.json").read_text("utf-8"))["packages"]
    for name, package in tools.items():
        assert name == "" or package["integrity"].startswith("sha512-"), name
        assert "resolved" not in package, name
