"""Decisions about incidents, as forms send them: these are one, this is another, that was wrong."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from saidby.ledger.decisions import UNDO
from saidby.ledger.incident import Incident
from saidby.ledger.kept import one as kept_one
from saidby.ledger.listed_rows import paged
from saidby.ledger.rows import Judgement
from saidby.ledger.store import Ledger
from saidby.ledger.summary import Filter, Summary
from saidby.ledger.ties import MERGE, SPLIT, merge_body, split_body

NEAR = 12  # incidents that are offered to be merged with
SHOWN = 10  # decisions that can be undone on the page


def merge(ledger: Ledger, incident: Incident, others: Iterable[str], *, by: str, why: str | None) -> int:
    """Say that all of them are one; the row of the judgement."""
    found = [incident, *(kept_one(ledger, other) for other in others)]
    return ledger.judge(MERGE, merge_body(found, articles(ledger, found)), by=by, why=why)


def split(ledger: Ledger, incident: Incident, names: Sequence[str], *, by: str, why: str | None) -> int:
    """Say that what these articles tell is another incident; the row of the judgement."""
    return ledger.judge(SPLIT, split_body(incident, names, articles(ledger, [incident])), by=by, why=why)


def undo(ledger: Ledger, row: int, *, by: str) -> int:
    return ledger.judge(UNDO, {"row": row}, by=by)


def standing(ledger: Ledger, incident: Incident) -> tuple[Judgement, ...]:
    """Merges and splits that stand and name one of its articles, the last first."""
    ids = set(articles(ledger, [incident]).values())
    found = [
        judgement
        for judgement in ledger.judgements(MERGE, SPLIT)
        if ids
        & {ref["article"] for key in ("members", "apart", "rest") for ref in judgement.body.get(key, ())}
    ]
    return tuple(reversed(found))[:SHOWN]


def near(ledger: Ledger, incident: Incident) -> tuple[Summary, ...]:
    """Others that may be the same: of the same place and days, else of the same place."""
    if incident.place is None:
        return ()
    since, until = incident.dates or (None, None)
    asked = Filter(place=incident.place.name, since=since, until=until, background=True)
    found = paged(ledger, asked, order="latest", limit=NEAR + 1).summaries
    return tuple(one for one in found if one.id != incident.id)[:NEAR]


def merged_into(ledger: Ledger, id: str) -> str | None:
    """The incident that one of this id went into, as people merged it; None where nobody did."""
    for judgement in reversed(ledger.judgements(MERGE)):
        if id in judgement.body["incidents"]:
            for other in judgement.body["incidents"]:
                found = ledger.database.row("SELECT id FROM incidents WHERE id = ?", (other,))
                if found is not None:
                    return str(found[0])
    return None


def articles(ledger: Ledger, incidents: Iterable[Incident]) -> dict[str, str]:
    """The ledger's id of each article by the name that exports give it."""
    rows = {article.row: article.id for incident in incidents for article in incident.articles}
    found: dict[str, str] = {}
    for row, name in rows.items():
        held = ledger.database.row("SELECT article FROM readings WHERE seq = ?", (row,))
        if held is not None:
            found[name] = held[0]
    return found


def pages(ledger: Ledger, incident: Incident) -> dict[str, tuple[str, str | None]]:
    """The hash (SHA-256) of each article's page, and its address where one is known."""
    found: dict[str, tuple[str, str | None]] = {}
    for article in incident.articles:
        held = ledger.database.row("SELECT page, url FROM readings WHERE seq = ?", (article.row,))
        if held is not None:
            found[article.id] = (held[0].hex(), held[1])
    return found
