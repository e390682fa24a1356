"""Trimming: what the model ties together, held to the page's own borders.

Rules over closed facts. An attribution of the running text takes nothing from a heading, and one in a
heading nothing from elsewhere. Words without quotation marks in a later sentence are not its content when it
has other content: the source may run on there, which a claim says as its `alternative`. Where somebody
repeats what was said before ("repeated Moscow's accusations that ..."), the repeating and the first saying
are one attribution with a cue in two pieces. A source lies in one sentence. The rest of a name is no cue.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saidby.data import Article, Span
from saidby.reading.quotations import Quotation

if TYPE_CHECKING:
    from saidby.model.tagger import Link

_REPEATS = re.compile(r"\b(?:repeat|reiterat|restat|renew|echo)(?:e?d|s|es|ing)?\b", re.IGNORECASE)
_NAME = re.compile(r"[A-ZÀ-Þ][a-zà-ÿ]+")
_NAME_BEFORE = re.compile(r"\b[A-ZÀ-Þ][\w/]*[ \u00a0]$")
_STATEMENT = re.compile(
    r",?\s(?:in|through|via)\s(?:an?|the|his|her|its|their)\s(?:\w+\s){0,2}?"
    r"(?:statement|message|post|tweet|video|letter|email|e-mail|communiqu[eé]|recording)\b"
)
_PASSED = re.compile(
    r"\s(?:published|posted|released|carried|issued|sent|shared|broadcast|distributed)\s(?:[^,;.\"“”]*\s)?\Z"
)
_WHO = 8
"""Words of a source before "in a statement", at most."""
_LONG = re.compile(r"[^\W\d_]{4,}")
_RUNNING = frozenset({"deck", "body"})


@dataclass(frozen=True, slots=True)
class Borders:
    """Where sentences and elements of an article begin, and its quotations."""

    article: Article
    sentences: Sequence[Span]
    quotations: Sequence[Quotation]

    def sentence(self, place: int) -> int:
        """Number of the sentence that a place lies in or follows."""
        return bisect_right(self.sentences, place, key=lambda span: span.start) - 1

    def stretch(self, place: int) -> int:
        """The same number for places between which an attribution may reach; -1 is the running text."""
        number = bisect_right(self.article.elements, place, key=lambda element: element.span.start) - 1
        return -1 if self.article.elements[number].role in _RUNNING else number

    def quoted(self, piece: Span) -> bool:
        """Whether the piece begins inside quotation marks, or with one."""
        at = bisect_right(self.quotations, piece.start + 1, key=lambda quotation: quotation.span.start)
        return any(q.span.start <= piece.start + 1 < q.span.end for q in self.quotations[max(0, at - 3) : at])


def trimmed(link: Link, borders: Borders) -> Link | None:
    """The link without what lies beyond a border, or None where no content is left."""
    home = borders.stretch(link.cue[0])
    content = [Span(*piece) for piece in link.content if borders.stretch(piece[0]) == home]
    source = tuple(piece for piece in link.source if borders.stretch(piece[0]) == home)
    source = tuple(_stated(Span(*_last_sentence(Span(*piece), borders)), borders) for piece in source)
    if _is_rest_of_name(link, borders):
        return None
    if link.source and not source and home >= 0:
        return None  # a heading's own words, and somebody of the text below it
    here = borders.sentence(link.cue[0])
    near = [piece for piece in content if borders.sentence(piece.start) <= here or borders.quoted(piece)]
    content = near or content
    return replace(link, source=source, content=tuple(content)) if content else None


def _last_sentence(piece: Span, borders: Borders) -> tuple[int, int]:
    """The part of a source after the last start of a sentence in it."""
    last = borders.sentence(piece.end - 1)
    return (max(piece.start, borders.sentences[last].start) if last >= 0 else piece.start), piece.end


def _stated(piece: Span, borders: Borders) -> tuple[int, int]:
    """Who states, without the statement: "the army in a statement posted on its website"."""
    text = borders.article.text
    if inside := _STATEMENT.search(text, piece.start + 1, piece.end):
        return piece.start, inside.start()
    here = borders.sentence(piece.start)
    start = borders.sentences[here].start if here >= 0 else piece.start
    before = _STATEMENT.search(text, start, piece.start)
    if before and _PASSED.match(text, before.end(), piece.start):
        words = text[start : before.start()].split()
        if 1 <= len(words) <= _WHO and words[0][0].isupper():
            return start, before.start()
    return piece


def _is_rest_of_name(link: Link, borders: Borders) -> bool:
    """Whether the cue is a capital word right behind a capital word, in a sentence that is no headline."""
    text = borders.article.text
    start, end = link.cue
    if not link.source or not _NAME.fullmatch(text, start, end):
        return False
    if not _NAME_BEFORE.search(text, max(0, start - 40), start):
        return False
    here = borders.sentence(start)
    rest = _LONG.findall(text, end, borders.sentences[here].end) if here >= 0 else []
    return sum(str(word)[0].islower() for word in rest) * 2 > len(rest)


def repeats(outer: Link, inner: Link, text: str) -> bool:
    """Whether the outer content is no more than the inner attribution, said again."""
    if not _REPEATS.search(text, *outer.cue) or len(outer.content) != 1:
        return False
    start, end = outer.content[0]
    first = min(piece[0] for piece in (*inner.source, inner.cue))
    last = max(piece[1] for piece in inner.content)
    return first == start and last == end and inner.cue[0] < inner.content[0][0]
