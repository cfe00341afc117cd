"""Cases as files for others: a workbook of many, or a Word form, a YAML or a JSON file of each."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from casebook.book import Casebook
from casebook.desk.text import canonical
from casebook.refusal import Refusal
from casebook.tick import Tick, telling, unheard
from casebook.vocabulary import Vocabularies

Cases = Mapping[str, Mapping[str, Any]]


def _workbook(vocabularies: Vocabularies, cases: Cases, tick: Tick = unheard) -> bytes:
    from casebook.blanks import sheet  # noqa: PLC0415 (as in outputs/blanks.py)

    try:
        return sheet.write(vocabularies, cases, tick)
    except sheet.TooLong as reason:
        raise Refusal(str(reason)) from None


def _json(vocabularies: Vocabularies, cases: Cases) -> bytes:
    held = next(iter(cases.values())) if len(cases) == 1 else cases
    return (json.dumps(held, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _word(vocabularies: Vocabularies, cases: Cases) -> bytes:
    from casebook.blanks import word  # noqa: PLC0415 (as in outputs/blanks.py)

    ((slug, data),) = cases.items()
    return word.write(vocabularies, slug, data)


def _yaml(vocabularies: Vocabularies, cases: Cases) -> bytes:
    (data,) = cases.values()
    return canonical(data).encode("utf-8")


WRITERS: Mapping[str, Callable[[Vocabularies, Cases], bytes]] = {".xlsx": _workbook, ".docx": _word, ".yaml": _yaml, ".json": _json}
SINGLE = (".docx", ".yaml")
"""The kinds that hold one case."""


def files(book: Casebook, slugs: Sequence[str], target: Path, kind: str, tick: Tick = unheard) -> Iterator[tuple[Path, bytes]]:
    """The files to write: `target` itself, or in the folder `target` one of `kind` for each case; no slugs are all.

    Raises Refusal for a case that is not there, and for a file that cannot hold what was asked for.
    """
    cases = {slug: _data(book, slug) for slug in slugs or sorted(book.sources.keys() - book.tombstones.keys())}
    suffix = target.suffix.lower()
    if not suffix:
        for slug, data in telling(list(cases.items()), tick):
            yield target / f"{slug}.{kind}", WRITERS[f".{kind}"](book.vocabularies, {slug: data})
        return
    if suffix not in WRITERS:
        raise Refusal(f"không xuất được tệp {suffix}; chọn .xlsx, .docx, .yaml hoặc .json")
    if suffix in SINGLE and len(cases) != 1:
        raise Refusal(f"một tệp {suffix} chỉ chứa một hồ sơ; ghi --to một thư mục kèm --as {suffix[1:]}, hoặc xuất .xlsx")
    yield target, _workbook(book.vocabularies, cases, tick) if suffix == ".xlsx" else WRITERS[suffix](book.vocabularies, cases)


def _data(book: Casebook, slug: str) -> Mapping[str, Any]:
    if slug in book.tombstones:
        raise Refusal(f"{slug}: hồ sơ đã rút, không còn gì để xuất")
    if slug not in book.sources:
        raise Refusal(f"{slug}: không có hồ sơ này" if slug not in book.faulty else f"{slug}: hồ sơ còn lỗi; chạy python build_cases.py check")
    data: Mapping[str, Any] = book.sources[slug].data
    return data
