"""Blames: who is said by whom to have done it, who says "it was us", and who denies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from saidby.data import PUBLISHER
from saidby.ledger.evidence import Said, groups, names, refs, standing
from saidby.ledger.incident import BlameKind, BlameRow, Facet, Position, Verdict
from saidby.ledger.voices import Voice, Voices

Blame = tuple[Said, Voice, BlameKind]


def blames(claims: Sequence[Said], voices: Voices) -> list[Blame]:
    """Every accusation, claim of responsibility and denial: the claim, whom it is about, and which it is."""
    found: list[Blame] = []
    for one in claims:
        reading, article = one.part.reading, one.part.happening.article
        act = one.claim.act
        if act == "claim_responsibility":
            found.append((one, one.root, "claimed"))
        elif act == "deny":
            about = one.claim.accused
            found += [(one, voices.voice(reading, article, id), "denied") for id in about if id != PUBLISHER]
            if not about and not one.root.publisher:
                found.append((one, one.root, "denied"))
        else:
            found += [(one, voices.voice(reading, article, id), "blamed") for id in one.claim.accused]
    return found


def blame_rows(found: Sequence[Blame]) -> tuple[BlameRow, ...]:
    rows: dict[tuple[str, str, BlameKind], list[Said]] = defaultdict(list)
    shown: dict[str, str] = {}
    for one, whom, kind in found:
        rows[whom.key, one.root.key, kind].append(one)
        shown.setdefault(whom.key, whom.name)
        shown.setdefault(one.root.key, one.root.name)
    made = [BlameRow(shown[whom], shown[by], kind, refs(those)) for (whom, by, kind), those in rows.items()]
    return tuple(sorted(made, key=lambda row: (row.accused, row.kind, row.by)))


def responsibility(found: Sequence[Blame], voices: Voices) -> Facet:
    """Who did it: a position for each party that is blamed or says so itself, and for each denial."""
    held: dict[tuple[str, bool], list[Said]] = defaultdict(list)
    shown: dict[str, str] = {}
    for one, whom, kind in found:
        held[whom.group, kind == "denied"].append(one)
        shown.setdefault(whom.group, voices.group_name(whom.group))
    positions = [
        Position(
            f"not {shown[group]}" if denied else shown[group],
            names(one.root for one in those),
            groups(those, voices),
            refs(those),
        )
        for (group, denied), those in held.items()
    ]
    positions.sort(key=lambda position: (-len(position.groups), position.value))
    return Facet("responsibility", _verdict(held), tuple(positions))


def _verdict(held: dict[tuple[str, bool], list[Said]]) -> Verdict:
    blamed = {group for group, denied in held if not denied}
    denied = {group for group, is_denied in held if is_denied}
    if not held:
        return "silent"
    if blamed & denied:
        return "contradict"
    if standing(one for those in held.values() for one in those) < 2:
        return "single"
    return "differ" if len(blamed) > 1 or denied else "agree"
