"""Incidents: what happened according to whom, made of the happenings of many articles.

    found = incidents(pages, echoes=..., voices=...)

The whole way stands in `incidents`: portraits of each article's happenings, candidate pairs, their scores,
the clusters, and for each cluster what its articles say. A pure function of the readings and of what people
decided.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from saidby.data import Problem, Reading
from saidby.ledger.blames import blame_rows, blames
from saidby.ledger.dating import lent
from saidby.ledger.days import Days
from saidby.ledger.echoes import Echo
from saidby.ledger.evidence import Part, ordered, said
from saidby.ledger.facets import facets
from saidby.ledger.folded import FoldedVoices
from saidby.ledger.happenings import published
from saidby.ledger.incident import (
    EchoRow,
    InArticle,
    Incident,
    IncidentClaim,
    RelayRow,
    RootRow,
    Told,
    Where,
)
from saidby.ledger.owners import Owners
from saidby.ledger.portraits import Ref, Sitting
from saidby.ledger.roots import Account, Folding, Options, Roots
from saidby.ledger.spots import Spot
from saidby.ledger.tolls import counted, figure_rows

NEWS = (
    30  # days after which what happened is no news any more; the guideline of the war's articles says a week
)


@dataclass(frozen=True, slots=True)
class Page:
    """A reading as incidents need it. `article` is the ledger's id, `name` the one that exports give it.

    `reading` is a function, so that not all readings need to be in memory at once.
    """

    article: str
    name: str
    row: int
    reading: Callable[[], Reading]
    sitting: Sitting


@dataclass(frozen=True, slots=True)
class Known:
    """What others found out about the articles, and what people decided. Empty: nothing.

    `echoes` name articles by the ledger's id, as `tied` and `parted` do in their refs; `owners` say who
    belongs to whom; `marked` are, by incident, names that a person called a party to it (True) or none.
    """

    echoes: Sequence[Echo] = ()
    tied: Collection[tuple[Ref, Ref]] = ()
    parted: Collection[tuple[Ref, Ref]] = ()
    owners: Owners = field(default_factory=Owners)
    marked: Mapping[str, Mapping[str, bool]] = field(default_factory=dict)


def incidents(pages: Iterable[Page], known: Known | None = None) -> list[Incident]:
    """All incidents, those with most articles first, then by date and id."""
    from saidby.ledger.links import linked

    known = known or Known()
    by_article = {page.article: page for page in pages}
    sittings = [by_article[article].sitting for article in sorted(by_article)]
    found = linked(sittings, echoes=known.echoes, tied=known.tied, parted=known.parted)
    return sorted((incident(cluster, by_article, known) for cluster in found.clusters), key=rank)


def rank(incident: Incident) -> tuple[int, str, str]:
    """The order of lists: those with most articles first, then by date and id."""
    return (-incident.counts.articles, incident.dates[0] if incident.dates else "~", incident.id)


# -------------------------------------------------------------------------------------- one incident


def incident(cluster: Sequence[Ref], pages: Mapping[str, Page], known: Known) -> Incident:
    """What the articles of a cluster say of it."""
    parts = ordered([_part(pages[article], number) for article, number in cluster])
    names = {part.happening.article: part.name for part in parts}
    echoes = [echo for echo in known.echoes if echo.source in names and echo.target in names]
    id, spot, days = _id(parts[0]), _spot(parts), _days(parts)
    folding = Folding(
        _accounts(parts),
        echoes=echoes,
        options=Options(known.owners, known.marked.get(id, {}), spot.country if spot else None),
    )
    voices, roots = FoldedVoices(folding), folding.found()
    claims = said(parts, voices, {root.name for root in roots.roots})
    counts, blame = counted(claims), blames(claims, voices)
    lead = next((part for part in parts if part.happening.main), parts[0])
    return Incident(
        id=id,
        type=_most(part.happening.type for part in parts),
        modes=_modes(parts),
        dates=days.told() if days else None,
        place=_where(spot) if spot else None,
        title=_title(lead),
        articles=_articles(parts, echoes),
        mentions=tuple(
            Told(part.name, part.happening.events, part.happening.claims, part.happening.anchor)
            for part in parts
        ),
        claims=tuple(
            IncidentClaim(
                one.part.name, one.claim.id, one.root.name, voices.group_name(one.root.group),
                one.claim.chain, one.claim.act,
            )
            for one in claims
        ),
        counts=roots.counts,
        roots=_roots(roots, names),
        relays=tuple(
            RelayRow(relay.root, relay.via, _named(relay.articles, names)) for relay in roots.relays
        ),
        figures=figure_rows(counts),
        blame=blame_rows(blame),
        facets=facets(claims, counts, blame, voices),
        echoes=tuple(
            EchoRow(names[echo.source], names[echo.target], echo.directed, echo.share, echo.kind)
            for echo in echoes
        ),
        problems=_problems(parts),
    )  # fmt: skip


def _accounts(parts: Sequence[Part]) -> list[Account]:
    claims: dict[str, tuple[str, ...]] = {}
    for part in parts:
        article = part.happening.article
        claims[article] = (*claims.get(article, ()), *part.happening.claims)
    readings = {part.happening.article: part.reading for part in parts}
    return [Account(article, readings[article], ids) for article, ids in claims.items()]


def _part(page: Page, number: int) -> Part:
    return Part(page.name, page.row, page.reading(), page.sitting.portraits[number].happening)


def _id(first: Part) -> str:
    """Of the earliest article that tells of it: it stays when later ones are added."""
    happening = first.happening
    key = f"{happening.article} {happening.anchor.start} {happening.anchor.end}"
    return hashlib.sha256(key.encode()).hexdigest()[:16]


def _most(values: Iterable[str | None]) -> str | None:
    counts = Counter(value for value in values if value)
    return min(counts, key=lambda value: (-counts[value], value)) if counts else None


def _modes(parts: Sequence[Part]) -> tuple[str, ...]:
    """Modes of at least a third of the parts, the commonest first."""
    counts = Counter(mode for part in parts for mode in part.happening.modes)
    least = len(parts) / 3
    return tuple(sorted((m for m in counts if counts[m] >= least), key=lambda m: (-counts[m], m)))


def _days(parts: Sequence[Part]) -> Days | None:
    """What most parts say; of days said as often the shortest, then the first.

    What a page is about is news: a day long before it ("since the truce of February") is not that of its main
    happening, unless no part has another.
    """
    told = [part.happening.days for part in parts if part.happening.days and not _stale(part)]
    counts = Counter(told or [part.happening.days for part in parts if part.happening.days])
    return min(counts, key=lambda days: (-counts[days], days.length, days)) if counts else None


def _stale(part: Part) -> bool:
    """Whether the day of a page's main happening lies more than `NEWS` days before the page."""
    when, page = part.happening.days, published(part.reading)
    return bool(part.happening.main and when and page and page.first - when.last > NEWS)


def _spot(parts: Sequence[Part]) -> Spot | None:
    """The place that most parts put first; a town before the province and before what lies around it."""
    weights: dict[str, float] = defaultdict(float)
    spots: dict[str, Spot] = {}
    for part in parts:
        known = part.happening.spots
        fine = [one for one in known if one.fine]
        inner = [one for one in fine if not one.outer]
        for rank, one in enumerate((inner or fine or known)[:3], 1):
            weights[one.key] += 1 / rank
            spots.setdefault(one.key, one)
    return spots[min(weights, key=lambda key: (-weights[key], key))] if weights else None


def _where(spot: Spot) -> Where:
    return Where(spot.name, spot.geonames_id, spot.latitude, spot.longitude, spot.precision)


def _title(lead: Part) -> str:
    """The headline of the first article that is about it, else the sentence that tells of it."""
    article = lead.reading.article
    if lead.happening.main and article.title:
        return article.title
    return " ".join(lead.happening.anchor.of(article.text).split())


def _articles(parts: Sequence[Part], echoes: Sequence[Echo]) -> tuple[InArticle, ...]:
    found: dict[str, InArticle] = {}
    dates = lent(parts, echoes)
    for part in parts:
        article = part.happening.article
        main = part.happening.main or (article in found and found[article].main)
        page = part.reading.article
        found[article] = InArticle(part.name, main, page.publisher, dates[article], page.title, part.row)
    return tuple(found.values())


def _roots(roots: Roots, names: Mapping[str, str]) -> tuple[RootRow, ...]:
    """Those with most articles first."""
    rows = [
        RootRow(
            name=names.get(root.name, root.name), aliases=root.aliases, kind=root.kind,
            group=names.get(root.group, root.group), party=root.party,
            articles=_named(root.articles, names), first_seen=root.first_seen,
        )
        for root in roots.roots
    ]  # fmt: skip
    return tuple(sorted(rows, key=lambda row: (-len(row.articles), row.name)))


def _named(articles: Iterable[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[article] for article in articles)


def _problems(parts: Sequence[Part]) -> tuple[Problem, ...]:
    return tuple(
        Problem("dates", f"{part.name}: the page has no date")
        for part in parts
        if part.reading.article.published is None
    )
