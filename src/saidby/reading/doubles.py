"""Doubles: a quotation that two attributions claim, and who "according to" names behind a description."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from saidby.data import Article, Attribution, Span
from saidby.reading.phrases import parse
from saidby.reading.quotations import quotations, quoting
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
    out = [_with_name(flat, one) for one in found]
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
            marks = quotations(text, list(sentences))
            out[n] = replace(later, content=kept, quoting=quoting(text, marks, kept))
    return tuple(out)


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
