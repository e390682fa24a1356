"""Nested attributions: somebody quoted inside what somebody else is quoted saying.

The training data are flat: nothing inside a content is marked there. So the model reads each content that
may report speech a second time, as a text of its own, and what it finds with confidence is kept as the
content's child; so is what the first look found there. Whom a content quotes ("quoted an official as
saying") is found by rule. What others in a content think or want is no attribution: see `stances`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from saidby.data import Span
from saidby.reading.phrases import parse
from saidby.reading.tokens import plain

if TYPE_CHECKING:
    from saidby.model.tagger import Link, Tagger

# Of cue and links. PolNeAR dev marks nothing inside a content: 0.8 costs 0.14 F1 there for no chain of MPQA,
# 0.9 gains 0.12 F1 and loses two chains.
LEAST = 0.85
SURE = 0.9  # of "quoted X as saying"
LIKELY = 0.6  # of both, where the first look finds a link in the content of another: neither is dropped
_WORDS = 3  # of the inner content: "he says he is" hands nothing on
DEEPEST = 3  # contents within contents

_VERBS = """
    sa(?:id|ys?|ying) t(?:old|ells) claim(?:ed|s|ing)? den(?:ied|ies|ying) accus(?:ed|es|ing)
    alleg(?:ed|es|ing) warn(?:ed|s|ing) announc(?:ed|es|ing) stat(?:ed|es|ing) report(?:ed|s|ing)
    insist(?:ed|s|ing) argu(?:ed|es|ing) admit(?:ted|s|ting) confirm(?:ed|s|ing) demand(?:ed|s|ing)
    urg(?:ed|es|ing) promis(?:ed|es|ing) vow(?:ed|s|ing) threaten(?:ed|s|ing) blam(?:ed|es|ing)
    describ(?:ed|es|ing) accusations?
"""
_REPORTS = re.compile(
    rf"\b(?:{'|'.join(_VERBS.split())}|according to|call(?:ed|s|ing) (?:for|on))\b", re.IGNORECASE
)
_DOES = re.compile(
    r"\b(?:demand|urg|promis|vow|threaten|blam|describ|call(?:ed|s|ing)? (?:for|on))", re.IGNORECASE
)
"""What somebody does with words is a stance when told of in another's (`saidby.reading.stances`)."""
_QUOTED = re.compile(
    r"(?P<who>(?:[^\s.;:!?]+\s){1,14}?)(?P<cue>as\s(?:saying|telling|stating|claiming))\b",
)
"""At the start of a content: what the model takes for the content of "quoted"."""
_QUOTED_WITHIN = re.compile(
    r".*?\bquot(?:ed|es|ing)\s(?P<who>\S.*?)\s(?P<cue>as\s(?:saying|telling|stating|claiming))"
)
"""The same where the model takes it all for the cue."""
_WHILE = re.compile(r"[,;]?\s(?:while|whereas|but)\s\Z")
_MARK = re.compile('["\u201c\u201d\u00ab]')
_SPEAKER = frozenset({"i", "we", "me", "us", "you"})
_EDGE = " \t\r\n\u00a0\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb,.;:"
_THAT = re.compile(r"that\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Found:
    """A link, and where in the list its parent stands, or None."""

    link: Link
    parent: int | None


def with_nested(texts: Sequence[str], links: Sequence[Sequence[Link]], tagger: Tagger) -> list[list[Found]]:
    """For each text its links, then those inside their contents, to any depth up to DEEPEST; a parent stands
    before its children. The contents of all texts are given to the model together.
    """
    from saidby.model.tagger import Text

    found = [_placed(each) for each in links]
    looked = [0] * len(found)
    for _ in range(DEEPEST):
        parts = [
            (number, place, part)
            for number, text in enumerate(texts)
            for place in range(looked[number], len(found[number]))
            if (part := _inside(text, found[number][place].link.content))
        ]
        looked = [len(each) for each in found]
        inner = tagger.tag_all([Text(texts[number], part) for number, _, part in parts])
        for (number, place, _), more in zip(parts, inner, strict=True):
            text, into = texts[number], found[number]
            good = (link for link in more if _good(text, link))
            into.extend(Found(link, place) for link in good if not _overlaps(into, link.cue))
    for text, into in zip(texts, found, strict=True):
        for place in range(len(into)):
            into.extend(Found(link, place) for link in _quoted(text, into, place))
        for place in range(len(into)):
            _part(text, into, place)
    return found


def _part(text: str, found: list[Found], place: int) -> None:
    """ "X said that six died, while Y said ten": Y speaks beside X, whose content ends before. In place."""
    inner, outer = found[place].link, found[place].parent
    if outer is None:
        return
    around = found[outer]
    for number, (start, end) in enumerate(around.link.content):
        if not start <= inner.cue[0] < end:
            continue
        first = min(piece[0] for piece in (inner.cue, *inner.source, *inner.content) if piece[0] >= start)
        turn = _WHILE.search(text, start, first)
        left = text[start : turn.start()] if turn else ""
        if turn and len(left.split()) >= _WORDS and not _MARK.search(left):
            content = (*around.link.content[:number], (start, turn.start()))
            found[outer] = replace(around, link=replace(around.link, content=content))
            found[place] = replace(found[place], parent=around.parent)


def _placed(links: Sequence[Link]) -> list[Found]:
    """The links, those whose cue stands in the content of another behind it as its children."""
    parents = [_around(links, place) for place in range(len(links))]
    order: list[int] = []
    for place in range(len(links)):
        line = [place]
        while (outer := parents[line[-1]]) is not None and outer not in order:
            if outer in line:
                parents[line[-1]] = None  # each inside the other: neither is
                break
            line.append(outer)
        order += [each for each in reversed(line) if each not in order]
    at = {place: number for number, place in enumerate(order)}
    return [Found(links[place], None if (up := parents[place]) is None else at[up]) for place in order]


def _around(links: Sequence[Link], place: int) -> int | None:
    """The link with the shortest piece of content that holds another's cue, or None."""
    start, end = links[place].cue
    if not _likely(links[place]):
        return None
    around = [
        (piece[1] - piece[0], other)
        for other, outer in enumerate(links)
        if other != place and _likely(outer)
        for piece in outer.content
        if piece[0] <= start and end <= piece[1]
    ]
    return min(around)[1] if around else None


def _likely(link: Link) -> bool:
    return bool(link.source) and min(link.cue_score, link.link_score) >= LIKELY


def _overlaps(found: Sequence[Found], cue: tuple[int, int]) -> bool:
    return any(each.link.cue[0] < cue[1] and cue[0] < each.link.cue[1] for each in found)


def _quoted(text: str, found: Sequence[Found], place: int) -> Iterator[Link]:
    """Whom a content quotes: "quoted an official as saying", where no other link has its cue."""
    from saidby.model.tagger import Link

    flat = plain(text)
    outer = found[place].link
    if within := _QUOTED_WITHIN.fullmatch(flat, *outer.cue):
        named = Span(*within.span("who"))
        if parse(flat, named).sort not in ("unknown", "pronoun"):
            yield Link(within.span("cue"), (named,), outer.content, SURE, SURE)
    for start, end in outer.content:
        quoted = _QUOTED.match(flat, start, end)
        if quoted is None or _overlaps(found, quoted.span("cue")):
            continue
        who = next(_bare(flat, [quoted.span("who")]), None)
        said = next(_bare(flat, [(quoted.end(), end)]), None)
        if who and said and parse(flat, who).sort not in ("unknown", "pronoun"):
            yield Link(quoted.span("cue"), (who,), (said,), SURE, SURE)


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
    if not _REPORTS.search(text, *link.cue) or _DOES.search(text, *link.cue):
        return False
    if sum(len(text[slice(*piece)].split()) for piece in link.content) < _WORDS:
        return False
    return all(text[slice(*span)].lower() not in _SPEAKER for span in link.source)
