"""How a result reads: a value with its unit, the one figure of a card, a sentence."""

from casebook.entries import Baseline
from casebook.path import Result
from casebook.render import lower
from casebook.values import Figure, is_number, shown, shown_date
from casebook.vocabulary import Vocabularies

OWN = "thi_diem"
"""The scope of what the pilot itself brought."""


def measured(value: Figure | None, unit: str = "") -> str:
    """“3 ngày”, “85%”; the unit is not said twice where the source's words hold it."""
    text = shown(value if value is not None else "")
    return text if not unit or unit in text else text + ("" if unit.startswith("%") else " ") + unit


def when(result: Result) -> str:
    """“2014–2023”, or the one date that is known."""
    return "–".join(shown_date(date) for date in (result.before_date, result.after_date) if date)


def change(result: Result) -> str:
    """“từ 10 thành 3 ngày”; “122/143 xã”; “trước khi làm 40%”."""
    if result.after is None:
        return ("" if "trước khi" in result.name else "trước khi làm ") + measured(result.before, result.unit)
    if result.before is None:
        total = f"/{shown(result.total)}" if result.total is not None else ""
        return measured(shown(result.after) + total, result.unit)
    alike = is_number(result.before) and is_number(result.after)
    return f"từ {measured(result.before, '' if alike else result.unit)} thành {measured(result.after, result.unit)}"


def scope(result: Result, vocabularies: Vocabularies) -> str:
    """Of what it is the result, where that is not the pilot itself; as inside a sentence."""
    return lower(vocabularies["result_scope"][result.scope].label) if result.scope != OWN else ""


def baseline(result: Result, vocabularies: Vocabularies) -> str:
    """What the value before is, where nobody measured it; as inside a sentence."""
    measured = vocabularies.typed("baseline", Baseline)[result.baseline].measured
    return "" if measured or result.before is None else f"số trước là {lower(vocabularies['baseline'][result.baseline].label)}"


def asides(result: Result, vocabularies: Vocabularies) -> tuple[str, ...]:
    """What must be said wherever both of its values are."""
    return tuple(filter(None, (scope(result, vocabularies), baseline(result, vocabularies))))


def remarks(result: Result, vocabularies: Vocabularies) -> tuple[str, ...]:
    """What stands in brackets behind its values: when, and what must be read with them."""
    return tuple(filter(None, (when(result), *asides(result, vocabularies), lower(result.note))))


def lead(result: Result, vocabularies: Vocabularies) -> dict[str, str]:
    """The figure of a card; `before` only beside another number, `after` the words of the source where it gives no number."""
    value = result.before if result.after is None else result.after
    shown_before = result.after is not None and result.before is not None and is_number(result.before) and is_number(value)
    said = asides(result, vocabularies) if shown_before else filter(None, (scope(result, vocabularies),))
    early = "Trước khi làm: " if result.after is None and "trước khi" not in result.name.lower() else ""
    date = f", {when(result)}" if when(result) else ""
    return {
        "before": shown(result.before) if shown_before and result.before is not None else "",
        "after": shown(value if value is not None else ""),
        "unit": "" if result.unit in str(value) else result.unit,
        "caption": "; ".join((early + result.name + date, *said)),
        "kind": "number" if is_number(value) else "words",
    }
