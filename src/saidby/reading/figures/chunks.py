"""Reads a sentence into pieces: people with and without a number, names, predicates, what stands between."""

from __future__ import annotations

from functools import cache

from saidby.data import Span
from saidby.reading.figures.counting import both, counts, modifies, nobody, noun_phrase, number_of
from saidby.reading.figures.numbers import Word, is_number, is_quantity_word, quantity
from saidby.reading.figures.pieces import (
    ADJECTIVES,
    Group,
    Piece,
    people_too,
    predicate_at,
    simple,
    stops,
    text_at,
    tokenize,
)  # fmt: skip
from saidby.reading.figures.words import counted, event, person, predicates, thing, unit, words
from saidby.reading.lexicon import given_names, states
from saidby.reading.lexicon import words as closed

_REACH = 7  # words of a noun phrase that are looked at for its noun
_AFTER_NAME = frozenset({"was", "is", "has", "had", "died", "also", "later"})
_LEADS = frozenset({"a", "the", "his", "her", "their", "its"})
_NUMBER_NOUNS = frozenset(
    "number handful few couple dozen further total large unknown small pair hundred thousand million group "
    "quarter reported minimum maximum".split()
)
_OWNED = frozenset({"death", "murder", "killing", "slaying", "assassination", "body", "shooting", "fatal"})


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
        if (
            is_quantity_word(word.text)
            and (found := self._quantified(tokens, at, before, shouted)) is not None
        ):
            return found
        if word.text in predicates() and (said := predicate_at(tokens, at)) is not None:
            return said
        if (
            word.text in ("no", "zero", "nobody", "none", "without", "neither")
            and (none := nobody(tokens, at)) is not None
        ):
            return none
        if (word.capital or _opens(word.text)) and (
            one := self._person(tokens, at, shouted and not _awaits_people(before, tokens, at))
        ) is not None:
            return one
        if word.text == "number" and (toll := number_of(tokens, at)) is not None:
            return toll
        if word.text == "among" and text_at(tokens, at + 1) == "them":
            return at + 2, Piece("i", Span(word.start, tokens[at + 1].end))
        code = simple().get(word.text, "x")
        span = Span(word.start, word.end)
        if code == "v" and ((before and before[-1].code in "bh") or text_at(tokens, at + 1) in predicates()):
            code = "a"
        if code == "G" and word.text in ("her", "him"):
            code = (
                "G"
                if word.text == "him"
                or text_at(tokens, at + 1) in stops()
                or not text_at(tokens, at + 1).isalpha()
                else "x"
            )
        if word.text in ("his", "her") and text_at(tokens, at + 1) in predicates():
            code = "G"
        group = Group(span, 1, 1, span, word.text) if code == "G" else None
        return at + 1, Piece(code, span, group, None, word.text)

    # ------------------------------------------------------------------------- people with a number

    def _quantified(
        self, tokens: list[Word], at: int, before: list[Piece], shouted: bool
    ) -> tuple[int, Piece] | None:
        after = text_at(tokens, at + 1)
        if tokens[at].text in _LEADS and not is_quantity_word(after) and after not in _NUMBER_NOUNS:
            return None
        q = both(tokens, at) if tokens[at].text == "both" else quantity(tokens, at)
        if q is None:
            return None
        if not counts(tokens, q, before):
            return q.last, Piece("q", Span(tokens[at].start, tokens[q.last - 1].end))
        return noun_phrase(tokens, q, shouted)

    # --------------------------------------------------------------------------------- one person

    def _person(self, tokens: list[Word], at: int, shouted: bool) -> tuple[int, Piece] | None:
        """A noun phrase without a number: one person, or people."""
        word = tokens[at].text
        if word == "family" and text_at(tokens, at + 1) == "of":
            return _family(tokens, at)
        definite = word in words("definite")
        new = word in ("a", "an", "another")
        first = at + (definite or new)
        head, plural, last = None, False, first
        for n in range(first, min(first + _REACH, len(tokens))):
            text = tokens[n].text
            if _closes(text):
                break
            if text.endswith("'s") and text_at(tokens, n + 1) in _OWNED:
                text = text[:-2]
            kind = person(text, tokens[n].capital)
            if kind is not None and text in words("either") and modifies(tokens, n):
                continue
            if kind is not None:
                head, plural, last = n, kind, n + 1
                continue
            if thing(text) or event(text) or unit(text):
                if head is None and first < n and tokens[n].capital and not shouted:
                    continue  # "Liberal Party leader"
                head = None if head is not None and n == head + 1 else head
                break
            named = tokens[n].capital and not shouted
            if (head is not None and not tokens[n].capital) or (
                first == at and head is None and text not in ADJECTIVES and not named
            ):
                break
        if head is None:
            return self._name(tokens, at, shouted)
        name = self._run(tokens, last, shouted)
        if (
            name > last
            and ((head > 0 and tokens[head].capital) or shouted)
            and text_at(tokens, last) not in given_names()
        ):
            name = last
        span = Span(tokens[at].start, tokens[max(last, name) - 1].end)
        who = Span(tokens[first].start, span.end)
        key = tokens[name - 1].text if name > last else tokens[head].text
        end = max(last, name)
        if name > last and not plural:
            self.surnames.add(tokens[name - 1].text)
            return end, Piece("D", span, Group(span, 1, 1, who, key))
        if plural:
            return end, Piece(
                "P",
                span,
                Group(span, None, None, who, key, True, key == "others" or tokens[first].text == "other"),
            )
        code = "S" if new or (first == at) else "D"
        more = word == "another" or text_at(tokens, first) in ("second", "third", "fourth", "other")
        return end, Piece(
            code, span, Group(span, 1, 1, who, key, False, more, known=new or definite or at == 0)
        )

    def _name(self, tokens: list[Word], at: int, shouted: bool) -> tuple[int, Piece] | None:
        last = self._run(tokens, at, shouted)
        if last == at:
            return None
        first = tokens[at].text
        surname = tokens[last - 1].text
        aged = text_at(tokens, last) in (",", "(") and text_at(tokens, last + 1).isdigit()
        known = first in given_names() or aged
        if last - at == 1 and not (aged or surname in self.surnames or (known and at > 0)):
            after = text_at(tokens, last)
            if shouted or (at == 0 and after not in _AFTER_NAME) or (at > 0 and not after.isalpha()):
                return None
        if last - at > 1 and known:
            self.surnames.add(surname)
        span = Span(tokens[at].start, tokens[last - 1].end)
        sure = known or surname in self.surnames
        return last, Piece(
            "D", span, Group(span, 1, 1, span, surname, known=sure), text="" if sure or last - at > 1 else "?"
        )

    def _run(self, tokens: list[Word], at: int, shouted: bool) -> int:
        """Where a personal name that starts at a token ends; `at` where there is none."""
        last = at
        while last < len(tokens) and last - at < 5:
            word = tokens[last]
            if shouted and last == at and word.text not in given_names():
                break
            if (
                word.text.endswith("'s")
                and last > at
                and word.capital
                and text_at(tokens, last + 1) in _OWNED
            ):
                return last + 1
            if not word.capital or not self._names(tokens, last):
                if last == at or word.text not in closed("particle") or word.text in stops():
                    break
                if last + 1 >= len(tokens) or not tokens[last + 1].capital:
                    break
            last += 1
            if (
                last < len(tokens)
                and tokens[last].text == "."
                and last - at > 0
                and len(tokens[last - 1].text) == 1
            ):
                last += 1
        return last

    def _names(self, tokens: list[Word], at: int) -> bool:
        text = tokens[at].text
        if text in given_names():
            return True
        listed = (
            text in words("weekday") or text in words("month") or text in predicates() or text in simple()
        )
        common = text in stops() or text in closed("function") or text in closed("parts") or thing(text)
        known = states().named(text) or unit(text) or person(text, True) is not None
        return not (listed or common or known or text.endswith("'s"))


def _family(tokens: list[Word], at: int) -> tuple[int, Piece] | None:
    """ "a family of five" """
    q = quantity(tokens, at + 2)
    if q is None:
        return None
    span = Span(tokens[at].start, tokens[q.last - 1].end)
    return q.last, Piece("N", span, Group(span, q.low, q.high, span, "family", True))


def _closes(text: str) -> bool:
    """Words at which a noun phrase without a number ends."""
    if text in stops() or not text[0].isalnum() or (is_number(text) and not text.endswith("old")):
        return True
    if text in ADJECTIVES:
        return False
    known = person(text, False) is not None
    return (text in predicates() and not known) or (text in counted() and text not in people_too())


def _awaits_people(before: list[Piece], tokens: list[Word], at: int) -> bool:
    """After "murder of" and "killed" two capitals are a name even where all words are in capitals."""
    return bool(before) and before[-1].code in "oKTF" and text_at(tokens, at + 1).isalpha()


@cache
def _opens(text: str) -> bool:
    """Whether a word without a capital may open a noun phrase of people."""
    known = text in words("definite") or text in ADJECTIVES or text in ("a", "an", "another", "family")
    return known or person(text.removesuffix("'s"), False) is not None


def _lower(char: str) -> str:
    low = char.lower()
    return low if len(low) == 1 else char
