"""What was written in one box, as the value of a case: understood or refused, never guessed."""

import re
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cached_property

from casebook.blanks.cells import spellings, split, term_names
from casebook.desk.archive import Refused
from casebook.desk.cells import Cell
from casebook.desk.dates import written
from casebook.fold import fold
from casebook.form import Blank
from casebook.letters import FORBIDDEN, plain
from casebook.vocabulary import Vocabularies

THOUSANDS = re.compile(r"-?\d{1,3}(?:[ \u00a0\u2009\u202f]\d{3})+(?:,\d+)?")
SPACES = re.compile(r"[ \u00a0\u2007\u2009\u202f]+")
WORDS = {"co": "có", "khong": "không"}
DATES = ("date", "day")
REFUSED = {
    "error": "ô báo lỗi {text}; sửa hoặc xoá ô này",
    "formula": "ô là công thức; chép ô rồi dán “chỉ giá trị” (Paste Values)",
    "moment": "“{text}” có cả giờ; chỉ ghi ngày, như 2024-06-21",
}


class Terms:
    """Every term by the ways in which people write it."""

    def __init__(self, vocabularies: Vocabularies) -> None:
        self._names = term_names(vocabularies)
        self._spellings = {name: spellings(vocabularies, name) for name in vocabularies}

    @cached_property
    def _shown(self) -> Mapping[str, Mapping[str, str]]:
        return {name: {shown.lower(): code for code, shown in terms.items()} for name, terms in self._names.items()}

    @cached_property
    def _folded(self) -> Mapping[str, Mapping[str, set[str]]]:
        found: dict[str, dict[str, set[str]]] = {}
        for name, terms in self._names.items():
            found[name] = defaultdict(set)
            for code, shown in terms.items():
                for form in (shown, shown.removesuffix(f" [{code}]"), code, *self._spellings[name].get(code, ())):
                    found[name][_plain(form)].add(code)
        return found

    def code(self, text: str, vocabulary: str) -> str:
        """The code of a term written by code or name, with or without marks and capitals; unknown words stay as they are.

        Raises Refused where two terms are written alike.
        """
        if text in self._names[vocabulary]:
            return text
        if code := self._shown[vocabulary].get(text.lower()):
            return code
        codes = sorted(self._folded[vocabulary].get(_plain(text), ()))
        if len(codes) > 1:
            names = " hay ".join(f"“{self._names[vocabulary][code]}”" for code in codes)
            raise Refused(f"“{text}” chưa rõ là {names}; ghi đúng một trong các tên này")
        return codes[0] if codes else text


def _plain(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))


def clean(text: str) -> str:
    """A text as a file may hold it: as `casebook.source` reads it, lines ended alike. Raises Refused."""
    text = plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    if bad := FORBIDDEN.search(text):
        raise Refused(f"có ký tự không nhìn thấy U+{ord(bad[0]):04X}; hãy xoá và gõ lại đoạn này")
    return text


def value(cell: Cell, blank: Blank, terms: Terms) -> str | list[str]:
    """What a case keeps for this box; "" or [] for nothing. Raises Refused with the reason."""
    if reason := _unusable(cell, blank):
        raise Refused(reason)
    text = clean(cell.text)
    read = READERS.get(blank.kind, _as_typed)
    if not blank.many:
        return read(text, blank, terms)
    items = split(text)
    if blank.kind == "source":
        # Codes hold neither commas nor spaces, so “s1, s3” says the same.
        items = [code for item in items for code in re.split(r"[,\s]+", item) if code]
    return [read(item, blank, terms) for item in items]


def _unusable(cell: Cell, blank: Blank) -> str:
    if cell.kind in REFUSED:
        return REFUSED[cell.kind].format(text=cell.text)
    if cell.kind == "percent":
        return f"ô định dạng phần trăm; đổi ô sang dạng Văn bản (Text), viết {_percent(cell.text)} và ghi % ở cột đơn vị"
    if cell.kind == "date" and blank.kind not in DATES:
        day = "/".join(reversed(cell.text.split("-")))
        return f"Excel đã hiểu ô này là ngày {day}; đổi ô sang dạng Văn bản (Text) rồi gõ lại điều muốn ghi"
    if cell.kind == "yes_no" and blank.kind != "yes_no":
        return "ô là TRUE/FALSE; gõ lại bằng chữ"
    if cell.kind == "number" and blank.kind == "phone":
        return "Excel đã coi số điện thoại là số và bỏ số 0 ở đầu; đổi ô sang dạng Văn bản (Text) rồi gõ lại"
    return ""


def _percent(text: str) -> str:
    return f"{float(text.replace(',', '.')) * 100:.10g}".replace(".", ",")


def _as_typed(text: str, blank: Blank, terms: Terms) -> str:
    return text


def _term(text: str, blank: Blank, terms: Terms) -> str:
    return terms.code(SPACES.sub(" ", text), blank.vocabulary) if text else ""


def _date(text: str, blank: Blank, terms: Terms) -> str:
    return written(text)


def _figure(text: str, blank: Blank, terms: Terms) -> str:
    return SPACES.sub("", text) if THOUSANDS.fullmatch(text) else text


def _yes_no(text: str, blank: Blank, terms: Terms) -> str:
    return WORDS.get(fold(text), text)


def _code(text: str, blank: Blank, terms: Terms) -> str:
    return SPACES.sub(" ", text).strip()


READERS: Mapping[str, Callable[[str, Blank, Terms], str]] = {
    "term": _term,
    "date": _date,
    "day": _date,
    "figure": _figure,
    "yes_no": _yes_no,
    "source": _code,
    "document": _code,
    "slug": _code,
    "url": _code,
    "email": _code,
    "phone": _code,
}
"""Where a box is read otherwise than as it was typed."""
