"""A day on the command line, written as people write it."""

from casebook.desk.archive import Refused
from casebook.desk.dates import written
from casebook.refusal import Refusal


def day(option: str, text: str) -> str:
    """The date that was given for this option, made the one way in which a case keeps it. Raises Refusal where it can be read in two ways."""
    try:
        return written(text)
    except Refused as reason:
        raise Refusal(f"{option}: {reason}") from None
