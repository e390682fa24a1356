"""Missed: plain sayings that the model saw nothing of, by their form alone.

Only sentences that no attribution touches are looked at, and only two forms: words in quotation marks with
who says them behind, and who says, before what is said. What is found so is less sure than what the model
sees.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from saidby.data import Article, Attribution, Quoting, Span
from saidby.reading.phrases import Phrase, parse
from saidby.reading.tokens import plain

SCORE = 0.5
"""Too few are found to fit a score: in 150 articles of `syria` six, all of them sayings with the right source
when read by eye; in 200 of PolNeAR train one, which nobody marked there; in 138 of MPQA one that is right and
not marked; in the 84 of PolNeAR dev none. The model sees the others itself."""
_SAYS = (
    r"(?:said|says|stated|told|added|noted|stressed|warned|announced|insisted|argued|explained|recalled|claimed|reported|"
    r"confirmed|alleged|emphasi[sz]ed|maintained|pointed\sout|wrote|tweeted|acknowledged|asserted)"
)
_AFTER = re.compile(
    rf"(?P<quote>[\"“](?:[^\"“”\n]{{12,}})[\"”])(?P<mark>,?)\s"
    rf"(?:(?P<source>[^\"“”\n;:]{{2,140}}?),?\s(?P<cue>(?:was|were)\squoted\s(?:by\s[^\"“”\n,;]{{2,50}}\s)?as\ssaying|"
    rf"(?:has\s|had\s|also\s|later\s|then\s)*{_SAYS})\b|(?P<cue2>said|says|added|noted|stressed|warned|explained)\s"
    rf"(?P<source2>[^\"“”\n;:.]{{2,140}}?)(?=[,.]|$))"
)
_BEFORE = re.compile(
    r"(?P<source>[A-Z\"][^\"“”\n;:]{2,110}?),?\s"
    r"(?:(?P<cue>(?:has\s|had\s|also\s|later\s|then\s)*(?:said|says|stated|added|noted|stressed|warned|announced|insisted|claimed|"
    r"confirmed|alleged|emphasi[sz]ed|maintained))|(?P<cue2>(?:has\s|had\s|also\s|later\s|then\s)*told)\s[^\"“”\n;:,]{2,60}?)"
    r"(?:\s(?:on\s|late\s|early\s)*(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)?\s"
    r"(?P<content>that\s.+?|(?(cue)(?:the|its|his|her|their|they|he|she|it|[A-Z]\w+)\s.+?|(?!)))"
    r"(?=(?:,\sas\s(?:quoted|cited|reported|carried)\sby\b[^.]*)?[.]?$)"
)
_CALLING = re.compile(
    r"(?P<source>[A-Z][^\"“”\n;:,]{2,60}?)\s(?P<cue>(?:also\s|again\s|later\s|then\s)?(?:called\son|urged|appealed\sto))\s"
    r"(?P<content>(?:the|all|both|every|[A-Z]\w+)\s.{2,200}?\sto\s[a-z].*?)(?=[.]?$)"
)
_FINITE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|could|should|may|might|must|did|does|do|\w{3,}ed)\b"
)
_OPENING = frozenset(["when", "if", "as", "while"])
_PRONOUNS = frozenset(["he", "she", "it", "they"])
_SPEAKING = frozenset({"person", "body", "media", "office", "state", "capital", "role", "vague", "group"})


def with_missed(
    article: Article, sentences: Sequence[Span], found: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions with those of sentences that none of them touches, in text order with new ids."""
    flat = plain(article.text)
    headings = [e.span for e in article.elements if e.role == "heading"]
    taken = sorted(p for a in found for p in (*a.source, *a.cue, *a.content))
    starts = [p.start for p in taken]
    more: list[Attribution] = []
    for sentence in sentences:
        at = bisect_right(starts, sentence.end - 1)
        touched = any(p.overlaps(sentence) for p in taken[max(0, at - 12) : at])
        if not touched and not any(h.holds(sentence) for h in headings):
            more += _said(flat, sentence)
    return _in_order([*found, *more]) if more else tuple(found)


def _said(flat: str, sentence: Span) -> Iterator[Attribution]:
    m = _AFTER.match(flat, *sentence)
    if m is not None:
        group = "" if m.group("source") else "2"
        source, cue = Span(*m.span("source" + group)), Span(*m.span("cue" + group))
        if _speaks(parse(flat, source)):
            yield _attribution(source, cue, Span(m.start("quote"), m.end("quote")), "direct")
        return
    m = _CALLING.match(flat, *sentence)
    if m is not None and _speaks(parse(flat, Span(*m.span("source")))):
        content = Span(*m.span("content"))
        quoted = any(mark in content.of(flat) for mark in '"“')
        how: Quoting = "mixed" if quoted else "indirect"
        yield _attribution(Span(*m.span("source")), Span(*m.span("cue")), content, how)
        return
    m = _BEFORE.match(flat, *sentence)
    if m is None:
        return
    source, content = Span(*m.span("source")), Span(*m.span("content"))
    cue = Span(*m.span("cue" if m.group("cue") else "cue2"))
    whole = parse(flat, source)
    first = whole.text.split(maxsplit=1)[0].lower() if whole.text else ""
    plainly = first not in _OPENING and not _FINITE.search(flat, source.start, whole.span.start)
    clause = flat.startswith("that ", content.start) or _FINITE.search(flat, *content) is not None
    if plainly and clause and _speaks(whole):
        quoted = any(mark in content.of(flat) for mark in '"“')
        yield _attribution(source, cue, content, "mixed" if quoted else "indirect")


def _speaks(phrase: Phrase) -> bool:
    return phrase.sort in _SPEAKING or (phrase.sort == "pronoun" and phrase.head in _PRONOUNS)


def _attribution(source: Span, cue: Span, content: Span, quoting: Quoting) -> Attribution:
    return Attribution(
        id="", source=(source,), cue=(cue,), content=(content,), quoting=quoting, parent=None, score=SCORE
    )


def _in_order(found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    order = sorted(found, key=_place)
    ids = {a.id: f"a{n}" for n, a in enumerate(order, 1) if a.id}
    return tuple(
        replace(a, id=f"a{n}", parent=ids[a.parent] if a.parent else None) for n, a in enumerate(order, 1)
    )


def _place(attribution: Attribution) -> tuple[int, int]:
    pieces = (*attribution.source, *attribution.cue, *attribution.content)
    return min(s.start for s in pieces), attribution.cue[0].start
