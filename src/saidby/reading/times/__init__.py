"""Times: TIMEX3 expressions of a page, and the day or interval that each means there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from saidby.data import Article, Dated, Span, Timex
from saidby.reading.pauses import lost
from saidby.reading.times.atom import Atom
from saidby.reading.times.atoms import atoms
from saidby.reading.times.join import join
from saidby.reading.times.resolve import Resolver, unknown_reason

__all__ = ["timexes"]


def timexes(article: Article, sentences: tuple[Span, ...]) -> tuple[Timex, ...]:
    """The expressions of time in the sentences, and the page's own dates in its furniture, by position.

    Those of the furniture carry a `function`: the page's clock is RECEPTION_TIME and anchors nothing.
    """
    fixed = _functions(article)
    article = _with_possessives(article)
    found = _expressions(article.text, sentences, fixed)
    unknown = "" if article.published else unknown_reason(article, found)
    fixed += _datelines(article, unknown, fixed)
    resolver = Resolver(article, unknown)
    read: list[Timex] = []
    for number, (sentence, joined) in enumerate(found):
        # a time of day hangs on the day in its own sentence, which may stand after it
        for atom in sorted(joined, key=lambda atom: atom.kind == "clock"):
            timex = resolver.timex(f"t{len(read) + 1}", atom, number, sentence)
            if timex is not None:
                read.append(timex)
    return _numbered([*read, *fixed])


_DAY_OF = re.compile(
    r"(?<![Oo]n )(?<!every )(?<!most )\b((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun|[Yy]ester)day)s(?= [a-z])"
)


def _with_possessives(article: Article) -> Article:
    """The article; where its apostrophes were lost, "Mondays attack" is the attack of one Monday."""
    if not lost(article.text) or "'" in article.text or "’" in article.text:
        return article
    return replace(article, text=_DAY_OF.sub(_possessive, article.text))


def _possessive(found: re.Match[str]) -> str:
    return found.group(1) + "'"


def _expressions(text: str, parts: Iterable[Span], fixed: list[Timex]) -> list[tuple[Span, list[Atom]]]:
    """The expressions of each part, without those that are the page's own dates."""
    return [
        (
            part,
            [
                atom
                for atom in join(text, part, atoms(text, part))
                if not any(atom.span.overlaps(timex.span) for timex in fixed)
            ],
        )
        for part in parts
    ]


def _datelines(article: Article, unknown: str, fixed: list[Timex]) -> list[Timex]:
    """The dates of lines such as "SEHLT, August 7": when the story was written. No sentence hangs on them."""
    parts = [element.span for element in article.elements if element.role == "dateline"]
    found: list[Timex] = []
    for part, joined in _expressions(article.text, parts, fixed):
        resolver = Resolver(article, unknown)
        for atom in joined:
            timex = resolver.timex(f"d{len(found)}", atom, 0, part)
            if timex is not None and timex.resolved and atom.kind not in {"year", "duration"}:
                found.append(replace(timex, function=_role(article, timex.resolved)))
    return found


def _role(article: Article, resolved: str) -> str:
    published = article.published.value[:10] if article.published else None
    return "PUBLICATION_TIME" if resolved[:10] == published else "CREATION_TIME"


def _functions(article: Article) -> list[Timex]:
    """The dates that the page itself carries: when it was published, changed, captured."""
    found: list[Timex] = []
    known = (
        (article.captured, "RECEPTION_TIME"),
        (article.published, "PUBLICATION_TIME"),
        (article.modified, "MODIFICATION_TIME"),
    )
    for dated, function in known:
        if dated and dated.span and not any(dated.span.overlaps(timex.span) for timex in found):
            found.append(_function(dated, dated.span, function))
    return found


def _function(dated: Dated, span: Span, function: str) -> Timex:
    return Timex(
        id="",
        span=span,
        type="TIME" if "T" in dated.value else "DATE",
        value=dated.value,
        mod=None,
        resolved=dated.value,
        anchor=None,
        reason=None,
        function=function,
        score=0.98,
    )


def _numbered(found: list[Timex]) -> tuple[Timex, ...]:
    """By position, with ids t1, t2 ... in that order; anchors are renamed with them."""
    found.sort(key=lambda timex: timex.span)
    names = {timex.id: f"t{number}" for number, timex in enumerate(found, 1) if timex.id}
    return tuple(
        replace(timex, id=f"t{number}", anchor=names.get(timex.anchor or "", timex.anchor))
        for number, timex in enumerate(found, 1)
    )
