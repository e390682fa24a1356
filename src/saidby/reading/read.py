"""The whole way of an article to its reading; the first thing to read. Each step is a call to the file that
owns it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from saidby.data import SCHEMA, Article, Problem, Reader, Reading, Span
from saidby.reading.actors import actors
from saidby.reading.attributions import attributions
from saidby.reading.case import in_case
from saidby.reading.chains import relays
from saidby.reading.claims import claims
from saidby.reading.counts import with_actors, with_figures
from saidby.reading.english import is_english
from saidby.reading.events import Scene, drafted, finished, joined, mended, participants, told
from saidby.reading.figures import figures
from saidby.reading.flags import with_flags
from saidby.reading.places import NOTHING_OWN, Own, places
from saidby.reading.sentences import sentences
from saidby.reading.sight import sight
from saidby.reading.times import timexes
from saidby.reading.vectors import claim_vectors, event_vectors
from saidby.version import VERSION

if TYPE_CHECKING:
    from saidby.model.tagger import Tagger

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
    for article in articles:
        yield read_article(article, tagger, own=own)


def read_article(article: Article, tagger: Tagger, *, own: Own = NOTHING_OWN) -> Reading:
    """The reading of one article by a model."""
    given, article = article, in_case(article)
    read = tuple(span for span in sentences(article) if span.end <= LIMIT)
    seen = sight(article, tagger, limit=LIMIT)
    found = attributions(article, read, seen, tagger)
    times = timexes(article, read)
    where = places(article, read, own=own)
    counted = figures(article, read)
    handed_on = relays(article, read, found)
    triggers = mended(article.text, seen.triggers, seen.harms)
    cast = actors(article, read, found, handed_on, participants(article.text, triggers, where, counted))
    counted = with_actors(counted, cast)
    scene = Scene(article.text, read, found, cast, times, where, counted)
    drafts = joined(scene, drafted(scene, triggers))
    events = finished(scene, drafts)
    said = claims(article, read, found, cast, times)
    said = with_flags(article, read, found, cast.actors, said)
    said = told(scene, with_figures(said, found, counted), events, drafts)
    return Reading(
        schema=SCHEMA,
        reader=Reader(VERSION, tagger.name),
        article=given,
        sentences=read,
        actors=cast.actors,
        timexes=times,
        places=where,
        figures=counted,
        events=event_vectors(seen, read, events),
        attributions=found,
        claims=claim_vectors(seen, found, said),
        problems=_problems(article, read),
    )


def _problems(article: Article, read: Sequence[Span]) -> tuple[Problem, ...]:
    found: list[Problem] = []
    if not is_english(article, read):
        message = "the text is not in English, the one language that is read; who says what is missing"
        found.append(Problem("read", message))
    if len(article.text) > LIMIT:
        message = f"only the first {LIMIT:,} characters were read; cut the page into parts"
        found.append(Problem("read", message, Span(LIMIT, len(article.text))))
    return tuple(found)
