"""Quotations: what stands between quotation marks of any kind, paragraph by paragraph.

Double marks are paired first, by their shape and by the white space on their sides. Single marks come after,
because most of them are apostrophes: one opens only at the edge of a word, and closes where a plural's
apostrophe ("the rebels' guns") is not the better reading. A quotation that is open at a paragraph's end
reaches to that end, and the next paragraph may take it up.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from saidby.data import Quoting, Span
from saidby.reading.sentences import paragraphs


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    `span` holds the marks, `inner` does not. `mark` is the mark that opens it. `closed` is False where no
    mark ends it; `resumes` is True where it takes up one left open in the paragraph before. `depth` is the
    number of quotations that it stands in.
    """

    span: Span
    inner: Span
    mark: str
    closed: bool
    depth: int = 0
    resumes: bool = False


def quotations(text: str, regions: Sequence[Span]) -> tuple[Quotation, ...]:
    """All quotations of some regions of a text, by position, outer before inner; none crosses a paragraph."""
    found: list[Quotation] = []
    parts = [part for region in _joined(text, regions) for part in paragraphs(text, region)]
    open_mark: str | None = None
    for part, after in pairwise([*parts, None]):
        assert part is not None
        pieces = _paragraph(text, part, after, open_mark)
        left = [piece for piece in pieces if not piece.closed and piece.inner.end == part.end]
        open_mark = left[0].mark if left else None
        found += pieces
    return tuple(found)


def quoting(text: str, quotations: Sequence[Quotation], content: Sequence[Span]) -> Quoting:
    """Of the content's letters and digits, are all inside quotation marks (direct), some (mixed) or none?

    `quotations` must be in the order that `quotations()` gives.
    """
    outer = [quotation.inner for quotation in quotations if not quotation.depth]
    inside = total = 0
    for piece in content:
        total += _letters(text, piece)
        at = max(0, bisect_left(outer, piece.start, key=lambda span: span.start) - 1)
        while at < len(outer) and outer[at].start < piece.end:
            inside += _letters(text, Span(max(piece.start, outer[at].start), min(piece.end, outer[at].end)))
            at += 1
    if not inside:
        return "indirect"
    return "direct" if inside == total else "mixed"


def _letters(text: str, span: Span) -> int:
    return sum(character.isalnum() for character in text[span.start : span.end])


def _joined(text: str, regions: Sequence[Span]) -> Iterator[Span]:
    """The regions in order; those that touch each other within one line are one."""
    last: Span | None = None
    for region in sorted(regions):
        if last and region.start - last.end <= 1 and "\n" not in text[last.end : region.start]:
            last = Span(last.start, max(last.end, region.end))
            continue
        if last:
            yield last
        last = region
    if last:
        yield last


# --------------------------------------------------------------------------------- one paragraph

_DOUBLE = re.compile(r"``|''|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb]")
_SINGLE = re.compile(r"(?<![`'])[`'](?![`'])|[\u2018\u2019\u201a\u201b\u2039\u203a]")
_OPENS = frozenset("``|\u201c|\u201e|\u201f|\u00ab|\u2018|\u201a|\u201b|\u2039|`".split("|"))
_CLOSES = frozenset("''|\u201d|\u00bb|\u203a".split("|"))
_INCHES = re.compile(
    r"\d['\u2019]\s?\d{1,2}\"|\b\d{1,3}(?:\.\d+)?\"(?=\s(?:x|by|wide|tall|long|thick|deep)\b)"
)
DEEPEST = 4  # quotations within quotations; marks that would go deeper are stray
_BEFORE_OPENING = frozenset("([{<-/\u2010\u2011\u2013\u2014\u2015\u00bf\u00a1=|")


@dataclass(frozen=True, slots=True)
class _Mark:
    span: Span
    mark: str
    opens: bool
    closes: bool


def _paragraph(text: str, part: Span, after: Span | None, open_mark: str | None) -> list[Quotation]:
    """The quotations of a paragraph; `after` is the next one, `open_mark` what the one before left open."""
    doubles = _pair_doubles(_marks(text, part, _DOUBLE), part, open_mark)
    singles = _pair_singles(text, part, doubles, after)
    if open_mark:
        first = min((q.span.start for q in (*doubles, *singles)), default=-1)
        doubles, singles = (
            [
                replace(q, resumes=True) if q.span.start == first and _at_start(text, part, first) else q
                for q in some
            ]
            for some in (doubles, singles)
        )
    return _with_depth(sorted((*doubles, *singles), key=lambda q: (q.span.start, -q.span.end)))


def _at_start(text: str, part: Span, at: int) -> bool:
    return not text[part.start : at].strip()


def _with_depth(found: list[Quotation]) -> list[Quotation]:
    ends: list[int] = []
    nested = []
    for quotation in found:
        while ends and ends[-1] <= quotation.span.start:
            ends.pop()
        nested.append(replace(quotation, depth=len(ends)) if ends else quotation)
        ends.append(quotation.span.end)
    return nested


def _marks(text: str, part: Span, pattern: re.Pattern[str]) -> list[_Mark]:
    """The marks of a paragraph and, by the characters beside them, whether they may open and may close."""
    inches = set()
    if text.find('"', *part) >= 0:  # which all of them end with, and few paragraphs have
        inches = {found.end() - 1 for found in _INCHES.finditer(text, part.start, part.end)}
    found = []
    for match in pattern.finditer(text, part.start, part.end):
        if match.start() in inches:
            continue
        before = text[match.start() - 1] if match.start() > part.start else " "
        after = text[match.end()] if match.end() < part.end else " "
        left = (
            before.isspace()
            or before in _BEFORE_OPENING
            or pattern.match(before)
            or before in "\"'\u2018\u201c`"
        )
        right = not (after.isspace() or after in ",.;:!?)]}")
        mark = match[0]
        opens, closes = bool(left and right), not before.isspace()
        if mark in _OPENS and (opens or right or not closes):
            opens, closes = True, False
        elif mark in _CLOSES and not (opens and (before.isspace() or before in "([{")):
            opens, closes = False, True
        elif mark == '"' and right and before in ".,:;!?":
            opens = True  # glued to a full stop or a colon: whichever is due
        elif not opens and not closes:
            opens = closes = True  # white space on both sides: whichever is due
        found.append(_Mark(Span(*match.span()), mark, opens, closes))
    return found


def _pair_doubles(marks: list[_Mark], part: Span, open_mark: str | None) -> list[Quotation]:
    found: list[Quotation] = []
    stack: list[_Mark] = []

    def leave_open(opening: _Mark, end: int) -> None:
        found.append(
            Quotation(Span(opening.span.start, end), Span(opening.span.end, end), opening.mark, False)
        )

    for mark in marks:
        if mark.closes and stack:
            opening = stack.pop()
            inner = Span(opening.span.end, mark.span.start)
            found.append(Quotation(Span(opening.span.start, mark.span.end), inner, opening.mark, True))
        elif mark.opens:
            if len(stack) == DEEPEST:
                leave_open(stack.pop(0), stack[0].span.start)
            stack.append(mark)
        elif open_mark and not found:
            # Left open above, and this paragraph has only the mark that closes it.
            inner = Span(part.start, mark.span.start)
            found.append(Quotation(Span(part.start, mark.span.end), inner, open_mark, True, resumes=True))
            open_mark = None
    for index, opening in enumerate(stack, 1):
        leave_open(opening, stack[index].span.start if index < len(stack) else part.end)
    return found


# --------------------------------------------------------------------------------- single marks

_ELISION = re.compile(
    r"(?:\d\ds?(?=\W|\Z)|(?:n|em|til|tis|twas|cause|bout|round|cos|un|ere|im|er|cuz|fore|neath|s|d|ll|re|ve|tween)"
    r"(?=\W|\Z))",
    re.IGNORECASE,
)
_REACH = 40  # characters between an opening mark and a closing one that may as well be a plural's apostrophe


def _pair_singles(text: str, part: Span, doubles: list[Quotation], after: Span | None) -> list[Quotation]:
    marks = [mark for mark in _marks(text, part, _SINGLE) if not _apostrophe(text, part, mark)]
    return [
        quotation for level in _levels(doubles, marks) for quotation in _pair_level(text, part, level, after)
    ]


def _levels(doubles: list[Quotation], marks: list[_Mark]) -> list[list[_Mark]]:
    """The single marks, apart for each double quotation that is the innermost around them."""
    inner = sorted(quotation.inner for quotation in doubles)
    levels: dict[int, list[_Mark]] = {}
    around: list[Span] = []
    at = 0
    for mark in marks:
        while at < len(inner) and inner[at].start <= mark.span.start:
            around.append(inner[at])
            at += 1
        around = [span for span in around if span.end > mark.span.start]
        levels.setdefault(around[-1].start if around else -1, []).append(mark)
    return list(levels.values())


def _pair_level(text: str, part: Span, marks: list[_Mark], after: Span | None) -> list[Quotation]:
    found: list[Quotation] = []
    at = 0
    while at < len(marks):
        opening = marks[at]
        at += 1
        if not opening.opens:
            continue
        closing = _closing(text, part, marks, at - 1)
        if closing is not None:
            mark = marks[closing]
            inner = Span(opening.span.end, mark.span.start)
            found.append(Quotation(Span(opening.span.start, mark.span.end), inner, opening.mark, True))
            at = closing + 1
        elif at == len(marks) and _left_open(text, part, opening, after):
            span = Span(opening.span.start, part.end)
            found.append(Quotation(span, Span(opening.span.end, part.end), opening.mark, False))
    return found


def _apostrophe(text: str, part: Span, mark: _Mark) -> bool:
    """Inside a word, or for letters left out ("'90s", "rock 'n' roll")."""
    start, end = mark.span
    before = text[start - 1] if start > part.start else " "
    after = text[end] if end < part.end else " "
    if before.isalnum() and after.isalnum():
        return True
    if mark.mark not in "'\u2019\u2018" or before.isalnum():
        return False
    elided = _ELISION.match(text, end, part.end)
    if not elided:
        return False
    # "'20 died,' he said": a number where a quotation may well begin
    counts = elided[0].isdigit() and (start == part.start or text[start - 2 : start - 1] in {",", ":"})
    return not counts


def _closing(text: str, part: Span, marks: list[_Mark], opening: int) -> int | None:
    """Index of the mark that closes the one at `opening`, or None."""
    weak: int | None = None
    for index in range(opening + 1, len(marks)):
        mark = marks[index]
        if mark.opens:
            break
        if not _may_be_plural(text, part, mark):
            return index
        if weak is None and mark.span.start - marks[opening].span.start <= _REACH:
            weak = index
    return weak


def _may_be_plural(text: str, part: Span, mark: _Mark) -> bool:
    """Like the apostrophe of "the rebels' guns" or "talkin' about"."""
    start, end = mark.span
    follows = end + 1 < part.end and text[end].isspace() and text[end + 1].isalnum()
    return follows and (text[start - 1] in "sSzxZX" or text[start - 2 : start] == "in")


def _left_open(text: str, part: Span, opening: _Mark, after: Span | None) -> bool:
    """A single mark counts as a quotation without an end only if the next paragraph takes it up."""
    if after is None or opening.mark not in _OPENS | {"'"}:
        return False
    at = after.start
    while at < after.end and text[at].isspace():
        at += 1
    begins = opening.span.start == part.start or text[opening.span.start - 2 : opening.span.start - 1] in {
        ",",
        ":",
    }
    return begins and text[at : at + 1] == opening.mark
