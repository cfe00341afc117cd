"""The form as one file that works anywhere: from a memory stick, from an e-mail, without network or account."""

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from casebook.blanks.made_of import ASSETS, FORM, FORM_STYLE, joined
from casebook.blanks.questions import questions
from casebook.script import compact
from casebook.shrink import shrunk
from casebook.vocabulary import Vocabularies

HERE = Path(__file__).parent
SCRIPTS = (*FORM, *(ASSETS / f"{name}.js" for name in ("xem-nhanh", "yaml", "gui")))
STYLES = (FORM_STYLE, ASSETS / "gui.css")
TOKENS = HERE.parent.parent / "overrides" / "assets" / "site.css"
NOT_THEIRS = ("editorial_note", "status", "approved", "publish_from", "clearance", "changes", "withdrawn", "former_slugs")
"""What is for those who publish to say, not for the office that sends."""

_jinja = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True)


def page(vocabularies: Vocabularies, address: str) -> str:
    """The whole file; `address` is the site's, to say where it came from.

    The site's own pages allow no inline script. This file is downloaded and opened elsewhere, and names by their hash the
    one script, its data and the one style that may stand in it.
    """
    style, script = shrunk({"a.css": _tokens() + joined(STYLES), "a.js": joined(SCRIPTS)}).values()
    asked = compact(questions(vocabularies, NOT_THEIRS))
    return _jinja.get_template("form.html").render(
        policy=f"default-src 'none'; script-src '{_hash(script)}' '{_hash(asked)}'; style-src '{_hash(style)}'; base-uri 'none'; form-action 'none'",
        style=Markup(style),
        script=Markup(script),
        asked=Markup(asked),
        address=address,
    )


def _tokens() -> str:
    # Colours and sizes are those of the site, written once; its fonts stay there.
    text = TOKENS.read_text("utf-8")
    return text[text.index("/* ---------- tokens") : text.index("/* ---------- base")]


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
