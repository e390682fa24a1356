"""Members: the body that people are named by, "Hamas fighters", "terrorists of the Hurras al-Din group"."""

from __future__ import annotations

import re

from saidby.data import Span
from saidby.reading.phrases import Phrase, parse
from saidby.reading.tokens import Token, coined, is_aside, tokens

_FIGHTING = frozenset(
    "militants rebels insurgents fighters jihadists terrorists guerrillas gunmen separatists "
    "extremists islamists troops soldiers forces commandos militiamen militia units unit elements "
    "element combatants members member operatives men group groups cell cells column columns command "
    "commandos squad squads".split()
)
_OF = frozenset(["of", "from"])
_ACRONYM = re.compile(r"[A-Z][A-Z-]{1,7}$")


def with_bodies(flat: str, phrase: Phrase) -> tuple[Phrase, ...]:
    """The phrase; or the body whose name its people bear; or both, where they are said to be "of" it."""
    if phrase.sort not in ("group", "vague", "unknown"):
        return (phrase,)
    found = tokens(flat, *phrase.span)
    at = next((n for n, t in enumerate(found) if t.key in _FIGHTING), None)
    if at is None or found[0].key in ("all", "both", "every", "other"):
        return (phrase,)
    first = at
    while first and found[first - 1].capital and found[first - 1].key not in ("the", "a", "an"):
        first -= 1
    if _is_named(named := found[first:at]):
        body = parse(flat, Span(named[0].start, named[-1].end))
        if body.sort in ("body", "group", "single"):
            return (_as_body(phrase, body),)
    if at + 1 < len(found) and found[at + 1].key in _OF:
        right = [t for t in found[at + 2 :] if t.capital and not is_aside(t)]
        start = right[0].start if right else found[at + 1].end + 1
        body = parse(flat, Span(start, max(phrase.span.end, _end(flat, phrase.span))))
        if body.sort == "body" and body.proper:
            return (phrase, body)
    return (phrase,)


def _is_named(named: list[Token]) -> bool:
    """Is it the name of a body, by a table or as initials, and no adjective: not "Syrian troops"?"""
    if not named or any(is_aside(t) for t in named) or named[-1].state:
        return False
    last = named[-1]
    known = coined(last) or (last.head is not None and last.head.sort == "body" and len(named) > 1)
    return known or _ACRONYM.match(last.word.rstrip("*")) is not None


def _as_body(phrase: Phrase, body: Phrase) -> Phrase:
    sector = body.sector or phrase.sector
    return body._replace(span=phrase.span, sort="body", sector=sector, proper=True, plural=False, name=())


def _end(flat: str, span: Span) -> int:
    """Where the name goes on after the phrase that was asked about: "members of the [FMLN]"."""
    more = re.compile(r"(?:\s[A-Z][\w'-]*)+").match(flat, span.end)
    return more.end() if more else span.end
