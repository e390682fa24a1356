"""Echoes: planted copies among 100,000 articles, found or missed, and how fast: `make bench-echo`.

The articles are made of real sentences (`data/syria`, `data/gva`, `data/polnear`): each mixes those of three
articles, a third of the longer words exchanged for others of the same set, so that all sound alike and none
is a copy. Some carry a paragraph of background that many have, or a quotation that a few have, word for word.
Then copies are planted: whole, cut, reordered, lightly edited, with the credit dropped, and all of these at
once; and stories that sixty papers have. `python -m bench.echo 10000` makes fewer.
"""

from __future__ import annotations

import random
import re
import resource
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bench.shared import compare, data, digest, floors, lines
from saidby.data import Article, Claim, Dated, Element, Flag, Reader, Reading, Span
from saidby.ledger.echoes import Echo, echoes
from saidby.ledger.prints import Prints, prints
from saidby.reading.sentences import split

ARTICLES = 100_000
KINDS = ("whole", "cut", "reordered", "edited", "credit dropped", "all at once")
PLANTED = 0.02  # of the articles are copies of each kind
SIXTY = 60  # papers that have one story
STORIES = 0.0002  # such stories an article
EXCHANGED = 0.35  # of the longer words of a made article
EDITED = 0.08  # of all words of a lightly edited copy
BACKGROUND, QUOTING = (
    0.15,
    0.1,
)  # of the articles have a paragraph that many have, a quotation that a few have
_WORD = re.compile(r"[A-Za-z]{4,}")
_MARK = re.compile(r"[\"“”]|''|``|(?<!\w)['‘’]")  # a quotation cut in two would swallow what comes after
_ANY = re.compile(r"[A-Za-z]+")
_FIRST_DAY = date(2015, 1, 1)

Sentences = list[str]


def main() -> int:
    most = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    sources = [data() / name / "articles.jsonl" for name in ("syria", "gva")]
    sources.append(data() / "polnear" / "train.jsonl")
    figures = measure(Maker(sources), most)
    return 0 if compare("echo", figures, floors("echo", digest(*sources))) else 1


def measure(maker: Maker, most: int) -> dict[str, float]:
    """Figures in per cent by name; articles a second of processor time, from readings to echoes."""
    truth: dict[tuple[str, str], str] = {}
    making, count = 0.0, 0

    def printed() -> Iterator[Prints]:
        nonlocal making, count
        stories = enumerate(maker.stories(most))
        while True:
            began = time.process_time()
            number, story = next(stories, (0, None))
            reading = story.reading(number) if story else None
            making += time.process_time() - began
            if story is None or reading is None:
                return
            if story.copies is not None:
                truth[_name(number - story.copies), _name(number)] = story.kind
            count = number + 1
            yield prints(reading, _name(number))

    before, began = memory(), time.process_time()
    found = echoes(printed())
    busy = time.process_time() - began - making
    print(f"{count:,} articles, {len(found):,} echoes, {before:.0f} MB before", file=sys.stderr)
    return scored(found, truth) | {
        "articles a second": count / busy,
        "memory (MB)": memory(),
    }


def scored(found: Sequence[Echo], truth: dict[tuple[str, str], str]) -> dict[str, float]:
    """Copies of one story among each other are neither asked for nor wrong."""
    origin = {copy: original for original, copy in truth}
    pairs = {_pair(echo): echo for echo in found if echo.kind != "quote"}
    right = [pair for pair in truth if pair in pairs]
    wrong = [pair for pair in pairs if len({origin.get(name, name) for name in pair}) > 1]
    for pair in wrong[:5]:
        print(f"no copy: {pairs[pair]}", file=sys.stderr)
    asked, got = Counter(truth.values()), Counter(truth[pair] for pair in right)
    rightly = sum(_rightly(pairs[pair], pair, truth[pair]) for pair in right)
    figures = {
        "recall": 100 * len(right) / len(truth),
        "precision": 100 * len(right) / max(1, len(right) + len(wrong)),
        "directed rightly": 100 * rightly / len(right),
    }
    return figures | {f"recall, {kind}": 100 * got[kind] / asked[kind] for kind in sorted(asked)}


def _rightly(echo: Echo, pair: tuple[str, str], kind: str) -> bool:
    """From the earlier one; of two that have one wire's text, none from the other."""
    if "credit" in kind:
        return echo.kind == "wire" and not echo.directed
    return echo.kind == "copy" and echo.directed and (echo.source, echo.target) == pair


def _pair(echo: Echo) -> tuple[str, str]:
    low, high = sorted((echo.source, echo.target))
    return low, high


def _name(number: int) -> str:
    return f"{number:07}"


# -------------------------------------------------------------------------------------- making articles


@dataclass(frozen=True)
class Story:
    """An article to be: its sentences, its day, and how many places before it that stands which it copies."""

    sentences: Sentences
    day: date
    credit: bool = False
    copies: int | None = None
    kind: str = ""

    def reading(self, number: int) -> Reading:
        """As the reader gives it, as far as echoes look at it."""
        head = "ORLEN (Agency) - " if self.credit else ""
        spans: list[Span] = []
        at = 0
        for place, sentence in enumerate(self.sentences):
            length = len(sentence) + (0 if place else len(head))
            spans.append(Span(at, at + length))
            at += length + 1
        text = head + " ".join(self.sentences)
        article = Article(
            id=_name(number), sha256="", url=None, publisher=f"Paper {number}", title=None, byline=None,
            section=None, language="en", tags=(), published=Dated(self.day.isoformat(), "given"),
            modified=None, captured=None, text=text, elements=(Element("body", Span(0, len(text))),),
            links=(),
        )  # fmt: skip
        flags = (Flag("wire_copy", Span(7, 13)),) if self.credit else ()
        claim = Claim(
            "c1", None, (), "assert", spans[0], (), (), (), (), (), (), (), None, None, False, flags, None, 1
        )
        return Reading("", Reader("", ""), article, tuple(spans), (), (), (), (), (), (), (claim,), ())


class Maker:
    """Makes articles of the sentences and words of real ones."""

    def __init__(self, sources: Sequence[Path]) -> None:
        self._chance = random.Random(0)
        self._pools = [self._texts(path) for path in sources]
        self._words: list[dict[int, list[str]]] = []
        for pool in self._pools:
            by_length: dict[int, list[str]] = {}
            for text in pool:
                for word in _WORD.findall(" ".join(text)):
                    by_length.setdefault(len(word), []).append(word)
            self._words.append(by_length)
        self._background = [self._piece(3) for _ in range(40)]
        self._quotations = [f"“{' '.join(self._piece(2))}”" for _ in range(2000)]

    def _texts(self, path: Path) -> list[Sentences]:
        texts = (row["text"] for row in lines(path))
        cut = [
            [told for span in split(text, Span(0, len(text))) if not _MARK.search(told := span.of(text))]
            for text in texts
        ]
        return [sentences for sentences in cut if len(sentences) >= 6]

    def stories(self, most: int) -> Iterator[Story]:
        """So many articles, each copy some places after what it copies."""
        chance = self._chance
        made = 0
        while made < most:
            original = self._made(credit=False)
            if chance.random() < STORIES:
                yield original
                for place in range(1, SIXTY + 1):
                    yield self._copy(original, "sixty papers", place)
                made += SIXTY + 1
            elif chance.random() < PLANTED * len(KINDS) / (1 - PLANTED * len(KINDS)):
                kind = chance.choice(KINDS)
                original = self._made(credit="credit" in kind)
                yield original
                yield self._copy(original, kind, 1)
                made += 2
            else:
                yield original
                made += 1

    def _made(self, *, credit: bool) -> Story:
        chance = self._chance
        number = chance.choices(range(len(self._pools)), [len(pool) for pool in self._pools])[0]
        sentences: Sentences = []
        for text in chance.choices(self._pools[number], k=3):
            length = chance.randint(3, 7)
            start = chance.randrange(max(1, len(text) - length))
            sentences += [self._exchanged(s, number, EXCHANGED) for s in text[start : start + length]]
        if chance.random() < BACKGROUND:
            sentences += chance.choice(self._background)
        if chance.random() < QUOTING:
            sentences.insert(chance.randrange(1, len(sentences)), chance.choice(self._quotations))
        return Story(sentences, _FIRST_DAY + timedelta(chance.randrange(1000)), credit)

    def _copy(self, original: Story, kind: str, back: int) -> Story:
        chance = self._chance
        told = list(original.sentences)
        if kind in ("cut", "all at once"):
            length = max(4, round(len(told) * chance.uniform(0.35, 0.6)))
            start = chance.choice([0, chance.randrange(len(told) - length + 1)])
            told = told[start : start + length]
        if kind in ("reordered", "all at once"):
            chance.shuffle(told)
        if kind in ("edited", "all at once"):
            told = [self._exchanged(sentence, 0, EDITED, _ANY) for sentence in told]
        if kind in ("edited", "credit dropped", "sixty papers"):
            told = self._piece(1) + told[: len(told) - 1]
        day = original.day + timedelta(chance.randint(1, 3))
        return Story(told, day, copies=back, kind=kind)

    def _piece(self, length: int) -> Sentences:
        """Sentences that nobody else has."""
        text = self._chance.choice(self._pools[0])
        start = self._chance.randrange(len(text) - length)
        return [self._exchanged(sentence, 0, 0.5) for sentence in text[start : start + length]]

    def _exchanged(self, sentence: str, number: int, share: float, words: re.Pattern[str] = _WORD) -> str:
        chance, others = self._chance, self._words[number]

        def other(found: re.Match[str]) -> str:
            word = found[0]
            if chance.random() >= share:
                return word
            return chance.choice(others.get(len(word), others[4]))

        return words.sub(other, sentence)


def memory() -> float:
    """The most that this process has had, in MB."""
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit


if __name__ == "__main__":
    raise SystemExit(main())
