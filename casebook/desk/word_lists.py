"""The lists that Word makes: which of them count, and the sign with which a case writes each item."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence

from lxml import etree

from casebook.desk.archive import Archive, local

BULLET = "- "


def counting(archive: Archive, main: str) -> frozenset[str]:
    """The lists of a document whose items are numbered 1, 2, 3."""
    part = next((name for kind, name in archive.targets(main).values() if kind == "numbering"), "")
    kinds, lists = set[str](), set[str]()
    # What a list looks like stands before the lists.
    for one in archive.elements(part, "abstractNum", "num"):
        if local(one) == "num":
            lists |= {_value(one, "numId")} if _inner(one, "abstractNumId") in kinds else set()
        elif next((_inner(level, "numFmt") for level in one if local(level) == "lvl"), "") == "decimal":
            kinds.add(_value(one, "abstractNumId"))
    return frozenset(lists)


def signs(paragraphs: Sequence[etree._Element], counting: Container[str]) -> Iterator[str]:
    """What stands before each paragraph of a box: “- ”, “2. ”, or nothing."""
    counts = Counter[str]()
    for paragraph in paragraphs:
        settings = next((one for one in paragraph.iter() if local(one) == "numPr"), None)
        if settings is None or not "".join(paragraph.itertext()).strip():
            yield ""
        elif (number := _inner(settings, "numId")) in counting and _inner(settings, "ilvl") in ("", "0"):
            counts[number] += 1
            yield f"{counts[number]}. "
        else:
            yield BULLET


def _inner(element: etree._Element, name: str) -> str:
    return next((_value(one, "val") for one in element if local(one) == name), "")


def _value(element: etree._Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), "")
