"""Word tables: states with their capitals, the head nouns of those who speak, given names."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

Sort = Literal["body", "media", "office", "role", "group", "vague", "document"]
Gender = Literal["m", "f"]
_FEMALE = re.compile(
    r"(?:woman|queen|princess|mother|sister|daughter|wife|aunt|girl|first-lady|actress|widow)$"
)
_MALE = re.compile(r"(?:man|king|prince|father|brother|son|husband|uncle|boy|imam|pope|bishop|priest|actor)$")


@dataclass(frozen=True, slots=True)
class Head:
    """What a head noun says of a speaker: its sort, its PLOVER sector or None, and whether it is a plural."""

    noun: str
    sort: Sort
    sector: str | None
    plural: bool


@dataclass(frozen=True, slots=True)
class States:
    """States by lower-case name, adjective and capital, each giving the ISO 3166-1 code."""

    names: dict[str, str]
    adjectives: dict[str, str]
    capitals: dict[str, str]
    shown: dict[str, str]

    def named(self, word: str) -> str | None:
        return self.names.get(word) or self.adjectives.get(word)


def rows(table: str, *, package: str = "saidby.reading") -> list[list[str]]:
    """The rows of a table of a package, without comments."""
    text = (files(package) / "tables" / table).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]


@cache
def states() -> States:
    table = States({}, {}, {}, {})
    for iso, names, adjectives, capitals in rows("states.tsv"):
        table.shown[iso] = names.split("|")[0]
        for words, into in (
            (names, table.names),
            (adjectives, table.adjectives),
            (capitals, table.capitals),
        ):
            for word in filter(None, words.split("|")):
                into.setdefault(word.lower().rstrip("."), iso)
        for word in filter(None, adjectives.split("|")):
            table.adjectives.setdefault(word.lower() + "s", iso)
    return table


@cache
def _heads() -> tuple[dict[str, Head], dict[str, Head]]:
    """Head nouns in any case, and those that need a capital."""
    plain: dict[str, Head] = {}
    capital: dict[str, Head] = {}
    for sort, sector, words in rows("heads.tsv"):
        if sort in ("modifier", "takes_up"):
            continue
        for word in words.split():
            into = capital if word.endswith("=") else plain
            noun = word.rstrip("=").rstrip(".")
            plural = sort in ("group", "vague")
            into.setdefault(noun, Head(noun, sort, None if sector == "-" else sector, plural))  # type: ignore[arg-type]
    for head in list(plain.values()):
        if not head.plural:
            for form in _plurals(head.noun):
                plain.setdefault(form, Head(head.noun, head.sort, head.sector, True))
    return plain, capital


def _plurals(noun: str) -> tuple[str, ...]:
    if noun.endswith("man"):
        return (noun[:-3] + "men",)
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return (noun[:-1] + "ies",)
    if noun.endswith(("s", "sh", "ch", "x")):
        return (noun + "es",)
    return (noun + "s",)


@cache
def head(word: str, capital: bool) -> Head | None:
    """The head noun that a word is, or None. Some are one only where they are written with a capital."""
    plain, capitals = _heads()
    if capital and (found := capitals.get(word)) is not None:
        return found
    return plain.get(word)


@cache
def modifiers() -> dict[str, str]:
    """Words before a noun that tell its sector: "rebel" REB."""
    return {
        word: sector
        for sort, sector, words in rows("heads.tsv")
        if sort == "modifier"
        for word in words.split()
    }


@cache
def takes_up(noun: str) -> frozenset[str]:
    """Sectors of the bodies that a general noun may take up again, empty where the noun is not general."""
    found = (
        sectors for sort, sectors, words in rows("heads.tsv") if sort == "takes_up" and noun in words.split()
    )
    return frozenset(sector for sectors in found for sector in sectors.split())


@cache
def words(name: str) -> frozenset[str]:
    """A closed list of tables/words.tsv."""
    return frozenset(word for listed, line in rows("words.tsv") if listed == name for word in line.split())


@cache
def given_names() -> dict[str, Gender | None]:
    """Given names by lower case with the gender they tell, None where either."""
    table: dict[str, Gender | None] = {}
    for gender, names in rows("given_names.tsv"):
        for name in names.split():
            table.setdefault(name.lower(), gender if gender != "-" else None)  # type: ignore[arg-type]
    return table


def gender_of(keys: Iterable[str]) -> Gender | None:
    """The gender that a role tells: "spokeswoman", "king"."""
    for form in keys:
        if _FEMALE.search(form):
            return "f"
        if _MALE.search(form):
            return "m"
    return None
