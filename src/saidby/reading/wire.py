"""The wire: the agency that a page credits for its whole text."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from saidby.data import Article, Span
from saidby.reading.phrases import parse

_AGENCIES = (
    r"(?:(?:Thomson )?Reuters|AFP|Agence France-Presse|AP|(?:The )?Associated Press|UPI|dpa|DPA|EFE|TASS|"
    r"ITAR-TASS|Interfax|RIA Novosti|Xinhua|Kyodo|Yonhap|ANSA|PTI|IANS|ANI|IRNA|Anadolu(?: Agency)?|AA|SANA|"
    r"KUNA|WAM|QNA|SPA|MENA|NNA|Petra|Sputnik|Bloomberg|CNN|CNA|Sapa|BNA|APA|Belga|STT|PAP|Ukrinform|UNIAN|WAFA)"
)
_DATELINE = re.compile(
    r"\s*(?:[A-ZÀ-Þ][\w.'/-]*(?:,?\s[\w.'/-]+){0,6}?[,.]?\s)?\(\s?(?P<name>[A-Z][\w.&-]*(?:\s[A-Z][\w.&-]*){0,2})\s?\)"
    r"\s?[-–—:.]"
)
_IN_CAPITALS = re.compile(
    rf"\b[A-Z]{{3,}}[A-Z ,/.-]*(?:\s[A-Z][a-z]+,?)?\s\((?P<name>{_AGENCIES})(?:,?\s[A-Z][a-z]+){{0,3}}\)\s"
)
_CREDIT = (
    rf"\(?(?P<name>{_AGENCIES})\)?"
    r"(?:\s*(?:$|[,;|/-])|\s(?=(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|\d{1,2}\s[A-Z]))"
)
_BYLINE = re.compile(rf"\s*{_CREDIT}")
_BY = re.compile(rf"\b(?:[Bb]y|BY|[Ss]ource:|[Cc]ourtesy of|©|\(c\))\s\s*{_CREDIT}")
_FIRST_WORD = re.compile(
    rf"(?P<name>{_AGENCIES})\s(?=[A-Z\d])(?!(?:Photos?|Images?|News|Staff|TV|Turk|International|Television|Agency)\b)"
)
"""The agency alone before the text: "AFP Eleven children were killed"."""
_IN_TITLE = re.compile(
    rf"(?<=[A-Z0-9]\s)(?P<name>{_AGENCIES})\s(?=[A-Z])|(?<=[a-z]\s)(?P<dated>{_AGENCIES})\s"
    r"(?=(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:\d{1,2}\s[A-Z][a-z]{2,8}|[A-Z][a-z]{2,8}\s\d{1,2}),?\s\d{4}\b)"
    rf"|(?<=\s)[A-Z]\w+\s(?P<after>AFP|AP|Reuters)\s(?=[A-Z][a-z])"
)
_AT_END = re.compile(
    rf"(?:--?\s?|–\s?|—\s?|\()(?:[Ss]ource:\s)?(?P<name>{_AGENCIES})\)?\W*$|"
    rf"\((?:[Ss]ource:|[Vv]ia)\s(?P<brackets>{_AGENCIES})\)"
)
_OPENING = 400
"""Characters from the start of the text in which a credit may stand inside running text."""
_ENDING = 160
"""Characters at the end of the text in which a credit in brackets or after a dash counts."""


@dataclass(frozen=True, slots=True)
class Wire:
    """The agency that a page credits for its whole text: "(Reuters)" in the dateline.

    `dated`: it stands behind a place or date. `own`: nobody else is known to publish the page, which opens
    as the agency's own copy does.
    """

    name: Span
    score: float
    dated: bool = False
    own: bool = False


def wire(article: Article, flat: str) -> Wire | None:
    """The agency credited for the text, None where the publisher is that agency itself."""
    found = _credited(article, flat)
    if found is None:
        return None
    if article.publisher is None:
        return found if article.url else replace(found, own=found.dated)
    return None if outlet(found.name.of(flat)) == outlet(article.publisher) else found


def _credited(article: Article, flat: str) -> Wire | None:
    """The agency credited for the text: in a byline or dateline, at the start, or after the last sentence.

    A page made "with AFP and Reuters", a reporter's "contributed by" and a source in brackets in the middle
    are no such credit.
    """
    for element in article.elements:
        if element.role in ("byline", "dateline"):
            m = (
                _BYLINE.match(flat, *element.span)
                or _BY.search(flat, *element.span)
                or _DATELINE.match(flat, *element.span)
            )
            if m:
                return Wire(
                    Span(*m.span("name")), 0.95, dated=m.re is _DATELINE or element.role == "dateline"
                )
    read = [e.span for e in article.elements if e.role in ("deck", "body")]
    if not read:
        return None
    for span in read[:4]:
        m = _DATELINE.match(flat, *span)
        if m and parse(flat, Span(*m.span("name"))).sort in ("media", "body"):
            return Wire(Span(*m.span("name")), 0.95, dated=True)
    start = Span(read[0].start, min(read[0].end, read[0].start + _OPENING))
    end = Span(max(read[-1].start, read[-1].end - _ENDING), read[-1].end)
    m = (
        _IN_CAPITALS.search(flat, *start)
        or _AT_END.search(flat, *end)
        or _FIRST_WORD.match(flat, *start)
        or _IN_TITLE.search(flat, *start)
    )
    if m is None:
        return None
    group = next(name for name, words in m.groupdict().items() if words)
    return Wire(Span(*m.span(group)), 0.7 if m.re is _IN_TITLE else 0.9, dated=m.re is _IN_CAPITALS)


def outlet(name: str) -> str:
    """A publisher's name or domain reduced to what two spellings of it share."""
    bare = re.sub(r"^the |^www\.|\.(?:com|org|net|co\.\w\w|\w\w)$", "", name.lower())
    bare = re.sub(r"(?:\s(?:news|press agency|agency|wire|newswire|service))+$", "", bare)
    return re.sub(r"\W", "", bare)
