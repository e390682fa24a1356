"""Words of claims, looked up in the index: it holds them as they are searched, with corrections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saidby.ledger.incident import ClaimRef, Incident
from saidby.ledger.store import Ledger

BATCH = 400  # rows named in one statement


@dataclass(frozen=True, slots=True)
class Words:
    """What a claim says, and where it stands. `quoting` is None for the publisher's own words."""

    row: int
    claim: str
    words: str
    act: str
    quoting: str | None
    through: str
    publisher: str | None


def words_of(ledger: Ledger, incident: Incident, refs: Iterable[ClaimRef]) -> dict[ClaimRef, Words]:
    """Those of the claims that are named; a claim that a newer reading does not have is left out."""
    articles = {article.id: article for article in incident.articles}
    wanted: dict[int, dict[str, ClaimRef]] = {}
    for ref in refs:
        wanted.setdefault(articles[ref.article].row, {})[ref.claim] = ref
    rows = sorted(wanted)
    found: dict[ClaimRef, Words] = {}
    for start in range(0, len(rows), BATCH):
        some = rows[start : start + BATCH]
        marks = ", ".join("?" * len(some))
        held = ledger.database.rows(
            f"SELECT reading, claim, words, act, quoting, through FROM claims WHERE reading IN ({marks})",
            some,
        )
        for row, claim, words, act, quoting, through in held:
            named = wanted[row].get(claim)
            if named is not None:
                hand = articles[named.article].publisher
                found[named] = Words(row, claim, words, act, quoting, through, hand)
    return found
