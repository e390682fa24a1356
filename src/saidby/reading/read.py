"""The whole way of an article to its reading; the first thing to read. Each step is a call to the file that
owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from saidby.data import SCHEMA, Article, Attribution, Problem, Reader, Reading, Span
from saidby.reading.actors import actors
from saidby.reading.attributions import attributions
from saidby.reading.bearers import with_bearers
from saidby.reading.case import in_case
from saidby.reading.chains import relays
from saidby.reading.claims import claims
from saidby.reading.counts import with_actors, with_figures
from saidby.reading.doubles import settled
from saidby.reading.english import NOT_ENGLISH, is_english
from saidby.reading.events import Scene, drafted, finished, joined, mended, participants, told
from saidby.reading.figures import figures
from saidby.reading.flags import with_flags
from saidby.reading.missed import with_missed
from saidby.reading.pauses import in_pauses, reaching
from saidby.reading.places import NOTHING_OWN, Own, places
from saidby.reading.seats import with_seats
from saidby.reading.sentences import sentences
from saidby.reading.sight import Sight, sights
from saidby.reading.times import timexes
from saidby.reading.vectors import claim_vectors, event_vectors
from saidby.version import VERSION

if TYPE_CHECKING:
    from saidby.model.tagger import Tagger

TOGETHER = 60_000  # characters: ten articles or so; twice as many gave no more speed
LIMIT = 750_000  # characters of a page that are read: 125,000 words, 12 s on one core


def read_articles(
    articles: Iterable[Article], *, tagger: Tagger | None = None, own: Own = NOTHING_OWN
) -> Iterator[Reading]:
    """The reading of each article, in order. A reading depends on its own article alone.

    `tagger` is the model, None for the one that ships with the package; `own` a user's gazetteer
    (`saidby.reading.places.read_own`). `problems` hold what the reading
    itself could not do; those of the page are the caller's. Raises ModelError where the weights are missing.
    """
    if tagger is None:
        from saidby.model.session import shipped

        tagger = shipped()
    for group in _groups(articles):
        yield from _read(group, tagger, own)


def _groups(articles: Iterable[Article]) -> Iterator[list[Article]]:
    """Articles that the model reads together, which is faster."""
    group: list[Article] = []
    size = 0
    for article in articles:
        group.append(article)
        size += len(article.text)
        if size > TOGETHER:
            yield group
            group, size = [], 0
    if group:
        yield group


def _read(group: Sequence[Article], tagger: Tagger, own: Own) -> Iterator[Reading]:
    cased = [in_case(article) for article in group]
    read = [tuple(span for span in sentences(article) if span.end <= LIMIT) for article in cased]
    mine = [n for n in range(len(group)) if is_english(cased[n], read[n])]
    heard = [in_pauses(cased[n], read[n]) for n in mine]
    seen = sights(heard, tagger, limit=LIMIT)
    found = attributions(heard, [read[n] for n in mine], seen, tagger)
    found = [reaching(cased[n], read[n], said) for n, said in zip(mine, found, strict=True)]
    found = [settled(cased[n], read[n], said) for n, said in zip(mine, found, strict=True)]
    found = [with_missed(cased[n], read[n], said) for n, said in zip(mine, found, strict=True)]
    known = dict(zip(mine, zip(seen, found, strict=True), strict=True))
    for n, given in enumerate(group):
        if n in known:
            yield _reading(given, cased[n], read[n], *known[n], tagger.name, own)
        else:
            yield _unread(given, tagger.name)


def _unread(article: Article, model: str) -> Reading:
    """A text in another language: the article alone."""
    return Reading(
        schema=SCHEMA, reader=Reader(VERSION, model), article=article, sentences=(), actors=(),
        timexes=(), places=(), figures=(), events=(), attributions=(), claims=(),
        problems=(Problem("read", NOT_ENGLISH),),
    )  # fmt: skip


def _reading(
    given: Article,
    article: Article,
    read: tuple[Span, ...],
    seen: Sight,
    found: tuple[Attribution, ...],
    model: str,
    own: Own,
) -> Reading:
    """The reading of an article, once it is known who is quoted in it."""
    times = timexes(article, read)
    where = places(article, read, own=own)
    counted = figures(article, read)
    handed_on = relays(article, read, found)
    triggers = mended(article.text, seen.triggers, seen.harms)
    cast = actors(article, read, found, handed_on, participants(article.text, triggers, where, counted))
    where = with_seats(article.text, where, found, cast)
    counted = with_actors(counted, cast)
    scene = Scene(article.text, read, found, cast, times, where, counted, seen.harms)
    drafts = joined(scene, drafted(scene, triggers))
    events = finished(scene, drafts)
    said = claims(article, read, found, cast, times)
    said = with_flags(article, read, found, cast.actors, said)
    said = with_bearers(with_figures(said, found, counted), counted, cast.actors)
    said = told(scene, said, events, drafts)
    return Reading(
        schema=SCHEMA,
        reader=Reader(VERSION, model),
        article=given,
        sentences=read,
        actors=cast.actors,
        timexes=times,
        places=where,
        figures=counted,
        events=event_vectors(seen, read, events),
        attributions=found,
        claims=claim_vectors(seen, found, said),
        problems=_problems(article),
    )


def _problems(article: Article) -> tuple[Problem, ...]:
    if len(article.text) <= LIMIT:
        return ()
    message = f"only the first {LIMIT:,} characters were read; cut the page into parts"
    return (Problem("read", message, Span(LIMIT, len(article.text))),)
