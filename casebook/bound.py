"""The command that binds a yearbook: what it may be asked for."""

import argparse
import difflib
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from casebook.desk.save import Refusal
from casebook.entries import Entry
from casebook.outputs.context import slug_of
from casebook.outputs.yearbook import Choice
from casebook.site import Site

PACE = 0.03
"""Seconds that a case takes to set, measured with 500 of them."""


def add(commands: Any) -> None:
    parser = commands.add_parser("book", help="làm kỷ yếu PDF: toàn bộ, hay theo năm bắt đầu, lĩnh vực, nơi")
    only = parser.add_mutually_exclusive_group()
    only.add_argument("--year", metavar="NĂM", help="chỉ mô hình bắt đầu năm này, như 2025")
    only.add_argument("--sector", metavar="LĨNH_VỰC", help="chỉ lĩnh vực này: mã trong vocab/sector.yaml, như y_te")
    only.add_argument("--place", metavar="NƠI", help="chỉ nơi này, tên cũ hay nay: mã trong vocab/place.yaml, như bac-giang")
    parser.add_argument("--to", type=Path, metavar="TỆP", help="tên tệp; không nói thì là ky-yeu….pdf ở thư mục này")


def choice(options: argparse.Namespace, site: Site) -> Choice:
    """Which cases were asked for. Raises Refusal where a name is unknown or leaves none."""
    chosen = _named(options, site)
    if not chosen.of(site):
        raise Refusal("Không có hồ sơ công bố được nào để làm kỷ yếu như vậy.")
    return chosen


def _named(options: argparse.Namespace, site: Site) -> Choice:
    if options.year is not None:
        if not re.fullmatch(r"\d{4}", options.year, re.ASCII):
            raise Refusal(f"--year “{options.year}” không phải năm; viết bốn chữ số, như 2025")
        return Choice("year", options.year)
    if options.sector is not None:
        return Choice("sector", _term("sector", options.sector, site.book.vocabularies["sector"]))
    if options.place is not None:
        return Choice("place", _term("place", options.place, site.places))
    return Choice()


def _term(vocabulary: str, name: str, terms: Mapping[str, Entry]) -> str:
    """The code that is meant by a code, by its part of an address, or by its label."""
    codes = {word.lower(): code for code, entry in terms.items() for word in (code, slug_of(code), entry.label)}
    if name.lower() in codes:
        return codes[name.lower()]
    near = difflib.get_close_matches(name.lower(), codes, n=1)
    hint = f"; có phải “{codes[near[0]]}”?" if near else ""
    raise Refusal(f"--{vocabulary} “{name}” không có trong vocab/{vocabulary}.yaml{hint}")
