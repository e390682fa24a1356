"""Cards: each claim of an article as it stands beside its words: who, through whom, what, how sure."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from saidby.data import PUBLISHER, Claim, Quoting
from saidby.ledger import cases
from saidby.ledger.corrections import ARTICLE, ROOT
from saidby.ledger.rows import Correction
from saidby.views.details import Details, Row
from saidby.views.overview import SURE, Entry, Overview

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Hand:
    """One hand of a chain. `root` is the name by which it is a source, None for those after the first."""

    name: str
    via: str | None
    root: str | None


@dataclass(frozen=True, slots=True)
class Over:
    """A correction as it is shown. `of` tells the record in words, `claims` which claims it concerns.

    `target` is None where it fits no record of this reading.
    """

    row: int
    at: str
    by: str
    why: str | None
    target: str | None
    of: str
    field: str
    value: str
    machine: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One claim, or the claims of one attribution by its several roots: `ids`, the first of them first.

    `source` is None for the publisher's own word; `named` is False where nobody is named. `start` is where
    its words begin.
    """

    id: str
    ids: tuple[str, ...]
    start: int
    depth: int
    source: str | None
    named: bool
    cue: str
    when: str | None
    act: str
    quoting: Quoting | None
    unsure: bool
    words: str
    chains: tuple[tuple[Hand, ...], ...]
    rows: tuple[Row, ...]
    flags: tuple[str, ...]
    overs: tuple[Over, ...]


def keyed(overview: Overview) -> tuple[tuple[str, Entry], ...]:
    """Each claim that is shown with its id, by which its words are marked."""
    return tuple((entry.claim.id, entry) for entry in overview.entries)


def aliases(overview: Overview) -> dict[str, tuple[str, ...]]:
    """For each claim that is shown those that stand at its words: itself, the other roots', stances in it."""
    told: dict[str | None, list[str]] = {}
    for claim in overview.reading.claims:
        if claim.stance is not None and claim.attribution:
            told.setdefault(claim.attribution, []).append(claim.id)
    return {
        entry.claim.id: tuple(
            dict.fromkeys(
                [
                    entry.claim.id,
                    *(claim.id for claim in entry.others),
                    *(told.get(entry.claim.attribution, ()) if entry.claim.attribution else ()),
                ]
            )
        )
        for entry in overview.entries
    }


def start(entry: Entry) -> int:
    """Where the words of a claim begin."""
    said = entry.attribution
    pieces = (*said.source, *said.cue, *said.content) if said else ()
    return min(pieces, default=entry.claim.sentence).start


def cards(
    overview: Overview, entries: Iterable[Entry], overs: Sequence[Over], ids: Mapping[str, tuple[str, ...]]
) -> list[Card]:
    """A card for each of these claims, in their order; `ids` are `aliases`."""
    details = Details(overview)
    names = {actor.id: actor.name for actor in overview.reading.actors}
    return [_card(overview, details, names, entry, overs, ids[entry.claim.id]) for entry in entries]


def _card(
    overview: Overview, details: Details, names: Mapping[str, str], entry: Entry, overs: Sequence[Over],
    own: tuple[str, ...],
) -> Card:  # fmt: skip
    claim, said = entry.claim, entry.attribution
    return Card(
        id=claim.id,
        ids=own,
        start=start(entry),
        depth=min(entry.depth, 3),
        source=overview.source(entry) if said else None,
        named=bool(said and said.source),
        cue=overview.words(said.cue) if said else "",
        when=overview.time(entry),
        act=claim.act.replace("_", " "),
        quoting=said.quoting if said else None,
        unsure=claim.score < SURE,
        words=overview.words(said.content) if said else claim.sentence.of(overview.article.text),
        chains=tuple(_hands(overview, names, one) for one in (claim, *entry.others)),
        rows=details.rows(entry),
        flags=overview.flags(entry),
        overs=tuple(over for over in overs if set(over.claims) & set(own)),
    )


def _hands(overview: Overview, names: Mapping[str, str], claim: Claim) -> tuple[Hand, ...]:
    """Root, relays and publisher, with the words by which each passed it on."""
    (shown,) = overview.chains(Entry(claim, None, None, 0))
    return tuple(
        Hand(
            name,
            via,
            names.get(link.actor, overview.article.publisher if link.actor == PUBLISHER else None)
            if position == 0
            else None,
        )
        for position, ((name, via), link) in enumerate(zip(shown, claim.chain, strict=True))
    )


# -------------------------------------------------------------------------------------- corrections


def overs(reading: Json, made: Iterable[tuple[Correction, str | None]]) -> list[Over]:
    """Corrections as they are shown over a reading's JSON. Each comes with the record that it lies over."""
    return [_over(reading, one, target) for one, target in made]


def _over(reading: Json, one: Correction, target: str | None) -> Over:
    return Over(
        one.row, one.at, one.by, one.why, target, _of(reading, target), one.field.replace("_", " "),
        in_words(reading, one.field, one.value), in_words(reading, one.field, one.machine),
        _concerned(reading, target),
    )  # fmt: skip


def in_words(reading: Json, field: str, value: Any) -> str:
    """A value of a record as a person reads it: names and words in the place of ids and offsets."""
    if field == ROOT and isinstance(value, list):  # what it lies over is the whole chain
        value = _named(reading, value[0]["actor"]) if value else None
    text = reading["article"]["text"]
    if _spans(value):
        return " … ".join(text[start:end] for start, end in value)
    told = cases.in_words(reading, field, value)
    if told is None or told == []:
        return "unknown" if told is None else "none"
    if isinstance(told, list) and all(isinstance(one, str) for one in told):
        return ", ".join(told)
    return told if isinstance(told, str) else json.dumps(told, ensure_ascii=False)


def _spans(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(one, list) and [*map(type, one)] == [int, int] for one in value)
    )


def _named(reading: Json, actor: str) -> str:
    return next((str(one["name"]) for one in reading["actors"] if one["id"] == actor), actor)


def _of(reading: Json, target: str | None) -> str:
    """A record in a few words: "the figure “12 dead”"."""
    if target is None:
        return "a record that is not in this reading"
    if target == ARTICLE:
        return "the article"
    name, id = target.split("/")
    record = next(one for one in reading[name] if one["id"] == id)
    if name == "claims":
        return f"claim {id}"
    if name == "actors":
        return f"the actor “{record['name']}”"
    pieces = record.get("spans") or record.get("triggers") or record.get("cue") or record.get("content") or []
    start, end = (record.get("span") or [*pieces, [0, 0]][0])[:2]
    return f"the {name[:-1].replace('timexe', 'time')} “{reading['article']['text'][start:end]}”"


def _concerned(reading: Json, target: str | None) -> tuple[str, ...]:
    """The claims that a record is part of."""
    name, _, id = (target or "").partition("/")
    if name == "claims":
        return (id,)

    def holds(claim: Mapping[str, Any]) -> bool:
        if name == "attributions":
            return bool(claim["attribution"] == id)
        return name in ("events", "figures") and id in claim[name]

    return tuple(claim["id"] for claim in reading["claims"] if holds(claim))
