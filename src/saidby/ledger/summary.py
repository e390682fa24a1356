"""Summary: an incident as lists show it and as it is looked for, in a few short columns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saidby.errors import UsageError
from saidby.ledger.days import days
from saidby.ledger.incident import Facet, Incident
from saidby.ledger.words import unaccented


@dataclass(frozen=True, slots=True)
class Summary:
    """What a list shows of an incident, and under `places`, `actors` and `words` what it is found by.

    `first` and `last` are the days of the incident, or where nobody says them those of its articles; `stated`
    tells which. `killed` is the leading answer with its verdict, `contradicted` the facets where roots
    contradict each other.
    """

    id: str
    type: str | None
    modes: tuple[str, ...]
    first: str | None
    last: str | None
    stated: bool
    place: str | None
    title: str
    articles: int
    publishers: int
    roots: int
    groups: int
    groups_not_party: int
    killed: str | None
    killed_verdict: str
    contradicted: tuple[str, ...]
    main: bool
    places: str
    actors: str
    words: str


@dataclass(frozen=True, slots=True)
class Filter:
    """What incidents are looked for. None: any.

    `place`, `actor` and `text` are parts of a name or of a headline, in any case, with or without accents;
    `type` is PLOVER's, or type/mode; `since` and `until` ISO prefixes that bound the days, both included.
    `least` is how many articles tell of it; `background` also those that no article is about.
    """

    place: str | None = None
    since: str | None = None
    until: str | None = None
    type: str | None = None
    actor: str | None = None
    text: str | None = None
    least: int = 1
    background: bool = False

    def takes(self, one: Summary) -> bool:
        return (
            one.articles >= self.least
            and (self.background or one.main)
            and _within(self.place, one.places)
            and _within(self.actor, one.actors)
            and all(word in one.words for word in folded(self.text or "").split())
            and self._type(one)
            and self._time(one)
        )

    def _type(self, one: Summary) -> bool:
        if self.type is None:
            return True
        type, _, mode = self.type.partition("/")
        return (one.type or "").upper() == type.upper() and (not mode or mode.lower() in one.modes)

    def _time(self, one: Summary) -> bool:
        if self.since is None and self.until is None:
            return True
        if one.first is None or one.last is None:
            return False
        since, until = days(self.since), days(self.until)
        own = days(f"{one.first}/{one.last}")
        if own is None:
            return False
        return (since is None or own.last >= since.first) and (until is None or own.first <= until.last)


def checked(asked: Filter) -> Filter:
    """The filter. Raises UsageError where a date is none."""
    for value in (asked.since, asked.until):
        if value is not None and days(value) is None:
            raise UsageError(f"{value!r} is no date; write 2018, 2018-11 or 2018-11-25")
    return asked


def folded(text: str) -> str:
    """In small letters without accents, for looking up."""
    return unaccented(text).casefold()


def summary(incident: Incident) -> Summary:
    """The summary of an incident."""
    killed = _facet(incident, "killed")
    dates = incident.dates or _published(incident)
    counts = incident.counts
    places = [incident.place.name] if incident.place else []
    places += [position.value for position in _facet(incident, "place").positions]
    actors = [name for root in incident.roots for name in (root.name, root.group, *root.aliases)]
    actors += [name for row in incident.blame for name in (row.accused, row.by)]
    publishers = [article.publisher or "" for article in incident.articles]
    titles = [article.title or "" for article in incident.articles]
    return Summary(
        id=incident.id, type=incident.type, modes=incident.modes,
        first=dates[0] if dates else None, last=dates[1] if dates else None,
        stated=incident.dates is not None,
        place=incident.place.name if incident.place else None, title=incident.title,
        articles=counts.articles, publishers=counts.publishers, roots=counts.roots, groups=counts.groups,
        groups_not_party=counts.groups_not_party,
        killed=killed.positions[0].value if killed.positions else None, killed_verdict=killed.verdict,
        contradicted=tuple(facet.facet for facet in incident.facets if facet.verdict == "contradict"),
        main=any(article.main for article in incident.articles),
        places=_joined(places), actors=_joined(actors),
        words=_joined([incident.title, *titles, *publishers, *places, *actors]),
    )  # fmt: skip


def _facet(incident: Incident, name: str) -> Facet:
    return next((facet for facet in incident.facets if facet.facet == name), Facet(name, "silent", ()))


def _published(incident: Incident) -> tuple[str, str] | None:
    dates = sorted(article.published.value[:10] for article in incident.articles if article.published)
    return (dates[0], dates[-1]) if dates else None


def _joined(names: Iterable[str]) -> str:
    return " | ".join(sorted({folded(name) for name in names if name}))


def _within(wanted: str | None, names: str) -> bool:
    return wanted is None or folded(wanted) in names
