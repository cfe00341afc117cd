"""book: the yearbook, as a PDF to print."""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

from casebook.check import read
from casebook.commands.door import READING, Door
from casebook.entry import Entry
from casebook.near import asked, nearest
from casebook.outputs import yearbook
from casebook.outputs.context import slug_of
from casebook.outputs.yearbook import Choice
from casebook.refusal import Refusal
from casebook.site import Site

PACE = 0.04
"""Seconds that a case takes to be read and set, measured with 500 of them."""


def run(options: argparse.Namespace, door: Door) -> int:
    """Write a yearbook; what had that name is replaced, for it was made the same way."""
    book, problems = read(door.root, tick=door.ticking(READING))
    door.report(problems, "; chưa làm kỷ yếu")
    if problems:
        return 1
    site = Site(book, door.address())
    choice = _choice(options, site)
    count = len(choice.of(site))
    if count > yearbook.MOST:
        raise Refusal(f"{count} hồ sơ quá dày cho một quyển (nhiều nhất {yearbook.MOST}); chọn bớt: --year NĂM, --sector LĨNH_VỰC hoặc --place NƠI")
    if (seconds := count * PACE) > 2:
        door.say(f"Đọc rồi dàn trang {count} hồ sơ, tất cả khoảng {seconds:.0f} giây.")
    target = options.to or Path(f"{choice.name}.pdf")
    content = yearbook.made(site, choice, door.ticking("Đã đọc"))
    try:
        target.write_bytes(content)
    except OSError as fault:
        raise Refusal(f"Không ghi được {target}: {fault.strerror}.") from None
    door.say(f"{target}: kỷ yếu {count} mô hình, {len(content) // 1024} KB.")
    return 0


def _choice(options: argparse.Namespace, site: Site) -> Choice:
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
    near = nearest(name.lower(), codes)
    raise Refusal(f"--{vocabulary} “{name}” không có trong vocab/{vocabulary}.yaml{asked(near and codes[near])}")
