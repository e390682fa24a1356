"""Relays: the hands named beside a cue, before the source ("citing") or after it ("as quoted by")."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from saidby.data import Article, Attribution, Span
from saidby.reading.lexicon import words
from saidby.reading.phrases import Phrase, parse
from saidby.reading.tokens import plain
from saidby.reading.wire import Wire, wire

Hand = Literal["relay", "origin"]

_WEEKDAY = (
    r"(?:(?:on|late|early)\s)*(?:mon|tues|wednes|thurs|fri|satur|sun)day(?:\s(?:night|morning|evening))?"
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
    r"briefing|sermon|recording|footage|message|speech|address|letter|and|article|accounts?)\s(?:also\s|first\s|later\s|widely\s)?)"
    rf"(?:quoted|cited|reported|carried|published|broadcast|aired|relayed|distributed|televised|shown|released|"
    rf"obtained)(?:\sas\ssaying)?(?:\s{_WEEKDAY})?\s(?:by|on|in|via)\s)"
    # Marsk, quoted by NAME, said
    rf"|(?P<beside>(?<=[\w,]\s)(?:quoted|cited)\s(?:as\ssaying\s)?by\s)"
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
    # through his spokesman NAME, through its radio station NAME
    r"|(?P<through>through\s(?=(?:his|her|its|their)\s))"
    # said on state television
    r"|(?P<aired>on\s)"
    # repeated Moscow's previous accusations
    r"|(?P<again>(?:repeat(?!edly)|reiterat|echo|renew|restat|recall|recycl)(?:ed|es|e|s|ing)?\s)"
    r")",
)  # fmt: skip
_NAME_END = re.compile(
    r"[,;:\"“”()]|\.(?=\s|$)|\s(?:--?|–|—)\s|\s(?:as\ssaying|as\stelling|that|in\s(?:an?|the|his|her|their)?\b|on\b|"
    r"during|after|when|while|who|which|late|early|earlier|last|this|next|via|by\b|before|about|said|says|saying|"
    r"reported|and\s(?!the\b)[a-z]\w*|for\b|because|if|how|what|why|whether|to\b|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:yester|to)day)\b",
)  # fmt: skip
_SOURCE_END = re.compile(
    r"[,;:\"“”]|\.(?=\s|$)|\s(?:as\ssaying|as\stelling|that|said|says|saying|reported|reports|to\ssay)\b"
)
_EARLIER = re.compile(
    r"(?P<owner>(?:the\s)?[\w .'-]{2,60}?'s?)\s(?:[\w-]+\s){0,2}?(?:accusations?|allegations?|claims?|"
    r"assertions?|"
    r"statements?|charges?|warnings?|calls?|denials?|demands?|position|view|line|concerns?|criticisms?|words|threats?|"
    r"sentiments?|suggestions?|pledge|promise)\b"
)
_SAID_AFTER = re.compile(r"[^,.;:]{3,80}(?:,\s)?\s?that\s")
_AGENCY = re.compile(r"(?:[Tt]he\s)?(?:news\s|wire\s|state\s)*agency\s[A-Z]")
_WORD = re.compile(r"\w+")
_UNNAMED = frozenset({"media", "press", "news"})
"""Words that tell no medium from another: "speaking to the media" passes nothing on."""
PLATFORMS = frozenset(
    "twitter facebook telegram youtube whatsapp instagram weibo tiktok linkedin reddit snapchat periscope vk "
    "vkontakte tumblr medium truth-social x".split()
)
"""Where who speaks may post himself: a hand in the chain, as the post can be looked up, but no outlet."""
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
    low = flat.lower()  # with re.IGNORECASE the search takes three times as long
    low = low if len(low) == len(flat) else flat
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
        hits = list(_TRIGGER.finditer(low, sentence.start, sentence.end))
        for attribution in here:
            mine = [r for m in hits if (r := _relay(flat, sentence, attribution, m, here)) is not None]
            if mine:
                found[attribution.id] = _without_repeats(mine)
        _inherit(flat, here, found)
        _quoted(flat, here, found)
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
        owner = _EARLIER.match(flat, hit.end(), min(sentence.end, hit.end() + 140))
        if owner is None or parse(flat, Span(*owner.span("owner"))).sort in ("pronoun", "unknown"):
            return None
        return Relay(attribution.id, "origin", Span(*owner.span("owner")), trigger, earlier=True)
    if kind == "aired" and any(source.overlaps(trigger) for source in attribution.source):
        return None  # "the observatory, which relies on a network of sources"
    end = min([sentence.end, *_starts(attribution, hit.end())])
    cited = hit.group().startswith("cit") and any(c.overlaps(trigger) for c in attribution.cue)
    if cited and end == hit.end() and _SAID_AFTER.match(flat, end, sentence.end):
        end = sentence.end  # "citing the governor, that nine people died": the words passed on come second
    name = _name(flat, hit.end(), end, kind)
    if name is None:
        return None
    phrase = parse(flat, name)
    if phrase.sort == "role" and phrase.sector == "JRN" and phrase.principal:
        phrase = parse(flat, phrase.principal)  # "told a Reuters reporter"
    if phrase.words & PLATFORMS:
        posted = kind in ("aired", "passed", "via") and bool(attribution.source)
        first = _WORD.match(flat, hit.end())
        if not posted or first is None or first.group().lower() not in PLATFORMS:
            return None
        return Relay(attribution.id, "relay", Span(*first.span()), trigger)
    hand: Hand = "origin" if kind in ("citing", "heard") else "relay"
    if kind in ("passed", "beside"):
        by = flat[trigger.end - 3 : trigger.end] == " by"
        fits = is_medium(phrase) or (_is_agent(phrase) and phrase.sort != "document" if by else False)
    elif kind == "through":
        voice = phrase.sort in ("role", "person") and any(r.startswith("spokes") for r in phrase.roles)
        fits = bool(attribution.source) and (voice or is_medium(phrase))
    elif kind in ("citing", "heard"):
        fits = _is_agent(phrase) and bool(attribution.source)
    elif kind == "according":
        fits = _is_agent(phrase) and bool(attribution.source)
        source = parse(flat, attribution.source[0]) if fits else phrase
        if is_medium(source) and not is_medium(phrase):
            hand = "origin"
    else:
        fits = (
            (is_medium(phrase) or (kind == "told" and _is_outlet(flat, phrase)))
            and bool(phrase.words - _UNNAMED)
            and (kind != "aired" or phrase.proper or "stat" in phrase.words)
        )
    if not fits or any(parse(flat, s).span.overlaps(phrase.span) for s in attribution.source):
        return None
    return Relay(attribution.id, hand, phrase.span, trigger)


def _starts(attribution: Attribution, after: int) -> list[int]:
    return [c.start for c in attribution.content if c.start >= after]


def _name(flat: str, start: int, end: int, kind: str | None) -> Span | None:
    """The noun phrase after a trigger: up to punctuation, a preposition of time, or the words passed on."""
    ends = _SOURCE_END if kind in ("citing", "heard", "according") else _NAME_END
    stop = ends.search(flat, start, min(end, start + 140))
    name = Span(start, stop.start() if stop else min(end, start + 140))
    first = flat[name.start : name.end].split(maxsplit=1)[:1]
    if kind == "through":
        return name if first else None
    return name if first and first[0].lower() not in words("function") else None


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
    """A body that publishes. "The Hill" is one: in mid-sentence a capital article is part of a name."""
    if phrase.sort == "media" or (phrase.sort == "vague" and phrase.sector == "JRN"):
        return True
    if _AGENCY.match(phrase.text):
        return True
    titled = phrase.text.startswith("The ") and phrase.sort in ("single", "body", "person")
    return titled and phrase.proper and phrase.sector is None


def _quoted(flat: str, here: Sequence[Attribution], found: dict[str, tuple[Relay, ...]]) -> None:
    """ "IRNA quoted [the owner] as saying that": what is said was the owner's before."""
    for before, after in pairwise(here):
        if not before.cue or not after.cue or before.source != after.source or len(before.content) != 1:
            continue
        name = before.content[0]
        beside = 0 <= after.cue[0].start - name.end <= 4
        told = _QUOTES.search(before.cue[0].of(flat)) and _SAYING.match(after.cue[0].of(flat))
        if beside and told and _is_agent(parse(flat, name)) and after.id not in found:
            found[after.id] = (Relay(after.id, "origin", parse(flat, name).span, before.cue[0]),)


_QUOTES = re.compile(r"\b(?:quot|cit)(?:e|es|ed|ing)$")
_SAYING = re.compile(r"(?:as\s)?saying\b")
_OUTLET = re.compile(
    r",\s(?:which|a|an|the)\s(?:[\w'-]+\s){0,6}?(?:owned|run|newspaper|channel|broadcaster|television|station|website|agency|network|daily)\b"
)


def _is_outlet(flat: str, phrase: Phrase) -> bool:
    """A name that no table knows, of which the text says that it publishes: "Al-Arim, which is owned by"."""
    return (
        phrase.sort in ("single", "person")
        and phrase.proper
        and _OUTLET.match(flat, phrase.span.end) is not None
    )


def _without_repeats(found: list[Relay]) -> tuple[Relay, ...]:
    kept: list[Relay] = []
    for relay in found:
        if not any(relay.name.overlaps(k.name) for k in kept):
            kept.append(relay)
    return tuple(kept)


def _inherit(flat: str, here: Sequence[Attribution], found: dict[str, tuple[Relay, ...]]) -> None:
    """What the same source goes on to say in the sentence went through the same hands ("adding that")."""
    for before, after in pairwise(here):
        if after.id in found or before.id not in found or before.source != after.source or not after.cue:
            continue
        if _CONTINUING.search(after.cue[0].of(flat)):
            passed = [r for r in found[before.id] if r.hand == "relay"]
            if passed:
                found[after.id] = tuple(replace(r, attribution=after.id) for r in passed)
