"""Words of a text as names of places are made of them, and the runs of capitals among them."""

from __future__ import annotations

import re
from typing import NamedTuple

from saidby.reading.lexicon import given_names

_WORD = re.compile(r"[^\W_]+(?:['’ʿʾ‘](?!(?:s|d|ll|ve|re|m|t)\b)[^\W\d_]+)*")
_GAP = re.compile(r"\.?[ \u00a0]|-|\.|\n(?=\S)|[ \u00a0]{2}")
_POSSESSIVE = re.compile(r"['’]s?(?!\w)")
_ARTICLES = frozenset("al el ul as ash ad ar at ath az an ben bin ibn abu abd".split())


class Word(NamedTuple):
    """A word at its place. `low` is its lower-case form, `first` says that it begins a sentence.

    `joined`: only a space, a hyphen or the stop of an abbreviation stands before it.
    """

    start: int
    end: int
    text: str
    low: str
    capital: bool
    joined: bool
    first: bool


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words between two positions, the first of which begins a sentence."""
    found: list[Word] = []
    raw = list(_WORD.finditer(text, start, end))
    ended = start
    for n, match in enumerate(raw):
        form = match.group()
        low = form.lower()
        capital = form[0].isupper()
        if not capital and low in _ARTICLES and n + 1 < len(raw):
            after = raw[n + 1]
            capital = text[match.end() : after.start()] == "-" and after.group()[0].isupper()
        first, last = match.span()
        joined = n > 0
        if joined and (gap := text[ended:first]) != " ":
            joined = _GAP.fullmatch(text, ended, first) is not None
            if joined and gap[0] == "." and not _abbreviates(raw[n - 1].group()):
                joined = False
        found.append(Word(first, last, form, low, capital, joined, n == 0))
        ended = last
    return found


def _abbreviates(word: str) -> bool:
    return len(word) == 1 or word.lower() in ("st", "ste", "ft", "mt", "pt", "w")


def possessive(text: str, at: int) -> bool:
    return _POSSESSIVE.match(text, at) is not None


def is_given(word: Word) -> bool:
    """A given name; "Al" is an article before names of places."""
    return word.low in given_names() and word.low not in _ARTICLES
