"""Check: what to look at in a draft before it is printed, each with its place and what to do."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from saidby.data import PUBLISHER, READ_ROLES, Attribution, Claim, Event, Figure, Flag, Reading, Span
from saidby.reading.drift import Drift, drifts
from saidby.reading.headings import altered_quotations
from saidby.views.details import Details, amount
from saidby.views.overview import SURE, Overview

SCHEMA = "saidby/check/1"
Kind = Literal["unsourced", "plural", "altered", "drift", "single_root", "undated"]
KINDS: tuple[Kind, ...] = get_args(Kind)
Level = Literal["fix", "look"]

GENERAL = "names no date"  # the reason of a day that none is meant by: "on a Saturday"
LIKELY = 0.3  # score of an attribution that may still run on, from which many will read it so
SHORT = 4  # words; a shorter sentence states nothing that needs a source
_HARM = frozenset(
    {"killed", "injured", "hospitalised", "missing", "detained", "abducted", "displaced", "affected"}
)
_FORCE = frozenset({"ASSAULT", "COERCE"})  # of PLOVER's types
_OWN = re.compile(
    r"\b(?:could not|couldn't|was not able to|not been able to|unable to)\b.{0,40}"
    r"\b(?:verif|confirm|reach|contact)|"
    r"\b(?:did not|didn't|has not|have not|declined to|refused to|would not)\b.{0,30}"
    r"\b(?:respond|answer|comment|repl|say|speak)",
    re.IGNORECASE | re.DOTALL,
)
_DAY = re.compile(r"XXXX-(?:WXX-\d|\d\d-\d\d)")
_DRIFTS = {
    "number": "gives another number than the quotation",
    "kind": "names a kind that the quotation does not",
    "amount": "says more than the quotation",
    "certainty": "drops a reservation of the quotation",
    "negation": "has a “not” where the quotation has none, or none where it has one",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to look at. `level`: "fix" is most likely wrong for print, "look" for the editor to decide.

    `line` counts the text's lines from 1, `sentence` the sentences that are read, None outside of them.
    """

    kind: Kind
    level: Level
    line: int
    sentence: int | None
    span: Span
    words: str
    message: str
    advice: str
    claims: tuple[str, ...]


def check(reading: Reading) -> tuple[Finding, ...]:
    """The findings by position, then kind."""
    page = _Page(reading)
    found = [
        *page.unsourced(),
        *page.plural(),
        *page.altered(),
        *page.drift(),
        *page.single(),
        *page.undated(),
    ]
    return tuple(sorted(found, key=lambda finding: (finding.span, KINDS.index(finding.kind))))


class _Page:
    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.article.text
        self._overview = Overview(reading)
        self._details = Details(self._overview)
        self._starts = [sentence.start for sentence in reading.sentences]
        self._lines = [found.end() for found in re.finditer("\n", self._text)]
        self._actors = {actor.id: actor for actor in reading.actors}
        self._claims = {claim.id: claim for claim in reading.claims}
        self._said = {said.id: said for said in reading.attributions}
        self._figures = {figure.id: figure for figure in reading.figures}
        self._events = {event.id: event for event in reading.events}
        read = [element for element in reading.article.elements if element.role in READ_ROLES]
        self._prose = [element.span for element in read if element.role in ("body", "deck")]
        self._prose_starts = [span.start for span in self._prose]

    def _finding(
        self, kind: Kind, level: Level, span: Span, message: str, advice: str, claims: Iterable[str] = ()
    ) -> Finding:
        at = bisect_right(self._starts, span.start) - 1
        inside = at >= 0 and self._reading.sentences[at].overlaps(span)
        line = bisect_right(self._lines, span.start) + 1
        words = " ".join(span.of(self._text).split())
        return Finding(
            kind, level, line, at + 1 if inside else None, span, words, message, advice, tuple(claims)
        )

    # ---------------------------------------------------------------------------------- sentences

    def unsourced(self) -> Iterator[Finding]:
        """The publisher's own sentences, and what nobody named is said to have said."""
        pieces = sorted(p for said in self._said.values() for p in (*said.source, *said.cue, *said.content))
        starts = [piece.start for piece in pieces]
        for claim in self._reading.claims:
            if claim.attribution is not None:
                yield from self._nobody(claim)
                continue
            span = claim.sentence
            words = span.of(self._text)
            if not self._is_prose(span) or len(words.split()) < SHORT or words.rstrip("\"'”’ ").endswith("?"):
                continue
            partly = bisect_right(starts, span.start) < bisect_right(starts, span.end - 1)
            if _OWN.search(words) or claim.act in ("correct", "retract") or (partly and not claim.figures):
                continue
            yield self._own(claim)

    def _own(self, claim: Claim) -> Finding:
        why, advice = ["no source"], "say who says so, or that you saw it"
        facts = self._facts(claim)
        if facts:
            why.append("it states " + ", ".join(facts))
        credited = next((flag for flag in claim.flags if flag.kind == "wire_copy"), None)
        other = claim.alternative
        said = self._said.get(other.attribution) if other else None
        if other and said and said.source:
            source = self._source(said)
            why.append(f"it may still be the word of {source} ({other.score:.0%} likely)")
            advice = f"if {source} says so, say it in this sentence; else name who does"
        if credited:
            why.append(f"the page credits {credited.span.of(self._text)} for all of it")
        fix = self._is_grave(claim) or (other is not None and other.score >= LIKELY)
        return self._finding(
            "unsourced", "fix" if fix and not credited else "look", claim.sentence, "; ".join(why), advice,
            [claim.id],
        )  # fmt: skip

    def _source(self, said: Attribution) -> str:
        """The root of an attribution by name, else its source as printed."""
        claim = next((c for c in self._reading.claims if c.attribution == said.id and len(c.chain) > 1), None)
        return self._overview.name(claim.chain[0].actor) if claim else self._overview.words(said.source)

    def _nobody(self, claim: Claim) -> Iterator[Finding]:
        said = self._said.get(claim.attribution or "")
        if said and not said.source and len(claim.chain) < 2 and said.parent is None:
            span = (said.cue or said.content)[0]
            yield self._finding(
                "unsourced", "fix", span, "said by nobody named", "name who said it", [claim.id]
            )

    def _facts(self, claim: Claim) -> list[str]:
        """What of a claim needs a source most: people harmed, and what is said to have happened."""
        figures = [self._figures[id] for id in claim.figures if id in self._figures]
        events = [self._events[id] for id in claim.events if id in self._events]
        return [
            *(self._details.short(event, (claim.sentence,)) for event in events if _is_fact(event)),
            *(self._details.figure(figure) for figure in figures if figure.measure in _HARM),
        ]

    def _is_grave(self, claim: Claim) -> bool:
        """Does it tell of people harmed or forced?"""
        events = [self._events[id] for id in claim.events if id in self._events]
        figures = [self._figures[id] for id in claim.figures if id in self._figures]
        harm = any(figure.measure in _HARM for figure in figures)
        return harm or any(_is_fact(event) and event.type in _FORCE for event in events)

    def _is_prose(self, span: Span) -> bool:
        at = bisect_right(self._prose_starts, span.start) - 1
        return at >= 0 and self._prose[at].overlaps(span)

    # ---------------------------------------------------------------------------------- sources and words

    def plural(self) -> Iterator[Finding]:
        seen: set[Flag] = set()
        for claim in self._reading.claims:
            for flag in claim.flags:
                if flag.kind != "plural_for_one" or flag in seen:
                    continue
                seen.add(flag)
                actor = self._actors.get(claim.chain[0].actor) if claim.chain else None
                one = self._actors.get(actor.same_as) if actor and actor.same_as else None
                name = one.name if one else "one source"
                message = f"a plural, and all that the page shows is {name}"
                yield self._finding("plural", "fix", flag.span, message, f"write {name}", [claim.id])

    def altered(self) -> Iterator[Finding]:
        for altered in altered_quotations(self._reading.article):
            if altered.told:
                message = "the text has these words, but nobody is quoted with them"
            elif altered.nearest:
                message = f"the words quoted in the text are “{altered.nearest.of(self._text)}”"
            else:
                message = "nobody in the text is quoted with these words"
            advice = "quote the words as they were said, or take the quotation marks away"
            claims = [c.id for c in self._reading.claims if Flag("pseudo_quote", altered.span) in c.flags]
            yield self._finding("altered", "fix", altered.span, message, advice, claims)

    def drift(self) -> Iterator[Finding]:
        reading = self._reading
        for drift in drifts(
            reading.article, reading.sentences, reading.attributions, reading.actors, reading.claims
        ):
            yield self._drift(drift)

    def _drift(self, drift: Drift) -> Finding:
        against = " ".join(drift.against.of(self._text).split())
        line = bisect_right(self._lines, drift.against.start) + 1
        message = f"the paraphrase {_DRIFTS[drift.kind]}: “{against}” (line {line})"
        advice = "say what was said, or quote it; read both in full"
        return self._finding("drift", "fix", drift.span, message, advice, [drift.paraphrase, drift.quotation])

    # ---------------------------------------------------------------------------------- roots

    def single(self) -> Iterator[Finding]:
        """The whole page on one root, else the facts that one root alone states, together for each claim."""
        everybody = [c for c in self._reading.claims if c.attribution and c.chain and c.stance is None]
        said = [claim for claim in everybody if claim.act != "deny"]
        roots = {self._root(claim) for claim in everybody} - {PUBLISHER}
        advice = "find a second source that does not rest on the first, or say that there is none"
        if len(roots) == 1 and len(said) > 1:
            name = self._overview.name(min(roots))
            message = f"every attributed claim of the page ({len(said)}) rests on {name}"
            yield self._finding("single_root", "fix", said[0].sentence, message, advice, [c.id for c in said])
            return
        shown: set[str] = set()
        for claim in said:
            facts = [*self._alone(claim, said)]
            if facts and facts[0] not in shown:
                shown.update(facts)
                root = self._overview.name(self._root(claim))
                message = f"on the word of {root} alone: {', '.join(facts)}"
                yield self._finding("single_root", "look", claim.sentence, message, advice, [claim.id])

    def _alone(self, claim: Claim, said: Sequence[Claim]) -> Iterator[str]:
        root = self._root(claim)
        if root == PUBLISHER or claim.act in ("demand", "request", "predict", "promise", "threaten"):
            return
        for event in (self._events[id] for id in claim.events if id in self._events):
            if _is_fact(event) and all(self._root(c) == root for c in said if event.id in c.events):
                yield self._details.short(event, (claim.sentence,))
        for figure in (self._figures[id] for id in claim.figures if id in self._figures):
            if (
                figure.measure in _HARM
                and (figure.low or figure.high)
                and not any(
                    self._root(c) != root and any(_agree(figure, self._figures[id]) for id in c.figures)
                    for c in said
                )
            ):
                yield self._details.figure(figure)

    def _root(self, claim: Claim) -> str:
        """The actor that the claim rests on; a spokesman is the body that he speaks for."""
        id, seen = claim.chain[0].actor, set[str]()
        while (actor := self._actors.get(id)) and id not in seen:
            seen.add(id)
            id = actor.same_as or actor.acts_for or id
        return id

    # ---------------------------------------------------------------------------------- times

    def undated(self) -> Iterator[Finding]:
        for timex in self._reading.timexes:
            at = bisect_right(self._starts, timex.span.start) - 1
            read = at >= 0 and self._reading.sentences[at].holds(timex.span)
            if not read or timex.resolved is not None or timex.type not in ("DATE", "TIME"):
                continue
            if _DAY.match(timex.value) and timex.reason != GENERAL:
                message = f"no date: {timex.reason or 'the page does not settle which'}"
                advice = "write the date, or name the day of publication with --published"
                yield self._finding("undated", "fix", timex.span, message, advice)


def _is_fact(event: Event) -> bool:
    return event.factuality == "happened" and event.type is not None and event.score >= SURE


def _agree(one: Figure, other: Figure) -> bool:
    """Can both be the same number of the same?"""
    if one.measure != other.measure or not amount(one) or not amount(other):
        return False
    low = max(one.low or 0, other.low or 0)
    highs = [figure.high for figure in (one, other) if figure.high is not None]
    return low <= min(highs, default=low)
