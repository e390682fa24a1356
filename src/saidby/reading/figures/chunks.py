"""A sentence as a row of pieces, each with a one-letter code: people, predicates, and what stands between.

The codes, which `grammar` reads:
  N people with a number   n a number alone   S one person, new   D one person, known or named   G he, she
  P people without a number   O things with a number
  K participle or past   T gerund   F present or infinitive   I what befalls the subject   A a state   W a nominal
  b be   h have   m modal   t to   g not   a passed over   r who   p preposition   o of   i including   w clause word
  v speech   & and, or   , comma or bracket   ; other mark   Y toll   l claims (lives)   E irrealis   x anything else
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from saidby.data import Measure, Span
from saidby.reading.figures.numbers import (
    Quantity,
    Word,
    is_number,
    is_quantity_word,
    is_year,
    quantity,
)
from saidby.reading.figures.words import Predicate, counted, event, people, person, predicates, thing, unit, words
from saidby.reading.lexicon import given_names, states
from saidby.reading.lexicon import words as closed

_TOKEN = re.compile(r"\d{1,3}(?:-and-a-half)?[- ](?:year|month|week|day)s?[- ]olds?\b|(?:[DM]r|Mrs|Ms|Sgt|Lt|Col|Gen|Capt|Maj|Sen|Rep|Gov|Rev)\.|\d(?:\w|[.,:/'–-](?=\w))*|[^\W\d_]+\.(?=[^\W\d_]\.)(?:[^\W\d_]\.)*|[^\W_]+(?:['-][^\W_]+)*|[^\w\s\"“”«»]")
_CODES = {"done": "K", "doing": "T", "act": "F", "befell": "I", "state": "A", "noun": "W"}
_REACH = 7  # words of a noun phrase that are looked at for the noun that is counted
_AFTER_NAME = frozenset({"was", "is", "has", "had", "died", "also", "later"})
_TOLLS: dict[str, Measure] = {
    **dict.fromkeys(["victims", "dead", "deaths", "killed", "fatalities", "martyrs"], "killed"),
    **dict.fromkeys(["injured", "wounded", "injuries"], "injured"),
    "missing": "missing", "displaced": "displaced", "hospitalized": "hospitalised",
}  # fmt: skip
_OWNED = frozenset({"death", "murder", "killing", "slaying", "assassination", "body", "shooting", "fatal"})
_VICTIM = {"shooting": "injured", "gunshot": "injured", "stabbing": "injured", "murder": "killed", "homicide": "killed"}
_ADJECTIVES = frozenset({"wounded", "injured", "dead", "missing", "displaced", "captured", "kidnapped", "abducted"})


class Group(NamedTuple):
    """People or things: bounds, where they stand, and the words that say who.

    `own` is a measure that the noun itself gives ("12 deaths"); `known` False where the noun may be no person;
    `partitive`: a part of others ("three of them").
    """

    span: Span
    low: float | None
    high: float | None
    who: Span | None
    key: str = ""
    plural: bool = False
    more: bool = False
    own: str | None = None
    status: Span | None = None
    known: bool = True
    partitive: bool = False


class Piece(NamedTuple):
    code: str
    span: Span
    group: Group | None = None
    predicate: Predicate | None = None
    text: str = ""


def tokenize(flat: str, low: str, sentence: Span) -> list[Word]:
    """Tokens of a sentence of a plain text (see `plain`); `low` is the same text in lower case."""
    found = []
    for m in _TOKEN.finditer(flat, *sentence):
        start, end = m.span()
        text = low[start:end]
        if text[-1] == "." and len(text) > 1:
            text = text[:-1]
        found.append(Word(start, end, text, flat[start].isupper()))
    return found


@cache
def _simple() -> dict[str, str]:
    """Codes of words that need no look around."""
    table: dict[str, str] = {}
    for code, name in (
        ("b", "be"), ("h", "have"), ("m", "modal"), ("g", "not"), ("v", "speech"), ("a", "pass"), ("r", "who"),
        ("w", "clause"), ("E", "irrealis"), ("p", "prep"), ("l", "take"), ("G", "pronoun"),
    ):  # fmt: skip
        for word in words(name):
            table.setdefault(word, code)
    table |= {"to": "t", "of": "o", "and": "&", "or": "&", "but": "&", "yet": "&", ",": ",", "(": ",", ")": ",", "including": "i"}
    table |= dict.fromkeys(["-", "–", "—"], ",")
    table |= dict.fromkeys([";", ":", ".", "!", "?", "*", "|", "/", "•", "…"], ";")
    table |= {"toll": "Y", "tolls": "Y", "plus": "&", "&": "&", "include": "i", "includes": "i", "included": "i", "them": "x"}
    return table


@cache
def _stops() -> frozenset[str]:
    """Words at which a noun phrase ends."""
    names = ("be", "have", "modal", "det", "clause", "speech", "who", "not", "pronoun", "prep", "irrealis")
    return frozenset().union(*(words(n) for n in names)) | {"and", "or", "of", "including", "to", "toll"} | words("pass")


class Reader:
    """Reads sentences of one text in order; surnames that were introduced in full are known from then on."""

    def __init__(self, flat: str) -> None:
        self.flat = flat
        self.low = flat.lower() if len(flat.lower()) == len(flat) else "".join(map(_lower, flat))
        self.surnames: set[str] = set()

    def pieces(self, sentence: Span) -> list[Piece]:
        tokens = tokenize(self.flat, self.low, sentence)
        shouted = self.flat[sentence.start : sentence.end].isupper()
        pieces: list[Piece] = []
        at = 0
        while at < len(tokens):
            last, piece = self._piece(tokens, at, shouted, pieces)
            pieces.append(piece)
            at = last
        return pieces

    def _piece(self, tokens: list[Word], at: int, shouted: bool, before: list[Piece]) -> tuple[int, Piece]:
        word = tokens[at]
        if is_quantity_word(word.text) and (found := self._quantified(tokens, at, before, shouted)) is not None:
            return found
        if word.text in predicates() and (said := _predicate(tokens, at)) is not None:
            return said
        if word.text in ("no", "zero", "nobody", "none", "without", "neither") and (none := _nobody(tokens, at)) is not None:
            return none
        if (word.capital or _opens(word.text)) and (one := self._person(tokens, at, shouted)) is not None:
            return one
        if word.text == "number" and (toll := _number_of(tokens, at)) is not None:
            return toll
        code = _simple().get(word.text, "x")
        span = Span(word.start, word.end)
        if code == "v" and ((before and before[-1].code in "bh") or _text(tokens, at + 1) in predicates()):
            code = "a"
        if code == "G" and word.text in ("her", "him"):
            code = "G" if word.text == "him" or _text(tokens, at + 1) in _stops() or not _text(tokens, at + 1).isalpha() else "x"
        if word.text in ("his", "her") and _text(tokens, at + 1) in predicates():
            code = "G"
        group = Group(span, 1, 1, span, word.text) if code == "G" else None
        return at + 1, Piece(code, span, group, None, word.text)

    # ------------------------------------------------------------------------- people with a number

    def _quantified(self, tokens: list[Word], at: int, before: list[Piece], shouted: bool) -> tuple[int, Piece] | None:
        if tokens[at].text in ("a", "the", "his", "her", "their", "its") and not is_quantity_word(_text(tokens, at + 1)) \
                and _text(tokens, at + 1) not in ("number", "handful", "few", "couple", "dozen", "further", "total", "large",
                "unknown", "small", "pair", "hundred", "thousand", "million", "group", "quarter", "reported", "minimum", "maximum"):
            return None
        q = _both(tokens, at) if tokens[at].text == "both" else quantity(tokens, at)
        if q is None:
            return None
        if not _counts(tokens, q, before):
            return q.last, Piece("q", Span(tokens[at].start, tokens[q.last - 1].end))
        return _noun_phrase(tokens, q, shouted)

    # --------------------------------------------------------------------------------- one person

    def _person(self, tokens: list[Word], at: int, shouted: bool) -> tuple[int, Piece] | None:
        """A noun phrase without a number: one person, or people."""
        word = tokens[at].text
        if word == "family" and _text(tokens, at + 1) == "of" and (q := quantity(tokens, at + 2)) is not None:
            span = Span(tokens[at].start, tokens[q.last - 1].end)
            return q.last, Piece("N", span, Group(span, q.low, q.high, span, "family", True))
        first, definite, new = at, False, False
        if word in words("definite") or word in ("a", "an", "another"):
            definite = word in words("definite")
            new = not definite
            first = at + 1
        head, plural, last = None, False, first
        for n in range(first, min(first + _REACH, len(tokens))):
            text = tokens[n].text
            if text in _stops() or not text[0].isalnum() or (text in predicates() and text not in _ADJECTIVES and person(text, False) is None):
                break
            if text in counted() and text not in people_too() and text not in _ADJECTIVES:
                break
            if is_number(text) and not text.endswith("old"):
                break
            if text.endswith("'s") and _text(tokens, n + 1) in _OWNED:
                text = text[:-2]
            kind = person(text, tokens[n].capital)
            if kind is not None and text in words("either") and _modifies(tokens, n):
                continue
            if kind is not None:
                head, plural, last = n, kind, n + 1
            elif thing(text) or event(text) or unit(text):
                if head is not None and n == head + 1:
                    head = None
                break
            elif first == at and head is None and text not in _ADJECTIVES and not (tokens[n].capital and not shouted):
                break
            elif head is not None and not tokens[n].capital:
                break
        if head is None:
            return self._name(tokens, at, shouted)
        name = self._run(tokens, last, shouted)
        if name > last and (head > 0 and tokens[head].capital or shouted) and _text(tokens, last) not in given_names():
            name = last
        span = Span(tokens[at].start, tokens[max(last, name) - 1].end)
        who = Span(tokens[first].start, span.end)
        key = tokens[name - 1].text if name > last else tokens[head].text
        end = max(last, name)
        if name > last and not plural:
            self.surnames.add(tokens[name - 1].text)
            return end, Piece("D", span, Group(span, 1, 1, who, key))
        if plural:
            return end, Piece("P", span, Group(span, None, None, who, key, True, key == "others" or tokens[first].text == "other"))
        code = "S" if new or (first == at) else "D"
        more = word == "another" or _text(tokens, first) in ("second", "third", "fourth", "other")
        return end, Piece(code, span, Group(span, 1, 1, who, key, False, more, known=new or definite or at == 0))

    def _name(self, tokens: list[Word], at: int, shouted: bool) -> tuple[int, Piece] | None:
        last = self._run(tokens, at, shouted)
        if last == at:
            return None
        first = tokens[at].text
        surname = tokens[last - 1].text
        aged = _text(tokens, last) in (",", "(") and _text(tokens, last + 1).isdigit()
        known = first in given_names() or aged
        if last - at == 1 and not (aged or surname in self.surnames or (known and at > 0)):
            after = _text(tokens, last)
            if shouted or (at == 0 and after not in _AFTER_NAME) or (0 < at and not after.isalpha()):
                return None
        if last - at > 1 and known:
            self.surnames.add(surname)
        span = Span(tokens[at].start, tokens[last - 1].end)
        sure = known or surname in self.surnames
        return last, Piece("D", span, Group(span, 1, 1, span, surname, known=sure), text="" if sure or last - at > 1 else "?")

    def _run(self, tokens: list[Word], at: int, shouted: bool) -> int:
        """Where a personal name that starts at a token ends; `at` where there is none."""
        last = at
        while last < len(tokens) and last - at < 5:
            word = tokens[last]
            if shouted and last == at and word.text not in given_names():
                break
            if word.text.endswith("'s") and last > at and word.capital and _text(tokens, last + 1) in _OWNED:
                return last + 1
            if not word.capital or not self._names(tokens, last):
                if last == at or word.text not in closed("particle") or word.text in _stops():
                    break
                if last + 1 >= len(tokens) or not tokens[last + 1].capital:
                    break
            last += 1
            if last < len(tokens) and tokens[last].text == "." and last - at > 0 and len(tokens[last - 1].text) == 1:
                last += 1
        return last

    def _names(self, tokens: list[Word], at: int) -> bool:
        text = tokens[at].text
        if text in given_names():
            return True
        return not (
            text in _stops() or text in words("weekday") or text in words("month") or text in closed("function")
            or text in closed("parts") or text in predicates() or states().named(text) or text in _simple()
            or thing(text) or unit(text) or person(text, True) is not None or text.endswith("'s")
        )  # fmt: skip


@cache
def _opens(text: str) -> bool:
    """Whether a word without a capital may open a noun phrase of people."""
    known = text in words("definite") or text in _ADJECTIVES or text in ("a", "an", "another", "family")
    return known or person(text.removesuffix("'s"), False) is not None


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char


def _text(tokens: list[Word], at: int) -> str:
    return tokens[at].text if 0 <= at < len(tokens) else ""


@cache
def people_too() -> frozenset[str]:
    """Counted nouns that are also nouns of people: hostages, refugees."""
    return frozenset(noun for noun in counted() if person(noun, False) is not None)


def _predicate(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """The longest phrase of the table that starts at a token."""
    for pattern, predicate in predicates()[tokens[at].text]:
        last = _match(tokens, at, pattern)
        if last:
            code = _CODES.get(predicate.kind, "x")
            span = Span(tokens[at].start, tokens[last - 1].end)
            return last, Piece(code, span, None, predicate if predicate.measure else None, tokens[at].text)
    return None


def _match(tokens: list[Word], at: int, pattern: tuple[str, ...]) -> int:
    """Where a phrase ends that starts at a token, 0 where it does not."""
    for n, part in enumerate(pattern):
        if part == "~":
            if n + 1 == len(pattern):
                return at if at < len(tokens) else 0
            for skip in range(6):
                if (end := _match(tokens, at + skip, pattern[n + 1 :])) > 0:
                    return end
                if not _text(tokens, at + skip)[:1].isalnum() or _text(tokens, at + skip) in ("and", "was", "were", "who"):
                    return 0
            return 0
        text = _text(tokens, at)
        same = text in words("poss") if part == "<poss>" else text in words("self") if part == "<self>" else text == part
        if not same:
            return 0
        at += 1
    return at


def _nobody(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """Words that say zero: "no one", "no casualties", "without any injuries"."""
    word, n = tokens[at].text, at + 1
    if word == "without" and _text(tokens, n) == "any":
        n += 1
    if _text(tokens, n) in ("other", "further", "more", "additional"):
        return n + 1, Piece("x", Span(tokens[at].start, tokens[n].end))
    if word in ("nobody", "none") or (word == "no" and _text(tokens, n) in ("one", "body", "-")):
        n += word == "no"
        if _text(tokens, n) == "else":
            return n + 1, Piece("P", Span(tokens[at].start, tokens[n].end), Group(Span(0, 0), None, None, None))
        span = Span(tokens[at].start, tokens[n - 1].end)
        return n, Piece("N", span, Group(span, 0, 0, None, "", True))
    for last in range(n, min(n + 4, len(tokens))):
        text = tokens[last].text
        span = Span(tokens[at].start, tokens[last].end)
        if text in counted():
            own = Span(tokens[last].start, tokens[last].end)
            return last + 1, Piece("N", span, Group(span, 0, 0, own, text, True, own=counted()[text], status=own))
        if word != "without" and person(text, tokens[last].capital) is not None:
            who = Span(tokens[last].start, tokens[last].end)
            return last + 1, Piece("N", span, Group(span, 0, 0, who, text, True))
        if text in _stops() or not text.isalpha():
            return None
    return None


def _counts(tokens: list[Word], q: Quantity, before: list[Piece]) -> bool:
    """Whether a number is none of money, dates, ages, shares, names of things."""
    left = _text(tokens, q.first - 1)
    bare = _text(tokens, q.bare - 1)
    if bare == "." and q.digits and _text(tokens, q.bare - 2) in words("month"):
        return False
    right = _text(tokens, q.last)
    if left in ("$", "€", "£", "#", "¥", "@") or bare in ("$", "€", "£", "#", "no.", "nos."):
        return False
    if right in ("%", "$", "€", "£", "°") or (right == "," and is_number(_text(tokens, q.last + 1)) and q.digits):
        return False
    if q.digits and bare in words("month") | {"age", "aged", "ages", "no", "number", "page", "channel", "route",
                                              "highway", "interstate", "resolution", "chapter", "section", "article",
                                              "class", "grade", "room", "unit", "apartment", "ward", "district", "exit"}:
        return False
    if bare in ("age", "aged", "ages") or right in words("month"):
        return False
    if q.low is not None and not float(q.low).is_integer():
        return False
    if q.digits and bare in (",", "(") and before and (len(before) < 2 or before[-2].code in "DSNGPx") and right in (
        ",", ")", ".", "", ";", "of", "was", "is", "and", "were", "died",
    ):  # fmt: skip
        return not (q.last - q.bare == 1 and 0 < (q.low or 0) < 110 and bare in (",", "(") and right in (",", ")", ".", "", "of", "was", "is", "and"))
    return True


def _noun_phrase(tokens: list[Word], q: Quantity, shouted: bool) -> tuple[int, Piece]:
    """What a number counts."""
    at, partitive = q.last, False
    span = Span(tokens[q.first].start, tokens[q.last - 1].end)
    if _text(tokens, at) == "of" and _text(tokens, at + 1) in words("det") | {"them", "whom", "us", "which"}:
        partitive, at = True, at + 1
        if tokens[at].text in ("them", "those", "whom", "us", "which") and (
            tokens[at].text != "those" or person(_text(tokens, at + 1), False) is None
        ):
            whole = Span(span.start, tokens[at].end)
            many = q.low is None or q.low > 1
            return at + 1, Piece("N", whole, Group(whole, q.low, q.high, None, "", many, q.more, partitive=True))
        at += 1
    elif _text(tokens, at) == "of" and q.low is None:
        at += 1
    head, last, kind, own, status = _head(tokens, at, shouted)
    if partitive and kind == "person" and _number_after(tokens, at):
        last = last  # "one of the two men": the men are the whole, not the part
    whole = Span(span.start, tokens[last - 1].end) if last > at else span
    many = (q.low if q.low is not None else q.high) != 1
    if kind == "person" and many and not own and not person(tokens[head].text, tokens[head].capital) and last == head + 1:
        return q.last, Piece("n", span, Group(span, q.low, q.high, None, "", many, q.more))
    if kind in ("unknown", "thing", "event", "counted") and q.digits and is_year(tokens[q.bare].text):
        return q.last, Piece("x", span)
    if kind == "":
        if is_year(_text(tokens, q.bare)) or (q.last < len(tokens) and _text(tokens, q.last) == "-"):
            return q.last, Piece("x", span)
        code = "n" if last == at else "x"
        return (q.last, Piece("n", span, Group(span, q.low, q.high, None, "", many, q.more))) if code == "n" else (
            last, Piece("x", whole))
    if kind == "unit":
        return last, Piece("x", whole)
    who = Span(tokens[at].start, tokens[last - 1].end)
    group = Group(whole, q.low, q.high, who, tokens[head].text, many, q.more or tokens[head].text == "others", own, status,
                  kind != "unknown", partitive)  # fmt: skip
    if kind in ("thing", "event"):
        return last, Piece("O", whole, group, text=kind)
    if kind == "unknown" and not many:
        return last, Piece("x", whole)
    return last, Piece("N", whole, group)


def _number_of(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """ "the number of wounded rose to 40" """
    n = at + 2 + (_text(tokens, at + 2) in ("the", "those", "people"))
    if _text(tokens, at + 1) == "of" and (measure := _TOLLS.get(_text(tokens, n))) is not None:
        return n + 1, Piece("Y", Span(tokens[n].start, tokens[n].end), None, Predicate("noun", measure))
    return None


def _modifies(tokens: list[Word], at: int) -> bool:
    """Is a word that is noun or adjective an adjective here: "a local truce"?"""
    after = _text(tokens, at + 1)
    return after.isalpha() and after not in _stops() and after not in predicates() and not after.endswith("ed")


def _both(tokens: list[Word], at: int) -> Quantity | None:
    """ "both men", "both were killed": two."""
    after = _text(tokens, at + 1)
    two = after in words("were") or (person(after, False) and _text(tokens, at + 2) != "and") or (after == "of" and _text(tokens, at + 2) in ("them", "whom", "the"))
    return Quantity(at, at + 1, 2.0, 2.0, False, at) if two else None


def _number_after(tokens: list[Word], at: int) -> bool:
    return is_quantity_word(_text(tokens, at)) and is_number(_text(tokens, at))


def _head(tokens: list[Word], at: int, shouted: bool) -> tuple[int, int, str, str | None, Span | None]:
    """The noun that is counted: its token, where the phrase ends, its kind, the measure it gives, that word."""
    head, last, kind, own, status = at, at, "", None, None
    n = at
    while n < min(at + _REACH, len(tokens)):
        word = tokens[n]
        text = word.text
        if text in ("and", "or") and kind == "person" and (person(_text(tokens, n + 1), False) and
                _text(tokens, n + 2) not in words("be")):
            n += 2
            last = n
            continue
        if text in _stops() or not text[0].isalnum() or (text[0].isdigit() and not text.endswith(("old", "olds"))):
            break
        plural = person(text, word.capital)
        if text in _VICTIM and _text(tokens, n + 1) in ("victim", "victims", "deaths"):
            own, status = _VICTIM[text], Span(word.start, word.end)
            if tokens[n + 1].text == "deaths":
                return n + 1, n + 2, "counted", "killed", Span(tokens[n + 1].start, tokens[n + 1].end)
        elif text in counted() and text not in people_too():
            after = _text(tokens, n + 1)
            if text in _ADJECTIVES and person(after, False) is not None:
                own, status = counted().get(text), Span(word.start, word.end)
            elif text in _ADJECTIVES and after.isalpha() and not tokens[n + 1].capital and _modifies(tokens, n):
                n += 1
                continue
            elif kind in ("", "unknown"):
                return n, n + 1, "counted", counted()[text], Span(word.start, word.end)
            else:
                break
        elif plural is not None:
            if kind == "person" and word.capital and not shouted and tokens[head].text in people() and people()[tokens[head].text] and not tokens[head].capital:
                break
            head, last, kind = n, n + 1, "person"
            if text in counted():
                own, status = counted()[text], Span(word.start, word.end)
        elif text in predicates() and not (text in _ADJECTIVES and person(_text(tokens, n + 1), False) is not None):
            break
        elif thing(text) or event(text) or unit(text):
            head, last, kind = n, n + 1, "thing" if thing(text) else "event" if event(text) else "unit"
        elif kind == "person":
            break
        elif kind in ("", "unknown") and text.endswith("s") and not text.endswith("ss") and text.isalpha() and (not word.capital or shouted):
            head, last, kind = n, n + 1, "unknown"
        elif kind in ("thing", "event", "unit"):
            break
        n += 1
    if kind == "" and n > at and (not tokens[at].capital or shouted):
        last = n
    return head, last, kind, own, status
