"""The two tiers of the index: what is shown at once (title, marks, summary), and the whole text."""

from collections.abc import Iterable

from casebook.search.index import Index
from casebook.search.lexicon import Lexicon

Texts = list[list[str]]
"""What a document says, by weight (`texts.Weight`)."""
SIZES = (5_000, 16_000)
"""Characters in a shard of each tier: they travel as about 2 and 6 KB."""


class Tiers:
    """Both tiers over documents that are added in order."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self.both = Index(lexicon), Index(lexicon)

    def add(self, documents: Iterable[tuple[int, Texts]]) -> None:
        """Enter some hundreds of documents: each step then finds its own tables in the processor's cache (a third of the time)."""
        first, second = self.both
        said = [(number, [self._lexicon.say(*weighed) for weighed in texts]) for number, texts in documents]
        for number, (title, marks, summary, groups, _) in said:
            first.add(number, [title], [marks], loose=[summary, groups])
        for number, (title, marks, summary, groups, body) in said:
            second.add(number, [title, marks, summary], [groups, body])
