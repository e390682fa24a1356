"""Lexemes: a claim's words as a `tsvector`, and what is looked for as a `tsquery`.

Both are made here and not by the server, so that a claim is found by the same words as in SQLite, whatever
language, locale and word lists the server was set up with. Each column has a weight of its own.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from saidby.ledger.postgres.porter import stem
from saidby.ledger.query import Field, Sought, Term

WEIGHTS = (("who", "A"), ("through", "B"), ("names", "D"), ("places", "D"), ("words", "C"))
"""In the order of their places: the words come last, since they may be more than have a place."""

_SOUGHT = {"about": "CD", "who": "A", "through": "B", "place": "D"}
_PLACE = "_"  # before each word of a place: there are four weights, and no word of a text has that sign
_TOKEN = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]")
LONGEST = 500  # letters of a word; a lexeme may have 2,046 bytes
MOST_BYTES = 500_000  # of one claim's lexemes; a tsvector may have a megabyte
_GAP = 2  # between columns: a phrase does not reach from one into the next


def tokens(text: str) -> list[str]:
    """The stems of a text's words, in order."""
    text = text.lower()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text)))
    return [stem(token[:LONGEST]) for token in _TOKEN.findall(text)]


def vector(columns: Sequence[str]) -> str:
    """The `tsvector` of a claim, whose columns come in the order of `WEIGHTS`."""
    places: dict[str, list[str]] = {}
    place, size = 1, 0
    for (column, weight), text in zip(WEIGHTS, columns, strict=True):
        for word in tokens(text):
            token = _PLACE + word if column == "places" else word
            if token not in places:
                size += len(token.encode()) + 2
                if size > MOST_BYTES:
                    break
            places.setdefault(token, []).append(f"{place}{weight}")
            place += 1
        place += _GAP
    return " ".join(f"{token}:{','.join(at)}" for token, at in places.items())


def query(asked: tuple[Sought, ...]) -> str | None:
    """The `tsquery`; None where no words are looked for, "" where nothing can fit."""
    if not asked:
        return None
    groups: list[str] = []
    for one in asked:
        for group in one.groups:
            terms = [found for term in group if (found := _term(term, one.field))]
            if not terms:
                return ""
            groups.append(f"({' | '.join(terms)})")
    return " & ".join(groups)


def _term(term: Term, field: Field) -> str:
    """Words side by side, in one of these columns: the places of two columns never touch."""
    words = [_PLACE + word if field == "place" else word for word in tokens(term.words)]
    weights = _SOUGHT[field]
    marks = [weights] * len(words)
    if term.begins and words:
        marks[-1] = "*" + weights
    return " <-> ".join(f"{word}:{mark}" for word, mark in zip(words, marks, strict=True))
