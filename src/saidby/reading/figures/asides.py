"""Asides: "13 civilians, mostly women and children, were killed" reads as "13 civilians were killed".

An aside that counts nobody ("including children", "most of them women") is blanked out between a number and
its verb, position for position. One with a number in it stays: its people are a part, and counted.
"""

from __future__ import annotations

import re

_NUMBER = (
    r"\d|an?\b|one\b|two\b|three\b|four\b|five\b|six\b|seven\b|eight\b|nine\b|ten\b|eleven\b|twelve\b|thir|"
    r"twent|fort|fift|sixt|sevent|eight|ninet|dozen|hundred|thousand|several\b|both\b"
)
_VERB = r"was|were|are|have|has|had|died|suffered"
_ASIDE = re.compile(
    r"(?<=\w),? (?:including|mostly|mainly|among them|(?:most|many|some|half) of (?:them|whom))"
    rf"(?: (?!(?:{_VERB}|is|who|that|which)\b|{_NUMBER})[\w'’-]+){{1,9}},? (?=(?:{_VERB})\b)",
    re.IGNORECASE,
)


def without_asides(text: str) -> str:
    """The text with blanks for such asides."""
    return _ASIDE.sub(lambda aside: " " * len(aside[0]), text)
