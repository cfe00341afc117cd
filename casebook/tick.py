"""How long work tells how far it is."""

from collections.abc import Callable
from typing import TypeAlias

Tick: TypeAlias = Callable[[int, int], object]
"""Is told how much is done, and how much there is in all."""
