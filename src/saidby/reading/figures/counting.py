"""Noun phrases with a number: what the number counts, and which numbers count nothing."""

from __future__ import annotations

from typing import Literal, NamedTuple

from saidby.data import Measure, Span
from saidby.reading.figures.numbers import Quantity, Word, is_number, is_year
from saidby.reading.figures.pieces import ADJECTIVES, Group, Piece, people_too, stops, text_at
from saidby.reading.figures.words import (
    Predicate,
    counted,
    event,
    people,
    person,
    predicates,
    thing,
    unit,
    words,
)

_REACH = 7  # words of a noun phrase that are looked at for the noun that is counted
_CURRENCY = frozenset("$ € £ ¥ # @ no. nos.".split())
_NUMBERED = frozenset(
    "age aged ages no number page channel route highway interstate resolution chapter section article class "
    "grade room unit apartment ward district exit".split()
)
_AFTER_AGE = frozenset([",", ")", ".", "", "of", "was", "is", "and"])
_THEM = frozenset({"them", "whom", "us", "which"})
_TOLLS: dict[str, Measure] = {
    **dict.fromkeys(["victims", "dead", "deaths", "killed", "fatalities", "martyrs"], "killed"),
    **dict.fromkeys(["injured", "wounded", "injuries"], "injured"),
    "missing": "missing", "displaced": "displaced", "hospitalized": "hospitalised",
}  # fmt: skip
_VICTIM = {
    "shooting": "injured",
    "gunshot": "injured",
    "stabbing": "injured",
    "murder": "killed",
    "homicide": "killed",
}


def noun_phrase(tokens: list[Word], q: Quantity, shouted: bool) -> tuple[int, Piece]:
    """What a number counts."""
    at, partitive = q.last, False
    span = Span(tokens[q.first].start, tokens[q.last - 1].end)
    many = (q.low if q.low is not None else q.high) != 1
    if text_at(tokens, at) == "of" and _number_follows(tokens, at + 1):  # "one of the five people"
        return at, Piece("N", span, Group(span, q.low, q.high, None, "", many, q.more))
    if text_at(tokens, at) == "of" and text_at(tokens, at + 1) in words("det") | _THEM:
        partitive, at = True, at + 1
        if (lost := _of_the_killed(tokens, at, q, span)) is not None:
            return lost
        person_follows = person(text_at(tokens, at + 1), False) is not None
        if tokens[at].text in _THEM or (tokens[at].text == "those" and not person_follows):
            whole = Span(span.start, tokens[at].end)
            group = Group(whole, q.low, q.high, None, "", many, q.more, partitive=True)
            return at + 1, Piece("N", whole, group)
        at += 1
    elif text_at(tokens, at) == "of" and q.low is None:
        at += 1
    head, last, kind, own, status = _noun(tokens, at, shouted)
    whole = Span(span.start, tokens[last - 1].end) if last > at else span
    number = Group(span, q.low, q.high, None, "", many, q.more)
    one = kind == "person" and not own and not person(tokens[head].text, tokens[head].capital)
    if one and many and last == head + 1:  # "rises to 43 Monitor"
        return q.last, Piece("n", span, number)
    apart = q.more and at < len(tokens) and tokens[at].capital and not shouted
    if apart and kind in ("unknown", "unit", ""):  # "wounding dozens more Velmora's news agency reported"
        return q.last, Piece("n", span, number)
    if kind in ("unknown", "thing", "event", "counted") and q.digits and is_year(tokens[q.bare].text):
        return q.last, Piece("x", span)
    if kind == "":
        if is_year(text_at(tokens, q.bare)) or (q.last < len(tokens) and text_at(tokens, q.last) == "-"):
            return q.last, Piece("x", span)
        return (q.last, Piece("n", span, number)) if last == at else (last, Piece("x", whole))
    if kind == "unit":
        return last, Piece("x", whole)
    who = Span(tokens[at].start, tokens[last - 1].end)
    further = q.more or tokens[head].text == "others"
    group = Group(
        whole, q.low, q.high, who, tokens[head].text, many, further, own, status, kind != "unknown", partitive
    )
    if kind in ("thing", "event"):
        return last, Piece("O", whole, group, text=kind)
    if kind == "unknown" and not many:
        return last, Piece("x", whole)
    return last, Piece("N", whole, group)


def _of_the_killed(tokens: list[Word], at: int, q: Quantity, span: Span) -> tuple[int, Piece] | None:
    """ "at least two of the killed were nurses" """
    word = at + (tokens[at].text in words("definite"))
    after = text_at(tokens, word + 1)
    if text_at(tokens, word) != "killed" or person(after, False) is not None:
        return None
    said = Span(tokens[word].start, tokens[word].end)
    many = (q.low if q.low is not None else q.high) != 1
    whole = Span(span.start, said.end)
    group = Group(whole, q.low, q.high, None, "", many, q.more, "killed", said, partitive=True)
    return word + 1, Piece("N", whole, group)


def _number_follows(tokens: list[Word], at: int) -> bool:
    """ "(one of) the five people" """
    at += text_at(tokens, at) in words("definite")
    return (
        is_number(text_at(tokens, at)) and not is_year(text_at(tokens, at)) and text_at(tokens, at) != "one"
    )


class _Noun(NamedTuple):
    """The noun that is counted: its token, where the phrase ends, kind, the measure it gives, that word."""

    head: int
    last: int
    kind: Literal["", "person", "thing", "event", "unit", "unknown", "counted"] = ""
    own: str | None = None
    status: Span | None = None


def _noun(tokens: list[Word], at: int, shouted: bool) -> _Noun:
    """Reads on to the last noun of the phrase that starts at a token."""
    noun, n = _Noun(at, at), at
    while n < min(at + _REACH, len(tokens)):
        text = tokens[n].text
        if noun.kind == "person" and text in ("and", "or") and _people_follow(tokens, n):
            n += 2
            noun = noun._replace(last=n)
            continue
        if _ends_phrase(text):
            break
        step = _step(tokens, n, noun, shouted)
        if step is None:
            break
        if step.kind == "counted":
            return step
        noun, n = step, n + 1
    if noun.kind == "" and n > at and (not tokens[at].capital or shouted):
        return noun._replace(last=n)
    return noun


def _people_follow(tokens: list[Word], at: int) -> bool:
    """ "12 women and children", but not "12 soldiers and rebels were" """
    plural = person(text_at(tokens, at + 1), False)
    return plural is True and text_at(tokens, at + 2) not in words("be")


def _ends_phrase(text: str) -> bool:
    number = is_number(text) or text[0].isdigit()
    digit = number and not text.endswith(("old", "olds"))
    return text in stops() or digit or not text[0].isalnum()


def _step(tokens: list[Word], n: int, noun: _Noun, shouted: bool) -> _Noun | None:
    """The noun after one more word, the same where the word only describes, None where the phrase is over."""
    word, after = tokens[n], text_at(tokens, n + 1)
    text, span = word.text, Span(word.start, word.end)
    describes = text in ADJECTIVES and person(after, False) is not None
    if text in _VICTIM and after == "deaths":
        return _Noun(n + 1, n + 2, "counted", "killed", Span(tokens[n + 1].start, tokens[n + 1].end))
    if text in _VICTIM and after in ("victim", "victims"):
        return noun._replace(own=_VICTIM[text], status=span)
    if text in counted() and text not in people_too():
        if describes:
            return noun._replace(own=counted()[text], status=span)
        if text in ADJECTIVES and after.isalpha() and not tokens[n + 1].capital and modifies(tokens, n):
            return noun
        return _Noun(n, n + 1, "counted", counted()[text], span) if noun.kind in ("", "unknown") else None
    if person(text, word.capital) is not None:
        if noun.kind == "person" and word.capital and not shouted and _settled(tokens[noun.head]):
            return None
        own = (counted()[text], span) if text in counted() else (noun.own, noun.status)
        return _Noun(n, n + 1, "person", *own)
    if text in predicates() and not describes:
        return None
    if thing(text) or event(text) or unit(text):
        return _Noun(n, n + 1, "thing" if thing(text) else "event" if event(text) else "unit")
    if noun.kind in ("person", "thing", "event", "unit"):
        return None
    plural = text.endswith("s") and not text.endswith("ss") and text.isalpha()
    return _Noun(n, n + 1, "unknown") if plural and (not word.capital or shouted) else noun


def _settled(word: Word) -> bool:
    """A plural in lower case, which no capital after it goes on: "32 people Syrian state television said"."""
    return people().get(word.text, False) and not word.capital


def counts(tokens: list[Word], q: Quantity, before: list[Piece]) -> bool:
    """Whether a number is none of money, dates, ages, shares, names of things."""
    left, bare, right = text_at(tokens, q.first - 1), text_at(tokens, q.bare - 1), text_at(tokens, q.last)
    if not _CURRENCY.isdisjoint((left, bare)) or right in ("%", "$", "€", "£", "°"):
        return False
    if bare in ("age", "aged", "ages") or right in words("month"):
        return False
    if q.low is not None and not float(q.low).is_integer():
        return False
    if not q.digits:
        return True
    if bare in words("month") | _NUMBERED or (bare == "." and text_at(tokens, q.bare - 2) in words("month")):
        return False
    if right == "," and is_number(text_at(tokens, q.last + 1)):
        return False
    return not _is_age(q, bare, right, before)


def _is_age(q: Quantity, bare: str, right: str, before: list[Piece]) -> bool:
    """ "Amal Riva, 42, and", "Amal Riva (42)" """
    alone = q.last - q.bare == 1 and bare in (",", "(") and right in _AFTER_AGE
    named = len(before) < 2 or before[-2].code in "DSNGPx"
    return alone and named and bool(before) and 0 < (q.low or 0) < 110


def nobody(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """Words that say zero: "no one", "no casualties", "without any injuries"."""
    word, n = tokens[at].text, at + 1
    if word == "without" and text_at(tokens, n) == "any":
        n += 1
    if text_at(tokens, n) in ("other", "further", "more", "additional"):
        return n + 1, Piece("x", Span(tokens[at].start, tokens[n].end))
    if word in ("nobody", "none") or (word == "no" and text_at(tokens, n) in ("one", "body", "-")):
        n += word == "no"
        if text_at(tokens, n) == "else":
            return n + 1, Piece(
                "P", Span(tokens[at].start, tokens[n].end), Group(Span(0, 0), None, None, None)
            )
        span = Span(tokens[at].start, tokens[n - 1].end)
        return n, Piece("N", span, Group(span, 0, 0, None, "", True))
    for last in range(n, min(n + 4, len(tokens))):
        text = tokens[last].text
        span = Span(tokens[at].start, tokens[last].end)
        if text in counted():
            own = Span(tokens[last].start, tokens[last].end)
            return last + 1, Piece(
                "N", span, Group(span, 0, 0, own, text, True, own=counted()[text], status=own)
            )
        if word != "without" and person(text, tokens[last].capital) is not None:
            who = Span(tokens[last].start, tokens[last].end)
            return last + 1, Piece("N", span, Group(span, 0, 0, who, text, True))
        if text in stops() or not text.isalpha():
            return None
    return None


def both(tokens: list[Word], at: int) -> Quantity | None:
    """ "both men", "both were killed": two."""
    after = text_at(tokens, at + 1)
    two = (
        after in words("were")
        or (person(after, False) and text_at(tokens, at + 2) != "and")
        or (after == "of" and text_at(tokens, at + 2) in words("definite") | _THEM)
    )
    return Quantity(at, at + 1, 2.0, 2.0, False, at) if two else None


def number_of(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """ "the number of wounded rose to 40" """
    n = at + 2 + (text_at(tokens, at + 2) in ("the", "those", "people"))
    if text_at(tokens, at + 1) == "of" and (measure := _TOLLS.get(text_at(tokens, n))) is not None:
        return n + 1, Piece("Y", Span(tokens[n].start, tokens[n].end), None, Predicate("noun", measure))
    return None


def modifies(tokens: list[Word], at: int) -> bool:
    """Is a word that is noun or adjective an adjective here: "a local truce"?"""
    after = text_at(tokens, at + 1)
    return after.isalpha() and after not in stops() and after not in predicates() and not after.endswith("ed")
