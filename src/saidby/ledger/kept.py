"""Kept: the incidents of a ledger as tables, computed from its rows and made anew where it grew.

    with Ledger(path, mode="write") as ledger:
        refresh(ledger)
        for summary in summaries(ledger): ...
        incident = one(ledger, "3f2a")

Both tables are derived and may be dropped at any time. The portraits of an article are made once for each
reading; pairs and clusters are made anew over all, so that the order in which pages came does not show.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from saidby.errors import UsageError
from saidby.ledger import doubt_rows, echo_rows, listed_rows, root_rows
from saidby.ledger.computing import Computing, Painter, Stamp, Tick
from saidby.ledger.decisions import moved
from saidby.ledger.incident import Incident
from saidby.ledger.incidents import rank
from saidby.ledger.keepsakes import sitting_from, sitting_json
from saidby.ledger.portraits import Sitting
from saidby.ledger.shelf import Shelf
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Summary, summary
from saidby.serial import record, to_json

NAME = "incidents"
_COLUMNS = "id, digest, articles, first, summary, packed"
FORM = 9  # counts up when the incidents of the same readings become others


def fresh(ledger: Ledger) -> bool:
    """Whether nothing came since the tables were made that could change them."""
    form, done = ledger.computed(NAME)
    return form == FORM and not moved(ledger.database, done)


def refresh(ledger: Ledger, *, tick: Tick | None = None) -> None:
    """Bring the tables up to the ledger's last row. The ledger must be open for writing.

    Only incidents of which something changed are made anew. Killed at any moment, the tables are as before.
    """
    if fresh(ledger):
        return
    painter = Painter(ledger, tick=tick)
    echo_rows.refresh(ledger, seen=painter)
    head, _ = ledger.head()
    same = ledger.computed(NAME)[0] == FORM
    work = Computing(ledger, known=partial(_sitting, ledger) if same else None, painted=painter, tick=tick)
    kept = _kept(ledger) if same else set()
    digests = {work.digest(cluster): cluster for cluster in work.clusters}
    made: Shelf[_Rows] = Shelf()
    for digest, cluster in digests.items():
        if digest not in kept:
            made.put(_rows(work.incident(cluster), digest))
    with ledger.database.writing():
        if not same:
            ledger.database.run("DELETE FROM sittings")
            ledger.database.run("DELETE FROM incidents")
            ledger.database.run("DELETE FROM incident_facts")
            root_rows.clear(ledger)
        ledger.database.run_all(
            "INSERT INTO sittings (article, stamp, packed) VALUES (?, ?, ?) "
            "ON CONFLICT (article) DO UPDATE SET stamp = excluded.stamp, packed = excluded.packed",
            ((*stamp, _packed(sitting_json(sitting))) for stamp, sitting in work.made),
        )
        gone = [(digest,) for digest in sorted(kept - digests.keys())]
        ledger.database.run_all(
            "DELETE FROM incident_facts WHERE id IN (SELECT id FROM incidents WHERE digest = ?)", gone
        )
        root_rows.take(ledger, gone)
        ledger.database.run_all("DELETE FROM incidents WHERE digest = ?", gone)
        ledger.database.run_all(
            f"INSERT INTO incidents ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
            (one.incident for one in made),
        )
        ledger.database.run_all(listed_rows.INSERT, (one.facts for one in made))
        root_rows.put(
            ledger,
            (row for one in made for row in one.spoken),
            (row for one in made for row in one.relayed),
        )
        doubt_rows.put_pairs(ledger, work.doubtful())
        ledger.mark_computed(NAME, form=FORM, row=head)


def summaries(ledger: Ledger) -> Iterator[Summary]:
    """Of all incidents, those with most articles first, as they were last made."""
    for (text,) in ledger.database.rows("SELECT summary FROM incidents ORDER BY articles DESC, first, id"):
        yield record(Summary, json.loads(text), origin=ledger.path)


def every(ledger: Ledger) -> Iterator[Incident]:
    """All incidents, in the same order."""
    for (packed,) in ledger.database.rows("SELECT packed FROM incidents ORDER BY articles DESC, first, id"):
        yield _incident(packed, ledger.path)


def one(ledger: Ledger, start: str) -> Incident:
    """The incident whose id starts so. Raises UsageError where none or several do."""
    whole = ledger.database.row("SELECT packed FROM incidents WHERE id = ?", (start.lower(),))
    if whole is not None:
        return _incident(whole[0], ledger.path)
    found = list(
        ledger.database.rows(
            "SELECT id, packed FROM incidents WHERE substr(id, 1, ?) = ? ORDER BY id LIMIT 3",
            (len(start), start.lower()),
        )
    )
    return _incident(found[_only([id for id, _ in found], start)][1], ledger.path)


def find(ledger: Ledger, start: str) -> Incident:
    """The same, also of a ledger whose tables are behind and that may not be written to."""
    if fresh(ledger):
        return one(ledger, start)
    found = Computing(ledger).all()
    fitting = [incident for incident in found if incident.id.startswith(start.lower())]
    return fitting[_only([incident.id for incident in fitting], start)]


def listed(ledger: Ledger) -> Iterator[Summary]:
    """As `summaries`, also of such a ledger."""
    return summaries(ledger) if fresh(ledger) else map(summary, Computing(ledger).all())


def exported(ledger: Ledger) -> Iterator[Incident]:
    """As `every`, also of such a ledger."""
    return every(ledger) if fresh(ledger) else iter(Computing(ledger).all())


def _only(ids: list[str], start: str) -> int:
    if not ids:
        raise UsageError(f"there is no incident {start}; saidby incidents lists them")
    if len(ids) > 1 and start.lower() not in ids:
        raise UsageError(f"several incidents start with {start}: {', '.join(ids[:3])}; give more of it")
    return ids.index(start.lower()) if start.lower() in ids else 0


# -------------------------------------------------------------------------------------- rows


@dataclass(frozen=True, slots=True)
class _Rows:
    """What an incident is in each of the tables."""

    incident: tuple[Any, ...]
    facts: tuple[Any, ...]
    spoken: list[root_rows.Row]
    relayed: list[root_rows.Row]


def _rows(incident: Incident, digest: str) -> _Rows:
    short = summary(incident)
    row = (_json(to_json(short)), _packed(to_json(incident)))
    return _Rows(
        (incident.id, digest, *_order(incident), *row),
        listed_rows.facts(short, incident.place),
        *root_rows.rows(incident),
    )


def _sitting(ledger: Ledger, stamp: Stamp) -> Sitting | None:
    found = ledger.database.row("SELECT packed FROM sittings WHERE article = ? AND stamp = ?", stamp)
    return sitting_from(json.loads(zlib.decompress(found[0]))) if found else None


def _kept(ledger: Ledger) -> set[str]:
    return {digest for (digest,) in ledger.database.rows("SELECT digest FROM incidents")}


def _order(one: Incident) -> tuple[int, str]:
    less, first, _ = rank(one)
    return -less, first


def _incident(packed: bytes, path: str) -> Incident:
    return record(Incident, json.loads(zlib.decompress(packed)), origin=path)


def _packed(value: dict[str, Any]) -> bytes:
    return zlib.compress(_json(value).encode())


def _json(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
