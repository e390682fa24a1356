"""What speaks for and against a candidate being a place, and how much."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from saidby.reading.lexicon import head as head_noun
from saidby.reading.places.atlas import rows, words
from saidby.reading.places.candidates import Candidate
from saidby.reading.places.context import around, is_person
from saidby.reading.places.tokens import is_given

_LISTED = re.compile(r"\s*(?:,|and|or|&)\s*")
_RUN = re.compile(r"[\w'’-]+")
_ALONE = re.compile(
    r"(?<![A-Z]\w\s)(?<!\w)([A-Z][a-z]+(?:-[A-Z][a-z]+)?)"
    r"(?=\s(?:said|says|told|was|is|has|had|will|would|added|also|who|did|does|went|and his|and her)\b)"
)
_HERE = frozenset(["before locative", "before town of", "after region", "noun region"])
_PLACING = _HERE | {"page placed", "list place"}
_PERSONAL = frozenset(["before role", "before given", "after given"])
_NAMING = _PERSONAL | {"page surname", "list person"}
_CROSSED = frozenset(
    [
        "before locative", "before weak", "before lower", "before capital", "before role", "before given",
        "before start",
        "after says", "after capital", "after capital says", "after name alone", "after body", "after lower",
        "after possessive", "after comma", "personal name", "page surname", "page placed",
    ]
)  # fmt: skip
"""Evidence that weighs differently for a country and for a village."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the whole text says of its names: surnames, words met in lower case, names met as places or as
    persons, and names that do something by themselves ("Hilton said", "Hilton was").
    """

    surnames: frozenset[str]
    lower: frozenset[str]
    placed: Counter[str]
    persons: Counter[str]
    alone: frozenset[str]


def page(text: str, found: Sequence[Sequence[Candidate]]) -> Page:
    placed: Counter[str] = Counter()
    persons: Counter[str] = Counter()
    surnames: set[str] = set()
    for row in found:
        if row:
            surnames |= set(_surnames(row[0]))
        for candidate in row:
            beside = set(around(text, candidate))
            placed[candidate.key] += bool(beside & _HERE)
            persons[candidate.key] += bool(beside & _PERSONAL)
    return Page(frozenset(surnames), _in_lower(text), placed, persons, _alone(text))


@lru_cache(maxsize=4)  # it is asked in two rounds
def _in_lower(text: str) -> frozenset[str]:
    """Words of three letters or more that stand in lower case, alone or before an apostrophe."""
    heads = {run.partition("'")[0].partition("’")[0] for run in set(_RUN.findall(text))}
    return frozenset(
        word for word in heads if len(word) > 2 and word.isascii() and word.isalpha() and word.islower()
    )


@lru_cache(maxsize=4)
def _alone(text: str) -> frozenset[str]:
    return frozenset(name.lower() for name in _ALONE.findall(text))


def _surnames(candidate: Candidate) -> Iterator[str]:
    """Last words of the personal names of a sentence: a given name or role, then capitals."""
    found = candidate.words
    for n, word in enumerate(found[:-1]):
        if word.capital and (is_given(word) or word.low in words("role")):
            last = n + 1
            while last < len(found) and last - n < 4 and found[last].capital and found[last].joined:
                last += 1
            if last > n + 1 and found[last - 1].low not in words("body"):
                yield found[last - 1].low


def evidence(text: str, row: Sequence[Candidate], page: Page) -> list[list[str]]:
    """Names of all that holds of each candidate of a sentence; tables/weights.tsv has their weights."""
    found: list[list[str]] = []
    for n, candidate in enumerate(row):
        mine = _of_one(text, candidate, page)
        if n and _LISTED.fullmatch(text, row[n - 1].span.end, candidate.span.start):
            before = set(found[n - 1])
            if before & _PLACING or row[n - 1].sort in ("division", "short") or "kind country" in before:
                mine.append("list place")
                mine += before & {"before town of"}  # "the neighbourhoods of A and B"
            elif before & _NAMING:
                mine.append("list person")
        found.append(mine)
    return found


def _of_one(text: str, candidate: Candidate, page: Page) -> list[str]:
    found = [*around(text, candidate), *_inside(text, candidate), *_elsewhere(candidate, page)]
    if "after capital" in found and candidate.words[candidate.last].low in page.alone:
        found.append("after name alone")
    here = bool(set(found) & _HERE)
    if page.placed[candidate.key] > here:
        found.append("page placed")
    if not here and is_person(text, candidate):
        found.append("is person")
    kind = candidate.sort if candidate.sort != "name" else _kind(candidate)
    return [f"kind {kind}", *found, *(f"{kind}+{name}" for name in found if name in _CROSSED)]


def _elsewhere(candidate: Candidate, page: Page) -> Iterator[str]:
    """What the page says of the name in other places."""
    key = candidate.key
    if key in page.surnames:
        yield "page surname and place" if page.placed[key] else "page surname"
    if key in page.lower and candidate.sort != "people":
        yield "page lower case"
    if page.persons[key]:
        yield "page person"


def _kind(candidate: Candidate) -> str:
    """The greatest thing that the name can mean."""
    if candidate.own:
        return "own"
    codes = {entry.code for entry in candidate.entries}
    size = max(entry.population for entry in candidate.entries)
    if "PCLI" in codes:
        return "country"
    if "ADM1" in codes and size > 300_000:
        return "region"
    if codes & {"RGN", "CONT", "SEA", "OCN"}:
        return "area"
    step = "great" if size >= 500_000 else "large" if size >= 50_000 else "town" if size >= 5_000 else "small"
    return f"{step} name" if " " in candidate.key else step


def _inside(text: str, candidate: Candidate) -> Iterator[str]:
    """What the words of the name say."""
    first, last = candidate.words[candidate.first], candidate.words[candidate.last - 1]
    if first is last:
        yield from _one_word(candidate)
    else:
        if is_given(first):
            yield "starts with given name"
        if last.low in words("body"):
            yield "ends with body"
    if len(candidate.entries) > 20:
        yield "many places"
    if candidate.sort in ("part", "way"):
        yield f"noun {candidate.noun}" if candidate.noun in words("shown") else "noun other"
    name = candidate.span.of(text)
    if name.isupper() and len(name) > 4:
        yield "upper case"


def _one_word(candidate: Candidate) -> Iterator[str]:
    word = candidate.words[candidate.first]
    if word.low in words("word"):
        yield "common word"
    if is_given(word):
        yield "given name"
    if word.low in words("personal"):
        yield "personal name"
    if head_noun(word.low, True) is not None:
        yield "head noun"
    if len(word.text) < 4:
        yield "three letters"
    if word.text.isupper() and len(word.text) < 6:
        yield "acronym"


@cache
def weights() -> Mapping[str, float]:
    return {name: float(value) for name, value in rows("weights.tsv")}


def likely(found: Sequence[str]) -> float:
    """How likely a candidate is a place, 0 to 1."""
    if "is person" in found:
        return 0.0
    table = weights()
    total = sum(table.get(name, 0.0) for name in found) + table.get("bias", 0.0)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
