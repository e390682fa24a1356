"""Headings: words in quotation marks that nobody in the text is quoted with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from saidby.data import READ_ROLES, Article, Span
from saidby.reading.quotations import quotations
from saidby.reading.wording import Word, at, content, without_brackets, wording

MIN_WORDS = 2  # a single word in quotation marks is a name, a title or a doubt, and no quotation
NEAR = 0.5  # share of the heading's words that a quotation must have to be the one that is meant
_MARK = re.compile(r"[\"“”„«»'‘’‹›`]")
_CUT = re.compile(r"\.{3,}|…|\[[^\]]*\]|\([^)]*\)")


class Altered(NamedTuple):
    """A quotation in a heading that the text does not have.

    `span` holds its marks. `nearest` are the words of a quotation that it may come from, None where none
    has half of its words. `told` are the same words where the text has them without quotation marks, or None.
    """

    span: Span
    nearest: Span | None
    told: Span | None


def altered_quotations(article: Article) -> tuple[Altered, ...]:
    """The quotations of the title and the headings that stand nowhere in the text as quotations.

    Spelling, capitals and an editor's brackets may differ; words may be missing where an ellipsis says so.
    """
    text = article.text
    tops = [e.span for e in article.elements if e.role in ("title", "heading")]
    tops = [span for span in tops if _MARK.search(text, span.start, span.end)]
    if not tops:
        return ()
    quoted = [q for q in quotations(text, tops) if q.depth == 0 and q.closed]
    if not quoted:
        return ()
    body = [e.span for e in article.elements if e.role in READ_ROLES and e.role != "heading"]
    said = [q.inner for q in quotations(text, body)]
    whole = [wording(text, [span]) for span in said]
    bare = [wording(text, without_brackets(text, span)) for span in said]
    told = wording(text, body)
    found: list[Altered] = []
    for quotation in quoted:
        parts = [part for part in _parts(text, quotation.inner) if part]
        if sum(map(len, parts)) < MIN_WORDS:
            continue
        joined = [word for words in whole for word in words]
        if any(_holds(words, parts) for words in (*whole, *bare, joined)):
            continue
        place = at(told, parts[0]) if len(parts) == 1 else None
        same = None if place is None else _hull(told[place : place + len(parts[0])])
        found.append(Altered(quotation.span, _nearest(whole, [w for p in parts for w in p]), same))
    return tuple(found)


def _parts(text: str, span: Span) -> Iterator[list[Word]]:
    """The words of a quotation, parted where it leaves something out."""
    begin = span.start
    for match in _CUT.finditer(text, span.start, span.end):
        yield wording(text, [Span(begin, match.start())])
        begin = match.end()
    yield wording(text, [Span(begin, span.end)])


def _holds(words: Sequence[Word], parts: Sequence[Sequence[Word]]) -> bool:
    """Do the parts stand there in their order?"""
    begin = 0
    for part in parts:
        place = at(words, part, begin)
        if place is None:
            return False
        begin = place + len(part)
    return True


def _nearest(said: Sequence[Sequence[Word]], wanted: Sequence[Word]) -> Span | None:
    """The stretch of a quotation with the most of the wanted words, if it has half of them."""
    stems = set(content(wanted))
    best: tuple[int, int, Span] | None = None
    for words in said:
        shared = [n for n, word in enumerate(words) if word.stem in stems]
        size = len({words[n].stem for n in shared})
        if size >= max(min(2, len(stems)), NEAR * len(stems)) and size:
            hull = _hull(words[shared[0] : shared[-1] + 1])
            key = (size, hull.start - hull.end, hull)
            best = key if best is None or key > best else best
    return best[2] if best else None


def _hull(words: Sequence[Word]) -> Span:
    return Span(words[0].span.start, words[-1].span.end)
