"""The rest: what a sentence with attributions in it says on its author's own word.

Whoever writes "Velmora wants a larger port" has heard nobody say so: that somebody wants, fears or expects is
the author's own statement, and so is what he adds to a source ("the mayor, who was arrested, said").
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from saidby.data import Attribution, Span

_SAYS = re.compile(
    r"(?:[A-Z]|there\s|(?:and|but|while|as)\s(?:[a-z]+\s)?).*?\b(?:was|were|is|are|has|have|had|will|came|comes|went|took|made|gave|began|held|met|"
    r"fell|rose|left|struck|hit|broke|led|won|lost|[a-z]{2,}ed)\b",
    re.DOTALL,
)
_SAYS_NOT = re.compile(
    r"\W*(?:in|on|at|by|with|for|from|of|to|after|before|during|since|under|following|amid|despite|when|who|which|that|"
    r"where|if|because|although|though|\w+ing|\w+ed|not|also|later|earlier|including|an?\s\w+\s(?:statement|interview))\b",
    re.IGNORECASE,
)
_WORDS = r"""
    sa(?:y|ys|id|ying) t(?:ell|ells|old|elling) st(?:ates?|ated|ating)\b statements? according spok\w+ speak
    talk ask(?:ed|s|ing)?\b quot cit(?:e|ed|es|ing)\b writ wrote tweet add(?:s|ed|ing)?\b
    not(?:es?|ed|ing)\b report announc declar proclaim claim alleg accus blam charg assert affirm maintain
    insist stress emphasi underlin underscor highlight explain clarif describ den(?:y|ies|ied|ying|ial)
    refut rebut reject dismiss disput rul(?:ed?|es|ing)\sout admit admission acknowledg conced confirm verif
    warn caution threat vow pledg promis assur swore swear guarante predict forecast estimat
    call(?:s|ed|ing)?\b demand urg(?:e|ed|es|ing)\b appeal request propos recommend suggest advis order
    instruct invit condemn denounc deplor critici slam blast lash rebuk mock prais hail welcom congratul
    thank apologi comment remark observ mention repl(?:y|ies|ied|ying) respon answer repeat reiterat
    reaffirm recall remind conclud continu went\son going\son argu contend testif testimony briefed inform
    notif reveal disclos indicat point(?:s|ed|ing)?\s(?:out|to) refer expre voic complain protest rail joke
    quip shout chant cr(?:y|ies|ied)\b read(?:s|ing)?\b publish post broadcast air(?:ed|s)\b agree question
    put\sit ma[dk]e\sclear brand label dub nam(?:ed|es|ing)\b declin hint signal lament boast brag words?\b
    views?\sthat speech counted circulat
"""
_VOICED = re.compile(rf"\b(?:{'|'.join(_WORDS.split())})|[:\u2015\u2014\u2013]", re.IGNORECASE)
"""Cues by which words are handed on, beside those that tell of a state of mind."""
_CLAUSE = re.compile(
    r"[,(\u2013\u2014-]\s?(?:which|who|whose|where|an?|the|once|now|already)(?:\W+[\w'-]+){4,}",
    re.IGNORECASE,
)
"""A clause or a description behind a source's name, of five words and more."""


def says_itself(flat: str, sentence: Span, pieces: Sequence[Span], near: Sequence[Attribution]) -> bool:
    """Does the author say something himself in a sentence that attributions touch?

    `pieces` are theirs and those of their relays, sorted; `near` the attributions.
    """
    return (
        _says_more(flat, sentence, pieces)
        or not any(_voiced(flat, a) for a in near)
        or any(_CLAUSE.search(span.of(flat)) for a in near for span in a.source if sentence.holds(span))
    )


def _voiced(flat: str, attribution: Attribution) -> bool:
    return not attribution.cue or any(_VOICED.search(cue.of(flat)) for cue in attribution.cue)


def _says_more(flat: str, sentence: Span, pieces: Sequence[Span]) -> bool:
    """Does a sentence hold a clause with a subject and a verb outside all attributions?"""
    at = sentence.start
    for piece in [*pieces, Span(sentence.end, sentence.end)]:
        rest = flat[at : piece.start].strip(" ,;:\"“”'") if piece.start > at else ""
        if len(rest.split()) > 3 and not _SAYS_NOT.match(rest) and _SAYS.match(rest):
            return True
        at = max(at, piece.end)
    return False
