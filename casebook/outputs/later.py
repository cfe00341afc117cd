"""A file that is made when it is needed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Later:
    """`on` is all that the file depends on beside what every file does (code, templates, vocabularies, settings): the same, then the same bytes."""

    on: Any
    make: Callable[[], str | bytes]


Content: TypeAlias = str | bytes | Later


def made(content: Content) -> str | bytes:
    return content.make() if isinstance(content, Later) else content
