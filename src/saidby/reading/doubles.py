"""Doubles: quotations that two attributions claim, or one holds in part; subjects and names of sources."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Article, Attribution, Span
from saidby.reading.phrases import parse
from saidby.reading.quotations import Quotation, quotations, quoting
from saidby.reading.tokens import plain

_CLOSED = re.compile(r"[.!?][\"”’']\Z")
_ACCORDING = re.compile(r"according\sto\Z", re.IGNORECASE)
_NAMED = re.compile(
    r"(?P<name>(?:the\s)?[A-Z][\w'-]*(?:\s(?:(?:of|for|and|the)\s){0,2}[A-Z][\w'-]*){0,7}(?:\s\([A-Z]{2,7}\))?),\s(?=\S)"
)
_DESCRIBES = frozenset({"body", "media", "role", "office"})


def settled(
    article: Article, sentences: Sequence[Span], found: Sequence[Attribution]
) -> tuple[Attribution, ...]:
    """The attributions, each quotation with the one that it closes, each name with its source.

    "'We ran,' said Marsk. 'We just ran.' She said two were held": the second quotation is Marsk's, and it
    stands in his attribution; what "she said" is what follows.
    """
    text, flat = article.text, plain(article.text)
    out = [_with_name(flat, one) for one in found if not _is_question(flat, one)]
    out = [_with_antecedent(flat, sentences, one) for one in out]
    out = [_with_subject(flat, sentences, one, out) for one in out]
    marks = quotations(text, list(sentences)) if any(mark in flat for mark in "\"“'") else ()
    outer = [mark for mark in marks if mark.closed and not mark.depth]
    starts = [mark.inner.start for mark in outer]
    out = [_from_mark(text, one, out, marks, outer[: bisect_left(starts, _first(one))][-1:]) for one in out]
    for n, later in enumerate(out):
        if later.parent is not None or len(later.content) < 2 or not later.cue:
            continue
        anchor = (
            min(later.cue[0].start, *(s.start for s in later.source)) if later.source else later.cue[0].start
        )
        taken = [
            piece
            for piece in later.content
            if piece.end <= anchor
            and _CLOSED.search(flat[piece.start : piece.end])
            and any(_claims(one, piece, anchor) for one in out if one is not later)
        ]
        kept = tuple(piece for piece in later.content if piece not in taken)
        if taken and kept:
            out[n] = replace(later, content=kept, quoting=quoting(text, marks, kept))
    return tuple(out)


def _first(one: Attribution) -> int:
    return one.content[0].start if one.content else 0


def _from_mark(
    text: str,
    one: Attribution,
    found: Sequence[Attribution],
    marks: Sequence[Quotation],
    around: Sequence[Quotation],
) -> Attribution:
    """Content that starts inside a quotation and goes to its end, from the mark that opens it."""
    first = one.content[0] if one.content else None
    if first is None or not one.cue:
        return one
    for mark in around:  # the last closed one that opens before it
        inside = mark.inner.start < first.start < mark.inner.end and first.end >= mark.inner.end
        if not inside or mark.span.overlaps(one.cue[0]):
            continue
        gap = Span(mark.span.start, first.start)
        others = (p for a in found if a is not one for p in (*a.source, *a.cue, *a.content))
        if any(gap.overlaps(p) for p in others):
            return one
        content = (Span(mark.span.start, first.end), *one.content[1:])
        return replace(one, content=content, quoting=quoting(text, marks, content))
    return one


def _is_question(flat: str, one: Attribution) -> bool:
    """ "Asked about it, he said": nobody says who asked."""
    return not one.source and bool(one.cue) and _ASKED.match(flat, one.cue[0].start) is not None


_ASKED = re.compile(r"Asked\b")
_WHICH = re.compile(r"(?:which|who)\s\w")
_SUBJECT_WORDS = 9


def _with_antecedent(flat: str, sentences: Sequence[Span], one: Attribution) -> Attribution:
    """ "[Ondrel and Orlen,] which back the rebels, voiced": the source is whom the clause is about."""
    first = one.source[0] if one.source else None
    if first is None or not _WHICH.match(flat, first.start):
        return one
    home = _home(sentences, first)
    before = flat[home.start : first.start] if home else ""
    named = before.endswith(", ") and before[:1].isupper() and len(before.split()) <= _SUBJECT_WORDS
    if home is None or not named or "," in before[:-2]:
        return one
    return replace(one, source=(Span(home.start, first.end), *one.source[1:]))


def _home(sentences: Sequence[Span], piece: Span) -> Span | None:
    """The sentence that holds a piece."""
    at = bisect_right(sentences, Span(piece.start, piece.start + 1_000_000)) - 1
    return sentences[at] if at >= 0 and sentences[at].holds(piece) else None


_JOINED = re.compile(r"\b(?:and|but|while)\s(?:\w+\s){0,2}\Z")


def _with_subject(
    flat: str, sentences: Sequence[Span], one: Attribution, found: Sequence[Attribution]
) -> Attribution:
    """What a subject goes on to say in its sentence is not the next one's: "accused it, and demanded"."""
    if one.parent is not None or not one.source or not one.cue or not one.content:
        return one
    cue = one.cue[0]
    home = _home(sentences, cue) if one.source[0] > cue else None
    if home is None or one.source[0].start < home.end or not _JOINED.search(flat, home.start, cue.start):
        return one
    if any(not home.holds(piece) or flat[piece.start] in '"“' for piece in one.content):
        return one
    before = [a for a in found if a.source and a.cue and home.holds(a.cue[0]) and a.cue[0].end <= cue.start]
    before = [a for a in before if a.parent is None and home.holds(a.source[0])]
    return replace(one, source=before[-1].source) if before else one


def _claims(one: Attribution, piece: Span, anchor: int) -> bool:
    """Does another attribution, whose cue stands before, hold the same quotation?"""
    before = bool(one.cue) and one.cue[0].start < piece.start < anchor
    return before and any(p.overlaps(piece) for p in one.content)


def _with_name(flat: str, one: Attribution) -> Attribution:
    """ "According to a monitoring group, [the Watch (AAP)], 1,200 are held": the name is the source's."""
    if len(one.source) != 1 or not one.cue or not one.content or not _ACCORDING.search(one.cue[0].of(flat)):
        return one
    source, first = one.source[0], one.content[0]
    if one.cue[0].end > source.start or flat[source.end : first.start] not in (", ", ","):
        return one
    name = _NAMED.match(flat, first.start, first.end)
    if name is None or name.end() >= first.end or parse(flat, source).sort not in _DESCRIBES:
        return one
    if parse(flat, Span(*name.span("name"))).sort not in ("body", "media", "person", "office"):
        return one
    rest = Span(name.end(), first.end)
    return replace(one, source=(Span(source.start, name.end("name")),), content=(rest, *one.content[1:]))
