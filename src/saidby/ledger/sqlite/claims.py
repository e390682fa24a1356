"""Claims in SQLite: `claims_words` is an FTS5 index over `claims`, with Porter's stemmer and accents folded.

`claims_facts` has rows so small that a hundred thousand are passed in 20 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from saidby.ledger.claims import COLUMNS, FEW, Indexed, hit, narrowing, shown
from saidby.ledger.query import Search, Sought, sought
from saidby.ledger.rows import Hit

if TYPE_CHECKING:
    from saidby.ledger.database import Database

_FIELDS = {"about": "words names", "who": "who", "through": "through"}
_INDEXED = "who, through, words, names"


class SqliteClaims:
    """The claims of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, found: Indexed) -> None:
        last = self._database.row("SELECT max(seq) FROM claims")
        rows = found.numbered((last[0] or 0) + 1 if last else 1)
        self._database.run_all(
            f"INSERT INTO claims ({', '.join(COLUMNS)}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows
        )
        self._database.run_all(
            "INSERT INTO claims_facts (seq, act, published) VALUES (?, ?, ?)",
            [(row[0], row[5], found.published) for row in rows],
        )
        self._database.run_all(
            f"INSERT INTO claims_words (rowid, {_INDEXED}) VALUES (?, ?, ?, ?, ?)",
            [(row[0], row[3], row[4], row[7], row[8]) for row in rows],
        )

    def take(self, reading: int) -> None:
        self._database.run(
            f"INSERT INTO claims_words (claims_words, rowid, {_INDEXED}) "
            f"SELECT 'delete', seq, {_INDEXED} FROM claims WHERE reading = ?",
            (reading,),
        )
        self._database.run(
            "DELETE FROM claims_facts WHERE seq IN (SELECT seq FROM claims WHERE reading = ?)", (reading,)
        )
        self._database.run("DELETE FROM claims WHERE reading = ?", (reading,))

    def clear(self) -> None:
        self._database.run("INSERT INTO claims_words (claims_words) VALUES ('delete-all')")
        self._database.run("DELETE FROM claims_facts")
        self._database.run("DELETE FROM claims")

    def search(self, asked: Search) -> list[Hit]:
        match = expression(sought(asked))
        wheres, values = narrowing(asked)
        narrowed = asked.latest or bool(wheres)
        tables = "claims_words" if match else "claims_facts f"
        if match and narrowed:
            tables += " JOIN claims_facts f ON f.seq = claims_words.rowid"
        seq = "claims_words.rowid" if match else "f.seq"
        if match:
            wheres, values = ["claims_words MATCH ?", *wheres], [match, *values]
        if asked.latest:
            rank, order, most = "0", "f.published DESC NULLS LAST, seq", asked.limit
        elif match:
            rank, order, most = "bm25(claims_words, 1, 1, 4, 2)", f"{seq} DESC", FEW
        else:
            rank, order, most = "0", f"{seq} DESC", asked.limit
        found = (
            f"SELECT {seq} AS seq, {rank} AS rank FROM {tables} "
            f"WHERE {' AND '.join(wheres) or '1'} ORDER BY {order} LIMIT {most}"
        )
        rows: list[tuple[Any, ...]] = list(self._database.rows(shown(found, asked), values))
        return [hit(row) for row in rows]


def expression(asked: tuple[Sought, ...]) -> str | None:
    """For `MATCH`; None where no words are looked for."""
    parts = []
    for one in asked:
        groups = [
            " OR ".join(
                '"' + term.words.replace('"', '""') + '"' + (" *" if term.begins else "") for term in group
            )
            for group in one.groups
        ]
        parts.append(f"{{{_FIELDS[one.field]}}} : ({' AND '.join(f'({group})' for group in groups)})")
    return " AND ".join(parts) or None
