"""Claims in PostgreSQL: `claims_facts` has each claim's words as a `tsvector`, with a GIN index over it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saidby.ledger.claims import COLUMNS, FEW, Indexed, by_day, hit, narrowing, shown
from saidby.ledger.postgres.lexemes import WEIGHTS, query, vector
from saidby.ledger.query import Search, sought
from saidby.ledger.rows import Hit

if TYPE_CHECKING:
    from saidby.ledger.postgres.server import PostgresDatabase

_RANKED = tuple(COLUMNS.index(column) for column, _ in WEIGHTS)
# Names in it, its words, through whom, who (D, C, B, A): weighed as in SQLite's ranking, the highest 1.
# The last number: the longer a claim, the less a word in it tells.
_RANK = "-ts_rank('{0.5, 1, 0.25, 0.25}', f.lexemes, ?::tsquery, 1)"


class PostgresClaims:
    """The claims of one ledger."""

    def __init__(self, database: PostgresDatabase) -> None:
        self._database = database

    def put(self, found: Indexed) -> None:
        last = self._database.row("SELECT max(seq) FROM claims")
        rows = found.numbered((last[0] or 0) + 1 if last else 1)
        self._database.copy("claims", COLUMNS, rows)
        self._database.copy(
            "claims_facts",
            ("seq", "act", "published", "lexemes"),
            [(row[0], row[5], found.published, vector([row[at] for at in _RANKED])) for row in rows],
        )

    def take(self, reading: int) -> None:
        self._database.run(
            "DELETE FROM claims_facts WHERE seq IN (SELECT seq FROM claims WHERE reading = ?)", (reading,)
        )
        self._database.run("DELETE FROM claims WHERE reading = ?", (reading,))

    def clear(self) -> None:
        self._database.run("DELETE FROM claims_facts")
        self._database.run("DELETE FROM claims")

    def search(self, asked: Search) -> list[Hit]:
        match = query(sought(asked))
        if match == "":
            return []
        wheres, values = _asked(match, asked)
        page = f"LIMIT {asked.limit} OFFSET {asked.offset}"
        ranked = match is not None and not by_day(asked)
        if by_day(asked):
            rank, order = "0", f"f.published DESC NULLS LAST, f.seq {page}"
        elif match:
            rank, order = _RANK, f"f.seq DESC LIMIT {FEW}"
            values = [match, *values]
        else:
            rank, order = "0", f"f.seq DESC {page}"
        found = f"SELECT f.seq, {rank} AS rank FROM claims_facts f WHERE {wheres} ORDER BY {order}"
        rows: list[tuple[Any, ...]] = self._database.planned(shown(found, asked, ranked=ranked), values)
        return [hit(row) for row in rows]

    def count(self, asked: Search) -> int:
        match = query(sought(asked))
        if match == "":
            return 0
        wheres, values = _asked(match, asked)
        ((count,),) = self._database.planned(
            f"SELECT count(*) FROM (SELECT 1 FROM claims_facts f WHERE {wheres} LIMIT {FEW}) found", values
        )
        return int(count)


def _asked(match: str | None, asked: Search) -> tuple[str, list[Any]]:
    """The conditions and their values."""
    wheres, values = narrowing(asked)
    if match:
        wheres, values = ["f.lexemes @@ ?::tsquery", *wheres], [match, *values]
    return " AND ".join(wheres) or "true", values
