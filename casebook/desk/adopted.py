"""A report that a place took a model up: one more entry in the case, with its sources, and nothing else."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import count

from casebook.book import Casebook
from casebook.desk.brought import Brought, Data
from casebook.source import Loc

ADDED = ("adoptions", "sources")


def joined(case: Brought, book: Casebook) -> Brought:
    """The report as what it makes of its case: what is there stays, what is new stands after it."""
    if case.slug not in book.cases and case.slug not in book.drafts:
        case.problems.append(case.problem((), f"không có hồ sơ “{case.slug}” để ghi thêm; ô “Mã hồ sơ” phải là mã của một hồ sơ đang có"))
        return case
    case.problems += [case.problem((name,), "phiếu báo đã áp dụng không sửa chỗ này; dùng biểu mẫu hồ sơ") for name in case.data if name not in ADDED]
    old = book.sources[case.slug].data
    entries, sources = list(old.get("adoptions", [])), list(old["sources"])
    names, places = _cited(case.data.get("sources", []), sources)
    where = {_moved(loc, len(entries), places): place for loc, place in case.where.items()}
    for index, entry in enumerate(case.data.get("adoptions", [])):
        cited = entry.get("sources", [])
        if lost := [name for name in cited if name not in names]:
            case.problems.append(case.problem(("adoptions", index, "sources"), f"dẫn “{lost[0]}” mà phần “Nguồn” của phiếu không có mã này"))
        new = {**entry, "sources": [names.get(name, name) for name in cited]}
        # Who sends the same report twice is heard once.
        entries += [] if new in entries else [new]
    return replace(case, data={"adoptions": entries, "sources": sources}, where=where, asked=frozenset((name,) for name in ADDED))


def _cited(reported: Sequence[Data], sources: list[Data]) -> tuple[dict[str, str], dict[int, int]]:
    """Reported sources put among those of the case, unless their address is there; their names there, and their places."""
    names: dict[str, str] = {}
    places: dict[int, int] = {}
    for index, source in enumerate(reported):
        same = next((one for one in sources if one.get("url") == source.get("url", "")), None)
        if same is None:
            taken = {one["id"] for one in sources}
            same = {**source, "id": next(name for number in count(1) if (name := f"s{number}") not in taken)}
            sources.append(same)
        names[source.get("id", "")] = same["id"]
        places[index] = sources.index(same)
    return names, places


def _moved(loc: Loc, known: int, places: Mapping[int, int]) -> Loc:
    """Where a value of the report stands in the case."""
    match loc:
        case ("adoptions", int(index), *rest):
            return ("adoptions", known + index, *rest)
        case ("sources", int(index), *rest):
            return ("sources", places[index], *rest)
    return loc
