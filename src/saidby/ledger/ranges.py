"""Ranges: whether two counts can both be true, and what a count is called.

"At least 107" is (107, None), "up to 60" (None, 60), "dozens" (None, None), "no casualties" (0, 0).
"""

from __future__ import annotations

Range = tuple[float | None, float | None]


def agree(one: Range, other: Range) -> bool:
    """Whether a number can lie in both."""
    low = max((value for value in (one[0], other[0]) if value is not None), default=None)
    high = min((value for value in (one[1], other[1]) if value is not None), default=None)
    return low is None or high is None or low <= high


def grows(earlier: Range, later: Range) -> bool:
    """Whether a toll can have grown from the earlier to the later count."""
    return earlier[0] is None or later[1] is None or later[1] >= earlier[0]


def told(count: Range) -> str:
    """In words: "107", "at least 107", "up to 60", "20 to 30", "a number not given"."""
    low, high = (
        None if value is None else f"{value:,.0f}" if value == int(value) else f"{value:,}" for value in count
    )
    if low is None and high is None:
        return "a number not given"
    if low == high:
        return str(low)
    if high is None:
        return f"at least {low}"
    return f"up to {high}" if low is None else f"{low} to {high}"
