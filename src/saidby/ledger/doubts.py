"""Doubts: what the machine is least sure of in one reading, by its own scores: a pure function of it.

A doubt is one record and how likely its value is right. `KINDS` are what a person can be asked about:

* "attribution": that somebody says something here, and which words are whose;
* "claim": whose word a claim is in the end, and what is done by saying it;
* "accusation": who is accused, and of what;
* "figure": what is counted, and how many;
* "pair": that two happenings of two articles are one, or are not (of the ledger, not of a reading).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, get_args

from saidby.data import PUBLISHER
from saidby.ledger.corrections import anchor

Json = dict[str, Any]
Kind = Literal["attribution", "claim", "accusation", "figure", "pair"]
KINDS: tuple[Kind, ...] = get_args(Kind)

FORM = 1  # counts up when the doubts of the same reading become others
SURE = 0.9  # what is surer is nobody's to be asked about
MOST = 8  # of one kind in one reading, the least sure: a long list of names does not fill the queue
_STEP = 0.05  # how much less sure than its attribution a claim must be to be asked about by itself

FIELDS: dict[str, tuple[str, ...]] = {
    "attribution": ("source", "cue", "content", "quoting"),
    "claim": ("root", "act"),
    "accusation": ("accused", "accused_of"),
    "figure": ("measure", "low", "high"),
    "pair": ("same",),
}
"""What a person settles by accepting an item of that kind."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A record that is not sure. `target` names it as a correction does, `anchor` the words it stands at."""

    kind: Kind
    target: str
    score: float
    anchor: Any


def doubts(reading: Json) -> list[Doubt]:
    """The least sure first; of each kind at most `MOST`."""
    found: list[Doubt] = []
    for kind in ("attribution", "claim", "accusation", "figure"):
        own = [
            (score, place, target)
            for place, (of, target, score) in enumerate(_all(reading))
            if of == kind and score < SURE
        ]
        found += [
            Doubt(kind, target, score, anchor(reading, target)) for score, _, target in sorted(own)[:MOST]
        ]
    return sorted(found, key=lambda doubt: (doubt.score, KINDS.index(doubt.kind)))


def score_of(reading: Json, kind: Kind, target: str) -> float | None:
    """How sure a record is; None where a person is not asked about it."""
    return next((score for of, name, score in _all(reading) if (of, name) == (kind, target)), None)


def _all(reading: Json) -> Iterator[tuple[Kind, str, float]]:
    said = {one["id"]: one["score"] for one in reading["attributions"]}
    actors = {one["id"]: one["score"] for one in reading["actors"]}
    events = {one["id"]: one["score"] for one in reading["events"]}
    for one in reading["attributions"]:
        yield "attribution", f"attributions/{one['id']}", one["score"]
    for one in reading["claims"]:
        target = f"claims/{one['id']}"
        if one["attribution"] is None:
            if one["alternative"] is not None:  # else there is nothing that it could be instead
                yield "claim", target, one["score"]
        elif one["score"] < said.get(one["attribution"], 1.0) - _STEP:
            yield "claim", target, one["score"]
        if one["accused"] or one["accused_of"]:
            parts = [actors.get(id, 1.0) for id in one["accused"] if id != PUBLISHER]
            parts += [events.get(id, 1.0) for id in one["accused_of"]]
            yield "accusation", target, min([one["score"], *parts])
    for one in reading["figures"]:
        yield "figure", f"figures/{one['id']}", one["score"]


def settles(target: str, field: str) -> list[Kind]:
    """The kinds of question about a record that a correction of that field answers."""
    name = target.split("/")[0]
    of: dict[str, tuple[Kind, ...]] = {
        "attributions": ("attribution",), "claims": ("claim", "accusation"), "figures": ("figure",),
    }  # fmt: skip
    wanted = "root" if field == "chain" else field
    return [kind for kind in of.get(name, ()) if wanted in FIELDS[kind]]
