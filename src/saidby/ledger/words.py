"""Words: what a text is about, as weights of its content words, names and numbers.

Weights are counts; how rare a word is, only the ledger knows (`Rarity`). All is a function of the text.
"""

from __future__ import annotations

import math
import re
import unicodedata
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*|\d+(?:[.,:]\d+)*")
_SMALL = frozenset(
    "a about above after again against all almost already also although always am among an and another any "
    "are around as at back be became because been before being below between both but by came can cannot "
    "come could day days did do does doing done down during each early either even ever every few first for "
    "former from further get give go going got had has have having he her here hers herself him himself his "
    "how however i if in including instead into is it its itself just know last late later least less like "
    "local made make man many may me men might month months more morning most much must my near never new "
    "news next night no nor not now of off official officials often on once one only or other others our out "
    "over own part people per percent put re read report reported reporting reports right said same saturday "
    "say saying says second see seen several she should since so some soon still such sunday take than that "
    "the their them themselves then there these they thing things think this those though three through "
    "thursday time times to today told too took toward two tuesday under until up upon us use used very via "
    "want was way we wednesday week weeks well went were what when where whether which while who whole whom "
    "why will with within without woman women would yesterday year years yet you your monday friday "
    "evening afternoon according statement added story share photo photos video comment comments click "
    "email facebook twitter copyright rights reserved posted updated published subscribe newsletter "
    "january february march april june july august september october november december jan feb mar apr jun "
    "jul aug sept sep oct nov dec".split()
)
_ARTICLE = re.compile(r"^(?:al|el|ad|ar|as|ash|at|an|az|ul|the)[-' ](?=\w)")


@dataclass(frozen=True, slots=True)
class Words:
    """How often each content word, name and number stands in a text; names and words are small-lettered."""

    plain: dict[str, float]
    names: dict[str, float]
    numbers: dict[str, float]

    def all(self) -> Iterable[str]:
        yield from self.plain
        yield from self.names
        yield from self.numbers


def tokens(text: str) -> list[str]:
    """Words and numbers as printed, without quotation marks of possession."""
    return [word.removesuffix("'s").removesuffix("’s") for word in _WORD.findall(text)]


def words_of(text: str, *, names: frozenset[str] | None = None) -> Words:
    """The words of a text. `names` are those written with a capital inside a sentence of the article."""
    plain: dict[str, float] = {}
    named: dict[str, float] = {}
    numbers: dict[str, float] = {}
    for word in tokens(text):
        small = word.lower()
        if small in _SMALL:
            continue
        if word[0].isdigit():
            if len(word) > 1:
                numbers[word] = numbers.get(word, 0) + 1
        elif len(small) > 1:
            stem = stemmed(small)
            into = named if word[0].isupper() and (names is None or small in names) else plain
            into[stem] = into.get(stem, 0) + 1
    return Words(plain, named, numbers)


def inner_names(text: str) -> frozenset[str]:
    """Words that a text writes with a capital where no sentence starts, and seldom without one."""
    upper: dict[str, int] = {}
    lower: dict[str, int] = {}
    before = "."
    for match in _WORD.finditer(text):
        word = match[0].removesuffix("'s").removesuffix("’s")
        small = word.lower()
        if word[0].isupper() and before not in '.!?\n"“:' and not (word.isupper() and len(word) > 5):
            upper[small] = upper.get(small, 0) + 1
        elif word[0].islower():
            lower[small] = lower.get(small, 0) + 1
        before = text[match.end() : match.end() + 2].strip(" ")[:1] or "a"
    return frozenset(word for word, count in upper.items() if count >= lower.get(word, 0))


@lru_cache(maxsize=65536)
def stemmed(word: str) -> str:
    """A word without the commonest endings of English: "shootings" and "shooting" are one, "shot" is not."""
    word = unaccented(word).lower()
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-1]
    for ending in ("ing", "ed"):
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word.removesuffix(ending)
    return word


@lru_cache(maxsize=65536)
def unaccented(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


@lru_cache(maxsize=65536)
def sounded(name: str) -> str:
    """A place name by its consonants: Rashidin is Rashideen, Salah al-Din is Salaheddin, Foua is Fuaa.

    A name of fewer than three consonants keeps its first vowel. The Arabic article is left out.
    """
    small = unaccented(name).lower().replace("’", "'").replace("`", "'")
    parts = [_ARTICLE.sub("", part) for part in re.split(r"[\s\-]+", small)]
    parts = [part for part in parts if part not in ("al", "el", "ad", "ed", "ar", "as", "ash", "at", "the")]
    letters = re.sub(r"[^a-z]", "", "".join(parts))
    letters = (
        letters.replace("q", "k").replace("c", "k").replace("ph", "f").replace("z", "s").replace("y", "i")
    )
    bones = re.sub(r"[aeiouhw]", "", letters)
    bones = re.sub(r"(.)\1+", r"\1", bones)
    if len(bones) >= 3:
        return bones
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[ou]+", "u", re.sub(r"[ei]+", "i", letters)))


# -------------------------------------------------------------------------------------- likeness


class Rarity:
    """How rare each word is in a collection: log((N + PRIOR) / (df + 1)), never below zero."""

    # A ledger of two pages knows nothing of rarity; fifty that hold none of its words stand beside them.
    PRIOR = 50

    def __init__(self, documents: Iterable[Iterable[str]]) -> None:
        self._numbers: dict[str, int] = {}
        self._held = array("I")
        self._count = 0
        for words in documents:
            self._count += 1
            for number in self.numbers(words):
                self._held[number] += 1

    def __call__(self, word: str) -> float:
        return self._of(self.held(word))

    def __len__(self) -> int:
        return len(self._held)

    def held(self, word: str) -> int:
        """Documents that hold the word."""
        number = self._numbers.get(word)
        return 0 if number is None else self._held[number]

    def numbers(self, words: Iterable[str]) -> list[int]:
        """The number of each word; one that no document holds gets the next that is free."""
        known = self._numbers
        found = [known.setdefault(word, len(known)) for word in words]
        if len(known) > len(self._held):
            self._held.extend([0] * (len(known) - len(self._held)))
        return found

    def values(self) -> list[float]:
        """How rare each word is, by its number."""
        by_held = {held: self._of(held) for held in set(self._held)}
        return [by_held[held] for held in self._held]

    def names(self) -> list[bool]:
        """Whether each word is a name, by its number."""
        return [word.startswith("^") for word in self._numbers]

    def _of(self, held: int) -> float:
        return max(0.0, math.log((self._count + self.PRIOR) / (held + 1)))
