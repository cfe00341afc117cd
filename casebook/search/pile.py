"""Puts the numbers of an index away in a file, shelf by shelf: of a large one only a shelf at a time stands in memory."""

import os
from collections.abc import Iterator
from tempfile import TemporaryFile

import numpy as np

from casebook.search.lexicon import Numbers, starts


class Pile:
    """Integers of 64 bits, put away in batches, each on a numbered shelf; taken shelf by shelf, in the order of the batches."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 (closed by `close`)
        # Of each batch: its shelves in order; the bytes where each begins, and where the last ends.
        self._batches: list[tuple[Numbers, Numbers]] = []

    def put(self, numbers: Numbers, shelves: Numbers) -> None:
        """Put a batch away; `shelves` says where, number by number."""
        order = np.argsort(shelves, kind="stable")
        sorted_shelves = shelves[order]
        begins = starts(sorted_shelves)
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(numbers[order].tobytes())
        self._batches.append((sorted_shelves[begins], start + np.append(begins, len(order)) * numbers.itemsize))

    def take(self, shelf: int) -> Numbers:
        """All that was put on a shelf."""
        return np.concatenate([*self._runs(shelf), np.empty(0, np.int64)])

    def _runs(self, shelf: int) -> Iterator[Numbers]:
        for shelves, bounds in self._batches:
            place = int(np.searchsorted(shelves, shelf))
            if place < len(shelves) and shelves[place] == shelf:
                start, end = bounds[place : place + 2].tolist()
                self._file.seek(start)
                yield np.frombuffer(self._file.read(end - start), np.int64)

    def close(self) -> None:
        self._file.close()
