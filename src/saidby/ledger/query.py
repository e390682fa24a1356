"""Queries: the words a person types, as terms of which some must be there.

bridge fell            both words, in any form ("bridges", "falling")
"the bridge fell"      these words in this order
weapons|chemicals      one of the two; `|` ties its neighbours before anything else does
chem*                  words that start so, with two letters or more
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from saidby.errors import UsageError

_TERM = re.compile(r'"([^"]*)"?(\*?)|(\|)|([^\s"|]+)')
_LETTERS = re.compile(r"[^\W_]")
_WORD = re.compile(r"[^\W_]+")

Field = Literal["about", "who", "through", "place"]


@dataclass(frozen=True, slots=True)
class Search:
    """What claims are looked for. None means: any.

    `about` are words of the claim or names meant in it, `who` a name of the root, `through` of a relay or
    the publisher, `place` a place that stands in it or where what it tells of happened, `act` an act as the
    schema names them. `since` and `until` are ISO prefixes and bound the
    day of publication, both included; articles without one are then left out. `latest` puts the articles
    published last first, else those that fit best come first. `offset` claims are passed before the first.
    """

    about: str | None = None
    who: str | None = None
    through: str | None = None
    place: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    latest: bool = False
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand side by side; `begins`: the last of them may go on."""

    words: str
    begins: bool = False

    @property
    def short(self) -> bool:
        """Whether so many words start so that how often they stand in a claim tells nothing."""
        return self.begins and len(self.last) < 3 and self.last.isascii()

    @property
    def last(self) -> str:
        """The last of the words."""
        found: list[str] = _WORD.findall(self.words)
        return found[-1] if found else ""


@dataclass(frozen=True, slots=True)
class Sought:
    """What is looked for in one field of the search: of each group one term at least."""

    field: Field
    groups: tuple[tuple[Term, ...], ...]


def sought(search: Search) -> tuple[Sought, ...]:
    """The words of a search; () where it has none. Raises UsageError where what was typed holds no word."""
    asked: tuple[tuple[Field, str | None], ...] = (
        ("about", search.about),
        ("who", search.who),
        ("through", search.through),
        ("place", search.place),
    )
    return tuple(Sought(field, _groups(words)) for field, words in asked if words is not None)


def _groups(words: str) -> tuple[tuple[Term, ...], ...]:
    groups: list[list[Term]] = []
    either = False
    for phrase, phrase_star, bar, bare in _TERM.findall(words):
        if bar:
            either = True
            continue
        term = Term(phrase or bare.rstrip("*"), bool(phrase_star) or bare.endswith("*"))
        if not _LETTERS.search(term.words):
            continue
        if term.begins and len(term.last) == 1 and term.last.isascii():
            raise UsageError(f"half of all words may start with one letter: write more of it than {words!r}")
        if either and groups:
            groups[-1].append(term)
        else:
            groups.append([term])
        either = False
    if not groups:
        raise UsageError(f"there is no word to look for in {words!r}")
    return tuple(map(tuple, groups))
