"""Heard: what each accused party answers, and who has not been heard at all."""

from __future__ import annotations

from dataclasses import dataclass

from saidby.ledger.incident import BlameRow, ClaimRef, Incident


@dataclass(frozen=True, slots=True)
class Accused:
    """A party that is blamed, or claims it. `reply` is True where it speaks of it in these pages at all."""

    name: str
    blamed: tuple[BlameRow, ...]
    claimed: tuple[BlameRow, ...]
    denied: tuple[BlameRow, ...]
    reply: bool


def accused(incident: Incident) -> tuple[Accused, ...]:
    """In the order of the incident's blame."""
    names = dict.fromkeys(row.accused for row in incident.blame)
    heard = _heard(incident)
    found = []
    for name in names:
        rows = [row for row in incident.blame if row.accused == name]
        blamed, claimed, denied = (
            tuple(row for row in rows if row.kind == kind) for kind in ("blamed", "claimed", "denied")
        )
        found.append(Accused(name, blamed, claimed, denied, bool(claimed or denied) or name in heard))
    return tuple(found)


def not_heard(incident: Incident) -> tuple[str, ...]:
    """The accused that say nothing at all in these pages."""
    return tuple(one.name for one in accused(incident) if not one.reply)


def second_hand(incident: Incident) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Roots that no article heard itself, each with those through whom alone it is heard."""
    found = []
    for root in incident.roots:
        through = [relay for relay in incident.relays if relay.root == root.name]
        passed = {article for relay in through for article in relay.articles}
        if root.articles and passed >= set(root.articles):
            found.append((root.name, tuple(sorted(relay.via for relay in through))))
    return tuple(found)


def first_refs(incident: Incident) -> tuple[ClaimRef, ...]:
    """The first claim of each line of blame: what is shown of it."""
    return tuple(row.claims[0] for row in incident.blame if row.claims)


def _heard(incident: Incident) -> set[str]:
    return {name for root in incident.roots for name in (root.name, root.group, *root.aliases)}
