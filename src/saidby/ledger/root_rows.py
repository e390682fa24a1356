"""Root rows: what each root says over all incidents, as small rows by which sources are listed and opened.

    found = listed(ledger, text="ministry", limit=50)          # found.roots, found.total
    said(ledger, "Interior Ministry", limit=50)                # by incident, the latest first

Computed with the incidents and as often; never read by what computes them.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from saidby.ledger.incident import FigureRow, Incident
from saidby.ledger.ranges import grows, told
from saidby.ledger.store import Ledger
from saidby.ledger.summary import folded

ROOT = (
    "incident",
    "root",
    "folded",
    "kind",
    "party_group",
    "party",
    "articles",
    "claims",
    "day",
    "said",
    "clashes",
)
RELAY = ("incident", "root", "via", "articles")
TABLES = ("incident_roots", "incident_relays")
_ONE_ANSWER = ("occurrence", "time")  # to give two is to contradict oneself
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class ListedRoot:
    """A root over all incidents. `clashes` are facets on which it says one thing and then another."""

    name: str
    kind: str
    incidents: int
    claims: int
    clashes: int
    first: str | None
    last: str | None


@dataclass(frozen=True, slots=True)
class ListedRoots:
    """Some of the roots that fit, and how many fit in all."""

    roots: tuple[ListedRoot, ...]
    total: int


@dataclass(frozen=True, slots=True)
class SaidThere:
    """What a root says in one incident: by facet its answers; its clashes in words."""

    incident: str
    title: str
    group: str
    party: bool
    articles: int
    claims: int
    day: str | None
    answers: dict[str, list[str]]
    clashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Relayed:
    """Another through whom it is heard, or whom it passes on, in so many incidents and articles."""

    name: str
    incidents: int
    articles: int


# -------------------------------------------------------------------------------------- making


def rows(incident: Incident) -> tuple[list[Row], list[Row]]:
    """The rows of `incident_roots` and of `incident_relays`. A publisher that nobody knows is no source."""
    ids = {article.id for article in incident.articles}
    claims = Counter(claim.root for claim in incident.claims)
    day = incident.dates[0] if incident.dates else None
    made = []
    for root in incident.roots:
        if root.name in ids:
            continue
        answers = {
            facet.facet: values
            for facet in incident.facets
            if (values := [p.value for p in facet.positions if root.name in p.roots])
        }
        clashes = _clashes(answers, [row for row in incident.figures if row.root == root.name])
        said = json.dumps({"answers": answers, "clashes": clashes}, ensure_ascii=False)
        made.append((
            incident.id, root.name, folded(" ".join((root.name, *root.aliases))), root.kind, root.group,
            int(root.party), len(root.articles), claims[root.name],
            day or (root.first_seen or "")[:10] or None, said, len(clashes),
        ))  # fmt: skip
    relays = [(incident.id, r.root, r.via, len(r.articles)) for r in incident.relays if r.root not in ids]
    return made, relays


def _clashes(answers: dict[str, list[str]], figures: Iterable[FigureRow]) -> list[str]:
    found = [
        f"{facet}: {' and '.join(answers[facet])}" for facet in _ONE_ANSWER if len(answers.get(facet, ())) > 1
    ]
    blamed = answers.get("responsibility", ())
    found += [f"responsibility: {name} and not {name}" for name in blamed if f"not {name}" in blamed]
    last: dict[tuple[str, str | None], FigureRow] = {}
    for row in sorted((row for row in figures if row.as_of), key=lambda row: (row.as_of or "")[:10]):
        key = (row.measure, row.who)
        before = last.get(key)
        if before and not grows((before.low, before.high), (row.low, row.high)):
            then = f"{told((before.low, before.high))} ({(before.as_of or '')[:10]})"
            found.append(
                f"{row.measure}: {then}, then {told((row.low, row.high))} ({(row.as_of or '')[:10]})"
            )
        last[key] = row
    return found


def clear(ledger: Ledger) -> None:
    for table in TABLES:
        ledger.database.run(f"DELETE FROM {table}")


def take(ledger: Ledger, digests: list[tuple[str]]) -> None:
    """Remove the rows of incidents that are about to go."""
    for table in TABLES:
        ledger.database.run_all(
            f"DELETE FROM {table} WHERE incident IN (SELECT id FROM incidents WHERE digest = ?)", digests
        )


def put(ledger: Ledger, made: Iterable[Row], relays: Iterable[Row]) -> None:
    """Add rows, and list all roots anew: one pass over the small rows."""
    for table, columns, values in (("incident_roots", ROOT, made), ("incident_relays", RELAY, relays)):
        marks = ", ".join("?" * len(columns))
        ledger.database.run_all(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", values)
    ledger.database.run("DELETE FROM roots_listed")
    ledger.database.run(
        "INSERT INTO roots_listed (root, folded, kind, incidents, claims, clashes, first_day, last_day) "
        "SELECT root, max(folded), min(kind), count(*), sum(claims), sum(clashes), min(day), max(day) "
        "FROM incident_roots GROUP BY root"
    )


# -------------------------------------------------------------------------------------- asking


def listed(
    ledger: Ledger, *, text: str | None = None, clashing: bool = False, limit: int = 50, offset: int = 0
) -> ListedRoots:
    """Roots by how many incidents they speak of. `text`: words of the name; `clashing`: only those."""
    wheres, values = ["1 = 1"], list[Any]()
    for word in folded(text or "").split():
        wheres.append("folded LIKE ? ESCAPE '!'")
        values.append("%" + word.replace("!", "!!").replace("%", "!%").replace("_", "!_") + "%")
    if clashing:
        wheres.append("clashes > 0")
    where = " AND ".join(wheres)
    counted = ledger.database.row(f"SELECT count(*) FROM roots_listed WHERE {where}", values)
    found = ledger.database.rows(
        "SELECT root, kind, incidents, claims, clashes, first_day, last_day FROM roots_listed "
        f"WHERE {where} ORDER BY incidents DESC, root LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return ListedRoots(tuple(ListedRoot(*row) for row in found), counted[0] if counted else 0)


def known(ledger: Ledger, name: str) -> ListedRoot | None:
    """One root by its very name, or None."""
    found = ledger.database.row(
        "SELECT root, kind, incidents, claims, clashes, first_day, last_day FROM roots_listed WHERE root = ?",
        (name,),
    )
    return ListedRoot(*found) if found else None


def said(
    ledger: Ledger, name: str, *, clashing: bool = False, limit: int = 50, offset: int = 0
) -> tuple[SaidThere, ...]:
    """What it says, the latest incident first; the undated last."""
    found = ledger.database.rows(
        "SELECT r.incident, i.summary, r.party_group, r.party, r.articles, r.claims, r.day, r.said "
        "FROM incident_roots r JOIN incidents i ON i.id = r.incident WHERE r.root = ? "
        f"{'AND r.clashes > 0 ' if clashing else ''}"
        "ORDER BY coalesce(r.day, '') DESC, r.incident LIMIT ? OFFSET ?",
        (name, limit, offset),
    )
    rows = []
    for incident, summary, group, party, articles, claims, day, text in found:
        value = json.loads(text)
        title = json.loads(summary)["title"]
        rows.append(
            SaidThere(
                incident,
                title,
                group,
                bool(party),
                articles,
                claims,
                day,
                value["answers"],
                tuple(value["clashes"]),
            )
        )
    return tuple(rows)


def months(ledger: Ledger, name: str) -> tuple[tuple[str, int], ...]:
    """In how many incidents of each month it speaks, those of no date left out."""
    return tuple(
        ledger.database.rows(
            "SELECT substr(day, 1, 7), count(*) FROM incident_roots WHERE root = ? AND day IS NOT NULL "
            "GROUP BY substr(day, 1, 7) ORDER BY 1",
            (name,),
        )
    )


def groups(ledger: Ledger, name: str) -> tuple[tuple[str, int], ...]:
    """The groups it was counted with, each in how many incidents."""
    return tuple(
        ledger.database.rows(
            "SELECT party_group, count(*) FROM incident_roots WHERE root = ? "
            "GROUP BY party_group ORDER BY 2 DESC, 1",
            (name,),
        )
    )


def heard_through(ledger: Ledger, name: str, *, most: int = 20) -> tuple[Relayed, ...]:
    """Who passes its word on."""
    return _relayed(ledger, "via", "root", name, most)


def passes_on(ledger: Ledger, name: str, *, most: int = 20) -> tuple[Relayed, ...]:
    """Whose word it passes on."""
    return _relayed(ledger, "root", "via", name, most)


def _relayed(ledger: Ledger, shown: str, asked: str, name: str, most: int) -> tuple[Relayed, ...]:
    found = ledger.database.rows(
        f"SELECT {shown}, count(*), sum(articles) FROM incident_relays WHERE {asked} = ? "
        f"GROUP BY {shown} ORDER BY 3 DESC, 1 LIMIT ?",
        (name, most),
    )
    return tuple(Relayed(*row) for row in found)


def clashing(ledger: Ledger, name: str) -> int:
    """In how many incidents it says one thing and then another."""
    counted = ledger.database.row(
        "SELECT count(*) FROM incident_roots WHERE root = ? AND clashes > 0", (name,)
    )
    return int(counted[0]) if counted else 0
