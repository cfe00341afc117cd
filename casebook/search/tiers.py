"""The two tiers of the index: what is shown at once (title, marks, summary), and the whole text."""

from collections.abc import Sequence

import numpy as np

from casebook.search.index import APART, HIGH, LOW, OUT, Index
from casebook.search.lexicon import Lexicon
from casebook.search.state import Texts

PLACES = np.array([[HIGH, LOW, APART, APART, OUT], [HIGH, HIGH, HIGH, LOW, LOW]])
"""How each tier takes the texts of each weight."""


class Tiers:
    """Both tiers over documents that are added in order, until they are closed."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.both = Index(lexicon), Index(lexicon)

    def add(self, documents: Sequence[tuple[int, Texts]]) -> None:
        """Enter some hundreds of documents at once."""
        if not documents:
            return
        numbers = np.repeat([number for number, _ in documents], PLACES.shape[1])
        said = self._lexicon.say([part for _, texts in documents for part in texts])
        for index, places in zip(self.both, PLACES, strict=True):
            index.add(said, numbers, np.tile(places, len(documents)))

    def close(self) -> None:
        for index in self.both:
            index.close()
