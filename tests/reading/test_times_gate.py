"""The gate before the grammar of times: whatever begins as an expression may begin is let through."""

from __future__ import annotations

import re
import re._constants as ops  # type: ignore[import-not-found]
import re._parser as parser  # type: ignore[import-not-found]
from collections.abc import Iterable
from typing import Any

from saidby.reading.times.patterns import _KINDS, _STEMS, _gate

LONG = 5
"""Letters of a beginning: an article, a blank, three more."""
_CLASSES = {ops.CATEGORY_DIGIT: "0", ops.CATEGORY_SPACE: " "}


def letters(item: tuple[Any, Any]) -> set[str] | None:
    """The characters that one step of a pattern takes, digits as 0; None where it is no such step."""
    op, value = item
    if op is ops.LITERAL:
        return {"0" if chr(value).isdigit() else chr(value).lower()}
    if op is not ops.IN:
        return None
    found: set[str] = set()
    for kind, part in value:
        if kind is ops.CATEGORY:
            found.add(_CLASSES[part])
        else:
            low, high = part if kind is ops.RANGE else (part, part)
            found |= {chr(code).lower() for code in range(low, high + 1)}
    return {"0" if letter.isdigit() else letter for letter in found}


def beginnings(items: Iterable[tuple[Any, Any]], before: set[str]) -> set[str]:
    """What the matches of a pattern begin with, after each of `before`."""
    done: set[str] = set()
    for op, value in items:
        done |= {start for start in before if len(start) >= LONG}
        before = {start for start in before if len(start) < LONG}
        taken = letters((op, value))
        if taken is not None:
            before = {start + letter for start in before for letter in taken}
        elif op is ops.SUBPATTERN:
            before = beginnings(value[3], before)
        elif op is ops.BRANCH:
            before = set().union(*(beginnings(branch, before) for branch in value[1]))
        elif op is ops.MAX_REPEAT:
            least, most, part = value
            ways = [before]
            for _ in range(min(int(most), LONG)):
                ways.append(beginnings(part, ways[-1]))
            before = set().union(*ways[int(least) :])
        elif op is ops.GROUPREF:
            before = {start + "/" for start in before}
    return done | before


def test_the_gate_lets_through_whatever_may_begin_an_expression() -> None:
    grammar = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items())
    gate = re.compile(_gate(_STEMS.split()), re.IGNORECASE)
    stems = (*_STEMS.split(), "a ")

    def open_ended(start: str) -> bool:
        """An article, and the first letters of a stem, of which the rest is cut off here."""
        found = re.fullmatch(r"(?:the|an?)[\s-]+(.*)", start)
        return found is not None and any(
            stem.startswith(found[1]) or found[1].startswith(stem) for stem in stems
        )

    found = beginnings(parser.parse(grammar, re.IGNORECASE), {""})
    assert len(found) > 1_000
    assert [start for start in sorted(found) if not gate.match(start + " x") and not open_ended(start)] == []
