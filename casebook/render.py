"""Jinja, set up so that a template can neither leave a blank nor let text become markup."""

import re
from functools import lru_cache, partial
from json import JSONEncoder
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook import straight
from casebook.compiled import Compiled
from casebook.prose import Prose
from casebook.values import shown, shown_date

TEMPLATES = Path(__file__).parent.parent / "templates"
ANYWHERE = r"\\`*_{}\[\]<>|~^=&\"'!"
LINE_START = r"\s*(?:[#+\-:]|\d+[.)])"
ACTIVE = re.compile(rf"[{ANYWHERE}]|^{LINE_START}", re.MULTILINE)
MAY_ACT = re.compile(rf"[{ANYWHERE}\n]")
"""Without it, and beginning with a letter, a text has nothing active: found in a third of the time."""

JOINED = re.compile(r"(?<!\S)((?=\S{3,16}(?!\S))\S*\w[-–]\w\S*)")
"""A short word with a dash inside, between spaces: lines break after dashes."""

_json = JSONEncoder(ensure_ascii=False).encode


def plain(value: Any) -> Markup:
    """What an editor typed, with every character that Markdown or HTML acts on as an entity.

    Entities and not backslashes: Python-Markdown extensions ignore many backslashes.
    """
    if type(value) is str:
        return _inactive(value)
    if isinstance(value, Markup):
        return value
    return Markup(value.html) if isinstance(value, Prose) else _inactive(str(value))


@lru_cache(maxsize=8192)
def _inactive(text: str) -> Markup:
    # Four of five that a page shows stand on it or on others too: labels, dates, names, the way to the root.
    # Not Markup(text), which first asks whether the text knows its own HTML.
    return str.__new__(Markup, ACTIVE.sub(_entities, text) if MAY_ACT.search(text) or not text[:1].isalpha() else text)


def _entities(match: re.Match[str]) -> str:
    return "".join(character if character.isalnum() or character.isspace() else f"&#{ord(character)};" for character in match[0])


@lru_cache(maxsize=1024)
def unbroken(text: str) -> Markup:
    """A title whose years and names hold together at the end of a line: “2009–2012”, “Hue-S”. The text itself stays as typed, for search and copying."""
    if "-" not in text and "–" not in text:
        return plain(text)
    parts = JOINED.split(text)
    return Markup("".join(f'<span class="nb">{plain(part)}</span>' if place % 2 else plain(part) for place, part in enumerate(parts)))


def front(value: Any) -> Markup:
    """A value for YAML front matter: JSON is YAML, and `<` is left to the page's own escaping."""
    return Markup(_json(value))


def upper(text: str) -> str:
    """The text with a capital first letter, as at the start of a line."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """The text with a small first letter, as inside a sentence; abbreviations stay."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def environment() -> Environment:
    """A Jinja environment whose output is escaped by type; a missing name is an error."""
    jinja = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        finalize=plain,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        bytecode_cache=Compiled(Path(__file__), Path(straight.__file__)),
    )
    jinja.code_generator_class = straight.Compiler
    jinja.straight = straight.straight  # type: ignore[attr-defined]  # for what `Compiler` writes
    jinja.filters |= {"date": shown_date, "figure": shown, "front": front, "unbroken": unbroken, "upper_first": upper, "lower_first": lower}
    return jinja


def bare(value: Any) -> str:
    """What an editor typed, for plain text: nothing there is markup, so nothing is escaped."""
    return value.plain if isinstance(value, Prose) else str(value)


FRAGMENTS = 2000
"""A card is drawn once for the pages of a sector that stand side by side; a kilobyte each."""

CONSTANT = ("gap", "start", "end", "no_address", "full_version")
"""Macros that are given the same few texts on every page, and give the same. Kept by type as well: a text is not the markup that reads like it."""

_jinja = environment()
_text = _jinja.overlay(autoescape=False, finalize=bare, bytecode_cache=None)


class Renderer:
    """Renders templates with values that every one of them may use, and with the macros of parts.j2; the last fragments are kept, not drawn twice."""

    def __init__(self, **values: Any) -> None:
        self._values = values
        # Found once: Jinja would look at its file each time.
        self._template = lru_cache(maxsize=None)(_jinja.get_template)
        self._fragments: dict[tuple[str, ...], Markup] = {}
        self._common: dict[str, dict[str, Any]] = {}

    def page(self, template: str, path: str, **values: Any) -> str:
        """The text of one page; `path` is its address under the site (“mo-hinh/x/”), for relative links."""
        root = "../" * path.count("/") or "./"
        return self._template(template).render(self._at(root), **values, path=path)

    def _at(self, root: str) -> dict[str, Any]:
        """What pages at this depth have in common: to import the macros anew would make each of them again for each page."""
        if root not in self._common:
            values = self._values | {"root": root, "fragment": partial(self.fragment, root)}
            macros = _jinja.get_template("parts.j2").make_module(values).__dict__
            self._common[root] = values | macros | {name: lru_cache(maxsize=64, typed=True)(macros[name]) for name in CONSTANT}
        return self._common[root]

    def text(self, template: str, **values: Any) -> str:
        """A text without markup: read aloud, pasted, or sent as plain mail. `template` is a .txt, or a text would become markup."""
        return _text.get_template(template).render(self._values | values)

    def fragment(self, root: str, macro: str, *arguments: Any, key: str) -> Markup:
        """What a macro of parts.j2 gives for `key` on pages at this depth."""
        found = self._fragments.get((root, macro, key))
        if found is None:
            found = self._fragments[root, macro, key] = self._at(root)[macro](*arguments)
            # The oldest goes: all of them would be the pages of all cases once more.
            if len(self._fragments) > FRAGMENTS:
                del self._fragments[next(iter(self._fragments))]
        return found
