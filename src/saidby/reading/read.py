"""The whole way of an article to its reading; the first thing to read. Each step is a call to the file that
owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from saidby.data import SCHEMA, Article, Attribution, Problem, Reader, Reading, Span
from saidby.reading.actors import actors
from saidby.reading.attributions import attributions, regions
from saidby.reading.chains import relays
from saidby.reading.claims import claims
from saidby.reading.sentences import sentences
from saidby.reading.times import timexes
from saidby.version import VERSION

if TYPE_CHECKING:
    from saidby.model.tagger import Tagger

LIMIT = 1_500_000  # characters of a page that are read: 250,000 words, about 25 s on one core
TOGETHER = (
    120_000  # characters that the model reads in one call: rows of like length enough, 45 MB of vectors
)


def read_articles(articles: Iterable[Article], *, tagger: Tagger | None = None) -> Iterator[Reading]:
    """The reading of each article, in order. The model reads several articles at once; a reading depends on
    its own alone.

    `tagger` is the model, None for the one that ships with the package. `problems` hold what the reading
    itself could not do; those of the page are the caller's.
    """
    if tagger is None:
        from saidby.model.session import shipped

        tagger = shipped()
    for group in _groups(articles):
        parts = [regions(article, LIMIT) for article in group]
        read = [tuple(span for span in sentences(article) if span.end <= LIMIT) for article in group]
        found = attributions(group, parts, read, tagger)
        for article, its_sentences, its_attributions in zip(group, read, found, strict=True):
            yield _reading(article, its_sentences, its_attributions, tagger.name)


def _reading(article: Article, read: tuple[Span, ...], found: tuple[Attribution, ...], model: str) -> Reading:
    times = timexes(article, read)
    handed_on = relays(article, read, found)
    cast = actors(article, read, found, handed_on)
    return Reading(
        schema=SCHEMA,
        reader=Reader(VERSION, model),
        article=article,
        sentences=read,
        actors=cast.actors,
        timexes=times,
        places=(),
        figures=(),
        events=(),
        attributions=found,
        claims=claims(article, read, found, cast, times),
        problems=_problems(article),
    )


def _problems(article: Article) -> tuple[Problem, ...]:
    if len(article.text) <= LIMIT:
        return ()
    message = f"only the first {LIMIT:,} characters were read; cut the page into parts"
    return (Problem("read", message, Span(LIMIT, len(article.text))),)


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    group: list[Article] = []
    size = 0
    for article in articles:
        if group and size + len(article.text) > TOGETHER:
            yield group
            group, size = [], 0
        group.append(article)
        size += len(article.text)
    if group:
        yield group
