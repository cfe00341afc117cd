"""How long work tells how far it is."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias, TypeVar

T = TypeVar("T")

Tick: TypeAlias = Callable[[int, int], object]
"""Is told how much is done, and how much there is in all."""


def unheard(done: int, total: int) -> None:
    """Nobody waits for it."""


def telling(items: Sequence[T], tick: Tick) -> Iterator[T]:
    """Each of them; once it is dealt with, who waits is told."""
    for number, item in enumerate(items, 1):
        yield item
        tick(number, len(items))
