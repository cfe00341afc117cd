"""The fit finder: its page, one column of every case for each rule, and the words of the cases in groups."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Any

from casebook.entries import Place, Rung, Sector
from casebook.fit_rule import FitRule
from casebook.fold import order
from casebook.model import Case
from casebook.outputs.context import renderer, slug_of
from casebook.outputs.later import Content, Later, of_traits, sha256
from casebook.parts import cut
from casebook.places import is_present
from casebook.records import Fit, Statement
from casebook.script import compact, put, put_text
from casebook.shape import record_types, terms
from casebook.site import Site
from casebook.view import MARKS, View

FOLDER = "phu-hop/"
GROUP = 32
"""Cases whose words come in one file: a reader looks at ten or twenty of thousands."""


def files(site: Site) -> Iterator[tuple[str, Content]]:
    rules = site.book.vocabularies.typed("fit_rule", FitRule)
    questions = [(rule, Case.model_fields[rule.field].title, tuple(answers(rule, site))) for rule in rules.values()]
    groups = [(name, tuple(group)) for name, group in groupby(questions, lambda question: question[0].group)]
    yield f"{FOLDER}index.md", of_traits(site, partial(renderer(site).page, "fit.md", FOLDER, groups=groups))
    names = []
    for views in cut(site.numbered, GROUP):
        words = Later([view.digest for view in views], cache(partial(_words, views, rules, site)))
        # Named by what it says: a browser may keep it for ever.
        names.append(sha256(site, FOLDER, words)[:12])
        yield (path := f"{FOLDER}{names[-1]}.js"), Later(words.on, partial(_put, path, words))
    yield (path := f"{FOLDER}bang.js"), Later([site.traits, names], lambda: put(path, table(rules, site) | {"groups": names}))


def _words(views: Sequence[View], rules: Mapping[str, FitRule], site: Site) -> str:
    return compact([details(view, rules, site) for view in views])


def _put(path: str, words: Later) -> str:
    return put_text(path, str(words.make()))


def compared(rule: FitRule) -> str:
    """The vocabulary of the field that a rule looks at; the model knows it."""
    return _vocabulary(rule.field)


@cache
def _vocabulary(name: str) -> str:
    field = Case.model_fields[name]
    record = next(record_types(field.annotation), None)
    return next(terms(record.model_fields["value"] if record else field))


def answers(rule: FitRule, site: Site) -> Iterator[tuple[str, str]]:
    """(value in the address, words) of what a place of today can answer, in the vocabulary's order; places by name."""
    entries = site.book.vocabularies[compared(rule)]
    if rule.field == "places":
        here = [(slug, place.short) for slug, place in site.places.items() if is_present(place)]
        yield from sorted(here, key=lambda place: order(place[1]))
        return
    for code, entry in entries.items():
        if not _ended(entry, site):
            yield slug_of(code), rule.answers.get(code, entry.label)


def _ended(entry: object, site: Site) -> bool:
    return "" < getattr(entry, "valid_to", "") < site.updated


def table(rules: Mapping[str, FitRule], site: Site) -> dict[str, Any]:
    """What ranking needs. A column holds a cell a case, in the order of `Site.numbered`: term numbers joined by “.”, "" when not known."""
    return {
        "group": GROUP,
        "rules": [_rule(name, rule, site) for name, rule in rules.items()],
        "evidence": ",".join(str(view.evidence) for view in site.numbered),
        "spread": ",".join(str(view.copies) for view in site.numbered),
    }


def _rule(name: str, rule: FitRule, site: Site) -> dict[str, Any]:
    entries, held = site.book.vocabularies[compared(rule)], holding(rule, site)
    number = {code: str(index) for index, code in enumerate(entries)}
    cell = cache(lambda own: ".".join(map(number.__getitem__, own)))
    return {
        "name": name,
        **rule.model_dump(include={"key", "compare", "gain", "loss", "hard", "fits", "misfits", "unknown", "ended", "everywhere"}),
        "codes": [slug_of(code) for code in entries],
        "labels": [entry.short if isinstance(entry, Place) else entry.label for entry in entries.values()],
        "whole": [index for index, entry in enumerate(entries.values()) if isinstance(entry, Place) and entry.nationwide],
        "past": [index for index, entry in enumerate(entries.values()) if _ended(entry, site)],
        "column": ",".join(cell(tuple(held(view))) for view in site.numbered),
    }


def holding(rule: FitRule, site: Site) -> Callable[[View], Iterable[str]]:
    """Tells the codes that a case holds where the rule looks; none when its sources do not say."""
    if rule.field == "places":
        return lambda view: dict.fromkeys((*view.present, *(place for _, place, _, spread in view.adopted if spread and place)))
    vocabulary = compared(rule)
    codes = MARKS.get(vocabulary) or (lambda view: [code for name, code in view.wants if name == vocabulary])
    # What belongs to “Du lịch” belongs to the wider “Văn hóa, Thể thao, Du lịch” as well.
    entries = site.book.vocabularies[vocabulary].items()
    wider = {code: entry.broader for code, entry in entries if isinstance(entry, Sector) and entry.broader}
    told = cache(lambda own: dict.fromkeys((*own, *(wider[code] for code in own if code in wider))))
    return lambda view: told(tuple(codes(view)))


def details(view: View, rules: Mapping[str, FitRule], site: Site) -> dict[str, Any]:
    """The words of one case, plain text; `reasons` are those of the editors, by rule."""
    labels, conditions = site.book.vocabularies, view.field("conditions")
    fits = {name: view.field(rule.field) for name, rule in rules.items()}
    return {
        "slug": view.slug,
        "title": view.title,
        "where": f"{labels['sector'][view.main_sector].label} · {view.where}",
        "summary": view.summary,
        "stage": labels.typed("rung", Rung)[view.stage].reached,
        "criteria": len(view.met),
        "needed": _statements(conditions.needed),
        "unsuitable": _statements(conditions.unsuitable),
        "reasons": {name: fit.reason for name, fit in fits.items() if isinstance(fit, Fit) and fit.by == "bien_tap"},
    }


def _statements(items: tuple[Statement, ...]) -> list[tuple[str, bool]]:
    """(text, whether it is the editors' own judgement)."""
    return [(item.text, item.by == "bien_tap") for item in items]
