"""Computing: the incidents of a ledger, from its readings, corrections and judgements.

work = Computing(ledger)
for cluster in work.clusters: work.incident(cluster)
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial

from saidby.data import Reading
from saidby.ledger.decisions import UNDO
from saidby.ledger.doubt_rows import PairDoubt, Side
from saidby.ledger.echo_rows import current
from saidby.ledger.incident import Incident
from saidby.ledger.incidents import Known, Page, incident, rank
from saidby.ledger.owners import of_ledger
from saidby.ledger.portraits import Ref, Sitting, portraits
from saidby.ledger.rows import Stored
from saidby.ledger.shelf import Shelf
from saidby.ledger.store import Ledger
from saidby.ledger.ties import MERGE, OWNERS, PARTY, SPLIT, decided, marked

Tick = Callable[[int], None]
Stamp = tuple[str, int]
"""An article, and the row that last changed what is read of it."""

HELD = 400  # readings in memory at once; those of one incident follow each other


class Computing:
    """All that is needed to make the incidents of a ledger, each when it is asked for.

    `known` gives the sitting that was made before for a stamp, or None; `made` are those that it did not.
    `painted` has sittings that were made in passing. `tick` is told after each other article how many were
    taken in. Of an article its ids and rows are in memory; readings and sittings are fetched when they are
    looked at.
    """

    def __init__(
        self,
        ledger: Ledger,
        *,
        known: Callable[[Stamp], Sitting | None] | None = None,
        painted: Painter | None = None,
        tick: Tick | None = None,
    ) -> None:
        from saidby.ledger.links import linked

        self._ledger = ledger
        self._reading = lru_cache(HELD)(self._read)
        self._heads = {head.article: (head.row, head.article if head.id is None else str(head.id))
                       for head in ledger.heads()}  # fmt: skip
        self._stamps = stamps(ledger)
        self._painted = painted
        self.made: Shelf[tuple[Stamp, Sitting]] = Shelf()
        self._sittings = _Sittings(self._taken_in(known, tick))
        judgements = ledger.judgements(MERGE, SPLIT, PARTY)
        tables = ledger.judgements(OWNERS)
        self._table = tables[-1].row if tables else 0
        tied, parted = decided(judgements, self._sittings)
        self._owners, self._marked = of_ledger(tables), marked(judgements)
        self._echoes = current(ledger)
        found = linked(_Ascending(self._sittings), echoes=self._echoes, tied=tied, parted=parted)
        self.clusters = sorted(found.clusters, key=self._early)
        self._doubtful = found.doubtful

    def incident(self, cluster: Sequence[Ref]) -> Incident:
        """The incident of one of the clusters."""
        articles = {article for article, _ in cluster}
        known = Known(self._echoes.among(articles), (), (), self._owners, self._marked)
        return incident(cluster, {article: self._page(article) for article in articles}, known)

    def _early(self, cluster: Sequence[Ref]) -> tuple[int, Sequence[Ref]]:
        """The order in which clusters have many articles in common with the one before: a reading is then
        fetched once for all of them.
        """
        return min(self._heads[article][0] for article, _ in cluster), cluster

    def all(self) -> list[Incident]:
        """All of them, in the order of lists."""
        return sorted(map(self.incident, self.clusters), key=rank)

    def doubtful(self) -> Iterator[PairDoubt]:
        """Pairs of happenings near the line between one and two, with the sentences that tell of them."""
        for pair in self._doubtful:
            one, other = sorted(map(self._side, (pair.one, pair.other)), key=lambda side: side.row)
            yield PairDoubt(one, other, pair.same, pair.score)

    def articles(self) -> dict[str, str]:
        """The ledger's id of each article by the name that exports give it."""
        return {name: article for article, (_, name) in self._heads.items()}

    def digest(self, cluster: Sequence[Ref]) -> str:
        """The same for a cluster of which nothing changed."""
        articles = {article for article, _ in cluster}
        echoes = sorted(
            (echo.source, echo.target, echo.kind, echo.directed, round(echo.share, 6))
            for echo in self._echoes.among(articles)
        )
        told = [
            cluster,
            [self._stamps[article] for article, _ in cluster],
            echoes,
            repr(self._marked),
            self._table,
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    # ---------------------------------------------------------------------------------- readings

    def _read(self, row: int) -> Reading:
        return self._ledger.reading(row, corrected=True).reading

    def _taken_in(
        self, known: Callable[[Stamp], Sitting | None] | None, tick: Tick | None
    ) -> Iterator[Sitting]:
        count = 0
        for article, (row, _) in self._heads.items():
            stamp = (article, self._stamps[article])
            sitting = painted = self._painted.get(stamp) if self._painted else None
            if sitting is None and known:
                sitting = known(stamp)
            elif sitting is not None:
                self.made.put((stamp, sitting))
            if sitting is None:
                sitting = portraits(self._reading(row), article)
                self.made.put((stamp, sitting))
            yield sitting
            if tick and painted is None:
                count += 1
                tick(count)

    def _page(self, article: str) -> Page:
        row, name = self._heads[article]
        return Page(article, name, row, partial(self._reading, row), self._sittings[article])

    def _side(self, ref: Ref) -> Side:
        article, number = ref
        anchor = self._sittings[article].portraits[number].happening.anchor
        return Side(article, self._heads[article][0], anchor)


class Painter:
    """Makes the sittings of readings that somebody else goes through, for a `Computing` that comes after.

    `tick` is told after each how many were made.
    """

    def __init__(self, ledger: Ledger, *, tick: Tick | None = None) -> None:
        self._stamps = stamps(ledger)
        self._shelf: Shelf[Sitting] = Shelf()
        self._places: dict[str, int] = {}
        self._tick = tick

    def __call__(self, stored: Stored) -> None:
        self._places[stored.article] = self._shelf.put(portraits(stored.reading, stored.article))
        if self._tick:
            self._tick(len(self._places))

    def get(self, stamp: Stamp) -> Sitting | None:
        """The sitting of that very stamp, or None."""
        article, row = stamp
        place = self._places.get(article)
        return self._shelf[place] if place is not None and self._stamps.get(article) == row else None


def stamps(ledger: Ledger) -> dict[str, int]:
    """The row that last changed each article: its reading, or a correction that was made or undone."""
    by_row = {head.row: head.article for head in ledger.heads()}
    found = {article: row for row, article in by_row.items()}
    undone = max((j.row for j in ledger.judgements(UNDO, undone=True)), default=0)
    for correction in ledger.corrections():
        article = by_row.get(correction.reading) or ledger.reading(correction.reading).article
        found[article] = max(found[article], correction.row)
    return {article: max(stamp, undone) for article, stamp in found.items()}


class _Sittings(Mapping[str, Sitting]):
    """Sittings by article, on a shelf."""

    def __init__(self, sittings: Iterable[Sitting]) -> None:
        self._shelf: Shelf[Sitting] = Shelf()
        self._places = {sitting.article: self._shelf.put(sitting) for sitting in sittings}

    def __getitem__(self, article: str) -> Sitting:
        return self._shelf[self._places[article]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class _Ascending(Iterable[Sitting]):
    """The same in order of articles, as often as they are asked for."""

    def __init__(self, sittings: _Sittings) -> None:
        self._sittings = sittings

    def __iter__(self) -> Iterator[Sitting]:
        return (self._sittings[article] for article in sorted(self._sittings))
