"""How a result reads: a value with its unit, the one figure of a card, a sentence."""

from casebook.path import Result
from casebook.render import lower
from casebook.values import Figure, is_number, shown, shown_date
from casebook.vocabulary import Vocabularies


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


def lead(result: Result, vocabularies: Vocabularies) -> dict[str, str]:
    """The figure of a card; `before` only beside another number, `after` the words of the source where it gives no number."""
    value = result.before if result.after is None else result.after
    scope = f"; {lower(vocabularies['result_scope'][result.scope].label)}" if result.scope != "thi_diem" else ""
    early = "Trước khi làm: " if result.after is None and "trước khi" not in result.name.lower() else ""
    date = f", {when(result)}" if when(result) else ""
    return {
        "before": shown(result.before) if result.after is not None and result.before is not None and is_number(result.before) and is_number(value) else "",
        "after": shown(value if value is not None else ""),
        "unit": "" if result.unit in str(value) else result.unit,
        "caption": early + result.name + date + scope,
        "kind": "number" if is_number(value) else "words",
    }
