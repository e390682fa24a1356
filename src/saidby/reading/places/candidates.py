"""Where a text may name a place: capitals that the atlas knows, or that stand where places stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from saidby.data import Span
from saidby.reading.lexicon import head as head_noun
from saidby.reading.lexicon import words as common
from saidby.reading.places.atlas import Atlas, words
from saidby.reading.places.folding import fold
from saidby.reading.places.gazetteer import Entry
from saidby.reading.places.tokens import Word, is_given

Sort = Literal["name", "division", "people", "short", "way", "part", "unknown"]
_WIDEST = 5
_PLURALS = {
    "counties": "county", "parishes": "parish", "provinces": "province", "districts": "district",
    "governorates": "governorate", "regions": "region",
}  # fmt: skip


@cache
def nouns() -> frozenset[str]:
    """General nouns that make the capitals before them a name of a place."""
    lists = ("way", "part", "water", "land", "site", "region", "town")
    return frozenset(word for name in lists for word in words(name)) - words("loose")


@dataclass(frozen=True, slots=True)
class Candidate:
    """Words `first` to `last` (excluded) of a sentence that may name a place.

    `span` is what would be the place's span, `key` its folded name without a general noun, `noun` that noun
    or "".
    """

    words: Sequence[Word]
    first: int
    last: int
    span: Span
    key: str
    noun: str
    sort: Sort
    entries: tuple[Entry, ...]
    own: bool


def candidates(text: str, found: Sequence[Word], atlas: Atlas) -> list[Candidate]:
    """Candidates of one sentence from left to right; they do not overlap."""
    listed = _listed(text, found)
    out: list[Candidate] = []
    at = 0
    while at < len(found):
        candidate = None
        if at in listed:
            candidate = _of_list(text, found, at, *listed[at], atlas)
        elif found[at].capital and not _determiner(found, at):
            candidate = _longest(text, found, at, atlas)
        if candidate is None:
            at += 1
            continue
        out.append(candidate)
        at = candidate.last
    return out


def _listed(text: str, found: Sequence[Word]) -> dict[int, tuple[int, str]]:
    """Names before a plural noun, first word to last word and noun: "Clarke, Madison and Oconee counties"."""
    out: dict[int, tuple[int, str]] = {}
    for n, word in enumerate(found):
        if word.low not in _PLURALS or not word.joined or word.capital:
            continue
        last = n
        while last and found[last - 1].capital:
            first = last - 1
            while first and found[first].joined and found[first - 1].capital:
                first -= 1
            out[first] = (last, _PLURALS[word.low])
            if not first:
                break
            gap = text[found[first - 1].end : found[first].start]
            if found[first - 1].low == "and":
                last = first - 1
            elif gap == ", ":
                last = first
            else:
                break
    return out


def _determiner(found: Sequence[Word], at: int) -> bool:
    """ "The" before a name, but not in "The Hague"."""
    return found[at].low == "the" and not (
        at + 1 < len(found) and found[at + 1].low in words("leading_article")
    )


def _of_list(text: str, found: Sequence[Word], at: int, last: int, noun: str, atlas: Atlas) -> Candidate:
    span = Span(found[at].start, found[last - 1].end)
    key = fold(text[span.start : span.end])
    entries, own = atlas.divisions(key, noun)
    return Candidate(found, at, last, span, key, noun, "division" if entries else "part", tuple(entries), own)


def _longest(text: str, found: Sequence[Word], at: int, atlas: Atlas) -> Candidate | None:
    """The longest name that starts at a word."""
    limit = at + 1
    while (
        limit < len(found)
        and limit - at < _WIDEST
        and found[limit].joined
        and (found[limit].capital or found[limit].low in words("inside"))
    ):
        limit += 1
    road = _numbered(text, found, at)
    if road is not None:
        return road
    best = None
    for last in range(limit, at, -1):
        if found[last - 1].capital and (best := _known(text, found, at, last, atlas)) is not None:
            break
    if best is not None and best.sort not in ("name", "people"):
        return best
    made = _compound(text, found, at, limit, atlas)
    if made is not None and (best is None or made.last > best.last):
        return made
    return best or _unknown(text, found, at, limit)


def _numbered(text: str, found: Sequence[Word], at: int) -> Candidate | None:
    """Roads with numbers: "Highway 52", "Interstate 45"."""
    if (
        at + 1 < len(found)
        and found[at].low in words("roads")
        and found[at + 1].joined
        and found[at + 1].text.isdigit()
    ):
        span = Span(found[at].start, found[at + 1].end)
        return Candidate(found, at, at + 2, span, fold(text[span.start : span.end]), "road", "way", (), False)
    return None


def _known(text: str, found: Sequence[Word], at: int, last: int, atlas: Atlas) -> Candidate | None:
    start, end = found[at].start, found[last - 1].end
    name = text[start:end]
    short = _abbreviation(text, found, at, last, atlas)
    if short is not None:
        return short
    if last - at == 1 and _idle(found, at, name):
        return None
    key = fold(name)
    if len(key) < 2:
        return None
    people = atlas.people(key)
    entries, own = atlas.places(key)
    if last - at == 1 and not own and _acronym(found, at, key, entries):
        return None
    noun = found[last] if last < len(found) and found[last].joined else None
    if noun is not None and noun.low in words("region") and text[end] in " \u00a0":
        divisions, own_division = atlas.divisions(key, noun.low)
        if divisions and not (noun.text == "State" and divisions[0].country == "US"):
            return Candidate(found, at, last + 1, Span(start, noun.end), key, noun.low, "division",
                             tuple(divisions), own_division)  # fmt: skip
    if people is not None and not own:
        same = [e for e in entries if e.code == "PCLI"]
        return Candidate(found, at, last, Span(start, end), key, "", "people", (people, *same), False)
    if not entries:
        return None
    if end < len(text) and text[end] == "." and name.endswith(("U.S", "U.K", "U.A.E", "D.C", "L.A")):
        end += 1
    return Candidate(found, at, last, Span(start, end), key, "", "name", tuple(entries), own)


def _acronym(found: Sequence[Word], at: int, key: str, entries: Sequence[Entry]) -> bool:
    """A short word in capitals among others that are not: an agency, unless it is the name of a country."""
    word = found[at]
    if not word.text.isupper() or not 2 < len(word.text) < 6 or any(e.code == "PCLI" for e in entries):
        return False
    mixed = any(not w.text.isupper() and w.text.isalpha() for w in found[max(0, at - 4) : at + 5])
    return (at > 0 and mixed) or all(fold(e.name) != key for e in entries)


def _compound(text: str, found: Sequence[Word], at: int, limit: int, atlas: Atlas) -> Candidate | None:
    """A name that a general noun makes one of a place: "Nile Street", "Evergreen Lake", "Fort Stevens"."""
    last = at + 1
    while last < limit and found[last].capital and (found[last - 1].low not in nouns() or last == at + 1):
        last += 1  # "Hospital Street" opens with a noun
    noun = found[last - 1]
    if last - at > 1 and noun.low in nouns():
        inside = (_known(text, found, n, last - 1, atlas) for n in range(at + 1, last - 1))
        goes_on = last < len(found) and found[last].joined and found[last].capital
        if goes_on or any(known is not None and known.sort == "division" for known in inside):
            return None
        sort: Sort = "way" if noun.low in words("way") else "part"
        span = _with_stop(text, found[at].start, noun) if sort == "way" else Span(found[at].start, noun.end)
        return Candidate(found, at, last, span, fold(text[span.start : span.end]), noun.low, sort, (), False)
    if last - at > 1 and found[at].low in words("leading"):
        span = Span(found[at].start, found[at + 1].end)
        return Candidate(
            found, at, at + 2, span, fold(text[span.start : span.end]), found[at].low, "part", (), False
        )
    return None


def _with_stop(text: str, start: int, noun: Word) -> Span:
    stop = (
        noun.end < len(text)
        and text[noun.end] == "."
        and len(noun.text) < 5
        and noun.low not in ("road", "lane")
    )
    return Span(start, noun.end + stop)


def _idle(found: Sequence[Word], at: int, name: str) -> bool:
    """One word that is no name: the first of a sentence, a month, a single letter."""
    low = found[at].low
    if len(name) == 1 or name.isdigit():
        return True
    if name in ("US", "UK", "EU"):
        return False
    if head_noun(low, True) is not None and head_noun(low, False) is None:
        return True  # the name of a body: "Hamas"
    return (
        low in common("function") or low in ("the", "a", "an") or low in nouns() or low in words("general")
        or low in words("locative")
        or (len(name) < 3 and not name.isupper())
    )  # fmt: skip


def _abbreviation(text: str, found: Sequence[Word], at: int, last: int, atlas: Atlas) -> Candidate | None:
    """ "Ill." after a comma or with its stop, "D.C.", "TX" after a comma."""
    start, end = found[at].start, found[last - 1].end
    form = text[start:end]
    entry = atlas.short(form)
    if entry is None:
        return None
    stop = text[end : end + 1] == "."
    after_comma = text[max(0, start - 2) : start] in (", ", ",\u00a0")
    if text[start - 1 : start] == "-" and at and len(found[at - 1].text) == 1:
        after_comma = True  # "D-Calif."
    if len(form) == 2 and form.isupper():
        if not after_comma or at == 0 or not found[at - 1].capital or found[at - 1].text.isupper():
            return None
    elif not (stop or "." in form or after_comma) or (len(form) < 5 and not stop and not after_comma):
        return None
    if not after_comma and not stop:
        return None
    full = "." in form or stop
    return Candidate(
        found, at, last, Span(start, end + (full and stop)), fold(entry.name), "", "short", (entry,), False
    )


def _in_a_row(text: str, found: Sequence[Word], at: int, last: int) -> bool:
    """Does a name stand in a row of three behind a preposition: "to Karlivka, [Netailove] and Pisky"?"""
    first = at - 1
    while first > 0 and found[first].joined and found[first - 1].capital:
        first -= 1
    before = first > 0 and found[first].capital and found[first - 1].low in ("to", "of", "near", "in", "at")
    comma = at > 0 and text[found[at - 1].end : found[at].start] in (", ", ",\u00a0")
    return before and comma and last + 1 < len(found) and found[last].low == "and" and found[last + 1].capital


def _unknown(text: str, found: Sequence[Word], at: int, limit: int) -> Candidate | None:
    """A name that no table knows, where the words around make it one of a place."""
    last = at + 1
    while last < limit and found[last].capital:
        last += 1
    start, end = found[at].start, found[last - 1].end
    if last == at + 1 and _idle(found, at, text[start:end]):
        return None
    noun = found[last] if last < len(found) and found[last].joined else None
    if noun is not None and (
        noun.low in words("part") or noun.low in words("town") or noun.low in words("region")
    ):
        return Candidate(
            found, at, last, Span(start, end), fold(text[start:end]), noun.low, "part", (), False
        )
    before = found[at - 1].low if at else ""
    if before == "of" and at > 1 and found[at - 2].low in words("town") | words("part"):
        noun = found[at - 2]  # "the village of Korrod"
        return Candidate(
            found, at, last, Span(start, end), fold(text[start:end]), noun.low, "part", (), False
        )
    near = (
        before in words("locative")
        or before in ("of", "at", "from", "to", "and")
        or _in_a_row(text, found, at, last)
    )
    if not near or is_given(found[at]):
        return None
    return Candidate(found, at, last, Span(start, end), fold(text[start:end]), "", "unknown", (), False)
