"""What somebody meant who wrote a name that there is not."""

from collections.abc import Iterable
from difflib import get_close_matches

MOST = 80
"""Letters that are compared: a whole page in the place of a name would take minutes."""


def nearest(text: str, known: Iterable[str]) -> str | None:
    """The known name that is most like it, if any is."""
    return next(iter(get_close_matches(text[:MOST], list(known), n=1)), None)


def asked(near: str | None) -> str:
    """The end of a message that asks for it; nothing where nothing is like it."""
    return f"; có phải “{near}”?" if near else ""
