"""Stances: what somebody thinks, feels, wants or does with words, as another tells it in his own words.

"He said that Velmora opposes the treaty" tells two things: what he said, and where Velmora stands. No word
of Velmora's is handed on, so that it is no attribution; it is a claim all the same, Velmora's on his word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from saidby.data import Attribution, Span
from saidby.reading.phrases import PRONOUNS, parse

_BETWEEN = r"""
    do does did is are was were be been has have had will would can could should must may might not cannot
    n't don't doesn't didn't won't wouldn't can't isn't aren't wasn't weren't hasn't haven't hadn't never
    always also still now
    again only already long even all both just going\sto continue[sd]?\sto (?:tries|try|tried|trying)\sto
    wants?\sto seems?\sto appears?\sto needs?\sto ha(?:s|ve)\sto very
    (?!rely|ally|apply|supply|reply|family|assembly)\w+ly
"""
_PRESENT = r"""
    believes? think(?!\stank)s? feels? wish(?:es)? wants? expects? knows? understands? assumes? prefers?
    opposes? favou?rs? welcomes? rejects? accepts? agrees? disagrees? approves? endorses? appreciates?
    regrets? considers? recogni[sz]es? condemns? criticis?z?es? commits?\s(?:\w+sel(?:f|ves)\s)?to intends?
    seeks? refuses? threatens? warns? urges? insists? accuses? blames? den(?:y|ies) announces? assures?
    declares? would\slike calls?\s(?:for|on) push(?:es)?\sfor guarantees? cares?\s(?:about|for) hates?
    likes?\sto loves? enjoys? resents? dislikes? ignores? express(?:es)? voices?
    calls?(?=\s(?:it|him|her|them)\b) describes? labels? acknowledges? admits? reali[sz]es?
    finds?(?=\s(?:it|nothing|that)\b) holds?\sthat looks?\sforward reserves? contemplates? proposes?
    asks?\s(?:for|to|that) rules?\sout concludes? mourns? complains? argues? suggests? attach(?:es)?
    tolerates? stands?\s(?:by|for|firm|against) decides?\s(?:to|that|on) opts?\s(?:for|to)
    hesitates? longs?\s(?:for|to) insists? maintains?\sthat stress(?:es)? reckons? dreads? detests? aspires?
    agrees? objects?\sto envisages? makes?\s(?:it\s)?clear sees?(?=\s(?:it|no|him|her|them|this)\b)
    thought felt knew understood sought(?!\sout)
    found(?=\s(?:it|nothing|that)\b) held\sthat stood\s(?:by|for|against) plann?ed\sto looked\sforward
"""
_EITHER = r"""
    fears? hopes? doubts? suspects? desires? supports? respects? backs regards views? protests? pledges?
    promises? vows? demands? claims? values? trusts? praises? plans?
"""
"""Verbs that are nouns too: only before what they are about."""
_PAST = r"""
    believed feared hoped wished wanted expected doubted suspected assumed preferred desired supported
    opposed favou?red welcomed rejected accepted agreed disagreed approved endorsed respected appreciated
    regretted backed regarded viewed considered recogni[sz]ed condemned criticis?z?ed praised
    committed\s(?:\w+sel(?:f|ves)\s)?to protested intended refused pledged promised vowed threatened warned
    demanded urged insisted claimed accused blamed denied announced assured declared called\s(?:for|on)
    pushed\sfor guaranteed cared\s(?:about|for) hated loved enjoyed trusted resented disliked ignored
    expressed voiced described labell?ed branded portrayed acknowledged admitted reali[sz]ed reserved
    proposed asked\s(?:for|to|that) ruled\sout concluded mourned complained argued suggested valued
    tolerated decided\s(?:to|that|on) opted\s(?:for|to) hesitated longed\s(?:for|to) maintained\sthat
    stressed reckoned dreaded detested aspired objected\sto envisaged made\s(?:it\s)?clear advocated
    pleaded
"""
_GOING_ON = r"""
    hoping wishing wanting expecting supporting opposing welcoming rejecting accepting considering seeking
    refusing threatening warning demanding urging insisting claiming accusing blaming denying
    calling\s(?:for|on) pushing\sfor planning\sto looking\sforward contemplating proposing
    asking\s(?:for|to|that) arguing suggesting complaining thinking intending preparing\sto expressing
    showing mulling weighing contemplating pressing\sfor pushing\sfor trying\sto
"""
_STATES = r"""
    concerned determined ready willing unwilling prepared inclined optimistic confident convinced grateful
    satisfied in\sfavou?r\sof of\sthe\s(?:opinion|view) afraid worried eager aware disappointed pleased
    proud opposed serious against in\sfavou?r
    happy unhappy angry sorry sure certain reluctant interested committed dissatisfied shocked surprised
    hopeful upset alarmed keen anxious hostile sympathetic critical sceptical skeptical unaware glad bound
    dedicated
"""
_NOUNS = r"""
    wish(?:es)? desires? hopes? fears? concerns? worr(?:y|ies) support opposition commitment determination
    intentions? intent plans? belief views? opinions? stance attitude criticism condemnation accusations?
    allegations? claims? denials? demands? calls?(?=\s(?:for|on)) appeals? requests? warnings? pledges?
    promises? vows?
    refusal rejection willingness unwillingness readiness reluctance goals? hatred hostility anger outrage
    resentment sympathy assertions? assurances? insistence doubts? suspicions? confidence trust mistrust
    distrust interest ambitions? aspirations? respect conviction displeasure disappointment satisfaction
    gratitude insistence positions? pride objections? eagerness enthusiasm approval proposals? threats?
    recommendations? conclusions? appreciation dismay frustration preference assessment acceptance
    intentions? aims?
"""


def _any(forms: str) -> str:
    return "|".join(forms.split())


_BE = r"(?:am|is|are|was|were|be|been|being|'s|'re|'m)"
_THING = (
    r"the|an?|this|that|these|those|his|her|its|their|our|my|your|to|it|him|them|us|me|you|what|how|whether|"
    r"any|some|no|every|each|all|such|more|both"
)
_DIRECT = rf"(?=\s(?:[\"“‘A-Z\d]|(?:{_THING})\b))"
_OBJECT = rf"(?=,?\s(?:[\"“‘A-Z\d]|(?:{_THING}|in|on|for|of|with|about|against|as|at|why|who)\b))"
"""What follows a form in "ed" that is a verb: "proposed the treaty", unlike "proposed treaty"."""
_HOLDS = re.compile(
    rf"(?:(?:{_any(_PRESENT)})\b|(?:{_any(_EITHER)}){_DIRECT}|(?:{_any(_PAST)})\b{_OBJECT}|"
    rf"{_BE}\s(?:not\s|also\s|still\s|now\s|\w+ly\s)*(?:{_any(_GOING_ON)})\b|"
    rf"(?:{_BE}|remain(?:s|ed)?|seem(?:s|ed)?|feel(?:s)?|felt|became|become)\s"
    rf"(?:not\s|also\s|still\s|now\s|\w+ly\s|very\s|more\s|too\s|so\s|all\s)*"
    rf"(?:{_any(_STATES)})\b)(?!\sby\b|-)"
)
_BEFORE = re.compile(rf"(?<![\w'’])(?:(?:{_any(_BETWEEN)})\s)+$")
_FIRST = frozenset(
    form[:3] for block in (_PRESENT, _EITHER, _PAST) for form in re.sub(r"[^\sa-z]\S*", "", block).split()
) | frozenset("is are was wer be bee 's 're rem see fee fel bec".split())
"""First letters of words where a cue may begin, so that few places are tried."""
_TOKEN = re.compile(r"\b[a-z]+|['’](?:s|re)\b")
_FIRST_PERSON = re.compile(
    rf"\b(?:I(?P<helpers>(?:'(?:d|ve|ll))?(?:\s(?:{_any(_BETWEEN)})\b)*)(?:\s|(?='m))|"
    rf"[Mm]y\s(?:[a-z-]+\s){{0,2}}(?P<noun>{_any(_NOUNS)})\b)"
)
_JOINED = re.compile(r"(?P<who>I|we|you|he|she|they|it|who)'(?:ve|d|ll|re|s|m)", re.IGNORECASE)
_REACH = 60
"""Characters before a verb in which its helpers stand."""
_PASSIVE = re.compile(rf"\b{_BE}\s(?:[\w']+\s)*(?!(?:{_any(_STATES)})$)\w+(?:ed|wn|ht|od|id)(?:\s\w+)?$")
_ABOUT = r"(?:to|for|that|against|on|over|about|towards?)"
_NOUN = re.compile(rf"\b(?:{_any(_NOUNS)})(?=\s(?:{_ABOUT}|of|in|with|by|from|among)\b)")
_OWNS = re.compile(
    r"(?:(?<=[\w.])['’]s?|(?<=\b[A-Z][A-Z])|(?<=\b(?:its|his|her|our))|(?<=\btheir))\s(?:[a-z-]+\s){0,2}$"
)
_OF_WHOM = re.compile(rf"\s(?:of|by|from|among)\s(?P<who>(?:[\w.'-]+\s){{0,4}}[\w.'-]+)(?=\s{_ABOUT}\b)")
_HOLDERS = frozenset(
    {"state", "body", "office", "capital", "person", "single", "role", "group", "vague", "media"}
)
_SHARE = re.compile(
    r"(?:(?:only|just|about|some|nearly|over)\s)?(?:\d+(?:\.\d+)?\s(?:per\s?cent|percent)|(?:two|three)-(?:thirds|quarters)|"
    r"half|most|many|everyone|everybody|people|voters)\b",
    re.IGNORECASE,
)
_NO_NOUN = re.compile(
    r"^(?:no|let|put|if|every\stime|being|\w+ing\s[A-Z])\b|"
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
_ASIDE = re.compile(r",\s(?:he|she|it|they|the\s[a-z]+|[A-Z][\w-]+)\s(?:said|says|added|adds),\s$")
_RELATIVE = re.compile(r"(?<=[a-zA-Z])(?:,?\s(?:who|which))\s$")


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
    for outer in attributions:
        free = (
            each for each in stances(flat, outer.content) if not any(each.cue.overlaps(cue) for cue in cues)
        )
        found += [
            Attribution(
                f"{outer.id}.{n}", (each.holder,), (each.cue,), (each.held,), "indirect", outer.id, SURE
            )
            for n, each in enumerate(free, 1)
        ]
    return tuple(found)


def own(flat: str, attributions: Sequence[Attribution]) -> Iterator[Attribution]:
    """What speakers say of their own minds in the first person, in the shape of `minds`."""
    cues = [cue for attribution in attributions for cue in attribution.cue]
    for outer in attributions:
        for start, end in outer.content:
            for person in _FIRST_PERSON.finditer(flat, start, end):
                cue = _own_cue(flat, person, end)
                held = cue and _held(flat, cue.end, end)
                if cue is None or held is None or any(cue.overlaps(other) for other in cues):
                    continue
                who = Span(person.start(), person.start() + 1)
                yield Attribution(
                    f"{outer.id}.{who.start}", (who,), (cue,), (held,), "indirect", outer.id, SURE
                )


def _own_cue(flat: str, person: re.Match[str], end: int) -> Span | None:
    """The verb behind an "I", or the noun behind a "my"."""
    if person.group("noun"):
        return Span(*person.span("noun"))
    verb = _HOLDS.match(flat, person.end(), end)
    if verb is None:
        return None
    first = person.start("helpers")
    cue = Span(first + (flat[first] == " "), verb.end())
    return None if _PASSIVE.search(cue.of(flat)) else cue


def stances(flat: str, content: Sequence[Span]) -> Iterator[Held]:
    """What a content says of minds, in text order."""
    for start, end in content:
        found = [*_verbs(flat, start, end), *_nouns(flat, start, end)]
        yield from sorted(found, key=lambda each: each.cue)


def _verbs(flat: str, start: int, end: int) -> Iterator[Held]:
    at = start
    before: Held | None = None
    for word in _TOKEN.finditer(flat, start, end):
        if word.start() < at or word.group()[:3] not in _FIRST:
            continue
        verb = _HOLDS.match(flat, word.start(), end)
        if verb is None:
            continue
        helpers = _BEFORE.search(flat[max(at, word.start() - _REACH) : word.start()])
        cue = Span(word.start() - len(helpers.group()) if helpers else word.start(), verb.end())
        at = cue.end
        if _PASSIVE.search(cue.of(flat)):
            continue
        holder, held = _holder(flat, start, cue.start), _held(flat, cue.end, end)
        if holder is None and before and _AND.match(flat, before.cue.end, cue.start):
            holder = before.holder
        if holder and held:
            before = Held(holder, cue, held)
            yield before


def _nouns(flat: str, start: int, end: int) -> Iterator[Held]:
    for noun in _NOUN.finditer(flat, start, end):
        cue = Span(*noun.span())
        if whom := _OF_WHOM.match(flat, cue.end, end):
            holder, after = Span(*whom.span("who")), whom.end()
        else:
            low = max(start, cue.start - _REACH)
            owner = _OWNS.search(flat[low : cue.start])
            first = _subject(flat, start, low + owner.start()) if owner else None
            if owner is None or first is None:
                continue
            holder, after = Span(first, low + owner.start()), cue.end
        held = _held(flat, after, end)
        if held and _acts(flat, holder):
            yield Held(holder, cue, held)


def _holder(flat: str, start: int, cue: int) -> Span | None:
    """The subject right before a cue, if it is one that has a mind."""
    if aside := _ASIDE.search(flat, max(start, cue - _REACH), cue):
        cue = aside.start()
    if relative := _RELATIVE.search(flat, max(start, cue - _REACH), cue):
        cue = relative.start()
    end = len(flat[start:cue].rstrip()) + start
    first = _subject(flat, start, cue)
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
        return words.lower() in ("he", "she", "they", "it", "who", "we", "his", "her", "its", "their", "our")
    if _NO_NOUN.search(words):
        return False
    return bool(_SHARE.match(words)) or parse(flat, span).sort in _HOLDERS


def _subject(flat: str, start: int, cue: int) -> int | None:
    """Where the noun phrase begins that ends before a cue; None where none does."""
    words = list(re.finditer(r"\S+", flat[start:cue]))[-_WORDS:]
    first: int | None = None
    while words:
        word = words.pop()
        raw = word.group()
        low = raw.strip("\"'“”‘`()").lower()
        initials = first is not None and len(raw) > 2 and raw[-1] == "." and raw[-2].isupper()
        if low in _STOP or not low or (raw[-1] in ',;:.!?)"”' and not initials):
            break
        opens = 2 if raw.startswith("``") else int(raw[0] in '"“(')
        first = start + word.start() + opens
        of = len(words) > 1 and words[-1].group().lower() == "of"
        if (opens or low in _OPENING) and not of:
            break
        if of:
            words.pop()
    return first


def _held(flat: str, start: int, end: int) -> Span | None:
    """From behind the cue to the end of the clause."""
    stop = _ENDS.search(flat, min(start + 1, end), end)
    first, last = _bare(flat, start, stop.start() if stop else end)
    return Span(first, last) if last - first >= _LEAST else None


def _bare(flat: str, start: int, end: int) -> tuple[int, int]:
    words = flat[start:end]
    return start + len(words) - len(words.lstrip(_EDGE)), start + len(words.rstrip(_EDGE + "."))
