"""Which of those counted one by one are surely different people: by sex, age, name, and what they did.

Two mentions are held for one person until their words speak against it, so a number of persons is the least
that the text proves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from saidby.reading.figures.clause import Found
from saidby.reading.figures.words import person
from saidby.reading.lexicon import Gender, given_names

_MEN = frozenset(
    "man men boy boys male males father fathers husband husbands son sons brother brothers uncle uncles "
    "grandfather nephew grandson boyfriend gunman gunmen policeman policemen dad gentleman guy he him "
    "his himself".split()
)
_WOMEN = frozenset(
    "woman women girl girls female females mother mothers wife wives daughter daughters sister sisters aunt "
    "aunts grandmother niece granddaughter girlfriend policewoman mom mum lady she her herself widow".split()
)
_YOUNG = frozenset(
    "boy boys girl girls child children kid kids toddler toddlers baby babies infant infants newborn".split()
)
_GROWN = frozenset(
    "man men woman women father fathers mother mothers husband wife wives adult adults grandfather "
    "grandmother grandparents parents officer officers policeman policemen police soldier soldiers troops "
    "gunman gunmen".split()
)
_ATTACKERS = frozenset(
    "gunman gunmen shooter shooters attacker attackers assailant assailants robber robbers burglar burglars "
    "intruder intruders bomber bombers hijacker hijackers perpetrator perpetrators suspect suspects".split()
)
_VICTIMS = frozenset(
    "victim victims bystander bystanders hostage hostages passerby passers-by customer".split()
)
_KNOWN = _MEN | _WOMEN | _YOUNG | _GROWN
_REFLEXIVE = (("himself",), ("herself",), ("life",), ("suicide",))
_POSSESSIVE = frozenset({"his", "her"})
NEAR = 500  # characters between persons who are counted together, some three sentences
_SUICIDE = re.compile(
    r"[^.;]*\b(?:self-inflicted|suicide|(?:his|her) own life|(?:killed|killing|hanged) (?:him|her)self|"
    r"(?:gun|weapon|rifle|pistol|handgun) on (?:him|her)self)\b"
)
_AGED = re.compile(r"\b(\d{1,3})[- ](?:(year)s?|months?|weeks?|days?)[- ]old")
_AGE_AFTER = re.compile(r"(?:, |,| \()(?:aged? )?(\d{1,3})(?=[,.;)]| of\b| and\b|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_NEITHER = frozenset({"jr", "sr", "mr", "mrs", "ms", "the", "a", "an", "and"})


class Person(NamedTuple):
    """What the words tell of one person, or of each of a group; None where they do not tell.

    `names` are given name and surname, or the one of them that is printed, in lower case.
    """

    gender: Gender | None = None
    age: int | None = None
    young: bool | None = None
    attacker: bool | None = None
    names: tuple[str, ...] = ()
    lines: frozenset[int] = frozenset()
    described: bool = False
    suicide: bool = False
    reflexive: bool = False
    object: bool = False
    at: tuple[int, ...] = ()
    noun: str = ""


def person_of(found: Found, flat: str, low: str) -> Person:
    """The person that a figure of one is, by the words of its noun phrase and the age behind it.

    Of a figure of several it is what is true of each of them.
    """
    group = found.group
    start, end = group.span
    words = tuple(m.group() for m in _WORD.finditer(low, start, end))
    nouns = {w for w in words if w in _KNOWN and not (w in _POSSESSIVE and len(words) > 1)}
    if person(group.key, False) is not None:
        nouns.add(group.key)
    named = group.plural is False and person(group.key, False) is None and found.code == "D"
    names = _names(flat[start:end]) if named else ()
    age = _age(low, start, end)
    young = True if nouns & _YOUNG else False if nouns & _GROWN else None
    if age is not None:
        young = age < 18 if age < 13 or age > 19 else None
    return Person(
        _gender(nouns, names),
        age,
        young,
        True if set(words) & _ATTACKERS else False if set(words) & _VICTIMS else None,
        names,
        frozenset({found.line}),
        words[-1:] in _REFLEXIVE or (found.code in "SD" and group.key not in _VICTIMS),
        words[-1:] in _REFLEXIVE
        or (found.rule != "active" and _SUICIDE.match(low, end, end + 120) is not None),
        words[-1:] in _REFLEXIVE,
        found.rule == "active",
        (start,),
        group.key,
    )


def _gender(nouns: set[str], names: tuple[str, ...]) -> Gender | None:
    if nouns & _MEN or nouns & _WOMEN:
        return None if nouns & _MEN and nouns & _WOMEN else "m" if nouns & _MEN else "f"
    if any(noun.endswith(("woman", "women")) for noun in nouns):
        return "f"
    if any(noun.endswith(("man", "men")) for noun in nouns):
        return "m"
    return given_names().get(names[0]) if len(names) > 1 else None


def _age(low: str, start: int, end: int) -> int | None:
    if (said := _AGED.search(low, start, end)) is not None:
        return int(said.group(1)) if said.group(2) else 0
    after = _AGE_AFTER.match(low, end)
    return int(after.group(1)) if after is not None and int(after.group(1)) < 110 else None


@lru_cache(maxsize=4096)
def _names(words: str) -> tuple[str, ...]:
    """Given name and surname in a noun phrase, without the nouns before them."""
    run: list[str] = []
    for m in _WORD.finditer(words):
        word = m.group().removesuffix("'s")
        lower = word.lower()
        if not word[0].isupper() or lower in _NEITHER or person(lower, False) is not None:
            if run and lower not in _NEITHER:
                break
            continue
        if len(word) > 1:
            run.append(lower)
    return (run[0], run[-1]) if len(run) > 1 else tuple(run)


def differ(one: Person, other: Person) -> bool:
    """Do the words speak against one person?"""
    if one.gender and other.gender and one.gender != other.gender:
        return True
    if one.age is not None and other.age is not None and one.age != other.age:
        return True
    if one.young is not None and other.young is not None and one.young != other.young:
        return True
    if one.attacker is not None and other.attacker is not None and one.attacker != other.attacker:
        return True
    if one.names and other.names and not _one_name(one.names, other.names):
        return True
    if one.suicide and other.suicide:
        return False
    if one.reflexive or other.reflexive:
        return (one.object or other.object) and bool(one.lines & other.lines)
    apart_ = one.noun != other.noun or one.object != other.object
    return one.described and other.described and apart_ and bool(one.lines & other.lines)


def _one_name(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    if len(one) == 2 and len(other) == 2:
        return one == other
    return bool(set(one) & set(other))


def near(one: Person, other: Person) -> bool:
    """Are two told of so close to each other that it is of one incident?"""
    return any(abs(a - b) <= NEAR for a in one.at for b in other.at)


def united(one: Person, other: Person) -> Person:
    return Person(
        one.gender or other.gender,
        other.age if one.age is None else one.age,
        other.young if one.young is None else one.young,
        other.attacker if one.attacker is None else one.attacker,
        max(one.names, other.names, key=len),
        one.lines | other.lines,
        one.described or other.described,
        one.suicide or other.suicide,
        one.reflexive and other.reflexive,
        one.object and other.object,
        one.at + other.at,
        one.noun,
    )


def apart(people: Sequence[Person]) -> list[list[int]]:
    """The mentions of each person, by their places; the least number of persons that differ one by one.

    A mention goes to whom it shares a name with, else to the last person that it may be. Whoever differs but
    is told of far from all the others is left out.
    """
    persons: list[Person] = []
    members: list[list[int]] = []
    for n, one in enumerate(people):
        fit = [k for k, known in enumerate(persons) if not differ(known, one)]
        named = [k for k in fit if one.names and _one_name(one.names, persons[k].names)]
        if not fit and (not persons or any(near(known, one) for known in persons)):
            persons.append(one)
            members.append([n])
        elif fit:
            k = (named or fit)[-1]
            persons[k] = united(persons[k], one)
            members[k].append(n)
    return members
