"""The editor's own page with the list, and what it is made of: answered before anything is loaded that knows what a case is."""

from collections.abc import Callable, Mapping
from pathlib import Path

import yaml
from jinja2 import Environment, FileSystemLoader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from casebook.blanks.made_of import FORM, FORM_STYLE, joined
from casebook.desk.listing import Listing
from casebook.script import compact

HERE = Path(__file__).parent
SITE = HERE.parent.parent / "overrides" / "assets"
LABELLED = ("case_status", "change_kind", "withdrawal_reason")
"""Vocabularies that the page itself needs."""

SCRIPTS = (*FORM, *(HERE / "assets" / f"{name}.js" for name in ("noi", "danh-sach", "xung-dot", "soan", "buoc")))
STYLES = (SITE / "site.css", FORM_STYLE, HERE / "assets" / "desk.css")
"""Each kind travels as one file: the editor opens with three answers instead of sixteen."""

JINJA = Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def front(root: Path, listing: Listing) -> Starlette:
    """Answers for the page and its parts."""
    return Starlette(
        routes=[
            Route("/", _page(root, listing)),
            Route("/assets/trinh-soan.js", _file(joined(SCRIPTS), "text/javascript")),
            # Where the site's own style is, for the fonts that it names.
            Route("/assets/site/trinh-soan.css", _file(joined(STYLES), "text/css")),
            Mount("/assets/site", StaticFiles(directory=SITE)),
        ],
        exception_handlers={404: absent},
    )


def _page(root: Path, listing: Listing) -> Callable[[Request], Response]:
    """The page comes with the list: it is drawn without another question."""
    labels = {name: list(_labels(root / "vocab" / f"{name}.yaml").items()) for name in LABELLED}
    before, after = JINJA.get_template("editor.html").render(labels, listed="\0").split("\0")
    return lambda _: HTMLResponse(f"{before}{compact(listing.told())}{after}")


def _labels(vocabulary: Path) -> Mapping[str, str]:
    """Code → label; nothing of a file that is not as it should be: who loads the vocabularies says what is wrong."""
    try:
        entries = yaml.load(vocabulary.read_text("utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506 - strings only, as in casebook.source
        return {code: str(entry["label"]) for code, entry in entries.items()}
    except (OSError, UnicodeDecodeError, yaml.YAMLError, AttributeError, KeyError, TypeError):
        return {}


def _file(text: str, kind: str) -> Callable[[Request], Response]:
    return lambda _: Response(text, media_type=kind)


def absent(request: Request, error: Exception) -> Response:
    return PlainTextResponse("Không có trang này.", 404)
