"""Claims to search: what the index holds of a reading, and what a database does with it.

The tables are computed from the readings and can be made again from them at any time. `claims` holds what
is shown, `claims_facts` the few things that a search is narrowed or sorted by; each database finds words in
its own way.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from saidby.data import Reading
from saidby.ledger.index import claim_rows
from saidby.ledger.query import Search
from saidby.ledger.rows import ClaimRow, Head, Hit

FEW = 10_000
"""Claims that are ranked; of more that fit, the last added. Ranking them takes 15 ms, all of them 350 where
a third of a million claims has the word."""

COLUMNS = (
    "seq", "reading", "claim", "who", "through", "act", "quoting", "words", "names", "places", "corrected",
)  # fmt: skip
SHOWN = "c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names, c.places"
HEAD = "r.seq, r.article, r.id, r.origin, r.url, r.publisher, r.title, r.published"

HELD = (
    "SELECT c.reading, c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names, c.places, c.corrected, "
    "f.published, f.act FROM claims c LEFT JOIN claims_facts f ON f.seq = c.seq ORDER BY c.reading, c.seq"
)
"""All that is there, by reading."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of one reading. `corrected` are the ids of claims that a person changed."""

    reading: int
    published: str | None
    claims: tuple[ClaimRow, ...]
    corrected: frozenset[str] = frozenset()

    def rows(self) -> list[tuple[Any, ...]]:
        """In the order and form in which `HELD` gives them back."""
        return [(*row[1:], self.published, row[5]) for row in self.numbered(1)]

    def numbered(self, first: int) -> list[tuple[Any, ...]]:
        """As rows of `claims`, from that number on."""
        return [
            (
                seq, self.reading, c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names, c.places,
                int(c.claim in self.corrected),
            )
            for seq, c in enumerate(self.claims, first)
        ]  # fmt: skip


class ClaimTables(Protocol):
    """The claims of a ledger, to search. All but `search` are called inside a transaction."""

    def put(self, found: Indexed) -> None:
        """Add a reading's claims."""

    def take(self, reading: int) -> None:
        """Remove a reading's claims."""

    def clear(self) -> None:
        """Remove all."""

    def search(self, asked: Search) -> list[Hit]:
        """Claims that fit, the best or the latest first."""

    def count(self, asked: Search) -> int:
        """How many fit, up to `FEW`; `limit` and `offset` are not looked at."""


def indexed(row: int, reading: Reading, *, over: Reading | None = None) -> Indexed:
    """What to hold of the reading of that row; `over` is the same with corrections in it."""
    claims = claim_rows(reading)
    shown = claims if over is None else claim_rows(over)
    dated = (over or reading).article.published
    before = {claim.claim: claim for claim in claims}
    corrected = frozenset(claim.claim for claim in shown if before.get(claim.claim) != claim)
    return Indexed(row, dated.value if dated else None, tuple(shown), corrected)


def narrowing(asked: Search) -> tuple[list[str], list[Any]]:
    """Conditions on `claims_facts f` besides words, with their values."""
    wheres: list[str] = []
    values: list[Any] = []
    if asked.act is not None:
        wheres.append("f.act = ?")
        values.append(asked.act)
    if asked.since is not None:
        wheres.append("f.published >= ?")
        values.append(asked.since)
    if asked.until is not None:
        wheres.append("f.published < ?")
        values.append(f"{asked.until}~")  # behind all that goes on from that prefix
    return wheres, values


def by_day(asked: Search) -> bool:
    """Whether the last published come first: where that is asked, and where days are all that is asked."""
    words = asked.about or asked.who or asked.through or asked.place
    return asked.latest or (not words and bool(asked.since or asked.until))


def shown(found: str, asked: Search, *, ranked: bool) -> str:
    """The statement that shows what `found`, a SELECT of `seq` and `rank`, picked. `ranked`: of these the
    lowest ranks are shown, from the offset on; else all.
    """
    last = "r.published DESC NULLS LAST, c.seq" if by_day(asked) else "found.rank, c.seq DESC"
    cut = f" ORDER BY rank, seq DESC LIMIT {asked.limit} OFFSET {asked.offset}" if ranked else ""
    return (
        f"WITH found AS ({found}), best AS (SELECT seq, rank FROM found{cut}) "
        f"SELECT {SHOWN}, c.corrected, {HEAD} FROM best found JOIN claims c ON c.seq = found.seq "
        f"JOIN readings r ON r.seq = c.reading ORDER BY {last}"
    )


def hit(found: Sequence[Any]) -> Hit:
    """A row of what `shown` asks for."""
    return Hit(ClaimRow(*found[:8]), head(found[9:]), bool(found[8]))


def head(found: Sequence[Any]) -> Head:
    """A row of the columns that `HEAD` names."""
    row, article, id, *rest = found
    return Head(row, article, None if id is None else json.loads(id), *rest)
