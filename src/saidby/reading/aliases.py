"""Other names that a page itself defines: "Syrian Arab News Agency (SANA)", "Daesh (aka ISIS)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saidby.data import READ_ROLES, Article, Span
from saidby.reading.tokens import noun_phrase

_BRACKET = re.compile(r"\(\s?(?:the\s)?([A-Z][A-Za-z]?[A-Z0-9&.-]{0,9}[A-Z0-9.]?)\s?\)")
_KNOWN_AS = re.compile(
    r"(?P<open>\(|,\s)\s?(?:also\sknown\sas|aka|a\.k\.a\.?|also\scalled|abbreviated(?:\s(?:as|to))?|known\sas|"
    r"formerly(?:\sknown\sas)?|previously(?:\sknown\sas)?|better\sknown\sas)\s(?P<names>[^()\n]{2,120}?)"
    r"(?=\)|,|\.\s|;|\swho\b|\swhich\b)"
)
_BETWEEN = re.compile(r"\s?/\s?|,\s(?:or\s|and\s)?|\sor\s|\sand\s(?=[A-Z])")
_WORD = r"(?:(?:[a-z]{2}-)?[A-ZÀ-Þ][\w'.&-]*)"
_NAME_BEFORE = re.compile(rf"{_WORD}(?:\s(?:(?:of|for|and|the|al|de|in|on|to)\s){{0,2}}{_WORD})*\s?$")
_IS_A = re.compile(r"\)?,?\s(?:is|are|was|were)\s(?=(?:an?|the)\s)")
_MINOR = frozenset("of for and the in on to de al".split())


@dataclass(frozen=True, slots=True)
class Defined:
    """A name, its other names, and what the page calls it in passing ("is a terrorist group"), or None."""

    name: Span
    aliases: tuple[Span, ...]
    is_a: Span | None


def defined(article: Article, flat: str) -> tuple[Defined, ...]:
    """The definitions in the parts of an article that are read, in text order. `flat` is `plain(text)`."""
    if "(" not in flat and " known as " not in flat and "aka " not in flat:
        return ()
    found = []
    for element in article.elements:
        if element.role in READ_ROLES:
            found += _initials(flat, element.span) + _known_as(flat, element.span)
    return tuple(sorted(found, key=lambda d: d.name))


def _initials(flat: str, within: Span) -> list[Defined]:
    """An abbreviation in brackets after the words whose initials it takes."""
    found = []
    for m in _BRACKET.finditer(flat, within.start, within.end):
        before = _NAME_BEFORE.search(flat, max(within.start, m.start() - 120), m.start())
        if before is None:
            continue
        start = _start_of(m.group(1), flat, before.start(), m.start())
        if start is not None:
            name = Span(start, m.start() - (flat[m.start() - 1] == " "))
            found.append(Defined(name, (Span(*m.span(1)),), None))
    return found


def _start_of(letters: str, flat: str, start: int, end: int) -> int | None:
    """Where the words begin whose initials spell the letters, or None where they do not."""
    wanted = re.sub(r"[^A-Z]", "", letters)
    words = [
        m for m in re.finditer(r"[\w'.&]+", flat[start:end]) if m.group()[0].isupper() or m.group() in _MINOR
    ]
    for first in range(len(words)):
        if words[first].group()[0] == wanted[:1] and _spelled(wanted, [w.group() for w in words[first:]]):
            return start + words[first].start()
    return None


def _spelled(wanted: str, words: list[str]) -> bool:
    """Every capital word gives an initial, minor words may; letters inside words fill the rest."""
    at = 0
    for n, word in enumerate(words):
        initial = word[0].upper()
        if at < len(wanted) and initial == wanted[at]:
            at += 1
            left = len([w for w in words[n + 1 :] if w not in _MINOR])
            for letter in word[1:]:
                if at < len(wanted) and letter.upper() == wanted[at] and len(wanted) - at > left:
                    at += 1
        elif word not in _MINOR:
            return False
    return at == len(wanted) > 1


def _known_as(flat: str, within: Span) -> list[Defined]:
    found = []
    for m in _KNOWN_AS.finditer(flat, within.start, within.end):
        before = _NAME_BEFORE.search(flat, max(within.start, m.start() - 120), m.start())
        if before is None:
            continue
        aliases, at = [], m.start("names")
        for piece in _BETWEEN.split(m.group("names")):
            start = flat.index(piece, at)
            at = start + len(piece)
            bare = piece.strip(" \"'“”")
            bare = bare.removeprefix("the ")
            if bare and (bare[0].isupper() or bare[:3].endswith("-")):
                start += piece.index(bare)
                aliases.append(Span(start, start + len(bare)))
            elif m.group("open") != "(":
                break
        is_a = _IS_A.match(flat, m.end(), within.end) if aliases else None
        if aliases:
            name = Span(before.start(), before.end() - (before.group()[-1] == " "))
            described = noun_phrase(flat, is_a.end(), within.end) if is_a else None
            found.append(Defined(name, tuple(aliases), described))
    return found
