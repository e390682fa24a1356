"""Other names that a page itself defines: "Syrian Arab News Agency (SANA)", "Daesh (aka ISIS)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from saidby.data import READ_ROLES, Article, Span
from saidby.reading.phrases import parse
from saidby.reading.tokens import noun_phrase

_BRACKET = re.compile(
    r"\(\s?(?:the\s)?(?P<letters>[A-Z][A-Za-z]?[A-Z0-9&.-]{0,9}[A-Z0-9.]?)\s?(?:\)|[,;]\s(?P<more>[^()\n]{2,120})\))|"
    r"(?:\s[-–—]\s|,\sor\s)(?P<between>[A-Z]{2,7})(?=\s[-–—]\s|,)"
)
_KNOWN = (
    r"(?:also\sknown\sas|officially(?:\sknown\sas|\scalled)?|aka|a\.k\.a\.?|also\scalled|abbreviated(?:\s(?:as|to))?|known\sas|its\sfull\sname\sis|"
    r"(?:better\s|also\s|commonly\s|widely\s)?known\sby\s(?:its|their|the)\s(?:[A-Z]\w+\s)?(?:acronym|initials|abbreviation)|"
    r"formerly(?:\sknown\sas|\scalled)?|previously(?:\sknown\sas|\scalled)?|(?:better|commonly|widely|locally)\sknown\sas)"
)
_KNOWN_AS = re.compile(
    rf"\(\s?{_KNOWN}\s(?P<bracketed>[^()\n]{{2,120}}?)(?=\))|"
    rf"(?:\((?P<letters>[A-Z]{{2,7}}))?,\s{_KNOWN}\s(?P<names>[^()\n]{{2,120}}?)(?=\)|,|\.\s|;|\swho\b|\swhich\b)|"
    r",\sas\s(?P<called>(?:the\s)?[A-Z][^(),\n]{1,60}?)\s(?:is|are|was|were)\s(?:\w+ly\s|also\s|better\s)?(?:known|called)(?=,)"
)
_BETWEEN = re.compile(r"\s?/\s?|,\s(?:or\s|and\s)?|\sor\s|\sand\s(?=[A-Z])")
_WORD = r"(?:(?:[a-z]{2}-)?[A-ZÀ-Þ][\w'.&-]*)"
_NAME_BEFORE = re.compile(
    rf"{_WORD}(?:\s(?:(?:of|for|and|the|al|de|in|on|to)\s){{0,2}}{_WORD})*"
    r"(?:\s(?:mission|movement|party|union|agency|forces?|group|coalition|alliance|commission|office))?"
    r"(?P<tail>\*{0,3}\s?)$"
)
_IS_A = re.compile(
    r"\)?(?:,?\s(?:is|are|was|were)(?:\s(?:listed|designated|recogni[sz]ed|considered|"
    r"classified|regarded|banned)(?:\sas)?)?|\s?[-–—])\s(?=(?:an?|the)\s)"
)
_GROUP = re.compile(
    r"\)\s(?P<group>(?:[a-z]+\s){0,2}?(?:group|movement|militia|organi[sz]ation|party|network|front|faction))\b"
)
_MINOR = frozenset("of for and the in on to de al".split())
_CUES = ("(", "known", "aka", "formerly", "previously", " or ", " - ", "–", "—", "full name")


@dataclass(frozen=True, slots=True)
class Defined:
    """A name, its other names, and what the page calls it in passing ("is a terrorist group"), or None."""

    name: Span
    aliases: tuple[Span, ...]
    is_a: Span | None


def defined(article: Article, flat: str) -> tuple[Defined, ...]:
    """The definitions in the parts of an article that are read, in text order. `flat` is `plain(text)`."""
    if not any(cue in flat for cue in _CUES):
        return ()
    found = []
    for element in article.elements:
        if element.role in READ_ROLES:
            found += _initials(flat, element.span) + _known_as(flat, element.span)
    return tuple(sorted(found, key=lambda d: d.name))


def _initials(flat: str, within: Span) -> list[Defined]:
    """An abbreviation in brackets after the words whose initials it takes, or after the name of a body.

    Not all are spelled by the English name: "Federal Security Service (FSB)".
    """
    found = []
    for m in _BRACKET.finditer(flat, within.start, within.end):
        group = "letters" if m.group("letters") else "between"
        before = _NAME_BEFORE.search(flat, max(within.start, m.start() - 120), m.start())
        if before is None:
            continue
        end = before.start("tail")
        start = _start_of(m.group(group), flat, before.start(), end)
        if (
            start is None
            and group == "letters"
            and _is_named_body(flat, Span(before.start(), end), m.group(group))
        ):
            start = before.start()
        if start is not None:
            more = _GROUP.match(flat, m.end() - 1)
            is_a = Span(*more.span("group")) if more else None
            found.append(Defined(Span(start, end), (Span(*m.span(group)),), is_a))
    return found


def _is_named_body(flat: str, name: Span, letters: str) -> bool:
    """May letters stand for a name that does not spell them? A body's, of two words, one initial shared."""
    words = re.findall(r"[A-ZÀ-Þ][\w'-]*", name.of(flat))
    if len(words) < 2 or not re.fullmatch(r"[A-Z]{3,6}", letters) or letters[0] not in {w[0] for w in words}:
        return False
    phrase = parse(flat, name)
    return phrase.sort in ("body", "office", "media") and phrase.proper


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
        group = next(name for name in ("bracketed", "names", "called") if m.group(name))
        aliases = [Span(*m.span("letters"))] if m.group("letters") else []
        at = m.start(group)
        for piece in _BETWEEN.split(m.group(group)):
            start = flat.index(piece, at)
            at = start + len(piece)
            bare = piece.strip(" \"'“”*")
            bare = bare.removeprefix("the ")
            if bare and (bare[0].isupper() or bare[:3].endswith("-")):
                start += piece.index(bare)
                aliases.append(Span(start, start + len(bare)))
            elif group != "bracketed":
                break
        is_a = _IS_A.match(flat, m.end(), within.end) if aliases else None
        if aliases:
            name = Span(before.start(), before.start("tail"))
            described = noun_phrase(flat, is_a.end(), within.end) if is_a else None
            found.append(Defined(name, tuple(aliases), described))
    return found
