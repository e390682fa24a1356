"""Wording: the words of a span in a form in which two ways of saying one thing can be compared.

Letters are small, British and American spellings one ("normalisation", "Normalization"), endings of number
and tense gone. It tells whether the same words were used, never whether they mean the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from saidby.data import Span

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_BRACKETED = re.compile(r"\([^()]{1,40}\)|\[[^\[\]]{0,40}\]")
_SPELT = (
    (re.compile(r"is(?=(?:e[drs]?|ing|ations?)$)"), "iz"),
    (re.compile(r"(?<=.{2})our(?=s?$|ed$|ing$|able$|ite$|hood$)"), "or"),
    (re.compile(r"(?<=.{2})tre(?=s?$)"), "ter"),
    (re.compile(r"(?<=.{2})ence(?=s?$)"), "ense"),
    (re.compile(r"ll(?=ed$|ing$|er$)"), "l"),
)  # fmt: skip
_ENDINGS = re.compile(r"(?:ations?|ments?|ings?|ively|ed|(?<=.{5})ly|es|s|e)$")
_SHORTEST = 3  # letters that are left of a word at least
SMALL = frozenset(
    "a an the this that these those such any some all every each no not none nor and or but if so as than "
    "then there here it its he him his she her hers they them their theirs we us our ours you your i my "
    "me mine who whom whose which what when where why how is are was were be been being am do does did "
    "done has have had having will would shall should can could may might must to of in on at by for from "
    "with without into onto over under about after before during since until while because against "
    "between among through out up down off again also just only very more most other another said says "
    "say told tell added according".split()
)
"""Words that say nothing of what is spoken of."""


class Word(NamedTuple):
    """A word of a text: its place, its letters in small, and its stem."""

    span: Span
    low: str
    stem: str


def wording(text: str, spans: Iterable[Span]) -> list[Word]:
    """The words of some spans of a text, in order."""
    found: list[Word] = []
    for span in spans:
        for match in _WORD.finditer(text, span.start, span.end):
            low = match[0].lower().replace("’", "'").removesuffix("'s")
            found.append(Word(Span(*match.span()), low, stem(low)))
    return found


def without_brackets(text: str, span: Span) -> list[Span]:
    """The pieces of a span outside what an editor has put in brackets."""
    pieces, at = [], span.start
    for match in _BRACKETED.finditer(text, span.start, span.end):
        pieces.append(Span(at, match.start()))
        at = match.end()
    return [*pieces, Span(at, span.end)]


@lru_cache(maxsize=1 << 15)
def stem(word: str) -> str:
    """What the forms of a word share, found without a dictionary: "supplying", "supplies" -> "suppl"."""
    for pattern, american in _SPELT:
        word = pattern.sub(american, word)
    if word[:1].isdigit():
        return word.replace(",", "")
    if word.endswith(("ies", "ied")) and len(word) > 4:
        return word[:-3]
    short = _ENDINGS.sub("", word)
    word = short if len(short) >= _SHORTEST else word
    return word[:-1] if word.endswith("y") and len(word) > _SHORTEST else word


def content(words: Iterable[Word]) -> dict[str, Word]:
    """The first word of each stem, without the small words."""
    found: dict[str, Word] = {}
    for word in words:
        if word.low not in SMALL:
            found.setdefault(word.stem, word)
    return found


def at(words: Sequence[Word], wanted: Sequence[Word], start: int = 0) -> int | None:
    """Where the wanted words stand one after the other, as an index, or None."""
    stems = [word.stem for word in wanted]
    last = len(words) - len(stems)
    for index in range(start, last + 1):
        if words[index].stem == stems[0] and all(
            words[index + n].stem == stem for n, stem in enumerate(stems)
        ):
            return index
    return None
