"""Words by which a text tells of minds: verbs, states and nouns of thinking, wanting and doing with words."""

from __future__ import annotations

import re

_BETWEEN = r"""
    do does did is are was were be been has have had will would can not cannot n't don't doesn't didn't
    won't wouldn't can't isn't aren't wasn't weren't hasn't haven't hadn't never always also still now
    again only already long even all both just going\sto continue[sd]?\sto
    (?:tries|try|tried|trying)\sto wants?\sto seems?\sto appears?\sto needs?\sto ha(?:s|ve)\sto very
    (?!rely|ally|apply|supply|reply|family|assembly)\w+ly
"""
_PRESENT = r"""
    believes?(?!,) think(?!\stank|\sabout\sis|,)s? feels? wish(?:es)? wants? expects? knows?(?!,)
    understands? assumes? prefers? opposes? favou?rs? welcomes? rejects? accepts? agrees? disagrees?
    approves? endorses? appreciates? regrets? considers? recogni[sz]es? condemns? criticis?z?es?
    commits?\s(?:\w+sel(?:f|ves)\s)?to intends? seeks? refuses? threatens? warns? urges? insists?
    accuses? blames? den(?:y|ies) announces? assures? declares? would\slike calls?\s(?:for|on)
    push(?:es)?\sfor guarantees? cares?\s(?:about|for) hates? likes?\sto loves? enjoys? resents?
    dislikes? ignores? express(?:es)? voices? calls?(?=\s(?:it|him|her|them)\b) describes? labels?
    acknowledges? admits? reali[sz]es? finds?(?=\s(?:it|nothing|that)\b) holds?\sthat looks?\sforward
    reserves?(?=\sthe\sright) contemplates? proposes? asks?\s(?:for|to|that) rules?\sout concludes?
    mourns? complains? argues? suggests? attach(?:es)? tolerates? stands?\s(?:by|for|firm|against)
    decides?\sthat opts?\s(?:for|to) hesitates? longs?\s(?:for|to) maintains?\sthat stress(?:es)?
    reckons? dreads? detests? aspires? objects?\sto envisages? imagines? reaffirms? reiterates? advises?
    makes?\s(?:it\s)?clear sees?(?=\s(?:no\b|[^.;,]{1,40}?\sas\b))
    saw(?=\s[^.;,]{1,40}?\sas\b) thought felt knew understood sought(?!\sout)
    found(?=\s(?:it|nothing|that)\b) held\sthat stood\s(?:by|for|against) plann?ed\sto looked\sforward
    committed\s(?:\w+sel(?:f|ves)\s)?to called\s(?:for|on) pushed\sfor cared\s(?:about|for)
    asked\s(?:for|to|that) ruled\sout decided\sthat opted\s(?:for|to) longed\s(?:for|to)
    maintained\sthat objected\sto made\s(?:it\s)?clear refused\sto
"""
_THAT = (
    r"(?:sa(?:id|ys)|not(?:ed|es)|stat(?:ed|es)|report(?:ed|s)|add(?:ed|s)|declare[ds]|predict(?:ed|s)|"
    r"estimate[ds]|confirm(?:ed|s)|explain(?:ed|s)|pointed\sout|points\sout|"
    r"conclud(?:ed|es)|believed|insisted|argued|suggested|admitted|acknowledged|promised|pledged|vowed|warned|"
    r"hoped|feared|agreed|claimed|announced|recogni[sz]ed|complained|assumed|accepted)\sthat"
)
_EITHER = r"""
    fears? hopes? doubts? suspects? desires? supports? respects? backs regards views? protests? pledges?
    promises? vows? demands? claims? values? trusts? praises? plans?
"""
"""Verbs that are nouns too: only before what they are about."""
_PAST = r"""
    believed feared hoped wished wanted expected doubted suspected assumed preferred desired supported
    opposed favou?red welcomed rejected accepted agreed disagreed approved endorsed respected
    appreciated regretted backed regarded viewed considered recogni[sz]ed condemned criticis?z?ed
    praised protested intended refused pledged promised vowed threatened warned demanded urged insisted
    claimed accused blamed denied announced assured declared guaranteed hated loved enjoyed trusted
    resented disliked ignored expressed voiced described labell?ed branded portrayed acknowledged
    admitted reali[sz]ed proposed concluded mourned complained argued suggested valued tolerated
    imagined reaffirmed reiterated confirmed asked advised invited challenged hesitated stressed
    reckoned dreaded detested aspired envisaged advocated pleaded
"""
_GOING_ON = r"""
    hoping wishing wanting expecting supporting opposing welcoming rejecting accepting considering
    seeking refusing threatening warning demanding urging insisting claiming accusing blaming denying
    calling\s(?:for|on) pushing\sfor planning\sto looking\sforward contemplating proposing
    asking\s(?:for|to|that) arguing suggesting complaining thinking intending preparing\sto expressing
    showing opting\sfor mulling weighing pressing\sfor
"""
_STATES = r"""
    concerned determined ready willing unwilling prepared inclined optimistic confident convinced
    grateful satisfied of\sthe\s(?:opinion|view) afraid worried eager aware disappointed pleased proud
    opposed serious\sabout against in\sfavou?r happy unhappy angry sorry sure certain reluctant interested
    committed dissatisfied shocked surprised hopeful upset alarmed keen anxious hostile sympathetic
    critical sceptical skeptical unaware glad bound dedicated comfortable uncomfortable uneasy dismayed
    outraged thankful frustrated impatient hesitant relieved
"""
_NOUNS = r"""
    wish(?:es)? desires? hopes? fears? concerns? worr(?:y|ies) support opposition commitment
    determination intentions? intent plans? belief views? opinions? stance attitude criticism
    condemnation accusations? allegations? claims? denials? demands? calls?(?=\s(?:for|on)) appeals?
    requests? warnings? pledges? promises? vows? refusal rejection willingness unwillingness readiness
    reluctance goals? hatred hostility anger outrage resentment sympathy assertions? assurances?
    insistence doubts? suspicions? confidence trust mistrust distrust interest ambitions? aspirations?
    respect conviction displeasure disappointment satisfaction gratitude positions? pride objections?
    eagerness enthusiasm approval proposals? threats? recommendations? conclusions? appreciation dismay
    frustration preference assessment acceptance aims? illusions? impression
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
_EVER = (
    r"[\"“]?"
    r"(?:(?:not|also|still|now|already|even|never|long|again|always|very|more|too|so|all|deeply|\w+ly)\s)*"
)
"""What stands between the two parts of a verb; words may be quoted from there on."""
_AFTER_PRONOUN = r"(?:(?<=\bI\s)|(?<=\b(?:he|it|we)\s)|(?<=\b(?:she|who)\s)|(?<=\bthey\s))"
"""What follows one is no noun."""
_WHAT = r"(?:(?<=\bwhat\s(?:he|it)\s)|(?<=\bwhat\sshe\s)|(?<=\bwhat\sthey\s)|(?<=\bwhat\sI\s))"
"""What follows is somebody's own name for it: "what he called a massacre"."""
HOLDS = re.compile(
    rf"(?:(?:{_any(_PRESENT)})\b|{_THAT}\b|(?:{_any(_EITHER)}){_DIRECT}|(?:{_any(_PAST)})\b{_OBJECT}|"
    rf"{_WHAT}(?:call(?:ed|s)?|term(?:ed|s)?|dubbed|labell?ed|described\sas|describes\sas|said\s(?:was|were))\b|"
    rf"{_AFTER_PRONOUN}(?:{_any(_EITHER)}|{_any(_PAST)})\b|"
    rf"(?:has|have|had|'ve)\s{_EVER}(?:{_any(_PAST)})\b(?!\sto\sbe\b)|"
    rf"(?:has|have|had|'ve|ma(?:de|kes?))\s{_EVER}(?:(?:no|an?|any|little|great|every|the|its|his|her|their)\s)"
    rf"(?:\w+\s)?(?:{_any(_NOUNS)})(?=\s(?:to|for|that|against|on|over|about|in|of)\b)|"
    rf"{_BE}\s{_EVER}(?:{_any(_GOING_ON)})\b|"
    rf"(?:{_BE}|remain(?:s|ed)?|seem(?:s|ed)?|feel(?:s)?|felt|became|become)\s{_EVER}(?:{_any(_STATES)})\b(?!,))"
    r"(?!\sby\b|-)"
)
"""A verb that holds, from the start of a word."""
BEFORE = re.compile(rf"(?<![\w'’])(?:(?:{_any(_BETWEEN)})\s[\"“]?)+$")
"""The helpers before it."""
FIRST = frozenset(
    form[:3] for block in (_PRESENT, _EITHER, _PAST) for form in re.sub(r"[^\sa-z]\S*", "", block).split()
) | frozenset(
    "is are was wer be bee 's 're 've rem see fee fel bec has hav had sai say not sta rep add pre est con "
    "exp poi cal ter dub lab des mad mak".split()
)
"""First letters of words where a cue may begin, so that few places are tried."""
FIRST_PERSON = re.compile(
    rf"(?<!\bdo\s)(?<!\bdid\s)(?<!\bam\s)(?<!\bwould\s)(?<!\bshould\s)(?<!\bcan\s)(?<!\bhave\s)(?<!\bDo\s)(?<!\bDid\s)"
    rf"\b(?:I(?P<helpers>(?:'(?:d|ve|ll))?(?:\s(?:{_any(_BETWEEN)})\b)*)(?:\s|(?='m))|"
    rf"[Mm]y\s(?:[a-z-]+\s){{0,2}}(?P<noun>{_any(_NOUNS)})\b)"
)
"""An "I" with the helpers of its verb, or a "my" with its noun."""
PASSIVE = re.compile(rf"\b{_BE}\s(?:[\w']+\s)*(?!(?:{_any(_STATES)})$)\w+(?:ed|wn|ht|od|id)(?:\s\w+)?$")
BY = re.compile(
    rf"(?:\b{_BE}\s{_EVER}|(?<![-–—]\s))\b(?!backed\b)(?:{_any(_PAST)}|seen|thought|sought|recommended|hailed|categori[sz]ed|dismissed|"
    rf"classed|questioned|decried|championed|desired)\b(?P<as>(?:\sas\s[^.;:,()]{{1,50}}?)?)\sby\s"
)
"""A passive: what is held stands before it, whose mind it is behind "by"."""
ABOUT = r"(?:to|for|that|against|on|over|about|towards?)"
NOUN = re.compile(rf"\b(?:{_any(_NOUNS)})(?=\s(?:{ABOUT}|of|in|with|by|from|among)\b)")
OWNS = re.compile(
    r"(?:(?<=[\w.])['’]s?|(?<=\b[A-Z][A-Z])|(?<=\b(?:its|his|her|our))|(?<=\btheir))\s(?:[a-z-]+\s){0,2}$"
)
OF_WHOM = re.compile(
    rf"\s(?:of|by|from|among)\s(?P<who>(?:[\w.'-]+\s){{0,4}}?[\w.'-]+)"
    rf"(?=\s{ABOUT}\b|\sin\s\w+ing\b)"
)
