"""Claims in SQLite: `claims_words` is an FTS5 index over `claims`, with Porter's stemmer and accents folded.

`claims_facts` has rows so small that a hundred thousand are passed in 20 ms.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from saidby.ledger.claims import COLUMNS, FEW, Indexed, by_day, hit, narrowing, shown
from saidby.ledger.query import Search, Sought, sought
from saidby.ledger.rows import Hit
from saidby.ledger.sqlite.days import tokens

if TYPE_CHECKING:
    from saidby.ledger.database import Database

_FIELDS = {"about": "words names", "who": "who", "through": "through", "place": "places"}
_INDEXED = "who, through, words, names, places, act, days"


class SqliteClaims:
    """The claims of one ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, found: Indexed) -> None:
        last = self._database.row("SELECT max(seq) FROM claims")
        rows = found.numbered((last[0] or 0) + 1 if last else 1)
        self._database.run_all(
            f"INSERT INTO claims ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})", rows
        )
        self._database.run_all(
            "INSERT INTO claims_facts (seq, act, published) VALUES (?, ?, ?)",
            [(row[0], row[5], found.published) for row in rows],
        )
        if rows:
            self._database.run(
                f"INSERT INTO claims_words (rowid, {_INDEXED}) "
                f"SELECT seq, {_INDEXED} FROM claims_words_rows WHERE seq >= ?",
                (rows[0][0],),
            )

    def take(self, reading: int) -> None:
        self._database.run(
            f"INSERT INTO claims_words (claims_words, rowid, {_INDEXED}) "
            f"SELECT 'delete', seq, {_INDEXED} FROM claims_words_rows WHERE reading = ?",
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
        match, tables, wheres, values = self._asked(asked)
        page = f"LIMIT {asked.limit} OFFSET {asked.offset}"
        ranked = match is not None and not by_day(asked)
        if by_day(asked):
            rank, order = "0", f"f.published DESC NULLS LAST, f.seq {page}"
        elif match:
            rank, order = _rank(sought(asked)), f"claims_words.rowid DESC LIMIT {FEW}"
        else:
            rank, order = "0", f"f.seq DESC {page}"
        seq = "claims_words.rowid" if match else "f.seq"
        found = f"SELECT {seq} AS seq, {rank} AS rank FROM {tables} WHERE {wheres} ORDER BY {order}"
        rows: list[tuple[Any, ...]] = list(self._database.rows(shown(found, asked, ranked=ranked), values))
        return [hit(row) for row in rows]

    def count(self, asked: Search) -> int:
        _, tables, wheres, values = self._asked(asked)
        found = self._database.row(
            f"SELECT count(*) FROM (SELECT 1 FROM {tables} WHERE {wheres} LIMIT {FEW})", values
        )
        return int(found[0]) if found else 0

    def _asked(self, asked: Search) -> tuple[str | None, str, str, list[Any]]:
        """What must match, the tables, the conditions and their values. Words narrow first, the act with
        them: in the other order each of a million claims would be looked for among the words.
        """
        match = expression(sought(asked))
        if match is None:
            wheres, values = narrowing(asked)
            return None, "claims_facts f", " AND ".join(wheres) or "1", values
        if asked.act is not None:
            match += f' AND {{act}} : ("{asked.act}")'
        if days := tokens(asked.since, asked.until):
            match += f" AND {{days}} : ({' OR '.join(days)})"
        wheres, values = narrowing(replace(asked, act=None))
        tables = "claims_words"
        if wheres or by_day(asked):
            tables += " CROSS JOIN claims_facts f ON f.seq = claims_words.rowid"
        return match, tables, " AND ".join(["claims_words MATCH ?", *wheres]), [match, *values]


def _rank(asked: tuple[Sought, ...]) -> str:
    """How well a claim fits, the lowest first. Ranking looks for words twice: not for those of many forms."""
    if any(term.short for one in asked for group in one.groups for term in group):
        return "0"
    return "bm25(claims_words, 1, 1, 4, 2, 1, 0, 0)"


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
