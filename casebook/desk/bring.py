"""A file that somebody sent, as cases: read by its kind, or refused with what to do instead."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace
from pathlib import Path

from casebook.book import Casebook
from casebook.desk import plain_in, sheet_in, word_in
from casebook.desk.adopted import joined
from casebook.desk.box import Terms
from casebook.desk.brought import Reading, unread

READERS: Mapping[str, Callable[[Path, Terms, Collection[str]], Reading]] = {
    ".xlsx": sheet_in.read,
    ".docx": word_in.read,
    ".yaml": plain_in.read_yaml,
    ".yml": plain_in.read_yaml,
    ".json": plain_in.read_json,
}
INSTEAD = {".xls": ".xlsx", ".xlsm": ".xlsx", ".xlsb": ".xlsx", ".ods": ".xlsx", ".csv": ".xlsx", ".doc": ".docx", ".docm": ".docx", ".odt": ".docx"}


def read(file: Path, book: Casebook) -> Reading:
    """The cases of one file, by its kind."""
    suffix = file.suffix.lower()
    if not file.is_file():
        return unread(str(file), "không có tệp này")
    if suffix not in READERS:
        instead = f"; mở ra, chọn “Lưu thành”, dạng {INSTEAD[suffix]}, rồi nhập tệp mới" if suffix in INSTEAD else ""
        return unread(file.name, f"không nhập được tệp {suffix or 'không đuôi'}; chỉ nhận .xlsx, .docx, .yaml, .json{instead}")
    known = {*book.sources, *book.faulty}
    reading = READERS[suffix](file, Terms(book.vocabularies), known)
    return replace(reading, cases=tuple(joined(case, book) if case.adds else case for case in reading.cases))
