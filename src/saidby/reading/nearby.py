"""What the text itself says of a name: its full form, whether it is a place, which body was named before."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from saidby.data import Span
from saidby.reading.drafts import agree, states_agree
from saidby.reading.lexicon import given_names, head
from saidby.reading.phrases import Phrase, parse
from saidby.reading.tokens import stem

NEAR = 900
"""Characters within which "the ministry" means the one last heard, before one merely named in between."""
_REACH = 20_000
"""Characters around a name within which its full form is looked for."""
_RUN = re.compile(
    r"(?:[A-ZÀ-Þ][\w.'-]*|(?:al|el)-[A-Z]\w+)(?:\s(?:(?:al|de|bin|van|von|der|da)\s)?(?:[A-ZÀ-Þ][\w.'-]*|(?:al|el)-[A-Z]\w+)){0,5}"
)
_IN_PLACE = re.compile(
    r"\b(?:in|near|outside|across|(?:north|south|east|west)(?:ern| of)|central|(?:city|town|village) of)\s\Z"
)
_LEAD = len("village of ")
_NAMED = re.compile(r"(?![\w-])(?!\s[A-Z])")


def full_name(flat: str, phrase: Phrase) -> Phrase | None:
    """The full name elsewhere on the page of somebody who is met by surname alone, the usual of several."""
    found: dict[tuple[str, ...], list[Phrase]] = {}
    surname = flat[phrase.span.end - len(phrase.name[-1]) : phrase.span.end]
    low, high = max(0, phrase.span.start - _REACH), phrase.span.end + _REACH
    at = flat.find(" " + surname, low, high)
    while at >= 0:
        end = at + 1 + len(surname)
        if not flat[end : end + 1].isalnum():
            runs = _RUN.finditer(flat, flat.rfind(" ", 0, max(0, at - 25)) + 1, end)
            run = next((m for m in runs if m.end() == end), None)
            if run and run.start() < at:
                full = parse(flat, Span(run.start(), end))
                if (
                    full.sort == "person" and len(full.name) > 1 and full.name[-1] == phrase.name[-1]
                    and agree(full.gender, phrase.gender)
                    and (full.name[0] in given_names() or _after_role(flat, run.start()))
                ):  # fmt: skip
                    found.setdefault(full.name, []).append(full)
        at = flat.find(" " + surname, end, high)
    return max(found.values(), key=len)[0] if found else None


def _after_role(flat: str, at: int) -> bool:
    """Does a role stand before a name: "signed by spokesman Garba Marsk"?"""
    before = re.search(r"([\w-]+),?\s$", flat[max(0, at - 30) : at])
    known = head(before.group(1).lower(), False) if before else None
    return known is not None and known.sort == "role" and not known.plural


def is_place(flat: str, phrase: Phrase) -> bool:
    low, high = max(0, phrase.span.start - _REACH), phrase.span.end + _REACH
    at = flat.find(phrase.text, low, high)
    while at >= 0:
        if _NAMED.match(flat, at + len(phrase.text), high) and _IN_PLACE.search(
            flat, max(low, at - _LEAD), at
        ):
            return True
        at = flat.find(phrase.text, at + 1, high)
    return False


def is_state(flat: str, phrase: Phrase) -> bool:
    """Does the text give the name, or its adjective, a government, a ministry or an army?"""
    low, high = max(0, phrase.span.start - _REACH), phrase.span.end + _REACH
    shape = re.escape(phrase.text[: len(stem(phrase.name[0]))]) + r"\w{0,4}(?:'s)?"
    pattern = re.compile(
        rf"\b{shape}\s(?:[\w]+\s)?(?:[Mm]inistry|[Gg]overnment|[Aa]rmy|authorities|[Pp]arliament)\b"
    )
    return pattern.search(flat, low, high) is not None


def named_before(flat: str, phrase: Phrase, sentences: Sequence[Span]) -> Phrase | None:
    """The body of the same kind that the text last named with a capital: "the Interior Ministry"."""
    if not phrase.head or phrase.determiner == "":
        return None
    noun = phrase.head.capitalize()
    at = flat.rfind(noun, max(0, phrase.span.start - _REACH), phrase.span.start)
    if at < 0 or flat[at + len(noun) : at + len(noun) + 1].isalpha():
        return None
    before = re.search(r"(?:(?:[A-ZÀ-Þ][\w.-]*(?:'s)?)\s)*$", flat[max(0, at - 60) : at])
    after = re.match(
        r"\sof(?:\s(?:the|and|for)?\s?[A-ZÀ-Þ][\w-]*)+", flat[at + len(noun) : at + len(noun) + 60]
    )
    number = bisect_right(sentences, (at, at)) - 1
    if number < 0 or sentences[number].end <= at:
        return None
    start = max(at - len(before.group()) if before else at, sentences[number].start)
    end = at + len(noun) + (after.end() if after else 0)
    named = parse(flat, Span(start, end))
    return named if named.sort == phrase.sort and named.proper and states_agree(named, phrase) else None


_WATCHES = re.compile(
    r"(?:[A-ZÀ-Þ][\w'-]*\s)+(?:Observatory|Monitor|Watch|Watchdog)\b(?:\s(?:of|for|and|[A-ZÀ-Þ][\w'-]*))*(?<=[\w'-])"
)
_WATCHING = frozenset(["monitor", "watchdog", "observatory"])


def named_after(flat: str, phrase: Phrase) -> Phrase | None:
    """The one body that the text goes on to name where it opens with "a monitor said"; None where it names
    several, or none.
    """
    if phrase.head not in _WATCHING and not (phrase.head == "group" and "monitoring" in phrase.text.lower()):
        return None
    found: list[Phrase] = []
    for run in _WATCHES.finditer(flat, phrase.span.end, phrase.span.end + _REACH):
        named = parse(flat, Span(*run.span()))
        if named.sort == "body" and named.proper:
            found.append(named)
    longest = max(found, key=lambda named: len(named.words), default=None)
    return longest if longest and all(named.words <= longest.words for named in found) else None


def government_before(flat: str, phrase: Phrase, state: str) -> Phrase | None:
    """A ministry or government of the state that the text named shortly before."""
    window = Span(max(0, phrase.span.start - NEAR), phrase.span.start)
    best = None
    for m in re.finditer(
        r"(?:[A-Z][\w'-]*\s){1,3}(?:[Gg]overnment|Ministry|[Rr]egime|[Aa]rmy|[Mm]ilitary)\b",
        flat[window.start : window.end],
    ):
        named = parse(flat, Span(window.start + m.start(), window.start + m.end()))
        if named.state == state and named.sort == "body":
            best = named
    return best
