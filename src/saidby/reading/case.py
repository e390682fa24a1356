"""Case: a text in capitals throughout, as wires and telexes sent it, told again with capitals where names
stand.

Every rule that looks for names looks for capitals. Positions stay as they are: case changes no length here.
"""

from __future__ import annotations

import functools
import importlib.resources
import re
from dataclasses import replace

from saidby.data import Article

SHARE = 0.9  # of a text's letters that are capitals
LEAST = 80  # letters: less is a heading

_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]+(?:'[A-Za-z]+)?")
_START = re.compile(r"(?:^|[.!?:]\s+|\n\s*|[\"\u201c\]]\s*)$")


def in_case(article: Article) -> Article:
    """The article itself, or where it is in capitals throughout, one with the same text in usual case."""
    return replace(article, text=recase(article.text)) if shouted(article.text) else article


def shouted(text: str) -> bool:
    """Is the text in capitals throughout?"""
    upper = sum(map(str.isupper, text))
    return upper >= LEAST and upper >= SHARE * sum(map(str.isalpha, text))


def recase(text: str) -> str:
    """The same text, position for position, with words in lower case that usually are."""
    usual = _lower()

    def word(match: re.Match[str]) -> str:
        found = match.group()
        small = found.lower()
        if len(small) != len(found):
            return found
        stem = small.partition("'")[0]
        if _usual(stem, usual) or (len(stem) == 1 and stem != "i"):
            first = _START.search(text, max(0, match.start() - 4), match.start()) is not None
            return found[0] + small[1:] if first else small
        return found if _initials(stem) else found[0] + small[1:]

    return _WORD.sub(word, text)


def _usual(word: str, usual: frozenset[str]) -> bool:
    """A word of the table, or a form of one; most unknown words with these ends are no names."""
    if word in usual or (len(word) > 5 and word.endswith(("ing", "ed", "ly", "tion", "ness"))):
        return True
    return any(
        word.endswith(end) and (word[: -len(end)] in usual or word[: -len(end)] + "e" in usual)
        for end in ("s", "es", "d", "r", "er")
    )


def _initials(word: str) -> bool:
    """Initials such as FMLN and ARCE stay in capitals where they cannot be spoken as a word."""
    return len(word) <= 5 and not re.search(r"[aeiouy]", word)


@functools.cache
def _lower() -> frozenset[str]:
    """Words that are usually written in lower case; made by training/case.py."""
    table = importlib.resources.files("saidby.reading") / "tables" / "lower.txt"
    return frozenset(table.read_text(encoding="utf-8").split())
