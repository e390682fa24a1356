"""Portraits: of a happening, what it is held against others by. A function of one reading, cheap to keep.

Words are kept as counts, because how much each weighs depends on the ledger they are compared in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from saidby.data import Reading
from saidby.ledger.days import Days
from saidby.ledger.happenings import LEAD, Happening, happenings, published
from saidby.ledger.kinds import chief
from saidby.ledger.words import Words, inner_names, words_of

Count = tuple[str, float | None, float | None]
Ref = tuple[str, int]
"""A happening: the ledger's id of the article, and its number in it."""
_NAME_WORDS = re.compile(r"[^\W\d_][\w.'’-]*")


@dataclass(frozen=True, slots=True)
class Portrait:
    """A happening with the words it is told in.

    `words` are those of its own sentences (and the title, for what the article is about), `lead` those of
    the first sentences that tell of it, `people` full names of persons in small letters, `counts` the numbers
    of killed and injured. `published` is the day of the article, None where it is not known.
    """

    happening: Happening
    words: Words
    lead: Mapping[str, float]
    people: frozenset[str]
    counts: frozenset[Count]
    kind: str | None
    published: Days | None

    @property
    def ref(self) -> Ref:
        """The article and the number of the happening in it."""
        return self.happening.article, self.happening.number


@dataclass(frozen=True, slots=True)
class Sitting:
    """All portraits of one article, and the words of the whole of it."""

    article: str
    portraits: tuple[Portrait, ...]
    words: Mapping[str, float]


def portraits(reading: Reading, article: str) -> Sitting:
    """The portraits of all happenings of a reading."""
    text = reading.article.text
    title = reading.article.title or ""
    spans = list(reading.sentences)
    told = [span.of(text) for span in spans] or [text]
    names = inner_names("\n".join(told))
    found = tuple(
        _portrait(reading, happening, told, title, names) for happening in happenings(reading, article)
    )
    whole = words_of("\n".join([title, *told]), names=names)
    return Sitting(article, found, {**whole.plain, **_marked(whole.names), **whole.numbers})


def _portrait(
    reading: Reading, happening: Happening, told: Sequence[str], title: str, names: frozenset[str]
) -> Portrait:
    own = [told[number] for number in happening.sentences if number < len(told)]
    if happening.main:
        own = [title, title, *own]
    first = [*own[:2], *(told[n] for n in happening.sentences[:LEAD])] if happening.main else own[:LEAD]
    lead = words_of("\n".join(first), names=names)
    spans = [reading.sentences[n] for n in happening.sentences if n < len(reading.sentences)]
    people = {
        " ".join(words).lower()
        for actor in reading.actors
        if actor.kind == "person"
        and len(words := _NAME_WORDS.findall(actor.name)) > 1
        and any(span.start <= mention.span.start < span.end for mention in actor.mentions for span in spans)
    }
    chosen = set(happening.figures)
    counts = {
        (figure.measure, figure.low, figure.high)
        for figure in reading.figures
        if figure.id in chosen
        and figure.measure in ("killed", "injured")
        and (figure.low is not None or figure.high is not None)
    }
    return Portrait(
        happening=happening,
        words=words_of("\n".join(own), names=names),
        lead={**lead.plain, **_marked(lead.names), **lead.numbers},
        people=frozenset(people),
        counts=frozenset(counts),
        kind=chief(happening.kinds),
        published=published(reading),
    )


def _marked(names: Mapping[str, float]) -> dict[str, float]:
    """Names told apart from the same letters as a word."""
    return {f"^{name}": count for name, count in names.items()}
