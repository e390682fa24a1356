"""Things: the kinds of what is struck or given, and of what it is done with."""

from __future__ import annotations

import functools
import re

from saidby.data import Span
from saidby.reading.lexicon import rows

_NUMBER = re.compile(
    r"(?:(?:the|an?)\s)?(?:(?:at\sleast|more\sthan|about|some|over|around|nearly|almost|several|many|various|another|other|one\sof|"
    r"both|all|one|two|three|four|five|six|seven|eight|nine|ten|a?\s?dozens?(?:\sof)?|hundreds\sof|or|"
    r"\d[\d,.]*)\s)+(?=[\w'’])",
    re.IGNORECASE,
)
"""How many things; what they are is without it."""


def unnumbered(text: str, span: Span) -> Span:
    """The words for things without how many they are: "two [buses]"."""
    found = _NUMBER.match(text, *span)
    return Span(found.end(), span.end) if found and found.end() < span.end else span


@functools.lru_cache(maxsize=4096)
def object_kind(words: str) -> str:
    """building, vehicle, weapon, money, place or other; by the last word that the table knows."""
    return _kind(words, "object") or "other"


@functools.lru_cache(maxsize=4096)
def instrument_kind(words: str) -> str:
    """chemical, explosive, firearm, artillery, aircraft, drone, vehicle, blade, fire, cyber or other."""
    return _kind(words, "instrument") or "other"


def is_thing(word: str) -> bool:
    """Is a noun one of things, and not of people?"""
    known = _table("object")
    return word in known or word.removesuffix("s") in known


def instrument_modes(words: str) -> tuple[str, ...]:
    """The modes of ASSAULT that an instrument tells of."""
    return tuple(m for m in (_MODES.get(instrument_kind(words)),) if m)


_MODES = {
    "chemical": "unconventional", "explosive": "explosives", "firearm": "firearms",
    "artillery": "heavy-weapons",
    "aircraft": "aerial", "drone": "drone", "blade": "primitive", "fire": "primitive",
}  # fmt: skip


def _kind(words: str, table: str) -> str | None:
    found = None
    for word in re.findall(r"[a-z]+", words.lower()):
        kind = _table(table).get(word) or _table(table).get(word.removesuffix("s"))
        if kind == "chemical":
            return kind  # "chlorine-loaded shells"
        found = kind or found
    return found


@functools.cache
def _table(name: str) -> dict[str, str]:
    return {
        word: kind for table, kind, listed in rows("things.tsv") if table == name for word in listed.split()
    }
