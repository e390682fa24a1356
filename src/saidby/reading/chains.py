"""Chains: through whose hands a claim came, from the root source to the publisher."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from saidby.data import PUBLISHER, Article, Attribution, ChainLink, Span
from saidby.reading.phrases import Phrase, parse, plain

if TYPE_CHECKING:
    from saidby.reading.actors import Cast

Hand = Literal["relay", "origin"]

_WEEKDAY = (
    r"(?:(?:on|late|early)\s)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?:\s(?:night|morning|evening))?"
)
_MEDIUM = r"(?:an?|the|his|her|its|their|some|recent|\w+ed)"
_WORDS_SENT = (
    r"(?:statements?|comments?|remarks|interviews?|reports?|words|video|footage|messages?|speech|address|e-?mails?|"
    r"article|op-ed|essay|column|letter|briefing|conversation|call|documents?|information|dispatch|editorial|story)"
)
_TRIGGER = re.compile(
    r"\b(?:"
    # as quoted by, was quoted by NAME as saying, in a statement carried by
    r"(?P<passed>(?:(?:as|is|was|were|been|are|being|statements?|comments?|remarks|interview|report|words|video|"
    r"footage|message|speech|address|letter|and|article|accounts?)\s(?:also\s|first\s|later\s|widely\s)?)"
    rf"(?:quoted|cited|reported|carried|published|broadcast|aired|relayed|distributed|televised|shown|released|"
    rf"obtained)(?:\sas\ssaying)?(?:\s{_WEEKDAY})?\s(?:by|on|in|via)\s)"
    # told NAME
    rf"|(?P<told>(?:told|tells?|telling|informed)\s)"
    # in an interview with NAME, speaking to NAME, in a statement to NAME
    rf"|(?P<spoke>(?:speaking|spoke|speaks|talking|talked)\s(?:exclusively\s)?(?:to|with)\s|in\s{_MEDIUM}\s"
    rf"(?:[\w-]+\s){{0,2}}?{_WORDS_SENT}\s(?:{_WEEKDAY}\s)?(?:with|to|for|on|in|given\sto|sent\sto|published\s(?:by|in)|"
    rf"broadcast\s(?:by|on))\s)"
    # citing NAME, quoting NAME
    r"|(?P<citing>(?:citing|quoting|cited|quoted|cites|quotes|quote)\s)"
    r"|(?P<heard>(?:(?:was|were|been|is)\s(?:told|informed)\sby|learn(?:ed|t)\sfrom|heard\sfrom|"
    r"received\s(?:reports|word)\sfrom)\s)"
    r"|(?P<according>(?:according\sto|per)\s)"
    r"|(?P<via>via\s)"
    # said on state television
    r"|(?P<aired>on\s)"
    # repeated Moscow's previous accusations
    r"|(?P<again>(?:repeat|reiterat|echo|renew|restat|recall|recycl)(?:ed|es|e|s|ing)?\s)"
    r")",
    re.IGNORECASE,
)  # fmt: skip
_NAME_END = re.compile(
    r"[,;:\"“”()]|\.(?=\s|$)|\s(?:--?|–|—)\s|\s(?:as\ssaying|as\stelling|that|in\s(?:an?|the|his|her|their)?\b|on\b|"
    r"during|after|when|while|who|which|late|early|earlier|last|this|next|via|by\b|before|about|said|says|saying|"
    r"reported|and\s(?:said|added|other)|for\b|because|if|how|what|why|whether|to\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:yester|to)day)\b",
)  # fmt: skip
_SOURCE_END = re.compile(
    r"[,;:\"“”]|\.(?=\s|$)|\s(?:as\ssaying|as\stelling|that|said|says|saying|reported|reports|to\ssay)\b"
)
_EARLIER = re.compile(
    r"(?P<owner>(?:the\s)?[\w .'-]{2,60}?'s?)\s(?:[\w-]+\s){0,2}?(?:accusations?|allegations?|claims?|assertions?|"
    r"statements?|charges?|warnings?|calls?|denials?|demands?|position|view|line|concerns?|criticisms?|words|threats?|"
    r"sentiments?|suggestions?|pledge|promise)\b"
)
PLATFORMS = frozenset(
    "twitter facebook telegram youtube whatsapp instagram weibo tiktok linkedin reddit snapchat periscope vk "
    "vkontakte tumblr medium truth-social x".split()
)
"""A platform passes nothing on: who posts there speaks for himself, so it is no hand in a chain."""
_CONTINUING = re.compile(
    r"(?:adding|add(?:ed|s)|saying|noting|stressing|claiming|arguing|warning|continu)", re.IGNORECASE
)
_SAME_SHARE = 0.5
"""Two attributions carry the same words when they share this much of the shorter content."""


@dataclass(frozen=True, slots=True)
class Relay:
    """A hand that one attribution's words went through.

    `origin`: had them before the source did ("SANA, citing a medical source"); `relay`: passed them on after
    the source ("as quoted by SANA"). `name` is whom the text names, `via` the words that say so; `earlier`
    marks what the origin had said before ("repeated Moscow's accusations").
    """

    attribution: str
    hand: Hand
    name: Span
    via: Span
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Wire:
    """The agency that a page credits for its whole text: "(Reuters)" in the dateline."""

    name: Span
    score: float


@dataclass(frozen=True, slots=True)
class Relays:
    """All hands of an article: those of single attributions by id, and the wire that it is copied from."""

    by_attribution: Mapping[str, tuple[Relay, ...]]
    wire: Wire | None

    def of(self, attribution: str) -> tuple[Relay, ...]:
        return self.by_attribution.get(attribution, ())

    def names(self) -> Iterator[Span]:
        for found in self.by_attribution.values():
            yield from (relay.name for relay in found)
        if self.wire:
            yield self.wire.name


def relays(article: Article, sentences: Sequence[Span], attributions: Sequence[Attribution]) -> Relays:
    """Relays and origins named beside the cue of each attribution, and the wire credit of the page."""
    flat = plain(article.text)
    starts = [s.start for s in sentences]
    by_sentence: dict[int, list[Attribution]] = {}
    for attribution in attributions:
        anchor = min((*attribution.cue, *attribution.source), default=None)
        if anchor is not None and anchor.start >= (starts[0] if starts else 0):
            by_sentence.setdefault(bisect_right(starts, anchor.start) - 1, []).append(attribution)
    found: dict[str, tuple[Relay, ...]] = {}
    for number, here in sorted(by_sentence.items()):
        if number < 0:
            continue
        sentence = sentences[number]
        hits = [m for m in _TRIGGER.finditer(flat, sentence.start, sentence.end) if m.lastgroup]
        for attribution in here:
            mine = [r for m in hits if (r := _relay(flat, sentence, attribution, m, here)) is not None]
            if mine:
                found[attribution.id] = _without_repeats(mine)
        _inherit(flat, here, found)
    return Relays(found, wire(article, flat))


def _relay(
    flat: str, sentence: Span, attribution: Attribution, hit: re.Match[str], here: Sequence[Attribution]
) -> Relay | None:
    """The hand that a trigger names, if the trigger belongs to this attribution."""
    trigger, kind = Span(hit.start(), hit.end() - 1), hit.lastgroup
    if any(c.overlaps(trigger) for c in attribution.content) or not _belongs(
        trigger, kind, attribution, here
    ):
        return None
    if kind == "again":
        owner = _EARLIER.match(flat, hit.end(), min([sentence.end, *_starts(attribution, hit.end())]))
        if owner is None or parse(flat, Span(*owner.span("owner"))).sort in ("pronoun", "unknown"):
            return None
        return Relay(attribution.id, "origin", Span(*owner.span("owner")), trigger, earlier=True)
    name = _name(flat, hit.end(), min([sentence.end, *_starts(attribution, hit.end())]), kind)
    if name is None:
        return None
    phrase = parse(flat, name)
    if (phrase.head or phrase.text.lower()) in PLATFORMS or phrase.text.lower() in PLATFORMS:
        return None
    hand: Hand = "origin" if kind in ("citing", "heard") else "relay"
    if kind == "passed":
        by = flat[trigger.end - 3 : trigger.end] == " by"
        fits = is_medium(phrase) or (_is_agent(phrase) and phrase.sort != "document" if by else False)
    elif kind in ("citing", "heard"):
        fits = _is_agent(phrase) and bool(attribution.source)
    elif kind == "according":
        fits = _is_agent(phrase) and bool(attribution.source)
        source = parse(flat, attribution.source[0]) if fits else phrase
        if is_medium(source) and not is_medium(phrase):
            hand = "origin"
    else:
        fits = is_medium(phrase) and (kind != "aired" or phrase.determiner != "own")
    if not fits or any(s.overlaps(phrase.span) for s in attribution.source):
        return None
    return Relay(attribution.id, hand, phrase.span, trigger)


def _starts(attribution: Attribution, after: int) -> list[int]:
    return [c.start for c in attribution.content if c.start >= after]


def _name(flat: str, start: int, end: int, kind: str | None) -> Span | None:
    """The noun phrase after a trigger: up to punctuation, a preposition of time, or the words passed on."""
    ends = _SOURCE_END if kind in ("citing", "heard", "according") else _NAME_END
    stop = ends.search(flat, start, min(end, start + 140))
    name = Span(start, stop.start() if stop else min(end, start + 140))
    return name if flat[name.start : name.end].strip() else None


def _belongs(trigger: Span, kind: str | None, attribution: Attribution, here: Sequence[Attribution]) -> bool:
    """Does a trigger stand at this attribution's cue, rather than at another's of the sentence?"""
    mine = _gap(trigger, attribution)
    if kind in ("told", "again") and mine > 0:
        return False
    if kind == "aired" and mine > 40:
        return False
    for other in here:
        if other is attribution:
            continue
        at_cue = any(c.overlaps(trigger) for c in other.cue)
        if kind == "according":
            if at_cue and not _same_words(attribution, other):
                return False
        elif at_cue or _gap(trigger, other) < mine:
            return False
        inside = any(c.holds(trigger) for c in other.content)
        if inside and not any(c.overlaps(own) for c in other.content for own in attribution.cue):
            return False
    return kind != "according" or mine > 0


def _gap(trigger: Span, attribution: Attribution) -> int:
    """Characters between a trigger and the nearest piece of the cue or the source, 0 where they overlap."""
    return min(
        (
            max(0, trigger.start - p.end, p.start - trigger.end)
            for p in (*attribution.cue, *attribution.source)
        ),
        default=10_000,
    )


def _same_words(one: Attribution, other: Attribution) -> bool:
    """Do two attributions give the same words, one through the other?"""
    if other.parent == one.id or one.parent == other.id:
        return False
    shared = sum(
        max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.content for b in other.content
    )
    length = min(sum(c.end - c.start for c in x.content) for x in (one, other))
    return bool(length) and shared >= _SAME_SHARE * length


def _is_agent(phrase: Phrase) -> bool:
    if phrase.sort == "document":
        return phrase.principal is not None or phrase.determiner in ("a", "the")
    return phrase.sort not in ("unknown", "pronoun", "capital")


def is_medium(phrase: Phrase) -> bool:
    """A body that publishes. "The Hill" is taken for one: a capital article in mid-sentence is part of a name."""
    if phrase.sort == "media" or (phrase.sort == "vague" and phrase.sector == "JRN"):
        return True
    titled = phrase.text.startswith("The ") and phrase.sort in ("single", "body", "person")
    return titled and phrase.proper and phrase.sector is None


def _without_repeats(found: list[Relay]) -> tuple[Relay, ...]:
    kept: list[Relay] = []
    for relay in found:
        if not any(relay.name.overlaps(k.name) for k in kept):
            kept.append(relay)
    return tuple(kept)


def _inherit(flat: str, here: Sequence[Attribution], found: dict[str, tuple[Relay, ...]]) -> None:
    """What the same source goes on to say in the sentence went through the same hands ("adding that")."""
    for before, after in zip(here, here[1:], strict=False):
        if after.id in found or before.id not in found or before.source != after.source or not after.cue:
            continue
        if _CONTINUING.search(after.cue[0].of(flat)):
            passed = [r for r in found[before.id] if r.hand == "relay"]
            if passed:
                found[after.id] = tuple(replace(r, attribution=after.id) for r in passed)


# ---------------------------------------------------------------------------------------- the chain


@dataclass(frozen=True, slots=True)
class Chain:
    """The links from one root to the publisher, and how sure they are together."""

    links: tuple[ChainLink, ...]
    sure: float


def chains(
    article: Article, attribution: Attribution, by_id: Mapping[str, Attribution], cast: Cast
) -> tuple[Chain, ...]:
    """One chain for each root of an attribution: two for "France and Britain said".

    The source within a source comes first: inner, its relays, outer, its relays, wire, publisher. Who passes
    on his own words is named once. Without any source the publisher is all there is.
    """
    hands: list[tuple[tuple[str, ...], Span | None, float]] = []
    seen: set[str] = set()
    current: Attribution | None = attribution
    while current is not None and current.id not in seen:
        seen.add(current.id)
        hands += _hands(current, cast, passed=current.cue[0] if len(seen) > 1 and current.cue else None)
        current = by_id.get(current.parent) if current.parent else None
    if cast.relays.wire:
        name = cast.relays.wire.name
        hands.append((cast.actors_of(name)[:1], name, cast.relays.wire.score))
    roots = hands[0][0] if hands else (PUBLISHER,)
    rest = [(ids[0], via, sure) for ids, via, sure in hands[1:] if ids]
    sure = 1.0
    for _, _, certainty in hands:
        sure *= certainty or 0.5
    return tuple(Chain(_links(article, root, rest, cast), round(sure, 3)) for root in roots or (PUBLISHER,))


def _hands(
    attribution: Attribution, cast: Cast, passed: Span | None
) -> list[tuple[tuple[str, ...], Span | None, float]]:
    """Origins, source and relays of one attribution; `passed` are the words by which the source passes on."""
    hands: list[tuple[tuple[str, ...], Span | None, float]] = []
    found = cast.relays.of(attribution.id)
    origins = [r for r in found if r.hand == "origin"]
    hands += [
        (cast.actors_of(r.name), None if n == 0 else r.via, cast.sure(r.name)) for n, r in enumerate(origins)
    ]
    ids = tuple(dict.fromkeys(i for span in attribution.source for i in cast.actors_of(span)))
    if ids:
        sure = min(cast.sure(span) for span in attribution.source)
        hands.append((ids, origins[0].via if origins else passed, sure))
    hands += [(cast.actors_of(r.name), r.via, cast.sure(r.name)) for r in found if r.hand == "relay"]
    return hands


def _links(
    article: Article, root: str, rest: Sequence[tuple[str, Span | None, float]], cast: Cast
) -> tuple[ChainLink, ...]:
    links = [ChainLink(root)] if root != PUBLISHER else []
    last_via: Span | None = None
    for actor, via, _ in rest:
        if actor == PUBLISHER or (links and links[-1].actor == actor):
            continue
        if _is_publisher(article, cast, actor) and links:
            last_via = via
        elif all(link.actor != actor for link in links):
            links.append(ChainLink(actor, via if links else None))
    return (*links, ChainLink(PUBLISHER, last_via))


def _is_publisher(article: Article, cast: Cast, actor_id: str) -> bool:
    """Is the actor the outlet that publishes the page itself?"""
    actor = cast.actor(actor_id)
    if article.publisher is None or actor is None or actor.kind not in ("media", "organization"):
        return False
    names = {actor.name, *(alias.name for alias in actor.aliases)}
    return _outlet(article.publisher) in {_outlet(name) for name in names}


def _outlet(name: str) -> str:
    bare = re.sub(r"^the |\.(?:com|org|net|co\.\w\w|\w\w)$|^www\.| news agency$| news$", "", name.lower())
    return re.sub(r"[^\w]", "", bare)


# ------------------------------------------------------------------------------------------- the wire

_AGENCIES = (
    r"(?:Reuters|Thomson Reuters|AFP|Agence France-Presse|AP|The Associated Press|Associated Press|UPI|dpa|DPA|EFE|"
    r"TASS|ITAR-TASS|Interfax|RIA Novosti|Xinhua|Kyodo|Yonhap|ANSA|PTI|IANS|ANI|IRNA|Anadolu(?: Agency)?|AA|SANA|KUNA|"
    r"WAM|QNA|SPA|MENA|NNA|Petra|Sputnik|Bloomberg|CNN|CNA|Sapa|BNA|APA|Belga|STT|PAP|Ukrinform|UNIAN|WAFA)"
)
_DATELINE = re.compile(
    r"\s*(?:[A-ZÀ-Þ][\w.'/-]*(?:,?\s[\w.'/-]+){0,6}?[,.]?\s)?\(\s?(?P<name>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2})\s?\)"
    r"\s?[-–—:.]"
)
_BYLINE = re.compile(
    rf"(?:^|\n|\b(?:[Bb]y|BY|[Ss]ource:|©|\(c\))\s)\s*(?P<name>{_AGENCIES})\s*(?:$|\n|[,;|/-])"
)
_BEFORE_DATE = re.compile(
    rf"\b(?P<name>{_AGENCIES})\s(?=(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:\d{{1,2}}\s[A-Z][a-z]{{2,8}}|"
    r"[A-Z][a-z]{2,8}\s\d{1,2}),?\s\d{4}\b)"
)
_OPENING = 320
"""Characters from the start of the text in which a credit may stand inside running text."""


def wire(article: Article, flat: str) -> Wire | None:
    """The agency credited for the text: in a byline or dateline, or in brackets before the first sentence.

    A named reporter's "contributed by" and a source in brackets further down are no such credit.
    """
    for element in article.elements:
        if element.role in ("byline", "dateline"):
            m = _BYLINE.search(flat, *element.span) or _DATELINE.match(flat, *element.span)
            bare = re.compile(rf"\s*\(?(?P<name>{_AGENCIES})\)?\s*$").match(flat, *element.span)
            m = m or bare
            if m:
                return Wire(Span(*m.span("name")), 0.95)
    body = next((e.span for e in article.elements if e.role in ("deck", "body")), None)
    if body is None:
        return None
    for element in article.elements:
        if element.role in ("deck", "body") and element.span.start < body.start + 2 * _OPENING:
            m = _DATELINE.match(flat, *element.span)
            if m and parse(flat, Span(*m.span("name"))).sort in ("media", "body"):
                return Wire(Span(*m.span("name")), 0.95)
    m = _BEFORE_DATE.search(flat, body.start, min(body.end, body.start + _OPENING))
    return Wire(Span(*m.span("name")), 0.8) if m else None
