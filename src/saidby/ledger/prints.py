"""Prints: the shingles of an article's text, and what is known of where the text comes from.

A shingle is a run of `WORDS` words inside one sentence, as a hash of 32 bits. What stands between quotation
marks has shingles of its own. Case, punctuation and apostrophes count for nothing, so that the same words
are the same after any newsroom's typography.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

from saidby.data import Article, Reading, Span
from saidby.reading.quotations import Quotation, quotations
from saidby.reading.wire import outlet

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Shingles = NDArray[np.uint32]

WORDS = 5
"""Words a shingle. With 4, phrases that all reporters use make one in three of what two articles share."""
FORM = 1  # counts up when the prints of the same reading become others
MOST_WORDS = 20_000
"""Words of an article that are looked at; longer ones are lists and transcripts."""

_WORD = re.compile(r"[^\W_]+(?:['’ʼ][^\W_]+)*")
_MARKS = "'’ʼ"
_QUOTE = re.compile(r"[\"“”„‟«»`]|''|(?<!\w)['‘’‚‛‹›]")  # other single marks are apostrophes


@dataclass(frozen=True, slots=True)
class Prints:
    """What is kept of an article to tell whether its text stands in another.

    `running` and `quoted` are sorted, each shingle once. `published` is an ISO 8601 prefix or None, `series`
    is shared by the versions of one page. `agency` is the wire that the page credits for its text, reduced
    by `outlet`, and `named` are all media that it names, in the same form.
    """

    article: str
    running: Shingles = field(repr=False)
    quoted: Shingles = field(repr=False)
    published: str | None = None
    publisher: str | None = None
    series: str | None = None
    agency: str | None = None
    named: frozenset[str] = frozenset()


def prints(reading: Reading, article: str | None = None, *, series: str | None = None) -> Prints:
    """The prints of a reading. `article` is the name by which echoes tell of it, else the article's id."""
    page = reading.article
    running, quoted = pieces(page, reading.sentences)
    credit = next((f.span for claim in reading.claims for f in claim.flags if f.kind == "wire_copy"), None)
    return Prints(
        article=article or page.id,
        running=shingles(running),
        quoted=shingles(quoted),
        published=page.published.value if page.published else None,
        publisher=outlet(page.publisher) if page.publisher else None,
        series=series,
        agency=outlet(credit.of(page.text)) if credit else None,
        named=frozenset(
            outlet(name)
            for actor in reading.actors
            if actor.kind == "media"
            for name in (actor.name, *(alias.name for alias in actor.aliases))
        ),
    )


def pieces(article: Article, sentences: Sequence[Span]) -> tuple[list[list[str]], list[list[str]]]:
    """The words of each piece of running text and of each quotation that is long enough for a shingle.

    A quotation that is shorter than that ("moderate" rebels) belongs to the running text around it.
    """
    text = article.text
    footnotes = [element.span for element in article.elements if element.role == "footnote"]
    read = [span for span in sentences if not any(note.holds(span) for note in footnotes)]
    found = quotations(text, read) if _QUOTE.search(text) else ()
    inner = [q.inner for q in _whole(found) if len(_words(text, q.inner)) >= WORDS]
    running: list[list[str]] = []
    quoted: list[list[str]] = []
    left = MOST_WORDS
    for span, said in _cut(read, inner):
        words = _words(text, span)[:left]
        left -= len(words)
        if len(words) >= WORDS:
            (quoted if said else running).append(words)
    return running, quoted


def _whole(found: Sequence[Quotation]) -> Iterator[Quotation]:
    """Quotations that end, or go on in the next paragraph; not those that a stray mark opens."""
    outer = [quotation for quotation in found if not quotation.depth]
    for quotation, after in zip(outer, [*outer[1:], None], strict=False):
        if quotation.closed or quotation.resumes or (after and after.resumes):
            yield quotation


def _cut(sentences: Sequence[Span], inner: Sequence[Span]) -> Iterator[tuple[Span, bool]]:
    """The sentences in pieces, and whether each stands inside one of the quotations. Both are in order."""
    at = 0
    for sentence in sentences:
        while at < len(inner) and inner[at].end <= sentence.start:
            at += 1
        start = sentence.start
        for quotation in inner[at:]:
            if quotation.start >= sentence.end:
                break
            yield Span(start, max(start, quotation.start)), False
            start = min(quotation.end, sentence.end)
            yield Span(max(sentence.start, quotation.start), start), True
        yield Span(start, sentence.end), False


def _spelt(words: str) -> str:
    words = words.casefold()
    for mark in _MARKS:
        words = words.replace(mark, "")
    return words


def _words(text: str, span: Span) -> list[str]:
    return _WORD.findall(text, *span)


def shingles(pieces: Sequence[Sequence[str]]) -> Shingles:
    """The hashes of all runs of `WORDS` words of the pieces, sorted, each once. The same on every machine."""
    import numpy as np

    words = _spelt(" ".join(word for piece in pieces for word in piece)).split(" ")
    codes = {word: crc32(word.encode()) for word in set(words)}
    coded = np.array([codes[word] for word in words], np.uint64)
    ends = np.cumsum([len(piece) for piece in pieces], dtype=np.int64)
    if not len(ends):
        return np.empty(0, np.uint32)
    count = len(coded) - WORDS + 1
    total = np.zeros(count, np.uint64)
    for at in range(WORDS):
        total = total * np.uint64(0x9E3779B97F4A7C15) + coded[at : at + count]
    total ^= total >> np.uint64(32)
    total *= np.uint64(0xD6E8FEB86659FD93)
    lengths = np.diff(ends, prepend=0)
    inside = np.arange(count) + WORDS <= np.repeat(ends, lengths)[:count]
    return np.unique((total[inside] >> np.uint64(32)).astype(np.uint32))
