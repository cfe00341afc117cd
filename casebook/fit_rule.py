"""What the vocabulary of the fit finder says of a question."""

from collections.abc import Mapping
from typing import Annotated

from casebook.entry import Entry, Flag, one_of


class FitRule(Entry):
    """A question of the fit finder (`label`), and how its answer is compared with a field of a case.

    `key` names it in the address. `gain` is added to a model's sum where it fits, `loss` taken off where it does not;
    a difference without a loss is a remark, not a misfit. `answers` words a term as an answer where its label would not do.
    `everywhere` is said where the model's term is the whole country, which holds any answer.
    In the sentences {mine} and {theirs} stand for the terms: as they are inside “ ”, with a small first letter elsewhere.
    """

    key: str
    group: str
    field: Annotated[str, one_of("sectors", "bottleneck", "level", "terrain", "scale", "places", "budget_band", "digital_need")]
    compare: Annotated[str, one_of("shared", "near", "at_most", "already")]
    gain: int = 0
    loss: int = 0
    hard: Flag = False
    hint: str = ""
    answers: Mapping[str, str] = {}
    fits: str
    misfits: str = ""
    unknown: str = ""
    ended: str = ""
    everywhere: str = ""
