"""Deeds: the words that name events, by stem and family; which of them can name the same event."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from saidby.reading.lexicon import rows

_ENDING = re.compile(r"(?:ations?|ions?|ings?|ments?|ers?|ors?|ed|es|ties|ty|ies|ied|als?|[sey])$")


@lru_cache(maxsize=4096)
def stem_of(word: str) -> str:
    """About what verb and noun of one deed share: "bombing", "bombed", "bombs" -> "bomb"."""
    word = word.lower().strip("'’-")
    while len(word) > 4 and (found := _ENDING.search(word)) and found.start() >= 3:
        word = word[: found.start()]
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] and word[-1] not in "sl" else word


def is_same_word(one: str, other: str) -> bool:
    """Are two stems of one word: "explo(sion)", "explod(ed)"?"""
    short, long_ = sorted((one, other), key=len)
    return long_ == short or (len(short) > 3 and long_.startswith(short))


@lru_cache(maxsize=4096)
def families(word: str) -> frozenset[str]:
    """The families that a word belongs to; `harm` and `general` are among them."""
    word = word.lower()
    return frozenset(family for family, pattern in _families() if pattern.match(word))


@cache
def _families() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((family, re.compile("|".join(words.split()))) for family, words in rows("deeds.tsv"))
