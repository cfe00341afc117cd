"""Jinja, set up so that a template can neither leave a blank nor let text become markup."""

import json
import re
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook.prose import Prose
from casebook.values import shown, shown_date

TEMPLATES = Path(__file__).parent.parent / "templates"
ACTIVE = re.compile(r"[\\`*_{}\[\]<>|~^=&\"'!]|^\s*(?:[#+\-:]|\d+[.)])", re.MULTILINE)


def plain(value: Any) -> Markup:
    """What an editor typed, with every character that Markdown or HTML acts on as an entity.

    Entities and not backslashes: Python-Markdown extensions ignore many backslashes.
    """
    if isinstance(value, Markup):
        return value
    if isinstance(value, Prose):
        return Markup(value.html)
    text = str(value)
    return Markup(ACTIVE.sub(_entities, text) if ACTIVE.search(text) else text)


def _entities(match: re.Match[str]) -> str:
    return "".join(character if character.isalnum() or character.isspace() else f"&#{ord(character)};" for character in match[0])


def front(value: Any) -> Markup:
    """A value for YAML front matter: JSON is YAML, and `<` is left to the page's own escaping."""
    return Markup(json.dumps(value, ensure_ascii=False))


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
    )
    jinja.filters |= {"date": shown_date, "figure": shown, "front": front, "upper_first": upper, "lower_first": lower}
    return jinja


def bare(value: Any) -> str:
    """What an editor typed, for plain text: nothing there is markup, so nothing is escaped."""
    return value.plain if isinstance(value, Prose) else str(value)


_jinja = environment()
_text = _jinja.overlay(autoescape=False, finalize=bare)


class Renderer:
    """Renders templates with values that every one of them may use; fragments are kept, not drawn twice."""

    def __init__(self, **values: Any) -> None:
        self._values = values
        self._fragments: dict[tuple[str, ...], Markup] = {}
        self._parts: dict[str, Any] = {}

    def page(self, template: str, path: str, **values: Any) -> str:
        """The text of one page; `path` is its address under the site (“mo-hinh/x/”), for relative links."""
        root = "../" * path.count("/") or "./"
        return _jinja.get_template(template).render(self._values | values, root=root, path=path, fragment=partial(self.fragment, root))

    def text(self, template: str, **values: Any) -> str:
        """A text without markup: read aloud, pasted, or sent as plain mail. `template` is a .txt, or a text would become markup."""
        return _text.get_template(template).render(self._values | values)

    def fragment(self, root: str, macro: str, *arguments: Any, key: str) -> Markup:
        """What a macro of parts.j2 gives for `key` on pages at this depth."""
        found = self._fragments.get((root, macro, key))
        if found is None:
            if root not in self._parts:
                self._parts[root] = _jinja.get_template("parts.j2").make_module(self._values | {"root": root, "fragment": partial(self.fragment, root)})
            found = self._fragments[root, macro, key] = Markup(getattr(self._parts[root], macro)(*arguments))
        return found
