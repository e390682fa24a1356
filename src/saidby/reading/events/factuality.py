"""Factuality: what the words before a trigger say of it for certain, whatever the model thinks.

Only closed classes: infinitives by the word that governs them, modals, negation, "so that". Where they say
nothing, the model decides.
"""

from __future__ import annotations

import re

from saidby.data import Factuality, Span

_ADVERB = r"(?:\w+ly\s|also\s|then\s|later\s|even\s|further\s|soon\s|again\s|still\s|now\s|once\s|ever\s)*"
_INFINITIVE = re.compile(rf"(?<![\w-])to\s{_ADVERB}$")
_CARRIED = re.compile(
    rf"\bto\s{_ADVERB}(?:stage|carry\sout|conduct|launch|commit|make|mount|perform|perpetrate|wage|hold)\s"
    r"(?:an?\s|the\s|more\s|new\s|such\s|further\s)?(?:[\w-]+\s){0,3}$"
)
_SO_THAT = re.compile(
    r"\bso\s(?:that\s)?(?:[\w'’-]+\s){1,4}(?:can|could|would|may|might)\s(?P<rest>[^.;:]*)$"
)
_IN_ORDER = re.compile(
    rf"\bin\s(?:order|an?\s(?:bid|effort|attempt))\sto\s{_ADVERB}$|\bso\sas\sto\s{_ADVERB}$"
)
_WORDS: tuple[tuple[Factuality | None, str], ...] = (
    (
        "attempted",
        r"try tries tried trying attempt attempted attempting sought plotted plotting plot conspir\w+",
    ),
    ("habitual", "continues? used"),
    ("denied", r"refus\w+ declin\w+ fail(?:s|ed|ing)?"),
    (
        None,
        r"manag\w+ beg[aiu]n begins? start(?:s|ed)? help\w* came proceed\w* on first last only one "
        r"those prov(?:ed|en)  happen(?:s|ed) appear\w* seem\w* reported said continu\w+ linked "
        r"respond\w* put amount\w* close relat\w+  subject thanks reaction response prior return\w* go "
        r"goes went efforts? known believed claim\w* alleged  thought due likely about expect\w* going "
        r"set ready prepar\w* plan\w* want\w* able unable need\w* have has  had ought vow\w* pledg\w* "
        r"promis\w* agree\w* threat\w* decid\w* decision call\w* urg\w* ask\w* order\w*  right wish\w* "
        r"hop\w* intend\w* intent willing\w* free enough offer\w* swor\w* ability chance  opportunity "
        r"time according is are was were be",
    ),
)
_GOVERNS = tuple(
    (said, re.compile(rf"\b(?:{'|'.join(words.split())})\s$", re.IGNORECASE)) for said, words in _WORDS
)
"""The word before "to", and what it makes of the verb after it; None where that is open."""
_MADE_TO = re.compile(
    r"\b(?:caus\w+|forc\w+|led|lead|leading|compell\w+|enabl\w+|allow\w*|call\w*|urg\w+|ask\w*|demand\w*|order\w*|want\w*|"
    r"tell|told|request\w*|invit\w+|appeal\w*|press\w*|warn\w*|encourag\w*|expect\w*|requir\w+|instruct\w*|permit\w*|"
    r"help\w*|persuad\w*|convinc\w*|push\w*|command\w*|agree\w*|decid\w*|decision|plan\w*|threat\w*|vow\w*|able|"
    r"how|where|whether|what|who|which|when)\b",
    re.IGNORECASE,
)  # fmt: skip
_WILL = re.compile(
    rf"(?:\b(?:will|won't|shall)|'ll|’ll|\b(?:is|are)\sgoing\sto)\s(?:not\s|never\s)?{_ADVERB}"
    r"(?:be\s|have\s|have\sbeen\s)?$",
    re.IGNORECASE,
)
_COMING = re.compile(
    r"\s(?:[\w'’-]+\s){0,3}?(?:will|shall)\s(?:\w+ly\s)?(?:come|occur|happen|follow|take|begin|start|continue|be)\b"
)
_MAY = re.compile(
    rf"\b(?:would|could|may|might|should|must|can|ought\sto)\s(?:not\s|never\s)?{_ADVERB}(?:be\s)?$",
    re.IGNORECASE,
)
_NOT = re.compile(
    rf"(?:\b(?:did|does|do|has|have|had|was|were|is|are)(?:\snot|n't|n’t)|\bnever|\b(?:no\sone|nobody|none)\s(?:was|were|has|had)(?:\sbeen)?)\s"
    rf"{_ADVERB}(?:been\s|be\s)?$",
    re.IGNORECASE,
)
_NO = re.compile(r"\bno\s(?:\w+\s)?$", re.IGNORECASE)
_TELLING = re.compile(
    r"\b(?:to|so|not|never|no|nobody|none|will|won|shall|would|could|may|might|should|must|can|ought|attempted|foiled|"
    r"thwarted|averted|prevented|failed|planned)\b|n['’]t\b|['’]ll\b",
    re.IGNORECASE,
)
"""Words without which nothing below is tried."""
_FOILED = re.compile(
    r"\b(?:attempted|foiled|thwarted|averted|prevented|failed|planned)\s(?:an?\s|the\s)?(?:[\w-]+\s){0,2}$",
    re.IGNORECASE,
)
_TO_TRY = re.compile(r"\bto\s(?:try|attempt|seek)\sto\s(?:[\w-]+\s){0,4}$")
_LEAVES = re.compile(r",|\b(?:who|which|that|after|before|during)\b|.{60}")
_WISH = re.compile(
    r"\b(?:responsibilit\w+|proposal|chances?|ability|right|incentive|intention|appetite|hard|premature|easy|difficult)\s$"
)
_JOINS = re.compile(r"^[^.;:]*\b(?:and|or)\s(?:then\s|later\s|also\s|thus\s|to\s)*$")
_OF_DOING = re.compile(r"^[^.;]*\bof\s(?:\w+ly\s)?$")


def stated(
    text: str, sentence: Span, trigger: Span, before: tuple[Span, Factuality] | None
) -> Factuality | None:
    """What the words say, or None. `before` is the last trigger of the sentence with its factuality."""
    lead = (
        text[max(sentence.start, trigger.start - 160) : trigger.start]
        .replace("\u00a0", " ")
        .replace("\n", " ")
    )
    word = trigger.of(text)
    if _COMING.match(text, trigger.end, min(len(text), trigger.end + 60)) and not word.endswith("ed"):
        return "future"
    if before is None and not _TELLING.search(lead, max(0, len(lead) - 90)):
        return None
    if _NOT.search(lead) and not re.search(r"\bnot\sonly\s$|\bif\b|\bwhether\b", lead, re.IGNORECASE):
        return "denied"
    if found := _WILL.search(lead):
        return "denied" if re.search(r"\b(?:not|never)\b|won't", found.group()) else "future"
    if (so := _SO_THAT.search(lead)) and not _LEAVES.search(so.group("rest")):
        return "purpose"
    if _IN_ORDER.search(lead):
        return "purpose"
    if (aim := _infinitive(lead, word)) is not None:
        return "purpose" if aim == "attempted" and _TO_TRY.search(lead) else aim
    if _MAY.search(lead):
        return "hypothetical"
    if _NO.search(lead):
        return "denied"
    if _FOILED.search(lead) and re.search(r"\b(?:foil|thwart|avert|attempted)", lead[-40:], re.IGNORECASE):
        return "attempted"
    if before is not None and before[1] == "purpose":
        between = text[before[0].end : trigger.start]
        base = not word.endswith(("ed", "ing", "s"))
        if (_JOINS.match(between) and base) or (word.endswith("ing") and _OF_DOING.match(between)):
            return "purpose"
    return None


def _infinitive(lead: str, word: str) -> Factuality | None:
    """What an infinitive is, by the word before "to"; else an aim, unless somebody is asked or made to
    do it.
    """
    near = max(0, len(lead) - 80)
    if lead.find("to ", near) < 0:
        return None
    found = _CARRIED.search(lead, near)
    if found is None and not word.endswith(("ing", "ion", "ions", "s")):
        found = _INFINITIVE.search(lead, near)
    if found is None:
        return None
    governing = lead[: found.start()]
    for said, pattern in _GOVERNS:
        if pattern.search(governing):
            return said
    words = governing.split()[-9:]
    if _WISH.search(governing):
        return "hypothetical"
    if not words or _MADE_TO.search(" ".join(words)):
        return None
    return "purpose"
