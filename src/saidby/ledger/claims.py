"""Claims to search: tables that are computed from the readings, and can be made again from them at any time.

`claims` holds what is shown, `claims_words` the full-text index over it, and `claims_facts` the few things
that a search is narrowed or sorted by, in rows so small that a hundred thousand are passed in 20 ms.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from saidby.data import Reading
from saidby.ledger.database import Database
from saidby.ledger.index import claim_rows
from saidby.ledger.query import Search, expression
from saidby.ledger.rows import ClaimRow, Head, Hit

FEW = 10_000
"""Claims that are ranked; of more that fit, the last added. Ranking them takes 15 ms, all of them 350 where
a third of a million claims has the word."""

_SHOWN = "c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names"
HEAD = "r.seq, r.article, r.id, r.origin, r.url, r.publisher, r.title, r.published"


@dataclass(frozen=True, slots=True)
class Indexed:
    """What the index holds of one reading. `corrected` are the ids of claims that a person changed."""

    reading: int
    published: str | None
    claims: tuple[ClaimRow, ...]
    corrected: frozenset[str] = frozenset()

    def rows(self) -> list[tuple[Any, ...]]:
        """In the order and form in which `held` gives them back."""
        return [
            (
                self.reading, c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names,
                int(c.claim in self.corrected), self.published, c.act,
            )
            for c in self.claims
        ]  # fmt: skip


def indexed(row: int, reading: Reading, *, over: Reading | None = None) -> Indexed:
    """What to hold of the reading of that row; `over` is the same with corrections in it."""
    claims = claim_rows(reading)
    shown = claims if over is None else claim_rows(over)
    dated = (over or reading).article.published
    before = {claim.claim: claim for claim in claims}
    corrected = frozenset(claim.claim for claim in shown if before.get(claim.claim) != claim)
    return Indexed(row, dated.value if dated else None, tuple(shown), corrected)


# -------------------------------------------------------------------------------------- filling


def put(database: Database, found: Indexed) -> None:
    """Add a reading's claims, inside a transaction."""
    last = database.row("SELECT max(seq) FROM claims")
    first = (last[0] or 0) + 1 if last else 1
    numbered = list(enumerate(found.claims, first))
    database.run_all(
        "INSERT INTO claims (seq, reading, claim, who, through, act, quoting, words, names, corrected) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                seq, found.reading, c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names,
                int(c.claim in found.corrected),
            )
            for seq, c in numbered
        ],
    )  # fmt: skip
    database.run_all(
        "INSERT INTO claims_facts (seq, act, published) VALUES (?, ?, ?)",
        [(seq, c.act, found.published) for seq, c in numbered],
    )
    database.run_all(
        "INSERT INTO claims_words (rowid, who, through, words, names) VALUES (?, ?, ?, ?, ?)",
        [(seq, c.who, c.through, c.words, c.names) for seq, c in numbered],
    )


def take(database: Database, reading: int) -> None:
    """Remove a reading's claims, inside a transaction."""
    database.run(
        "INSERT INTO claims_words (claims_words, rowid, who, through, words, names) "
        "SELECT 'delete', seq, who, through, words, names FROM claims WHERE reading = ?",
        (reading,),
    )
    database.run(
        "DELETE FROM claims_facts WHERE seq IN (SELECT seq FROM claims WHERE reading = ?)", (reading,)
    )
    database.run("DELETE FROM claims WHERE reading = ?", (reading,))


def clear(database: Database) -> None:
    """Remove all."""
    database.run("INSERT INTO claims_words (claims_words) VALUES ('delete-all')")
    database.run("DELETE FROM claims_facts")
    database.run("DELETE FROM claims")


def held(database: Database) -> Iterator[tuple[Any, ...]]:
    """All that is there, by reading."""
    return database.rows(
        "SELECT c.reading, c.claim, c.who, c.through, c.act, c.quoting, c.words, c.names, c.corrected, "
        "f.published, f.act FROM claims c LEFT JOIN claims_facts f ON f.seq = c.seq ORDER BY c.reading, c.seq"
    )


# -------------------------------------------------------------------------------------- searching


def search(database: Database, asked: Search) -> list[Hit]:
    """Claims that fit, the best or the latest first."""
    match = expression(asked)
    wheres: list[str] = []
    values: list[Any] = []
    for value, where in (
        (match, "claims_words MATCH ?"),
        (asked.act, "f.act = ?"),
        (asked.since, "f.published >= ?"),
        (asked.until, "substr(f.published, 1, ?) <= ?"),
    ):
        if value is not None:
            wheres.append(where)
            values += [len(value), value] if where.count("?") == 2 else [value]
    narrowed = asked.latest or len(values) > (match is not None)
    tables = "claims_words" if match else "claims_facts f"
    if match and narrowed:
        tables += " JOIN claims_facts f ON f.seq = claims_words.rowid"
    seq = "claims_words.rowid" if match else "f.seq"
    if asked.latest:
        rank, order, most = "0", "f.published DESC NULLS LAST, seq", asked.limit
    elif match:
        rank, order, most = "bm25(claims_words, 1, 1, 4, 2)", f"{seq} DESC", FEW
    else:
        rank, order, most = "0", f"{seq} DESC", asked.limit
    last = "r.published DESC NULLS LAST, c.seq" if asked.latest else "found.rank, c.seq DESC"
    statement = (
        f"WITH found AS (SELECT {seq} AS seq, {rank} AS rank FROM {tables} "
        f"WHERE {' AND '.join(wheres) or '1'} ORDER BY {order} LIMIT {most}), "
        f"best AS (SELECT seq, rank FROM found ORDER BY rank LIMIT {asked.limit}) "
        f"SELECT {_SHOWN}, c.corrected, {HEAD} FROM best found JOIN claims c ON c.seq = found.seq "
        f"JOIN readings r ON r.seq = c.reading ORDER BY {last}"
    )
    return [
        Hit(ClaimRow(*found[:7]), head(found[8:]), bool(found[7]))
        for found in database.rows(statement, values)
    ]


def head(found: Sequence[Any]) -> Head:
    """A row of the columns that `HEAD` names."""
    row, article, id, *rest = found
    return Head(row, article, None if id is None else json.loads(id), *rest)
