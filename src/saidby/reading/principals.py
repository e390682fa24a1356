"""Principals: for whom those speak whose noun phrase names others before the role."""

from __future__ import annotations

import re

from saidby.data import Span
from saidby.reading.lexicon import words
from saidby.reading.tokens import Token, is_aside, is_name

_REACH = 20_000
"""Characters around a word within which it is looked for again."""


def principal_of(before: list[Token]) -> Span | None:
    """Those for whom somebody speaks, where they stand before the role: "White House press secretary"."""
    role = next((n for n, t in enumerate(before) if n and t.head and t.head.sort == "role"), len(before))
    names = [t for t in before[:role] if t.key not in words("former")]
    bodies = [
        n for n, t in enumerate(names)
        if t.head and t.head.sort in ("body", "media", "office")
    ]  # fmt: skip
    while bodies and names[bodies[-1]].key == "defence" and names[max(0, bodies[-1] - 1)].key != "civil":
        bodies.pop()  # "Defence Minister": a field, not a body
    first = next(
        (n for n, t in enumerate(names) if t.state or t.owner or (is_name(t) and not is_aside(t))), None
    )
    if first and names[first].owner and names[first - 1].capital:
        first -= 1  # "Prince George's County"
    if bodies:
        start = min(bodies[0], first if first is not None else bodies[0])
        return Span(names[start].start, names[bodies[-1]].end)
    if first is None:
        return None
    last = first
    if names[first].state is None:
        if role < len(before) and before[role].key in words("portfolio") and not names[first].owner:
            return None
        while last + 1 < len(names) and is_name(names[last + 1]):
            last += 1
    return Span(names[first].start, names[last].end)


def owner_of(left: list[Token], at: int) -> Span | None:
    """The name that ends in the possessive at a place: "New York's", one word of which is no name."""
    name = principal_of([left[at]])
    start = at
    while start and left[start - 1].capital and left[start - 1].head is None:
        start -= 1
    return name and Span(left[start].start, name.end)


def is_issuer(flat: str, left: list[Token]) -> bool:
    """Not where a capital that no table explains stands at the start alone: "Shaky footage"."""
    first = left[0]
    if len(left) < 2 or first.owner or first.state or not is_name(first):
        return True
    low, high = max(0, first.start - _REACH), first.start + _REACH
    inside = re.compile(r"[\w,]\s" + re.escape(first.word) + r"\b")
    return is_name(left[1]) or inside.search(flat, low, high) is not None
