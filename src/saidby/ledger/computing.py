"""Computing: the incidents of a ledger, from its readings, corrections and judgements.

work = Computing(ledger)
for cluster in work.clusters: work.incident(cluster)
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial

from saidby.data import Reading
from saidby.ledger.decisions import UNDO
from saidby.ledger.doubt_rows import PairDoubt, Side
from saidby.ledger.echo_rows import current
from saidby.ledger.echoes import Echo
from saidby.ledger.incident import Incident
from saidby.ledger.incidents import Known, Page, Ref, clustered, doubtful, incident, rank, scored
from saidby.ledger.owners import of_ledger
from saidby.ledger.portraits import Sitting, portraits
from saidby.ledger.store import Ledger
from saidby.ledger.ties import MERGE, OWNERS, PARTY, SPLIT, decided, marked

Tick = Callable[[int], None]
Stamp = tuple[str, int]
"""An article, and the row that last changed what is read of it."""

HELD = 400  # readings in memory at once; those of one incident follow each other


class Computing:
    """All that is needed to make the incidents of a ledger, each when it is asked for.

    `known` are sittings that were made before, by stamp; `made` are those that were not among them. `tick` is
    told after each article how many were taken in.
    """

    def __init__(
        self, ledger: Ledger, *, known: Mapping[Stamp, Sitting] | None = None, tick: Tick | None = None
    ) -> None:
        self._ledger = ledger
        self._reading = lru_cache(HELD)(self._read)
        self.made: dict[Stamp, Sitting] = {}
        self._stamps = self._stamped()
        self._pages = self._paged(known or {}, tick)
        sittings = {article: page.sitting for article, page in self._pages.items()}
        judgements = ledger.judgements(MERGE, SPLIT, PARTY)
        tables = ledger.judgements(OWNERS)
        self._table = tables[-1].row if tables else 0
        tied, parted = decided(judgements, sittings)
        self.known = Known(current(ledger), tied, parted, of_ledger(tables), marked(judgements))
        self._echoes = _by_article(self.known.echoes)
        ordered = [sittings[article] for article in sorted(sittings)]
        pairs = scored(ordered, self.known.echoes)
        self.clusters = clustered(ordered, pairs, self.known)
        self._doubtful = doubtful(pairs, self.clusters, self.known)

    def incident(self, cluster: Sequence[Ref]) -> Incident:
        """The incident of one of the clusters."""
        articles = {article for article, _ in cluster}
        found = {echo for article in articles for echo in self._echoes.get(article, ())}
        inside = sorted(found, key=lambda echo: (echo.source, echo.target, echo.kind))
        known = Known(inside, (), (), self.known.owners, self.known.marked)
        return incident(cluster, self._pages, known)

    def all(self) -> list[Incident]:
        """All of them, in the order of lists."""
        return sorted(map(self.incident, self.clusters), key=rank)

    def doubtful(self) -> list[PairDoubt]:
        """Pairs of happenings near the line between one and two, with the sentences that tell of them."""
        found: list[PairDoubt] = []
        for pair, same, score in self._doubtful:
            sides = [
                Side(page.article, page.row, page.sitting.portraits[number].happening.anchor)
                for article, number in (pair.one, pair.other)
                for page in (self._pages[article],)
            ]
            one, other = sorted(sides, key=lambda side: side.row)
            found.append(PairDoubt(one, other, same, score))
        return found

    def articles(self) -> dict[str, str]:
        """The ledger's id of each article by the name that exports give it."""
        return {page.name: article for article, page in self._pages.items()}

    def digest(self, cluster: Sequence[Ref]) -> str:
        """The same for a cluster of which nothing changed."""
        articles = {article for article, _ in cluster}
        echoes = sorted(
            (echo.source, echo.target, echo.kind, echo.directed, round(echo.share, 6))
            for article in articles
            for echo in self._echoes.get(article, ())
            if echo.source in articles and echo.target in articles
        )
        told = [
            cluster,
            [self._stamps[article] for article, _ in cluster],
            echoes,
            repr(self.known.marked),
            self._table,
        ]
        return hashlib.sha256(json.dumps(told).encode()).hexdigest()

    # ---------------------------------------------------------------------------------- readings

    def _read(self, row: int) -> Reading:
        return self._ledger.reading(row, corrected=True).reading

    def _stamped(self) -> dict[str, int]:
        """The row that last changed each article: its reading, or a correction that was made or undone."""
        stamps = {head.article: head.row for head in self._ledger.heads()}
        undone = max((j.row for j in self._ledger.judgements(UNDO, undone=True)), default=0)
        by_row = {head.row: head.article for head in self._ledger.heads()}
        for correction in self._ledger.corrections():
            article = by_row.get(correction.reading) or self._ledger.reading(correction.reading).article
            stamps[article] = max(stamps[article], correction.row)
        return {article: max(stamp, undone) for article, stamp in stamps.items()}

    def _paged(self, known: Mapping[Stamp, Sitting], tick: Tick | None) -> dict[str, Page]:
        pages: dict[str, Page] = {}
        for head in self._ledger.heads():
            stamp = (head.article, self._stamps[head.article])
            sitting = known.get(stamp)
            if sitting is None:
                sitting = self.made[stamp] = portraits(self._reading(head.row), head.article)
            name = head.article if head.id is None else str(head.id)
            pages[head.article] = Page(
                head.article, name, head.row, partial(self._reading, head.row), sitting
            )
            if tick:
                tick(len(pages))
        return pages


def _by_article(echoes: Sequence[Echo]) -> dict[str, list[Echo]]:
    found: dict[str, list[Echo]] = defaultdict(list)
    for echo in echoes:
        found[echo.source].append(echo)
        found[echo.target].append(echo)
    return found
