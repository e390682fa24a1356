"""Accusations: who accuses whom, of what, in which words, and what the accused say to it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from saidby.data import Actor, Attribution, Claim, Factuality, Reading, Span
from saidby.views.details import Details
from saidby.views.overview import Overview


@dataclass(frozen=True, slots=True)
class Deed:
    """What somebody is accused of: the event's id, its words, and how the accuser presents it."""

    event: str
    words: str
    factuality: Factuality


@dataclass(frozen=True, slots=True)
class Answer:
    """A denial. `by` is its root; `linked` is False where only the accused shows that it answers this."""

    claim: str
    by: str
    words: str
    linked: bool


@dataclass(frozen=True, slots=True)
class AccusationRow:
    """One accusation, or a denial of one that the page does not spell out (then `accuser` is None).

    `accused` and `of` are empty where the reading does not settle them. `level` is 1 where the source accuses
    by itself, 2 inside another's accusation, or where somebody only wants to accuse (a purpose).
    """

    claim: str
    accuser: str | None
    chain: tuple[str, ...]
    accused: tuple[str, ...]
    of: tuple[Deed, ...]
    level: int
    words: str
    span: Span
    answers: tuple[Answer, ...]


def accusation_rows(reading: Reading) -> tuple[AccusationRow, ...]:
    """Accusations in text order, then the denials that answer none of them."""
    overview = Overview(reading)
    page = _Page(
        reading, overview, Details(overview),
        {said.id: said for said in reading.attributions},
        {claim.attribution: claim for claim in reversed(reading.claims) if claim.attribution},
    )  # fmt: skip
    accusing = [c for c in reading.claims if c.act == "accuse" or c.accused or c.accused_of]
    answered: set[str] = set()
    rows: list[AccusationRow] = []
    for claim in accusing:
        answers = tuple(page.answers(claim))
        answered.update(answer.claim for answer in answers)
        rows.append(page.row(claim, answers))
    alone = [
        claim
        for claim in reading.claims
        if claim.act == "deny" and claim.id not in answered and claim not in accusing
    ]
    return (*rows, *(page.alone(claim) for claim in alone))


@dataclass(frozen=True, slots=True)
class _Page:
    reading: Reading
    overview: Overview
    details: Details
    said: Mapping[str, Attribution]
    by_attribution: Mapping[str, Claim]

    def row(self, claim: Claim, answers: tuple[Answer, ...]) -> AccusationRow:
        events = {event.id: event for event in self.reading.events}
        deeds = tuple(
            Deed(id, self.details.trigger(events[id], (claim.sentence,)), events[id].factuality)
            for id in claim.accused_of
            if id in events
        )
        inner = any(deed.factuality == "purpose" for deed in deeds) or self._nested(claim)
        chain = tuple(self.overview.name(link.actor) for link in claim.chain)
        return AccusationRow(
            claim=claim.id, accuser=chain[0] if chain else None, chain=chain,
            accused=tuple(map(self.overview.name, claim.accused)), of=deeds, level=2 if inner else 1,
            words=self.words(claim), span=claim.sentence, answers=answers,
        )  # fmt: skip

    def alone(self, claim: Claim) -> AccusationRow:
        root = self.overview.name(claim.chain[0].actor) if claim.chain else ""
        answer = Answer(claim.id, root, self.words(claim), True)
        chain = tuple(self.overview.name(link.actor) for link in claim.chain)
        accused = (root,) if root else ()
        return AccusationRow(claim.id, None, chain, accused, (), 1, "", claim.sentence, (answer,))

    def answers(self, accusation: Claim) -> Iterator[Answer]:
        """Denials of this claim or of its deeds, then those by the accused that name nothing else."""
        actors = {actor.id: actor for actor in self.reading.actors}
        accused = {_principal(id, actors) for id in accusation.accused}
        for claim in self.reading.claims:
            if claim.act != "deny" or claim.id == accusation.id or not claim.chain:
                continue
            denied = claim.denies
            linked = denied is not None and (
                denied.claim == accusation.id or bool({*denied.events} & {*accusation.accused_of})
            )
            named = denied is not None and (denied.claim is not None or bool(denied.events))
            same = _principal(claim.chain[0].actor, actors) in accused
            if linked or (same and not named):
                root = self.overview.name(claim.chain[0].actor)
                yield Answer(claim.id, root, self.words(claim), linked)

    def words(self, claim: Claim) -> str:
        said = self.said.get(claim.attribution or "")
        return self.overview.words(said.content) if said else claim.sentence.of(self.reading.article.text)

    def _nested(self, claim: Claim) -> bool:
        """Does it stand inside another's accusation?"""
        said = self.said.get(claim.attribution or "")
        outer = self.by_attribution.get(said.parent) if said and said.parent else None
        return outer is not None and outer.act == "accuse"


def _principal(id: str, actors: Mapping[str, Actor]) -> str:
    """The actor that stands for those that are the same or speak for it."""
    seen: set[str] = set()
    while (actor := actors.get(id)) and id not in seen:
        seen.add(id)
        id = actor.same_as or actor.acts_for or id
    return id
