"""Nested attributions: somebody quoted inside what somebody else is quoted saying.

The training data are flat: nothing inside a content is marked there. So the model reads each content that
may report speech a second time, as a text of its own, and what it finds with confidence is kept as the
content's child.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from saidby.data import Span

if TYPE_CHECKING:
    from saidby.model.tagger import Link, Tagger

# Of cue and links. Each tenth less costs 0.2 F1 on PolNeAR dev, which has none, for ten more that read right.
LEAST = 0.8
DEEPEST = 3  # contents within contents

_VERBS = """
    sa(?:id|ys?|ying) t(?:old|ells) claim(?:ed|s|ing)? den(?:ied|ies|ying) accus(?:ed|es|ing)
    alleg(?:ed|es|ing) warn(?:ed|s|ing) announc(?:ed|es|ing) stat(?:ed|es|ing) report(?:ed|s|ing)
    insist(?:ed|s|ing) argu(?:ed|es|ing) admit(?:ted|s|ting) confirm(?:ed|s|ing) demand(?:ed|s|ing)
    urg(?:ed|es|ing) promis(?:ed|es|ing) vow(?:ed|s|ing) threaten(?:ed|s|ing) blam(?:ed|es|ing)
    describ(?:ed|es|ing) believ(?:ed|es) suggest(?:ed|s|ing) accusations?
"""
_REPORTS = re.compile(
    rf"\b(?:{'|'.join(_VERBS.split())}|according to|call(?:ed|s|ing) (?:for|on))\b", re.IGNORECASE
)
_SPEAKER = frozenset({"i", "we", "me", "us", "you"})
_EDGE = " \t\r\n\u00a0\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb,.;:"
_THAT = re.compile(r"that\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A link, and where in the list its parent stands, or None."""

    link: Link
    parent: int | None


def with_nested(text: str, links: Sequence[Link], tagger: Tagger) -> list[Found]:
    """The links of a text, then those inside their contents, to any depth up to DEEPEST."""
    from saidby.model.tagger import Text

    found = [Found(link, None) for link in links]
    looked = 0
    for _ in range(DEEPEST):
        for place in range(looked, looked := len(found)):
            if part := _inside(text, found[place].link.content):
                more = tagger.tag(Text(text, part))
                found.extend(Found(link, place) for link in more if _good(text, link))
    return found


def _inside(text: str, content: Sequence[tuple[int, int]]) -> tuple[Span, ...]:
    """The content without its own marks and "that", if it may report speech; else nothing."""
    if not any(_REPORTS.search(text, *span) for span in content):
        return ()
    return tuple(_bare(text, content))


def _bare(text: str, content: Sequence[tuple[int, int]]) -> Iterator[Span]:
    for start, end in content:
        part = text[start:end]
        left = start + len(part) - len(part.lstrip(_EDGE))
        right = start + len(part.rstrip(_EDGE))
        if that := _THAT.match(text, left, right):
            left = that.end()
        if left < right:
            yield Span(left, right)


def _good(text: str, link: Link) -> bool:
    """Sure enough, by an explicit word of reporting, and from somebody else than the speaker."""
    if min(link.cue_score, link.link_score) < LEAST or not link.source or not link.content:
        return False
    if not _REPORTS.search(text, *link.cue):
        return False
    return all(text[slice(*span)].lower() not in _SPEAKER for span in link.source)
