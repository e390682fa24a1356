"""Echo book: all echoes of a ledger in memory, as numbers, to be looked up by article."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Iterator

import numpy as np

from saidby.ledger.echoes import Echo, EchoKind

_KINDS: tuple[EchoKind, ...] = ("copy", "wire", "quote")


class EchoBook:
    """18 bytes an echo, and the names of the articles that have any."""

    def __init__(self, echoes: Iterable[Echo] = ()) -> None:
        self._numbers: dict[str, int] = {}
        self._ends = array("I")
        self._shares = array("d")
        self._kinds = array("b")
        for echo in echoes:
            self._ends.append(self._numbers.setdefault(echo.source, len(self._numbers)))
            self._ends.append(self._numbers.setdefault(echo.target, len(self._numbers)))
            self._shares.append(echo.share)
            self._kinds.append(_KINDS.index(echo.kind) * 2 + echo.directed)
        self._names = list(self._numbers)
        ends = np.frombuffer(self._ends, np.uint32) if self._ends else np.empty(0, np.uint32)
        self._order = np.argsort(ends, kind="stable").astype(np.uint32)
        self._starts = np.r_[0, np.cumsum(np.bincount(ends, minlength=len(self._names)))]

    def __len__(self) -> int:
        return len(self._shares)

    def __iter__(self) -> Iterator[Echo]:
        return map(self._echo, range(len(self)))

    def among(self, articles: Collection[str]) -> list[Echo]:
        """Those between two of these articles, by source, target and kind."""
        numbers = {self._numbers[article] for article in articles if article in self._numbers}
        found: set[int] = set()
        for number in numbers:
            for place in self._order[self._starts[number] : self._starts[number + 1]].tolist():
                if self._ends[place ^ 1] in numbers:
                    found.add(place // 2)
        return sorted(map(self._echo, found), key=lambda echo: (echo.source, echo.target, echo.kind))

    def _echo(self, place: int) -> Echo:
        source, target = self._ends[2 * place], self._ends[2 * place + 1]
        kind, directed = divmod(self._kinds[place], 2)
        return Echo(
            self._names[source], self._names[target], bool(directed), self._shares[place], _KINDS[kind]
        )
