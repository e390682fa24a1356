"""Ties: what people decided about incidents, as judgements, and which happenings they bind.

A happening is named by its article and the sentence that tells of it, so that a decision outlives another
reading of the page and another weighing of the pairs. "merge" ties all that it names; "split" parts the first
list from the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise, product
from typing import Any

from saidby.errors import UsageError
from saidby.ledger.incident import Incident
from saidby.ledger.portraits import Sitting
from saidby.ledger.rows import Judgement

MERGE = "merge"
SPLIT = "split"
PARTY = "party"
OWNERS = "owners"
Json = dict[str, Any]
Ref = tuple[str, int]
Pairs = tuple[tuple[Ref, Ref], ...]


def merge_body(incidents: Sequence[Incident], articles: Mapping[str, str]) -> Json:
    """The judgement that these incidents are one. `articles`: the ledger's id by the name exports give."""
    if len({incident.id for incident in incidents}) < 2:
        raise UsageError("merge takes two incidents or more, which are then one")
    return {
        "incidents": [incident.id for incident in incidents],
        "members": [ref for incident in incidents for ref in _refs(incident, articles)],
    }


def split_body(incident: Incident, names: Sequence[str], articles: Mapping[str, str]) -> Json:
    """The judgement that what these articles tell is another incident, one for all of them."""
    known = [article.id for article in incident.articles]
    for name in names:
        if name not in known:
            raise UsageError(f"{name} is no article of this incident; there are: {', '.join(known)}")
    if len(set(names)) == len(known):
        raise UsageError("all its articles would leave; leave one of them in, or there is nothing to part")
    chosen = set(names)
    apart = [
        ref
        for told, ref in zip(incident.mentions, _refs(incident, articles), strict=True)
        if told.article in chosen
    ]
    rest = [
        ref
        for told, ref in zip(incident.mentions, _refs(incident, articles), strict=True)
        if told.article not in chosen
    ]
    return {"incident": incident.id, "apart": apart, "rest": rest}


def decided(judgements: Iterable[Judgement], sittings: Mapping[str, Sitting]) -> tuple[Pairs, Pairs]:
    """The pairs of happenings that people tied, and those they parted; the later decision holds."""
    tied: dict[frozenset[Ref], bool] = {}
    order: dict[frozenset[Ref], tuple[Ref, Ref]] = {}

    def say(one: Ref, other: Ref, same: bool) -> None:
        pair = frozenset((one, other))
        if len(pair) == 2:
            tied[pair] = same
            order[pair] = (min(one, other), max(one, other))

    for judgement in judgements:
        body = judgement.body
        if judgement.kind == MERGE:
            members = _found(body["members"], sittings)
            for pair in product(members, members):
                if frozenset(pair) in tied:
                    say(*pair, True)
            for one, other in pairwise(members):
                say(one, other, True)
        elif judgement.kind == SPLIT:
            apart, rest = _found(body["apart"], sittings), _found(body["rest"], sittings)
            for one, other in product(apart, rest):
                say(one, other, False)
            for one, other in pairwise(apart):
                say(one, other, True)
    pairs = sorted((order[pair], same) for pair, same in tied.items())
    return tuple(pair for pair, same in pairs if same), tuple(pair for pair, same in pairs if not same)


def marked(judgements: Iterable[Judgement]) -> dict[str, dict[str, bool]]:
    """By incident, the names that people called a party to it, or none; the later decision holds."""
    found: dict[str, dict[str, bool]] = {}
    for judgement in judgements:
        if judgement.kind == PARTY:
            found.setdefault(judgement.body["incident"], {})[judgement.body["name"]] = judgement.body["party"]
    return found


def _refs(incident: Incident, articles: Mapping[str, str]) -> list[Json]:
    return [{"article": articles[told.article], "span": list(told.anchor)} for told in incident.mentions]


def _found(members: Iterable[Json], sittings: Mapping[str, Sitting]) -> list[Ref]:
    """The happenings that are meant, each once, in order; none for an article that is no longer read."""
    found: dict[Ref, None] = {}
    for member in members:
        sitting = sittings.get(member["article"])
        if sitting is not None:
            found[_at(sitting, *member["span"])] = None
    return list(found)


def _at(sitting: Sitting, start: int, end: int) -> Ref:
    """The happening told of there: by its own sentence, by one that overlaps, else the main one."""

    def fit(number: int) -> tuple[bool, bool, int]:
        anchor = sitting.portraits[number].happening.anchor
        return (tuple(anchor) == (start, end), anchor.start < end and start < anchor.end, -number)

    return sitting.portraits[max(range(len(sitting.portraits)), key=fit)].ref
