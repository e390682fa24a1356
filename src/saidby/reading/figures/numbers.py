"""Numbers in digits and words with what bounds them: "at least 107", "half a million", "40 to 50"."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import NamedTuple


class Word(NamedTuple):
    """A token of a sentence: its place, its lower-case form without full stop, whether it has a capital."""

    start: int
    end: int
    text: str
    capital: bool


class Quantity(NamedTuple):
    """A number over the tokens `first` to `last`, end excluded.

    Both bounds None: words without a number ("dozens"). `bare` is where the number itself starts, behind
    what bounds it; `more`: it counts further people ("12 others").
    """

    first: int
    last: int
    low: float | None
    high: float | None
    more: bool = False
    bare: int = 0
    digits: bool = False


_UNITS = {
    w: n for n, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
        "sixteen seventeen eighteen nineteen".split()
    )
}  # fmt: skip
_TENS = {
    w: 10 * n for n, w in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
} | {"fourty": 40}  # fmt: skip
_SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_VAGUE = frozenset(
    "dozens scores hundreds thousands millions tens several many multiple numerous countless few".split()
)
_VAGUE_OF = frozenset("number handful group scores wave series".split())
_QUARTER = ["quarter", "of", "a", "million"]
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_RANGE = re.compile(r"(\d{1,3}(?:,\d{3})+|\d+)[-–](\d{1,3}(?:,\d{3})+|\d+)")
_LOW: tuple[tuple[str, ...], ...] = (
    ("no", "fewer", "than"), ("no", "less", "than"), ("not", "less", "than"), ("not", "fewer", "than"),
    ("a", "minimum", "of"), ("at", "the", "very", "least"), ("upwards", "of"), ("in", "excess", "of"),
    ("well", "over"),
    ("more", "than"), ("at", "least"), ("over",), ("as", "few", "as"),
)  # fmt: skip
_HIGH: tuple[tuple[str, ...], ...] = (
    ("not", "more", "than"), ("no", "more", "than"), ("a", "maximum", "of"), ("as", "many", "as"),
    ("as", "much", "as"), ("at", "most"), ("up", "to"), ("fewer", "than"), ("less", "than"), ("close", "to"),
    ("just", "under"), ("just", "below"), ("nearly",), ("almost",), ("under",),
)  # fmt: skip
_ABOUT: tuple[tuple[str, ...], ...] = (
    ("a", "total", "of"), ("an", "estimated"), ("an", "additional"), ("a", "further"), ("a", "reported"),
    ("the", "other"), ("all", "of", "the"), ("all", "the"), ("the", "first"), ("just", "over"), ("about",),
    ("around",), ("some",), ("roughly",), ("approximately",), ("estimated",), ("another",), ("only",),
    ("just",),
    ("exactly",), ("all",), ("the",), ("these",), ("those",), ("other",), ("additional",), ("his",), ("her",),
    ("their",), ("its",), ("further",), ("circa",), ("reportedly",), ("mostly",),
)  # fmt: skip
_MORE = frozenset({"another", "additional", "further", "other"})


def quantity(tokens: list[Word], at: int) -> Quantity | None:
    """The number phrase that starts at a token, with its bounds; None where none does."""
    bound, start, more = _bound(tokens, at)
    core = _core(tokens, start)
    if core is None:
        return None
    first, last, low, high = core
    digits = tokens[first].text[:1].isdigit()
    if _follows(tokens, last, ("or", "so")):
        last += 2
    elif _follows(tokens, last, ("or", "more")):
        last, bound = last + 2, bound or "low"
    elif _follows(tokens, last, ("+",)) and tokens[last].start == tokens[last - 1].end:
        last, bound = last + 1, bound or "low"
    if low is not None and low == high:
        low, high = {"low": (low, None), "high": (None, high)}.get(bound, (low, high))
    elif high is not None and bound:
        low, high = (low, None) if bound == "low" else (None, high)
    while last < len(tokens) and tokens[last].text in ("more", "other", "others", "additional", "further"):
        if tokens[last].text == "others":
            break
        if tokens[last].text == "more" and _follows(tokens, last, ("more", "than")):
            break
        more, last = True, last + 1
    return Quantity(at, last, low, high, more, first, digits)


@cache
def _bounds() -> dict[str, list[tuple[str, tuple[str, ...]]]]:
    """What bounds a number, by first word."""
    table: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name, patterns in (("low", _LOW), ("high", _HIGH), ("", _ABOUT)):
        for pattern in patterns:
            table.setdefault(pattern[0], []).append((name, pattern))
    return table


def _bound(tokens: list[Word], at: int) -> tuple[str, int, bool]:
    """Which way a number is bounded, where it starts, and whether it counts further people."""
    bound, more = "", False
    for _ in range(3):
        listed = _bounds().get(_text(tokens, at), ())
        found = next(((name, p) for name, p in listed if len(p) == 1 or _follows(tokens, at, p)), None)
        if found is None:
            break
        bound = bound or found[0]
        more |= not _MORE.isdisjoint(found[1])
        at += len(found[1])
    return bound, at, more


def _follows(tokens: list[Word], at: int, pattern: tuple[str, ...]) -> bool:
    return len(tokens) >= at + len(pattern) and all(tokens[at + n].text == w for n, w in enumerate(pattern))


def _core(tokens: list[Word], at: int) -> tuple[int, int, float | None, float | None] | None:
    """First and last token and bounds of the number itself."""
    if at >= len(tokens):
        return None
    word = tokens[at].text
    if word in ("between", "from"):
        a = _number(tokens, at + 1)
        b = _number(tokens, a[0] + 1) if a and _text(tokens, a[0]) in ("and", "to") else None
        return (at, b[0], a[1], b[1]) if a and b and a[1] < b[1] else None
    if (span := _RANGE.fullmatch(word)) is not None:
        low, high = (float(x.replace(",", "")) for x in span.groups())
        return (at, at + 1, low, high) if low < high else None
    if (vague := _vague(tokens, at)) is not None:
        return at, vague, None, None
    found = _number(tokens, at)
    if found is None:
        return None
    last, value = found
    if _text(tokens, last) in ("to", "or"):
        other = _number(tokens, last + 1)
        if other is not None and value < other[1]:
            return at, other[0], value, other[1]
    return at, last, value, value


def _vague(tokens: list[Word], at: int) -> int | None:
    """Where words that give no number end: "dozens of", "several hundred", "a large number of"."""
    word, last = tokens[at].text, at
    if word == "a" and _text(tokens, at + 1) == "few":
        last = at + 2
    elif word in ("a", "an", "unknown", "large", "the") or word.endswith("disclosed"):
        for n in range(at + 1, min(at + 4, len(tokens) - 1)):
            if tokens[n].text in _VAGUE_OF:
                counted = _text(tokens, n + 1) == "of" and _number(tokens, n + 2) is None
                return n + 2 if counted else None
        return None
    elif word in _VAGUE:
        last = at + 1
    else:
        return None
    while _text(tokens, last) in ("hundred", "thousand", "dozen", "million"):
        last += 1
    while _text(tokens, last) == "of" and _text(tokens, last + 1) in _VAGUE:
        last += 2
    if _text(tokens, last) == "of":
        last += 1
    return last


def _text(tokens: list[Word], at: int) -> str:
    return tokens[at].text if at < len(tokens) else ""


def _number(tokens: list[Word], at: int) -> tuple[int, float] | None:
    """Where a number ends, and its value: "1,300", "fifty-eight", "half a million", "two dozen"."""
    word = _text(tokens, at)
    if word == "half":
        return _half(tokens, at)
    if word in ("a", "quarter") and [_text(tokens, at + n + (word == "a")) for n in range(4)] == _QUARTER:
        return at + 4 + (word == "a"), 250_000.0
    if word in ("a", "an") and _text(tokens, at + 1) in (
        "dozen",
        "hundred",
        "thousand",
        "million",
        "couple",
        "pair",
    ):
        scale = _text(tokens, at + 1)
        last = at + 2 + (_text(tokens, at + 2) == "of")
        return last, float({"dozen": 12, "couple": 2, "pair": 2}.get(scale) or _SCALES[scale])
    value: float
    last = at + 1
    if _DIGITS.fullmatch(word):
        value = float(word.replace(",", ""))
    elif (small := _small(word)) is not None:
        value = small
        if small % 10 == 0 and 20 <= small < 100 and 0 < (_UNITS.get(_text(tokens, last)) or 0) < 10:
            value, last = value + _UNITS[tokens[last].text], last + 1
    else:
        return None
    return _scaled(tokens, last, value)


def _half(tokens: list[Word], at: int) -> tuple[int, float] | None:
    scale = _text(tokens, at + 2) if _text(tokens, at + 1) in ("a", "of") else ""
    if scale == "dozen":
        return at + 3, 6.0
    return (at + 3, _SCALES[scale] / 2) if scale in ("million", "billion") else None


def _small(word: str) -> int | None:
    """The value of a number word under a hundred: "fifty-eight"."""
    if word in _UNITS or word in _TENS:
        return _UNITS.get(word, _TENS.get(word))
    tens, dash, ones = word.partition("-")
    if dash and tens in _TENS and 0 < _UNITS.get(ones, 0) < 10:
        return _TENS[tens] + _UNITS[ones]
    return None


def _scaled(tokens: list[Word], at: int, value: float) -> tuple[int, float]:
    """A number with the words that multiply it: "two thousand five hundred and twenty"."""
    total = 0.0
    while (word := _text(tokens, at)) in _SCALES or word == "dozen":
        value, at = value * (12 if word == "dozen" else _SCALES[word]), at + 1
        joined = at + (_text(tokens, at) == "and")
        rest = _small(_text(tokens, joined))
        if rest is not None and value >= 100:
            total, value, at = total + value, float(rest), joined + 1
    return at, total + value


def is_year(token: str) -> bool:
    return len(token) == 4 and token.isdigit() and 1900 <= int(token) <= 2099


@lru_cache(maxsize=4096)
def is_number(token: str) -> bool:
    return (
        _DIGITS.fullmatch(token) is not None
        or _RANGE.fullmatch(token) is not None
        or _small(token) is not None
    )


@lru_cache(maxsize=4096)
def is_quantity_word(token: str) -> bool:
    """Words at which a number phrase may start, so that other tokens are passed over at once."""
    return token in _STARTS or token[:1].isdigit() or _small(token) is not None


_STARTS = (
    frozenset(p[0] for table in (_LOW, _HIGH, _ABOUT) for p in table)
    | _VAGUE | {"a", "an", "half", "quarter", "both", "between", "from", "unknown", "undisclosed", "large"}
)  # fmt: skip
