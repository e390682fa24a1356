"""Stream: real readings varied into as many articles as are asked for, with incidents that several tell of.

Of every incident one real article is taken, a part of its words exchanged for others of the same length, and
half of the names that are exchanged for coined ones, of a stock that grows with the stream as names do in
news. The articles of the incident share that, differ in a few words more, and come on one day and the next.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from saidby.data import Dated, Reading
from saidby.ledger.rows import Entry, Request
from saidby.pages import Given

A_DAY = 10_000  # articles; a twentieth of the world's English news, as what tells of force comes to
EXCHANGED = 0.4  # of the words of an incident, all places of one word alike
RETOLD = 0.05  # of the words of an article
MOST = 60  # articles of one incident; a half of all incidents have one, a tenth have ten
_WORD = re.compile(r"[A-Za-z]{4,}")
_LETTERS = "abdefghiklmnoprstuvz"


def stream(readings: Sequence[Reading]) -> Iterator[tuple[Entry, int]]:
    """Entries without end, each with the number of the incident it tells of."""
    by_length: dict[int, list[str]] = {}
    for reading in readings:
        for word in _WORD.findall(reading.article.text):
            if word[0].islower():
                by_length.setdefault(len(word), []).append(word)
    number = incident = 0
    while True:
        incident += 1
        chance = random.Random(incident)
        base = readings[incident % len(readings)]
        size = min(MOST, int(1 / (1 - chance.random())))
        told = _exchanged(base.article.text, chance, by_length, incident)
        for _ in range(size):
            number += 1
            text = _retold(told, chance, by_length)
            yield _entry(base, text, number, number // A_DAY + chance.randrange(2)), incident


def _exchanged(text: str, chance: random.Random, words: Mapping[int, Sequence[str]], incident: int) -> str:
    """The text as of another incident: each word that is exchanged is so wherever it stands."""
    other: dict[str, str] = {}
    for word in sorted(set(_WORD.findall(text))):
        if chance.random() >= EXCHANGED:
            continue
        if word[0].islower():
            other[word] = chance.choice(words[len(word)])
        elif chance.random() < 0.5:
            other[word] = _coined(chance, len(word), incident)
    return _WORD.sub(lambda found: other.get(found[0], found[0]), text)


def _retold(text: str, chance: random.Random, words: Mapping[int, Sequence[str]]) -> str:
    """The text as another paper has it."""

    def other(found: re.Match[str]) -> str:
        word = found[0]
        return chance.choice(words[len(word)]) if word[0].islower() and chance.random() < RETOLD else word

    return _WORD.sub(other, text)


def _coined(chance: random.Random, length: int, incident: int) -> str:
    """A name; a few are common, most are rare, and new ones keep coming."""
    rank = int((200 + incident) ** 0.8 * chance.random() ** 3)
    own = random.Random(rank * 40 + length)
    return "".join(own.choice(_LETTERS) for _ in range(length)).capitalize()


def _entry(reading: Reading, text: str, number: int, day: int) -> Entry:
    url = f"https://outlet{number % 997}.example/{number}"
    said = f"{2000 + day // 336}-{1 + day // 28 % 12:02}-{1 + day % 28:02}"
    article = replace(
        reading.article, id=f"{number:064x}", url=url, text=text, published=Dated(said, "given"),
        publisher=f"Outlet {number % 997}",
    )  # fmt: skip
    request = Request(text.encode(), True, Given(url=url))
    return Entry(replace(reading, article=article), request, f"line {number}")
