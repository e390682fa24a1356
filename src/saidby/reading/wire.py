"""The wire: the agency that a page credits for its whole text."""

from __future__ import annotations

import re
from dataclasses import dataclass

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
_BYLINE = re.compile(
    rf"(?:^|\n|\b(?:[Bb]y|BY|[Ss]ource:|©|\(c\))\s)\s*(?P<name>{_AGENCIES})\s*(?:$|\n|[,;|/-])"
)
_BEFORE_DATE = re.compile(
    rf"\b(?P<name>{_AGENCIES})\s(?=(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?(?:\d{{1,2}}\s[A-Z][a-z]{{2,8}}|"
    r"[A-Z][a-z]{2,8}\s\d{1,2}),?\s\d{4}\b)"
)
_OPENING = 320
"""Characters from the start of the text in which a credit may stand inside running text."""


@dataclass(frozen=True, slots=True)
class Wire:
    """The agency that a page credits for its whole text: "(Reuters)" in the dateline."""

    name: Span
    score: float


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
