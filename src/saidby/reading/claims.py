"""Claims: each attribution and each sentence of the author's own as somebody's word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from saidby.data import (
    PUBLISHER,
    Act,
    Article,
    Attribution,
    ChainLink,
    Claim,
    Flag,
    Span,
    Stance,
    Timex,
)
from saidby.reading import hedges
from saidby.reading.actors import Cast
from saidby.reading.acts import SURE_CUE, repeats
from saidby.reading.chains import Chain, chains
from saidby.reading.rest import says_itself
from saidby.reading.scope import Scope
from saidby.reading.stances import is_part, opens_as_speaker, own
from saidby.reading.tokens import plain

_CONTINUING = re.compile(
    r"(?:adding|add(?:ed|s)|saying|noting|stressing|claiming|arguing|warning|continu)", re.IGNORECASE
)
_TIME_GAP = 9
"""Words between a cue and the time of saying: "told a news conference in the capital late on Sunday"."""
_WEEKDAY = re.compile(r"XXXX-WXX-\d")
_BOUND = re.compile(r"\b(?:since|until|till)\s(?:the\s|early\s|late\s)?$", re.IGNORECASE)
_REPORTED = re.compile(
    r"\b(?:reportedly|allegedly|(?:is|are|was|were)\s(?:said|reported|rumou?red|understood|believed)\sto|"
    r"it\s(?:is|was)\s(?:said|reported|claimed|alleged)|according\sto)\b",
    re.IGNORECASE,
)
_CORRECTED = re.compile(
    r"\b(?:an\searlier\sversion|this\s(?:article|story)\s(?:has\sbeen|was)\s(?:corrected|updated|amended))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Page:
    """What all claims of one article share. `near`: the attributions that touch a sentence, by its number."""

    article: Article
    flat: str
    sentences: Sequence[Span]
    starts: Sequence[int]
    by_id: Mapping[str, Attribution]
    near: Mapping[int, Sequence[Attribution]]
    cast: Cast
    timexes: Sequence[Timex]
    time_starts: Sequence[int]
    scope: Scope

    def number(self, position: int) -> int:
        """The number of the sentence in which, or after which, a position stands."""
        return max(0, bisect_right(self.starts, position) - 1)

    def times(self, span: Span) -> Sequence[Timex]:
        """The time expressions that start in a span."""
        return self.timexes[
            bisect_left(self.time_starts, span.start) : bisect_left(self.time_starts, span.end)
        ]


def _near(attributions: Sequence[Attribution], starts: Sequence[int]) -> dict[int, list[Attribution]]:
    near: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        pieces = (*attribution.source, *attribution.cue, *attribution.content)
        touched = {
            number
            for piece in pieces
            for number in range(bisect_right(starts, piece.start) - 1, bisect_left(starts, piece.end))
        }
        for number in sorted(touched):
            near.setdefault(max(0, number), []).append(attribution)
    return near


def claims(
    article: Article,
    sentences: Sequence[Span],
    attributions: Sequence[Attribution],
    cast: Cast,
    timexes: Sequence[Timex],
) -> tuple[Claim, ...]:
    """One claim for each root of each attribution, one for each sentence that the author answers for.

    `accused`, `accused_of`, `events` and `denies` stay empty until events are read; `saidby.reading.counts`
    ties the figures on. A sentence of
    which only a part is attributed gives a claim of the author too where the rest says something.
    """
    flat = plain(article.text)
    starts = [s.start for s in sentences]
    page = _Page(
        article, flat, sentences, starts, {a.id: a for a in attributions}, _near(attributions, starts), cast,
        timexes, [t.span.start for t in timexes], Scope(article.text, flat, sentences, attributions),
    )  # fmt: skip
    found = [claim for attribution in attributions for claim in _attributed(page, attribution)]
    found = _continued(page, found)
    found += _minded(page, (*cast.minds, *own(flat, attributions)))
    found += _narrated(page, attributions)
    order = sorted(range(len(found)), key=lambda n: _place(found[n], n))
    return tuple(replace(found[n], id=f"c{place}") for place, n in enumerate(order, 1))


def _place(claim: Claim, number: int) -> tuple[int, bool, Span, bool, int]:
    """Stances behind what is said from the same sentence on, the publisher's own words behind others'."""
    return claim.sentence.start, claim.stance is not None, claim.sentence, claim.attribution is None, number


# ---------------------------------------------------------------------------------------- attributed


def _attributed(page: _Page, attribution: Attribution) -> list[Claim]:
    said = page.cast.speeches[attribution.id]
    touched = (*attribution.source, *attribution.cue, *attribution.content)
    if not touched:
        return []
    time = _report_time(page, attribution)
    to = page.cast.actors_of(said.addressee) if said.addressee else ()
    region = attribution.content
    claim = Claim(
        id="", attribution=attribution.id, chain=(), act="assert", sentence=_sentence(page, touched),
        events=(), figures=(), hedges=hedges.hedges(page.flat, region, attribution.cue),
        boosters=hedges.boosters(page.flat, region), addressee=tuple(a for a in to if a != PUBLISHER),
        accused=(), accused_of=(), denies=None, report_time=time.id if time else None,
        repeats_earlier=_repeats(page, attribution),
        flags=_flags(page, attribution, time), alternative=None, score=attribution.score,
    )  # fmt: skip
    sure = min(1.0, said.sure / SURE_CUE)
    return [
        replace(
            claim,
            chain=chain.links,
            act=_act(page, chain.links, said.act, said.by_words),
            score=round(attribution.score * chain.sure * sure, 3),
        )
        for chain in chains(page.article, attribution, page.by_id, page.cast)
    ]


def _minded(page: _Page, minds: Sequence[Attribution]) -> Iterator[Claim]:
    """What is told of minds, others' or one's own: each the claim of whose mind it is, on the word of who
    tells.
    """
    told: dict[str, list[Attribution]] = {}
    for mind in minds:
        told.setdefault(mind.parent or "", []).append(mind)
    for outer, inside in told.items():
        around = page.by_id[outer]
        for mind in inside if around.source else ():
            yield from (
                Claim(
                    id="", attribution=outer, chain=chain.links, act="assert",
                    sentence=_sentence(page, (*mind.source, *mind.cue, *mind.content)), events=(), figures=(),
                    hedges=(), boosters=(), addressee=(), accused=(), accused_of=(), denies=None,
                    report_time=None, repeats_earlier=False, flags=(), alternative=None,
                    score=round(mind.score * around.score * chain.sure, 3),
                    stance=Stance(mind.cue[0], mind.content[0]),
                )
                for chain in _held(page, mind, inside)
            )  # fmt: skip


def _held(page: _Page, mind: Attribution, beside: Sequence[Attribution]) -> list[Chain]:
    """From whose mind it is over whose mind that is a part of ("Orlen believes that the army fears a siege")
    to who tells it. Who tells of his own mind stands twice: as whose it is, and as who tells.
    """
    around = page.by_id[mind.parent or ""]
    outer = list(chains(page.article, around, page.by_id, page.cast))
    root, *others = [link.actor for link in outer[0].links]
    if root == PUBLISHER:
        return []
    ids = _holders(page, mind, root)
    own = len(outer) == 1 and ids == (root,)
    via = next(iter(around.cue), None)
    if not own:
        within = [one for one in beside if is_part(page.flat, mind, one)]
        within = [one for one in within if not set(_holders(page, one, root)) & {*ids, PUBLISHER}]
        if within:
            nearest = min(within, key=lambda one: (one.content[0].end - one.content[0].start, one.cue))
            outer = _held(page, nearest, [one for one in within if one is not nearest])
            via = nearest.cue[0]
        if not {link.actor for chain in outer for link in chain.links}.isdisjoint(ids):
            return []
    elif others[:1] == [root]:
        return []
    sure = page.cast.sure(mind.source[0]) or 0.5
    return [
        Chain(
            (ChainLink(actor), replace(chain.links[0], via=via), *chain.links[1:]),
            round(sure * chain.sure, 3),
        )
        for actor in ids
        for chain in outer
    ]


def _holders(page: _Page, mind: Attribution, root: str) -> tuple[str, ...]:
    """Whose mind it is. "I" is who speaks, and so is "we" where he speaks for nobody that the page names."""
    if mind.source[0].of(page.flat).lower() in ("i", "m"):
        return () if root == PUBLISHER else (root,)
    ids = page.cast.participant(mind.source[0])
    if ids and opens_as_speaker(page.flat, mind, page.by_id[mind.parent or ""], page.cast.actor(root)):
        return (root,)
    we = mind.source[0].of(page.flat).lower() in ("we", "our")
    return (root,) if we and ids in ((), (PUBLISHER,)) and root != PUBLISHER else ids


def _repeats(page: _Page, attribution: Attribution) -> bool:
    earlier = any(relay.earlier for relay in page.cast.relays.of(attribution.id))
    return earlier or repeats(page.flat, attribution)


def _act(page: _Page, chain: Sequence[ChainLink], act: Act, by_words: bool) -> Act:
    """A medium that tells of others' misdeeds does not accuse; reports of reports are passed on."""
    root = page.cast.actor(chain[0].actor)
    if root is None:
        return act
    media = root.sector == "JRN" or root.kind == "media"
    if media and by_words and act not in ("deny", "predict"):
        act = "assert"
    return (
        "report" if media and act == "assert" and root.kind == "collective" and root.same_as is None else act
    )


def _sentence(page: _Page, touched: Sequence[Span]) -> Span:
    """From the first to the last sentence that some spans touch."""
    start, end = min(s.start for s in touched), max(s.end for s in touched)
    if not page.sentences:
        return Span(start, end)
    first = page.number(start)
    last = max(first, bisect_left(page.starts, end) - 1)
    return Span(page.sentences[first].start, page.sentences[last].end)


def _report_time(page: _Page, attribution: Attribution) -> Timex | None:
    """The time at the cue: when it was said. A time inside the words said is no such time."""
    hull = [*attribution.cue, *attribution.source[:1]]
    if not attribution.cue:
        return None
    sentence = _sentence(page, attribution.cue[:1])
    best: tuple[int, Timex] | None = None
    for timex in page.times(sentence):
        if timex.type not in ("DATE", "TIME") or timex.value.endswith("_REF"):
            continue
        if _BOUND.search(page.flat, max(0, timex.span.start - 16), timex.span.start):
            continue  # "whose volunteers have been digging since noon"
        if any(c.overlaps(timex.span) for c in attribution.content) or _others(page, attribution, timex.span):
            continue
        gap = min(_gap(page.flat, timex.span, piece) for piece in hull)
        if gap <= _TIME_GAP and (best is None or gap < best[0]):
            best = (gap, timex)
    return best[1] if best else None


def _others(page: _Page, attribution: Attribution, span: Span) -> bool:
    """Does a time belong to another attribution: inside its words or cue, or past its cue?"""
    cue = attribution.cue[0]
    between = Span(min(cue.start, span.start), max(cue.end, span.end))
    for other in page.near.get(page.number(span.start), ()):
        if other is attribution or not other.cue:
            continue
        if any(c.holds(span) and not c.holds(cue) for c in other.content):
            return True
        if any(between.holds(c) for c in other.cue) or any(
            c.holds(span) and not c.overlaps(cue) for c in other.cue
        ):
            return True
    return False


def _gap(flat: str, time: Span, piece: Span) -> int:
    """Words between a time and a piece of the cue or source."""
    if time.overlaps(piece):
        return 0
    between = flat[time.end : piece.start] if time.end <= piece.start else flat[piece.end : time.start]
    return len(between.split()) if len(between) < 120 else 99


def _flags(page: _Page, attribution: Attribution, time: Timex | None) -> tuple[Flag, ...]:
    flags = {Flag("undated", time.span)} if time and _is_undated(time) else set()
    for span in attribution.source:
        actor = page.cast.actor(page.cast.actor_of(span) or "")
        if actor and actor.same_as:
            flags.add(Flag("plural_for_one", span))
    for span in attribution.content:
        flags |= {Flag("undated", t.span) for t in page.times(span) if _is_undated(t)}
    return tuple(sorted(flags, key=lambda f: f.span))


def _is_undated(timex: Timex) -> bool:
    return timex.resolved is None and _WEEKDAY.match(timex.value) is not None


def _continued(page: _Page, found: list[Claim]) -> list[Claim]:
    """ "..., adding that": said in the same breath, so at the same time."""
    times = {c.attribution: c.report_time for c in found if c.attribution}
    for n, claim in enumerate(found):
        attribution = page.by_id[claim.attribution or ""]
        if (
            claim.report_time is None
            and attribution.cue
            and _CONTINUING.search(attribution.cue[0].of(page.flat))
        ):
            first = next(
                (
                    a
                    for a in page.near.get(page.number(attribution.cue[0].start), ())
                    if _goes_before(a, attribution, claim.sentence)
                ),
                None,
            )
            if first and times.get(first.id):
                found[n] = replace(claim, report_time=times[first.id])
    return found


def _goes_before(one: Attribution, other: Attribution, sentence: Span) -> bool:
    """Are both the same source's, in one sentence, with the one's cue before the other's?"""
    same = one is not other and bool(one.source) and one.source == other.source
    return same and bool(one.cue) and one.cue[0] < other.cue[0] and sentence.holds(one.cue[0])


# -------------------------------------------------------------------------------------------- narrated


def _narrated(page: _Page, attributions: Sequence[Attribution]) -> list[Claim]:
    pieces = sorted(
        [piece for a in attributions for piece in (*a.source, *a.cue, *a.content)]
        + [span for a in attributions for r in page.cast.relays.of(a.id) for span in (r.via, r.name)]
    )
    headings = [e.span for e in page.article.elements if e.role == "heading"]
    claims, at = [], 0
    for number, sentence in enumerate(page.sentences):
        while at < len(pieces) and pieces[at].end <= sentence.start:
            at += 1
        here = [p for p in _until(pieces, at, sentence.end) if p.overlaps(sentence)]
        if here and not says_itself(page.flat, sentence, here, page.near.get(number, ())):
            continue
        heading = any(h.holds(sentence) for h in headings)
        claims.append(_narrator(page, number, heading=heading, partly=bool(here)))
    return claims


def _until(pieces: Sequence[Span], at: int, end: int) -> Iterator[Span]:
    while at < len(pieces) and pieces[at].start < end:
        yield pieces[at]
        at += 1


def _narrator(page: _Page, number: int, *, heading: bool, partly: bool) -> Claim:
    sentence = page.sentences[number]
    words = sentence.of(page.flat)
    wire = page.cast.relays.wire
    actor = page.cast.actor_of(wire.name) if wire else None
    flags = [Flag("undated", t.span) for t in page.times(sentence) if _is_undated(t)] if not partly else []
    if wire and actor:
        flags.append(Flag("wire_copy", wire.name))
    other = None if heading or partly else page.scope.alternative(number)
    act: Act = "correct" if _CORRECTED.search(words) else "report" if _REPORTED.search(words) else "assert"
    return Claim(
        id="", attribution=None, chain=(ChainLink(PUBLISHER),), act=act, sentence=sentence, events=(),
        figures=(), hedges=hedges.hedges(page.flat, (sentence,)),
        boosters=hedges.boosters(page.flat, (sentence,)), addressee=(), accused=(), accused_of=(),
        denies=None, report_time=None, repeats_earlier=False,
        flags=tuple(sorted(flags, key=lambda f: f.span)), alternative=other,
        score=round(1 - other.score, 3) if other else 0.9,
    )  # fmt: skip
