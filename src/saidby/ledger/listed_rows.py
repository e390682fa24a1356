"""Listed rows: incidents a page at a time, by what they are looked for, as they were last made.

    found = paged(ledger, Filter(place="Orlen"), order="latest", limit=50, offset=0)
    found.total, found.summaries

Cost: a filter by words passes the small rows of all incidents; an order is read off an index.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Literal

from saidby.ledger.days import days
from saidby.ledger.incident import Where
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter, Summary, checked, folded
from saidby.serial import record

Order = Literal["articles", "latest", "oldest"]
ORDERS: dict[Order, str] = {
    "articles": "f.articles DESC, f.last_day DESC, f.id DESC",
    "latest": "f.last_day DESC, f.articles DESC, f.id DESC",
    "oldest": "f.last_day, f.articles, f.id",
}
_COLUMNS = (
    "id",
    "main",
    "articles",
    "first_day",
    "last_day",
    "type",
    "modes",
    "places",
    "actors",
    "words",
    "place",
    "latitude",
    "longitude",
    "precision",
)
INSERT = f"INSERT INTO incident_facts ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"


@dataclass(frozen=True, slots=True)
class Paged:
    """Some of the incidents that fit, and how many fit in all."""

    summaries: tuple[Summary, ...]
    total: int


def facts(one: Summary, where: Where | None = None) -> tuple[Any, ...]:
    """The row of an incident. Days are whole ISO dates, None where nobody dates it."""
    own = days(f"{one.first}/{one.last}") if one.first and one.last else None
    first, last = own.told() if own else (None, None)
    modes = f" {' '.join(one.modes)} "
    return (
        one.id, int(one.main), one.articles, first, last, (one.type or "").upper(), modes,
        one.places, one.actors, one.words,
        *((where.name, where.latitude, where.longitude, where.precision) if where else (None,) * 4),
    )  # fmt: skip


def paged(
    ledger: Ledger, asked: Filter, *, order: Order = "articles", limit: int = 50, offset: int = 0
) -> Paged:
    """Incidents that fit, from the `offset`th on. Raises UsageError where a date is none."""
    wheres, values = _narrowing(checked(asked))
    where = " AND ".join(wheres) or "1 = 1"
    counted = ledger.database.row(f"SELECT count(*) FROM incident_facts f WHERE {where}", values)
    rows = ledger.database.rows(
        f"SELECT i.summary FROM incident_facts f JOIN incidents i ON i.id = f.id "
        f"WHERE {where} ORDER BY {ORDERS[order]} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    found = tuple(record(Summary, json.loads(text), origin=ledger.path) for (text,) in rows)
    return Paged(found, counted[0] if counted else 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """Incidents at one place: how many, and one of them. `precision` is UCDP where_prec, the finest told."""

    name: str
    latitude: float
    longitude: float
    precision: int | None
    incidents: int
    articles: int
    one: str


def placed(ledger: Ledger, asked: Filter, *, most: int = 5_000) -> tuple[Placed, ...]:
    """Places of incidents that fit, those with most incidents first."""
    wheres, values = _narrowing(checked(asked))
    found = ledger.database.rows(
        "SELECT max(f.place), f.latitude, f.longitude, min(f.precision), count(*), sum(f.articles), "
        "max(f.id) "
        f"FROM incident_facts f WHERE {' AND '.join(wheres) or '1 = 1'} "
        "AND f.latitude IS NOT NULL AND f.longitude IS NOT NULL "
        "GROUP BY f.latitude, f.longitude ORDER BY 5 DESC, 1 LIMIT ?",
        (*values, most),
    )
    return tuple(Placed(*row) for row in found)


def beside(ledger: Ledger, asked: Filter, what: Literal["placed", "dated"], *, limit: int = 20) -> Paged:
    """Incidents that fit and of which no place on a map, or no day, is known."""
    wheres, values = _narrowing(checked(asked))
    wheres.append("f.latitude IS NULL" if what == "placed" else "f.last_day IS NULL")
    where = " AND ".join(wheres)
    counted = ledger.database.row(f"SELECT count(*) FROM incident_facts f WHERE {where}", values)
    rows = ledger.database.rows(
        f"SELECT i.summary FROM incident_facts f JOIN incidents i ON i.id = f.id "
        f"WHERE {where} ORDER BY f.articles DESC, f.id LIMIT ?",
        (*values, limit),
    )
    found = tuple(record(Summary, json.loads(text), origin=ledger.path) for (text,) in rows)
    return Paged(found, counted[0] if counted else 0)


def by_month(ledger: Ledger, asked: Filter) -> tuple[tuple[str, int], ...]:
    """How many of those that fit begin in each month; those of no day left out."""
    wheres, values = _narrowing(checked(asked))
    return tuple(
        ledger.database.rows(
            "SELECT substr(f.first_day, 1, 7), count(*) FROM incident_facts f "
            f"WHERE {' AND '.join(wheres) or '1 = 1'} AND f.first_day IS NOT NULL "
            "GROUP BY substr(f.first_day, 1, 7) ORDER BY 1",
            values,
        )
    )


def types(ledger: Ledger) -> list[tuple[str, int]]:
    """The types of incidents with how many are of it, the most frequent first."""
    rows = ledger.database.rows(
        "SELECT type, count(*) FROM incident_facts WHERE type <> '' GROUP BY type ORDER BY 2 DESC, 1"
    )
    return [(type, count) for type, count in rows]


def _narrowing(asked: Filter) -> tuple[list[str], list[Any]]:
    wheres: list[str] = []
    values: list[Any] = []

    def add(where: str, *what: Any) -> None:
        wheres.append(where)
        values.extend(what)

    if not asked.background:
        add("f.main = 1")
    if asked.least > 1:
        add("f.articles >= ?", asked.least)
    if asked.type is not None:
        type, _, mode = asked.type.partition("/")
        add("f.type = ?", type.upper())
        if mode:
            add("f.modes LIKE ? ESCAPE '!'", f"% {_literal(mode.lower())} %")
    for column, words in (("places", asked.place), ("actors", asked.actor)):
        if words is not None:
            add(f"f.{column} LIKE ? ESCAPE '!'", f"%{_literal(folded(words))}%")
    for word in folded(asked.text or "").split():
        add("f.words LIKE ? ESCAPE '!'", f"%{_literal(word)}%")
    since, until = days(asked.since), days(asked.until)
    if since is not None:
        add("f.last_day >= ?", since.told()[0])
    if until is not None:
        add("f.first_day <= ?", until.told()[1])
    return wheres, values


def _literal(words: str) -> str:
    return words.replace("!", "!!").replace("%", "!%").replace("_", "!_")
