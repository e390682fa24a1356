"""Extent: arguments as whole noun phrases, where the model marked only a part of one; and those it saw in an
attack without tying them to it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from saidby.data import Span
from saidby.reading.events.deeds import families
from saidby.reading.events.weigh import with_harms

if TYPE_CHECKING:
    from saidby.model.events import Argument, Kind, Trigger

_WORD = re.compile(r"[\w'’*-]+")
_OPENING = re.compile(
    r"(?:(?:of|than|by|in|on|at(?!\sleast|\smost)|to|and|or|with|from|for|against|near|into)\s)+",
    re.IGNORECASE,
)
_UNFINISHED = frozenset(
    "the a an this that these those its his her their our my your other another some several many all both "
    "each few more least than of and two three four five six seven eight nine ten residential armed "
    "political terrorist unidentified unknown powerful heavy presidential electric former senior "
    "young".split()
)
"""Words that a noun follows; so do numbers, owners and words with a hyphen."""
_STOPS = frozenset(
    "of in on at by to for from with after before during near against into over under between across "
    "through and or but who which that where when while as than was were is are be been being had has "
    "have will would could can may might must should did does do said says told also not there here "
    "it they he she we who's since until because if so including killing wounding injuring causing "
    "leaving using attacking".split()
)
_MOST = 4
"""Words by which a phrase is made longer."""


def mended(text: str, triggers: Sequence[Trigger], harms: Sequence[Kind]) -> tuple[Trigger, ...]:
    """The triggers with whole arguments, and attacks with what the model saw struck, hurt or used
    beside them.
    """
    found = []
    for trigger in with_harms(text, triggers, harms):
        arguments = [whole(text, argument) for argument in trigger.arguments]
        if "fight" in families(text[slice(*trigger.span)]):
            arguments = [_opposed(text, argument) for argument in arguments]
        kept = tuple(a for a in arguments if not is_empty(text, Span(*a.span)))
        found.append(replace(trigger, arguments=kept))
    return tuple(found)


_OTHER_SIDE = re.compile(
    r"\b(?:(?:with|against)|between\s(?!.*\bbetween\s)[^,.;:]{2,60}\sand)\s(?:the\s|an?\s)?$", re.IGNORECASE
)


def _opposed(text: str, argument: Argument) -> Argument:
    """In a fight, those it is fought with: "clashed with [rebels]", "clashes between troops and [rebels]"."""
    if argument.role == "actor" and _OTHER_SIDE.search(text, max(0, argument.span[0] - 80), argument.span[0]):
        return replace(argument, role="recipient")
    return argument


def whole(text: str, argument: Argument) -> Argument:
    """The argument without a preposition before it, and with the noun that its last word waits for; whole
    words and whole names.
    """
    start, end = argument.span
    if argument.role in ("time", "figure"):
        return argument
    start, end = _unbroken(text, start, end)
    if argument.role in ("actor", "recipient"):
        end = _named(text, start, end)
    if opening := _OPENING.match(text, start, end):
        start = opening.end()
    for _ in range(_MOST):
        if start < end and not _is_unfinished(text[start:end].rsplit(None, 1)[-1]):
            break
        word = _next(text, end)
        if word is None:
            break
        end = word.end
    return replace(argument, span=(start, end)) if start < end else argument


_INNER = re.compile(r"[\w'’-]")
_CAPITAL = re.compile(r"\s(?P<word>[A-ZÀ-Þ][\w'’-]*)(?![\w'’-])")


def _unbroken(text: str, start: int, end: int) -> tuple[int, int]:
    """With the rest of words that a hyphen or apostrophe parts."""
    while start > 0 and _INNER.match(text[start - 1]) and _INNER.match(text[start]):
        start -= 1
    while end < len(text) and text[end] == "-" and text[end + 1 : end + 2].isalnum():
        while end < len(text) and (text[end].isalnum() or text[end] == "-"):
            end += 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    return start, end


def _named(text: str, start: int, end: int) -> int:
    """With the rest of a name: "Carlos [Valencia Garcia]"."""
    last = text[start:end].rsplit(None, 1)[-1:]
    if not last or not last[0][:1].isupper() or last[0].isupper() or last[0].endswith(("'s", "’s")):
        return end
    for _ in range(_MOST):
        found = _CAPITAL.match(text, end)
        if found is None or found["word"].isupper() or found["word"].endswith(("'s", "’s")):
            break
        end = found.end()
    return end


def _is_unfinished(word: str) -> bool:
    owner = word[:1].isupper() and word.endswith(("'s", "’s"))
    joined = "-" in word[1:-1] and word.islower()
    made = word[:1].isupper() and word.endswith("ed")  # "the Front of the Restored"
    return word.lower() in _UNFINISHED or word[:1].isdigit() or owner or joined or made


def is_empty(text: str, span: Span) -> bool:
    """Is there no noun: "the", "of several"?"""
    return not (set(_WORD.findall(span.of(text).lower())) - _EMPTY)


_EMPTY = frozenset(
    "the a an this that these those of and or to in on at by with from for than at least some several "
    "many other another all both more most".split()
)


def _next(text: str, at: int) -> Span | None:
    """The next word, if it goes on with the phrase."""
    if text[at : at + 1] not in (" ", "\u00a0"):
        return None
    word = _WORD.match(text, at + 1)
    if word is None or word.group().lower() in _STOPS or word.group().endswith("'s"):
        return None
    if word.group().endswith("ed") and word.group().islower():
        return None
    return Span(*word.span())
