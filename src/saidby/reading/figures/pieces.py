"""A sentence as a row of pieces, each with a one-letter code: people, predicates, and what stands between.

The codes, which `grammar` reads:
  N people with a number   n a number alone   S one person, new   D one person, known or named   G he, she
  P people without a number   O things with a number
  K participle or past   T gerund   F present or infinitive   I what befalls the subject   A state   W nominal
  b be   h have   m modal   t to   g not   a passed over   r who   p preposition   o of   i including
  w clause word   v speech   & and, or   , comma, dash or bracket   ; other mark   Y toll   E irrealis
    q a number of nothing (an age, a date)   x anything else
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from saidby.data import Span
from saidby.reading.figures.numbers import Word
from saidby.reading.figures.words import Predicate, counted, person, predicates, words

_TOKEN = re.compile(
    r"\d{1,3}(?:-and-a-half)?[- ](?:year|month|week|day)s?[- ]olds?\b|"
    r"(?:[DM]r|Mrs|Ms|Sgt|Lt|Col|Gen|Capt|Maj|Sen|Rep|Gov|Rev)\.|"
    r"\d(?:\w|[.,:/'–-](?=\w))*|"
    r"[^\W\d_]+\.(?=[^\W\d_]\.)(?:[^\W\d_]\.)*|"
    r"[^\W_]+(?:['-][^\W_]+)*|"
    r"[^\w\s\"“”«»\[\]]"
)
_CODES = {"done": "K", "doing": "T", "act": "F", "befell": "I", "state": "A", "noun": "W"}
ADJECTIVES = frozenset(
    {"wounded", "injured", "dead", "missing", "displaced", "captured", "kidnapped", "abducted"}
)


class Group(NamedTuple):
    """People or things: bounds, where they stand, and the words that say who.

    `own` is a measure that the noun itself gives ("12 deaths"); `known` False where the noun may be no
    person; `partitive`: a part of others ("three of them").
    """

    span: Span
    low: float | None
    high: float | None
    who: Span | None
    key: str = ""
    plural: bool = False
    more: bool = False
    own: str | None = None
    status: Span | None = None
    known: bool = True
    partitive: bool = False


class Piece(NamedTuple):
    code: str
    span: Span
    group: Group | None = None
    predicate: Predicate | None = None
    text: str = ""


def tokenize(flat: str, low: str, sentence: Span) -> list[Word]:
    """Tokens of a sentence of a plain text (see `plain`); `low` is the same text in lower case."""
    found = []
    for m in _TOKEN.finditer(flat, *sentence):
        start, end = m.span()
        text = low[start:end]
        if text[-1] == "." and len(text) > 1:
            text = text[:-1]
        found.append(Word(start, end, text, flat[start].isupper()))
    return found


@cache
def simple() -> dict[str, str]:
    """Codes of words that need no look around."""
    table: dict[str, str] = {}
    for code, name in (
        ("b", "be"), ("h", "have"), ("m", "modal"), ("g", "not"), ("v", "speech"), ("a", "pass"),
        ("r", "who"), ("w", "clause"), ("E", "irrealis"), ("p", "prep"), ("G", "pronoun"),
    ):  # fmt: skip
        for word in words(name):
            table.setdefault(word, code)
    table |= {
        "to": "t",
        "of": "o",
        "and": "&",
        "or": "&",
        "but": "&",
        "yet": "&",
        ",": ",",
        "(": ",",
        ")": ",",
        "including": "i",
    }
    table |= dict.fromkeys(["-", "–", "—"], ",")
    table |= dict.fromkeys([";", ":", ".", "!", "?", "*", "|", "/", "•", "…"], ";")
    table |= {
        "toll": "Y",
        "tolls": "Y",
        "plus": "&",
        "&": "&",
        "include": "i",
        "includes": "i",
        "included": "i",
        "them": "x",
    }
    return table


@cache
def stops() -> frozenset[str]:
    """Words at which a noun phrase ends."""
    names = ("be", "have", "modal", "det", "clause", "speech", "who", "not", "pronoun", "prep", "irrealis")
    return (
        frozenset().union(*(words(n) for n in names))
        | {"and", "or", "of", "including", "to", "toll"}
        | words("pass")
    )


@cache
def people_too() -> frozenset[str]:
    """Counted nouns that are also nouns of people: hostages, refugees."""
    return frozenset(noun for noun in counted() if person(noun, False) is not None)


def text_at(tokens: list[Word], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


def predicate_at(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """The longest phrase of the table that starts at a token."""
    for pattern, predicate in predicates()[tokens[at].text]:
        last = _match(tokens, at, pattern)
        if last:
            code = _CODES.get(predicate.kind, "x")
            span = Span(tokens[at].start, tokens[last - 1].end)
            return last, Piece(code, span, None, predicate if predicate.measure else None, tokens[at].text)
    return None


def _match(tokens: list[Word], at: int, pattern: tuple[str, ...]) -> int:
    """Where a phrase ends that starts at a token, 0 where it does not."""
    for n, part in enumerate(pattern):
        if part == "~":
            if n + 1 == len(pattern):
                return at if at < len(tokens) else 0
            for skip in range(6):
                if (end := _match(tokens, at + skip, pattern[n + 1 :])) > 0:
                    return end
                if not text_at(tokens, at + skip)[:1].isalnum() or text_at(tokens, at + skip) in (
                    "and",
                    "was",
                    "were",
                    "who",
                ):
                    return 0
            return 0
        text = text_at(tokens, at)
        same = (
            text in words("poss")
            if part == "<poss>"
            else text in words("self")
            if part == "<self>"
            else text == part
        )
        if not same:
            return 0
        at += 1
    return at
