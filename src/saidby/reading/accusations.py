"""Accusations: whom the words of an accusation name, where no event in them does."""

from __future__ import annotations

import re

from saidby.data import Attribution, Span
from saidby.reading.phrases import parse
from saidby.reading.tokens import plain

_SOMEBODY = frozenset(
    {"person", "body", "media", "office", "state", "capital", "group", "role", "single", "vague"}
)

_BLAMING = re.compile(
    r"\b(?:accus|blam|charg|denounc|condemn|critici|slam|lambast|held|hold|alleg|fault)\w*", re.IGNORECASE
)
_BLAMED = re.compile(
    r"\W*(?P<who>(?:[\w'’.*-]+\s){0,8}?[\w'’.*-]+)(?=\s(?:of|for|over|as|after|\w+ed\sby)\b|[,.;\"”]|$)",
    re.IGNORECASE,
)
_PASSIVE = re.compile(
    r"\b(?:been|was|were|is|are|being)\s(?:\w+ly\s)?(?:accused|blamed|charged|faulted)$", re.IGNORECASE
)
_OF_NAME = re.compile(r"\sof\s(?:the\s)?[A-Z][\w'’-]*(?:\s[A-Z][\w'’-]*)*")
"""The rest of a name: "the Front [of the Restored Valleys]"."""
_ON = re.compile(
    r"\bon\s(?P<who>(?:the\s)?(?:[\w'’.*-]+\s){0,6}?[\w'’.*-]+)(?=[,.;\"”]|$|\s(?:and|who|which|that)\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    r"\W*(?:that\s|it\s(?:is|was|has\sbeen)\s[\"“'‘]?(?:\w+ly\s)?(?:clear|obvious|evident|true|known|certain|proven|no\ssecret|"
    r"established|confirmed|likely|probable|plain|undeniable|beyond\sdoubt)[\"”'’]?\sthat\s|(?:[\w.’'-]+\s){0,5}[\w.-]+['’]s?\s(?:\w+\s){0,2}?(?:accusation|allegation|claim|charge|"
    r"assertion|warning|statement|report)s?\sthat\s|there\s(?:is|was)\s(?:no\sdoubt|evidence|proof)\sthat\s|(?:we|I)\s\w+\sthat\s)*",
    re.IGNORECASE,
)
_BY = re.compile(
    r"\b\w{2,}(?:ed|en|wn|de|un|ught|ne)\s(?:up\s|out\s|off\s|\w+ly\s|in\sadvance\s|beforehand\s|jointly\s)?by\s(?P<who>(?:[\w'’.*()-]+\s){0,8}?[\w'’.*()-]+)"
    r"(?=\s(?:to|for|in|on|at|with|who|which|that|as|when|while|during|after|before|from|against|has|have|is|was|were|are|"
    r"will)\b|[,.;\"”]|$)",
    re.IGNORECASE,
)
_WITH = re.compile(
    r"\b(?:(?:with|under|on|at|thanks\sto)\s(?:the\s)?(?:full\s|direct\s|tacit\s|active\s)?(?:blessing|support|backing|help|aid|assistance|"
    r"connivance|complicity|knowledge|participation|involvement|cooperation|approval|consent|orders?|behest|instigation|protection)\sof)\s"
    r"(?P<who>(?:[\w'’.*-]+\s){0,6}?[\w'’.*-]+)(?=\s(?:to|for|in|on|who|which|that|as|when|and)\b|[,.;\"”]|$)",
    re.IGNORECASE,
)
_BECAUSE = re.compile(
    r"\bbecause\s(?P<who>(?:[\w'’.*-]+\s){0,6}?[\w'’.*-]+)\s(?:had|have|has|was|were|is|are|\w+ed)\b",
    re.IGNORECASE,
)
_OUGHT = re.compile(
    r"\b(?:must|should|ought\sto|needs?\sto|ha(?:s|ve)\sto|to)\s(?:not\s)?be\s(?:\w+ly\s)?[\"“'‘]?(?:\w+ly\s)?$",
    re.IGNORECASE,
)
_AIM = re.compile(
    r"\b(?:(?:in\sorder|so\sas)\sto|so\s(?:that\s)?(?:they|it|he|she)\s(?:can|could|may|might|would)|(?<!tried\s)(?<!trying\s)to)\s"
    r"(?:then\s|later\s|falsely\s|subsequently\s)?(?:accuse|blame|frame|discredit|implicate|incriminate|pin|stage|cast|put\sthe\sblame)\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(
    r",\s(?:through|by|with|via|using|thanks|under|which|but|while|and\sthat)\b", re.IGNORECASE
)
_DEED = re.compile(
    r"\b(?:attacks?|bombings?|shellings?|(?:air)?strikes?|raids?|blasts?|explosions?|incidents?|massacres?|killings?|crimes?|violence|"
    r"poisonings?|shootings?|kidnappings?|clash(?:es)?|actions?|steps?)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"\s(?:because|that|which|who|became|if|when|so)\s", re.IGNORECASE)
_POINTED = re.compile(
    r"\b(?:point(?:s|ed|ing)?\s(?:the\s|a\s)?finger\sat|(?:lay|laid|put|pinn?ed)\s(?:the\s|all\s)?(?:\w+\s)?(?:blame|responsibility)\son)\s"
    r"(?P<who>(?:[\w'’.*-]+\s){0,6}?[\w'’.*-]+),\s$",
    re.IGNORECASE,
)
_MARK = frozenset("the a an this that these those same such it no nothing none".split())
_SUBJECT = re.compile(
    r"(?P<who>(?:(?:the|a|an|these|those|this|some|all|its|their)\s)?(?:[\w'’.*-]+\s){0,7}?[\w'’.*-]+)(?:,[^,]{3,60},)?\s"
    r"(?:is|are|was|were|has|have|had|do|does|did|will|continues?|keeps?|bears?|stands?|supports?|backs?|(?-i:[a-z]{3,}ed))\b",
    re.IGNORECASE,
)


def accused(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """The phrases of an accusation that may name the accused, if they are names or known nouns."""
    flat = plain(text)
    first = blamed(text, attribution)
    if first and parse(flat, first).head in ("he", "she", "it", "they"):
        return (first,)
    told_of = subject(text, attribution)
    if told_of and parse(flat, told_of).head == "who":
        return (told_of,)  # "Ondrel, [which] the ministry said had armed them"
    found = (first, told_of, *doers(text, attribution))
    return tuple(dict.fromkeys(span for span in found if span and is_somebody(flat, span)))


def is_somebody(flat: str, span: Span) -> bool:
    """Can a phrase be accused: a name or a known noun, no mere article, deed or "nothing of the kind"?"""
    if _DEED.search(flat, *span) or _CLAUSE.search(flat, *span):
        return False
    phrase = parse(flat, span)
    first = phrase.text.lower().split()[:1]
    alone = phrase.text.lower() in _MARK or (bool(first) and first[0] in ("nothing", "such"))
    return phrase.sort in _SOMEBODY and not alone


def asserted(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """The words said, without the aims that they impute: "shell it [to blame the army for it], by night"."""
    flat = plain(text)
    found = []
    for piece in attribution.content:
        start = piece.start
        while aim := _AIM.search(flat, start + 1, piece.end):
            found.append(Span(start, aim.start()))
            further = _FURTHER.search(flat, aim.end(), piece.end)
            start = further.start() if further else piece.end
        if start < piece.end:
            found.append(Span(start, piece.end))
    return tuple(found)


def doers(text: str, attribution: Attribution) -> tuple[Span, ...]:
    """Those by whom or with whose help something was done, as the words say: "help given by [states]"."""
    flat = plain(text)
    found: list[Span] = []
    for piece in asserted(text, attribution):
        for pattern in (_BY, _WITH, _BECAUSE):
            for m in pattern.finditer(flat, *piece):
                if not _OUGHT.search(flat, max(piece.start, m.start() - 24), m.start()):
                    found.append(Span(*m.span("who")))
    return tuple(
        span for span in sorted(found) if is_somebody(flat, span) and parse(flat, span).sort != "media"
    )


def blamed(text: str, attribution: Attribution) -> Span | None:
    """Whom a cue that blames is followed by: "accused [the rebels] of", "blamed the blast on [the
    rebels]".
    """
    if not attribution.cue or not attribution.content:
        return None
    cue = attribution.cue[-1]
    flat = plain(text)
    if pointed := _POINTED.search(flat, max(0, cue.start - 140), cue.start):
        return Span(*pointed.span("who"))  # "pointed the finger at the rebels, saying"
    if not _BLAMING.search(cue.of(text)):
        return None
    if _PASSIVE.search(cue.of(flat)):  # "it has been accused by rights groups of"
        before = attribution.content[0]
        return before if before.end <= cue.start and before.end - before.start < 90 else None
    after = next((c for c in attribution.content if c.start >= cue.end), None)
    if after is None:
        return None
    if re.search(r"\bblam", cue.of(text), re.IGNORECASE) and (
        on := _ON.search(flat, after.start, min(after.end, after.start + 200))
    ):
        return Span(*on.span("who"))
    gap = Span(cue.end, after.start)
    start = gap.start if gap.of(flat).strip(" ,\"“'") else after.start
    who = _BLAMED.match(flat, start, after.end)
    if who is None:
        return None
    more = _OF_NAME.match(flat, who.end("who"), after.end)
    if more and flat[who.start("who") : who.end("who")].rsplit(None, 1)[-1][:1].isupper():
        accuses = re.search(r"\baccus", cue.of(text), re.IGNORECASE)
        if not accuses or re.match(r"[^.;]{0,40}?\sof\s", flat[more.end() : after.end]):
            return Span(who.start("who"), more.end())
    return Span(*who.span("who"))


def subject(text: str, attribution: Attribution) -> Span | None:
    """The subject of the words said, past "it is clear that": "[the group] is directly tied to
    terrorists".
    """
    if not attribution.content:
        return None
    flat = plain(text)
    piece = attribution.content[0]
    if flat[piece.start : piece.end].lower() in ("which", "who"):
        return piece
    lead = _LEAD.match(flat, piece.start, piece.end)
    who = _SUBJECT.match(flat, lead.end() if lead else piece.start, piece.end)
    return Span(*who.span("who")) if who else None
