"""Turns: who speaks where the page's own layout says so: "REIL: It fell." in a transcript, a quotation that
is signed.

The model reads sentences; here a colon after a name, or a dash before one, ties whole paragraphs to them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from saidby.data import Span

if TYPE_CHECKING:
    from saidby.model.tagger import Link

_LABEL = re.compile(
    r"[\"“]?(?!(?:VIDEO|PHOTOS?|CAPTION|NOTE|UPDATED?|WATCH|READ|RELATED|MORE|ALSO|SOURCES?|CORRECTION)\b|[A-Z]:)"
    r"(?P<who>[A-ZÀ-Þ][\w.’'-]*(?:[ \u00a0][A-ZÀ-Þ][\w.’'-]*){0,4})(?P<cue>:)[ \u00a0]+"
    r"(?=[^\W\d_]|[\"“‘'\[(])"
)
_SIGNED = re.compile(
    r"(?P<said>[\"“].{20,}[\"”])[ \u00a0]{0,2}(?P<cue>[―–—]|--)[ \u00a0]*"
    r"(?P<who>[A-ZÀ-Þ][\w.’'-]*"
    r"(?:[ \u00a0](?:(?:de|al|bin|van|von|la)[ \u00a0])?[A-ZÀ-Þ][\w’'-]*\.?(?=[ \u00a0.,]|$)){1,4})"
    r"(?:,[^\n\"“]{1,80})?[ \u00a0.]*$",
    re.DOTALL,
)
_SENTENCE = re.compile(r"(?:[^\W\d_]+\W+){3}")
LEAST = 4
"""Turns that a transcript has. Eight articles of PolNeAR's train part have as many paragraphs of this form;
the four in which somebody speaks twice are the transcripts."""
SURE = 0.97


def by_layout(text: str, paragraphs: Sequence[Span]) -> list[Link]:
    """The turns of a transcript and the quotations that are signed, in text order."""
    from saidby.model.tagger import Link

    found = [*_turns(text, paragraphs), *_signed(text, paragraphs)]
    return [
        Link(cue, (who,), tuple(content), SURE, SURE)
        for who, cue, content in sorted(found, key=lambda each: each[1])
    ]


def replaced(found: Sequence[Link], laid_out: Sequence[Link]) -> list[Link]:
    """What the model found, with what the layout says in the place of its guesses at the same words."""
    marks = [
        Span(min(link.source[0][0], link.cue[0]), max(link.source[0][1], link.cue[1])) for link in laid_out
    ]
    kept = [
        link
        for link in found
        if not any(mark.overlaps(Span(*piece)) for mark in marks for piece in (link.cue, *link.source))
        and not any(_reaches_over(link, turn) for turn in laid_out)
    ]
    return sorted([*kept, *laid_out], key=lambda link: link.cue)


def _reaches_over(link: Link, turn: Link) -> bool:
    """Whether words said in a turn are tied to words outside of it."""
    said = [Span(*piece) for piece in turn.content]
    within = any(piece.holds(Span(*link.cue)) for piece in said)
    return within and not all(any(p.overlaps(Span(*c)) for p in said) for c in link.content)


_Turn = tuple[tuple[int, int], tuple[int, int], list[tuple[int, int]]]


def _turns(text: str, paragraphs: Sequence[Span]) -> Iterator[_Turn]:
    """Each speaker's paragraphs, up to the next speaker's or to one that is no speech: "(CROSSTALK)"."""
    labels = [_LABEL.match(text, *paragraph) for paragraph in paragraphs]
    capitals = sum(label.group("who").isupper() for label in labels if label)
    if 2 * capitals > sum(label is not None for label in labels):  # no headline: "Reil: Bridge Is Safe"
        labels = [label if label and label.group("who").isupper() else None for label in labels]
    named = Counter(label.group("who") for label in labels if label)
    if sum(named.values()) < LEAST or len(named) < 2 or max(named.values()) < 2:
        return
    last = max(n for n, label in enumerate(labels) if label)
    for n, (paragraph, label) in enumerate(zip(paragraphs, labels, strict=True)):
        if label is None or not _SENTENCE.match(text, label.end(), paragraph.end):
            continue
        content = [(label.end(), paragraph.end)]
        for number in range(n + 1, last):
            more = paragraphs[number]
            if labels[number] or not text[more.start].isalpha():
                break
            content.append((more.start, more.end))
        yield label.span("who"), label.span("cue"), content


def _signed(text: str, paragraphs: Sequence[Span]) -> Iterator[_Turn]:
    for paragraph in paragraphs:
        signed = _SIGNED.fullmatch(text, *paragraph)
        if signed:
            start, end = signed.span("who")
            end -= text[end - 1] == "." and end == len(text[: paragraph.end].rstrip())
            yield (start, end), signed.span("cue"), [signed.span("said")]
