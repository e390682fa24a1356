"""Elements: put pieces of text with roles in order, so that every non-space character lies in exactly one."""

from __future__ import annotations

from collections.abc import Iterable

from saidby.data import Element, Role, Span


def trimmed(text: str, start: int, end: int) -> Span | None:
    """The span without blanks at its ends, or None when nothing else is in it."""
    piece = text[start:end]
    left = piece.lstrip()
    return Span(end - len(left), start + len(piece.rstrip())) if left else None


def element(text: str, role: Role, start: int, end: int, href: str | None = None) -> tuple[Element, ...]:
    """One element over the trimmed span, or none where it is blank."""
    span = trimmed(text, start, end)
    return (Element(role, span, href),) if span else ()


def complete(text: str, elements: Iterable[Element], role: Role = "other") -> tuple[Element, ...]:
    """Sorted elements, cut where they would overlap, with what lies in none added as `role`."""
    out: list[Element] = []
    at = 0
    for item in sorted(elements, key=lambda item: item.span):
        start = max(at, item.span.start)
        if start > at:
            out += element(text, role, at, start)
        if start < item.span.end:
            out += element(text, item.role, start, item.span.end, item.href)
            at = item.span.end
    out += element(text, role, at, len(text))
    return tuple(out)
