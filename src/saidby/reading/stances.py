"""Stances: what somebody thinks, feels, wants or does with words, as another tells it in his own words.

"He said that Velmora opposes the treaty" tells two things: what he said, and where Velmora stands. No word
of Velmora's is handed on, so that it is no attribution; it is a claim all the same, Velmora's on his word.
So it is with who tells of himself: "he said he was afraid" is not what he says happened.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from saidby.data import Actor, Attribution, Span
from saidby.reading.phrases import PRONOUNS, parse
from saidby.reading.stance_words import (
    BEFORE,
    BY,
    FIRST,
    FIRST_PERSON,
    HOLDS,
    NOUN,
    OF_WHOM,
    OWNS,
    PASSIVE,
)

_TOKEN = re.compile(r"\b[a-z]+|['’](?:s|re|ve)\b")
_PRONOUN = re.compile(r"\b(?:we|you|he|she|they|it|who|there|that)\Z", re.IGNORECASE)
_DOING = re.compile(r"\w+ing\b")
_BARE = re.compile(r"[a-z]*(?:[^\Wsd]|ss|[^e]d)")
_MANY = frozenset("we they you who people".split())
_JOINED = re.compile(r"(?P<who>I|we|you|he|she|they|it|who)'(?:ve|d|ll|re|s|m)", re.IGNORECASE)
_REACH = 60
"""Characters before a verb in which its helpers stand."""
_HOLDERS = frozenset(
    {"state", "body", "office", "capital", "person", "single", "role", "group", "vague", "media"}
)
_SHARE = re.compile(
    r"(?:(?:only|just|about|some|nearly|over)\s)?(?:\d+(?:\.\d+)?\s(?:per\s?cent|percent)|(?:two|three)-(?:thirds|quarters)|"
    r"half|most|many|people|voters)\b",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"^(?:no|nobody|none|no\sone|let|put|if|every\stime|being|\w+ing\s[A-Z])\b|"
    r"\b(?:no|the|an?|its|his|her|their|our|my|your|this|that|these|those|and|or|more|less|other|\w+ing)$",
    re.IGNORECASE,
)
"""What is no subject: it has no noun at its end, or another verb before it."""
_STOP = frozenset(
    "that because if while when whether as since although though but and or nor so than where why how "
    "what which for in on at by with from to into about after before during under over against "
    "despite without until unless between among is are was were be been has have had will would could "
    "should may might must can do does did not never also said says".split()
)
_OF = frozenset(["of"])
_TIES = frozenset(["of", "in", "from"])
"""Between the nouns of one subject: "nobody from the ministry", "people in Tarsk"."""
_OPENING = frozenset(
    "the a an this that these those his her its their our my your some many most all no any several".split()
)
SURE = 0.85
"""Share of stances that are right: of 45 on PolNeAR dev 38 by eye."""
_WORDS = 7
"""Words of a holder, at most."""
_ENDS = re.compile(
    r"[.!?;][\"”']*(?=\s|$)|,\s(?:and|but|while|although|though|whereas|adding|which|so|who)\s|"
    r"\s(?:--|–|—|but|while|whereas)\s|\s{2}"
)
_EDGE = ' ,:;"“”'
_LEAST = 3
"""Characters of what is held, at least."""


_AND = re.compile(r"(?:(?![.!?;][\"”']*\s|\s{2}).)*\b(?:and|but|or|nor)\s\Z")
"""Between two verbs of one subject: to the end of the sentence at most, and a joining word last."""
_ASIDE = re.compile(r",\s(?:he|she|it|they|the\s[a-z]+|[A-Z][\w-]+)\s(?:said|says|added|adds),\s\Z")
_IF = re.compile(r"\b(?:if|whether|unless|suppose|(?:far|long)\sas)(?:\sthat)?\s\Z", re.IGNORECASE)
"""What is before a mind that is only supposed."""
_THAT = re.compile(r"\W*(?:that\s)?")
_BESIDE = re.compile(
    r"(?:[,;:.]|\b(?:and|or|but|nor|because|if|when|as|since|although|so|why|how|unless|until)(?:\sthat)?)"
    r"[\s\"“”]*\Z"
)
"""What is before a clause that goes on beside another."""
_INSERTED = re.compile(r",\s(?:who|which|whose|an?|the)\s[^,;.]{3,90},\s\Z")
_RELATIVE = re.compile(r"(?<=[a-zA-Z])(?:,?\s(?:who|which))\s\Z")


class Held(NamedTuple):
    """Who holds what, and the words that say so."""

    holder: Span
    cue: Span
    held: Span


def minds(flat: str, attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The stances in the contents of attributions, each in the shape of an attribution inside its own:
    holder, cue, what is held.
    """
    cues = [cue for attribution in attributions for cue in attribution.cue]
    found: list[Attribution] = []
    seen: set[Span] = set()
    for outer in attributions:
        inner = [piece for child in attributions if child.parent == outer.id for piece in child.content]
        free = (
            each
            for each in stances(flat, outer.content)
            if not any(each.cue.overlaps(cue) for cue in cues)
            and not any(piece.holds(each.cue) for piece in inner)
            and each.cue not in seen  # in two contents that share words
        )
        found += [
            Attribution(
                f"{outer.id}.{n}", (each.holder,), (each.cue,), (each.held,), "indirect", outer.id, SURE
            )
            for n, each in enumerate(free, 1)
        ]
        seen.update(mind.cue[0] for mind in found[len(seen) :])
    return tuple(found)


def own(flat: str, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """What speakers say of their own minds in the first person, in the shape of `minds`."""
    cues = [cue for attribution in attributions for cue in attribution.cue]
    for outer in attributions:
        for start, end in outer.content:
            for person in FIRST_PERSON.finditer(flat, start, end):
                cue = _own_cue(flat, person, end)
                held = cue and _held(flat, cue.end, end)
                if cue is None or held is None or any(cue.overlaps(other) for other in cues):
                    continue
                cues.append(cue)
                who = Span(person.start(), person.start() + 1)
                yield Attribution(
                    f"{outer.id}.{who.start}", (who,), (cue,), (held,), "indirect", outer.id, SURE
                )


def _own_cue(flat: str, person: re.Match[str], end: int) -> Span | None:
    """The verb behind an "I", or the noun behind a "my"."""
    if person.group("noun"):
        return Span(*person.span("noun"))
    verb = HOLDS.match(flat, person.end(), end)
    if verb is None:
        return None
    first = person.start("helpers")
    cue = Span(first + (flat[first] == " "), verb.end())
    return None if PASSIVE.search(cue.of(flat)) else cue


def opens_as_speaker(flat: str, mind: Attribution, around: Attribution, speaker: Actor | None) -> bool:
    """Whether a content begins with an "it" or "they" that can be its speaker: "rebels said they feared"."""
    word, first = mind.source[0].of(flat).lower(), around.content[0]
    if speaker is None or around.quoting != "indirect" or word not in ("it", "they"):
        return False
    if _THAT.fullmatch(flat, first.start, max(first.start, mind.source[0].start)) is None:
        return False
    return speaker.kind in (("organization", "media", "state") if word == "it" else ("group", "collective"))


def is_part(flat: str, mind: Attribution, whole: Attribution) -> bool:
    """Whether what one mind holds tells of another mind: "Orlen believes that [the army fears a siege]"; not
    where that one is told of beside: "Orlen believes in talks, and the army fears a siege".
    """
    held = whole.content[0]
    if whole is mind or not held.holds(mind.cue[0]):
        return False
    start = mind.source[0].start if held.holds(mind.source[0]) else mind.cue[0].start
    return _BESIDE.search(flat, held.start, min(start, mind.cue[0].start)) is None


def stances(flat: str, content: Sequence[Span]) -> Iterator[Held]:
    """What a content says of minds, in text order."""
    for start, end in content:
        found = [*_verbs(flat, start, end), *_nouns(flat, start, end), *_passives(flat, start, end)]
        yield from sorted(found, key=lambda each: each.cue)


def _verbs(flat: str, start: int, end: int) -> Iterator[Held]:
    at = start
    before: Held | None = None
    for word in _TOKEN.finditer(flat, start, end):
        if word.start() < at or word.group()[:3] not in FIRST:
            continue
        verb = HOLDS.match(flat, word.start(), end)
        if verb is None or BY.match(flat, word.start(), end):
            continue
        helpers = BEFORE.search(flat[max(at, word.start() - _REACH) : word.start()])
        cue = Span(word.start() - len(helpers.group()) if helpers else word.start(), verb.end())
        at = cue.end
        if PASSIVE.search(cue.of(flat)) or (
            flat[cue.start] == "'" and not _PRONOUN.search(flat[start : cue.start])
        ):
            continue  # "the paper's critical coverage"
        holder, held = _holder(flat, start, cue.start), _held(flat, cue.end, end)
        if holder is None and before and _AND.match(flat, before.cue.end, cue.start):
            holder = before.holder
        if holder and _owed(flat, holder, cue):
            continue
        if holder and held and not _IF.search(flat, max(start, holder.start - _REACH), holder.start):
            before = Held(holder, cue, held)
            yield before


def _owed(flat: str, holder: Span, cue: Span) -> bool:
    """ "demanded that Orlen condemn it": told what to think, by a verb without its ending."""
    if flat[max(0, holder.start - 5) : holder.start] != "that " or not _BARE.fullmatch(flat, *cue):
        return False
    words = holder.of(flat).lower()
    return words not in _MANY and not words.endswith("s") and not parse(flat, holder).plural


def _nouns(flat: str, start: int, end: int) -> Iterator[Held]:
    for noun in NOUN.finditer(flat, start, end):
        cue = Span(*noun.span())
        whom = OF_WHOM.match(flat, cue.end, end)
        if whom and not _DOING.match(whom.group("who")):
            holder, after = Span(*whom.span("who")), whom.end()
        else:
            low = max(start, cue.start - _REACH)
            owner = OWNS.search(flat[low : cue.start])
            first = _subject(flat, start, low + owner.start()) if owner else None
            if owner is None or first is None:
                continue
            holder, after = Span(first, low + owner.start()), cue.end
        held = _held(flat, after, end)
        if held and _acts(flat, holder):
            yield Held(holder, cue, held)


def _passives(flat: str, start: int, end: int) -> Iterator[Held]:
    for passive in BY.finditer(flat, start, end):
        who = _agent(flat, passive.end(), end)
        cue = Span(passive.start(), passive.start("as"))
        first = _subject(flat, start, cue.start)
        if first is None or who is None or not _acts(flat, who):
            continue
        held = Span(*_bare(flat, first, cue.start))
        if held.end - held.start >= _LEAST:
            yield Held(who, cue, held)


def _agent(flat: str, start: int, end: int) -> Span | None:
    """The noun phrase that starts there: up to a mark, or a word that begins something else."""
    last = start
    for word in re.compile(r"\S+").finditer(flat, start, end):
        raw = word.group()
        if (
            raw.strip(_EDGE + "'.()").lower() in _STOP - {"of"}
            or len(flat[start : word.start()].split()) >= _WORDS
        ):
            break
        last = word.end()
        if raw[-1] in ',;:.!?)"”':
            break
    first, last = _bare(flat, start, last)
    return Span(first, last) if first < last else None


def _holder(flat: str, start: int, cue: int) -> Span | None:
    """The subject right before a cue, if it is one that has a mind."""
    if aside := _ASIDE.search(flat, max(start, cue - _REACH), cue):
        cue = aside.start()
    if inserted := _INSERTED.search(flat, start, cue):
        cue = inserted.start()
    if relative := _RELATIVE.search(flat, max(start, cue - _REACH), cue):
        cue = relative.start()
    end = len(flat[start:cue].rstrip(' "“')) + start
    first = _subject(flat, start, end, _TIES)
    if first is None or "  " in flat[first:end] or flat[first:end].endswith(("'s", "s'")):
        return None  # "Velmora's plans to": a noun
    if joined := _JOINED.fullmatch(flat, first, end):
        end = joined.end("who")
    span = Span(first, end)
    return span if _acts(flat, span) else None


def _acts(flat: str, span: Span) -> bool:
    words = span.of(flat)
    who = PRONOUNS.get(words.lower())
    if who:
        return words != "Who" and words.lower() in (
            "he",
            "she",
            "they",
            "it",
            "who",
            "we",
            "his",
            "her",
            "its",
            "their",
            "our",
        )
    if _NO_NOUN.search(words):
        return False
    return bool(_SHARE.match(words)) or parse(flat, span).sort in _HOLDERS


def _subject(flat: str, start: int, cue: int, ties: frozenset[str] = _OF) -> int | None:
    """Where the noun phrase begins that ends before a cue; None where none does. `ties` join its nouns."""
    words = list(re.finditer(r"\S+", flat[start:cue]))[-_WORDS:]
    first: int | None = None
    while words:
        word = words.pop()
        raw = word.group()
        low = raw.strip("\"'“”‘`()").lower()
        initials = first is not None and len(raw) > 2 and raw[-1] == "." and raw[-2].isupper()
        if low in _STOP or not low or (raw[-1] in ',;:.!?)"”' and not initials):
            break
        opens = 2 if raw.startswith(("``", "''")) else int(raw[0] in '"“(')
        first = start + word.start() + opens
        of = len(words) > 1 and words[-1].group().lower() in ties and words[-2].group()[-1] not in ',;:.!?)"”'
        if (opens or low in _OPENING) and not of:
            break
        if of:
            words.pop()
    return first


def _held(flat: str, start: int, end: int) -> Span | None:
    """From behind the cue to the end of the clause."""
    stop = _ENDS.search(flat, start, end)
    first, last = _bare(flat, start, stop.start() if stop else end)
    return Span(first, last) if last - first >= _LEAST else None


def _bare(flat: str, start: int, end: int) -> tuple[int, int]:
    words = flat[start:end]
    return start + len(words) - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE + "."))
