"""A page of the site as HTML without MkDocs: what a preview shows and a sheet prints."""

import re

from markdown import Markdown

FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)


def article(page: str) -> str:
    """The HTML that MkDocs makes of a generated page, with its own extensions: mkdocs.yml adds none."""
    return Markdown(extensions=["toc", "tables", "fenced_code"]).convert(FRONT.sub("", page))
