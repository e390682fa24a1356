"""Queries: the words a person types, as an expression of SQLite's FTS5.

bridge fell            both words, in any form ("bridges", "falling")
"the bridge fell"      these words in this order
weapons|chemicals      one of the two; `|` ties its neighbours before anything else does
chem*                  words that start so
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from saidby.errors import UsageError

_TERM = re.compile(r'"([^"]*)"?(\*?)|(\|)|([^\s"|]+)')
_LETTERS = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Search:
    """What claims are looked for. None means: any.

    `about` are words of the claim or names meant in it, `who` a name of the root, `through` of a relay or
    the publisher, `act` an act as the schema names them. `since` and `until` are ISO prefixes and bound the
    day of publication, both included; articles without one are then left out. `latest` puts the articles
    published last first, else those that fit best come first.
    """

    about: str | None = None
    who: str | None = None
    through: str | None = None
    act: str | None = None
    since: str | None = None
    until: str | None = None
    latest: bool = False
    limit: int = 20


def expression(search: Search) -> str | None:
    """For `MATCH`; None where no words are looked for. Raises UsageError where the words hold none."""
    parts = [
        f"{{{columns}}} : ({_words(words)})"
        for columns, words in (
            ("words names", search.about),
            ("who", search.who),
            ("through", search.through),
        )
        if words is not None
    ]
    return " AND ".join(parts) or None


def _words(words: str) -> str:
    """Alternatives within, all of them together."""
    groups: list[list[str]] = []
    either = False
    for phrase, phrase_star, bar, bare in _TERM.findall(words):
        if bar:
            either = True
            continue
        star = phrase_star or ("*" if bare.endswith("*") else "")
        term = phrase or bare.rstrip("*")
        if not _LETTERS.search(term):
            continue
        quoted = '"' + term.replace('"', '""') + '"' + (" *" if star else "")
        if either and groups:
            groups[-1].append(quoted)
        else:
            groups.append([quoted])
        either = False
    if not groups:
        raise UsageError(f"there is no word to look for in {words!r}")
    return " AND ".join(f"({' OR '.join(group)})" for group in groups)
