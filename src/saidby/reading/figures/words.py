"""The word table of figures: predicates, nouns of people and things, words that steer the grammar."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal, NamedTuple

from saidby.data import Measure
from saidby.reading.lexicon import head, rows, states

_AGED = re.compile(r"(?:year|month|week|day)s?[- ]olds?$")
Kind = Literal["done", "befell", "state", "doing", "act", "noun", "none"]
Pattern = tuple[str, ...]


class Predicate(NamedTuple):
    """What a phrase says of people: how it takes them, and the measure, None for no predicate at all."""

    kind: Kind
    measure: Measure | None


@cache
def predicates() -> dict[str, list[tuple[Pattern, Predicate]]]:
    """Phrases by their first word, the longest first."""
    table: dict[str, list[tuple[Pattern, Predicate]]] = {}
    for row in rows("figures.tsv"):
        kind, measure, phrases = row if len(row) == 3 else ("list", "", "")
        if kind in ("list", "counted"):
            continue
        predicate = Predicate(kind, None if measure == "-" else measure)  # type: ignore[arg-type]
        for phrase in phrases.split("|"):
            pattern = tuple(phrase.replace(",", " ,").split())
            table.setdefault(pattern[0], []).append((pattern, predicate))
    for listed in table.values():
        listed.sort(key=lambda entry: -len(entry[0]))
    return table


@cache
def words(name: str) -> frozenset[str]:
    """A closed list of the table."""
    return frozenset(w for row in rows("figures.tsv") if row[:2] == ["list", name] for w in row[2].split())


@cache
def counted() -> dict[str, str]:
    """Nouns that are a number of people by themselves, with their measure or "casualties"."""
    return {noun: row[1] for row in rows("figures.tsv") if row[0] == "counted" for noun in row[2].split("|")}


@cache
def _nouns(name: str) -> frozenset[str]:
    singular = words(name)
    return frozenset(singular | {form for noun in singular for form in _plurals(noun)})


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return (noun[:-1] + "ies",)
    if noun.endswith(("s", "sh", "ch", "x")):
        return (noun + "es",)
    if noun.endswith("fe"):
        return (noun[:-2] + "ves", noun + "s")
    return (noun + "s",)


@cache
def people() -> dict[str, bool]:
    """Nouns of people, with whether they are plural."""
    table = dict.fromkeys(words("person"), False)
    table |= {form: True for noun in words("person") for form in _plurals(noun)}
    return table | dict.fromkeys(words("people"), True)


@cache
def person(word: str, capital: bool) -> bool | None:
    """Whether a noun of people is plural, None for other words. The nouns of those who speak count too."""
    if (found := people().get(word)) is not None:
        return found
    if word.endswith(("-old", "-olds", " old", " olds")) and _AGED.search(word):
        return word.endswith("s")
    if word.endswith("-in-law"):
        return word.startswith(("mothers", "fathers", "sisters", "brothers", "sons", "daughters"))
    if word in words("unit") or word in _nouns("unit") or word in _nouns("thing"):
        return None
    noun = head(word, capital)
    if noun is not None and noun.sort in ("role", "group"):
        return noun.plural
    adjective = states().adjectives.get(word) if capital else None
    if adjective and word.endswith("s") and word[:-1] in states().adjectives:
        return True
    return None


@cache
def thing(word: str) -> bool:
    return word in _nouns("thing")


@cache
def event(word: str) -> bool:
    return word in _nouns("event")


@cache
def unit(word: str) -> bool:
    """Nouns that are counted and are neither people nor things: days, dollars, votes."""
    return word in _nouns("unit")


@cache
def triggers() -> frozenset[str]:
    """Lower-case words without which a sentence holds no figure."""
    starts = {pattern[0] for listed in predicates().values() for pattern, p in listed if p.measure}
    starts -= {"in", "with", "left", "no", "had", "under", "behind", "from", "due", "of", "to", "on"}
    starts |= {
        "condition",
        "wound",
        "wounds",
        "gunshot",
        "hospital",
        "custody",
        "injuries",
        "coma",
        "critical",
    }
    starts |= {"injury", "burns", "among", "number", "arrest", "homes", "toll", "fatally", "intensive"}
    return frozenset(starts | set(counted()) | _nouns("thing") | _nouns("event"))
