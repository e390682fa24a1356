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
from saidby.reading.lexicon import head, rows, states

SHARE = 0.9  # of a text's letters that are capitals
LEAST = 80  # letters: less is a heading

_WORD = re.compile(r"(?:[A-Z]\.){2,}|[A-Za-z\u00c0-\u024f]+(?:'[A-Za-z]+)?")
_START = re.compile(
    r"(?:^|[.!?:]\s+|\n\s*|[\"\u201c]\s*|(?:TEXT|EXCERPTS?|REPORT|COMMUNIQUE|COMMENTARY|OMITTED|RECORDING|INTERVIEW)\]\s*)$"
)
_INITIALS = re.compile(
    r"(?P<name>(?:[A-Z'\u00c0-\u024f-]+[ ,]+){1,9})[(\[](?P<initials>[A-Z][A-Z&-]{1,7})[)\]]"
)
_TEXT_LEAD = 16
_SMALL = frozenset("of for the and in on to de la el del los las y e".split())
_SHORT = 4
"""Letters of initials that a table knows: UN, EFE, NATO."""


_UPPER = bytes(range(ord("A"), ord("Z") + 1))


def in_case(article: Article) -> Article:
    """The article itself, or where it is in capitals throughout, one with the same text in usual case."""
    return replace(article, text=recase(article.text)) if shouted(article.text) else article


def shouted(text: str) -> bool:
    """Is the text in capitals throughout?"""
    plain = text.encode("ascii", "ignore")
    upper = len(plain) - len(plain.translate(None, _UPPER))
    alpha = len(plain) - len(plain.translate(None, _UPPER + _UPPER.lower()))
    if len(plain) < len(text):
        odd = [character for character in text if character > "\x7f"]
        upper += sum(map(str.isupper, odd))
        alpha += sum(map(str.isalpha, odd))
    return upper >= LEAST and upper >= SHARE * alpha


def recase(text: str) -> str:
    """The same text, position for position, with words in lower case that usually are."""
    usual = _lower()
    named, initials = _spelt_out(text)

    def word(match: re.Match[str]) -> str:
        found = match.group()
        small = found.lower()
        if len(small) != len(found) or "." in found:
            return found
        stem = small.partition("'")[0]
        if stem in initials or (len(stem) <= _SHORT and stem not in usual and _is_known(stem)):
            return found[: len(stem)] + small[len(stem) :]
        if match.start() in named:
            return found[0] + small[1:]
        if _usual(stem, usual) or (len(stem) == 1 and stem != "i"):
            first = _START.search(text, max(0, match.start() - _TEXT_LEAD), match.start()) is not None
            return found[0] + small[1:] if first else small
        return found if _initials(stem) else found[0] + small[1:]

    return _states().sub(lambda m: m.group().title(), _WORD.sub(word, text))


def _spelt_out(text: str) -> tuple[set[int], set[str]]:
    """Where words stand whose initials follow in brackets, "NATIONAL LIBERATION FRONT [NLF]", and
    those initials.
    """
    starts: set[int] = set()
    found: set[str] = set()
    for match in _INITIALS.finditer(text):
        letters = [c for c in match["initials"].lower() if c.isalpha()]
        words = [w for w in _WORD.finditer(text, *match.span("name")) if w.group().lower() not in _SMALL]
        last = words[-len(letters) :]
        fits = sum(w.group()[0].lower() == c for w, c in zip(last, letters, strict=False))
        if len(last) == len(letters) > 1 and fits >= len(letters) - 1:
            starts |= {w.start() for w in last}
            found.add(match["initials"].lower())
        elif match["initials"].lower() not in _lower():
            found.add(match["initials"].lower())
    return starts, found


@functools.cache
def _is_known(word: str) -> bool:
    """Are these the initials of a body that the tables know?"""
    return head(word, False) is None and head(word, True) is not None


@functools.cache
def _states() -> re.Pattern[str]:
    """States and bodies of several words, which stand in lower case by now: "united states"."""
    names = {name for name in states().names if " " in name} | {
        "united nations",
        "security council",
        "soviet union",
    }
    return re.compile(
        r"\b(?:" + "|".join(map(re.escape, sorted(names, key=len, reverse=True))) + r")\b", re.IGNORECASE
    )


def _usual(word: str, usual: frozenset[str]) -> bool:
    """A word of the table, or a form of one; most unknown words with these ends are no names."""
    if (
        word in usual
        or head(word, False) is not None
        or (len(word) > 5 and word.endswith(("ing", "ed", "ly", "tion", "ness")))
    ):
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
    """Words that are usually written in lower case, made by training/case.py, and nouns of things."""
    table = importlib.resources.files("saidby.reading") / "tables" / "lower.txt"
    things = (word for _, _, words in rows("things.tsv") for word in words.split())
    return frozenset((*table.read_text(encoding="utf-8").split(), *things))
