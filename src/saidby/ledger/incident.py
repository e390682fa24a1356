"""The incident: what many articles say of one happening, field for field as the schema names it.

Claims are named by article and the id they have in its reading. Everything here is computed and can be
computed again; `None` is not known, an empty tuple is none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from saidby.data import ChainLink, Dated, Problem, Span
from saidby.ledger.roots import Counts

Verdict = Literal["agree", "differ", "contradict", "single", "silent"]
BlameKind = Literal["blamed", "claimed", "denied"]


@dataclass(frozen=True, slots=True)
class Where:
    """A place. `precision` is UCDP where_prec; degrees WGS 84, None where no gazetteer has it."""

    name: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    precision: int | None


@dataclass(frozen=True, slots=True)
class InArticle:
    """An article that tells of it. `id` as given in the input, else hashed; `main`: it is about this.

    `published` has the basis "other-article" where the page has no date and a companion lends it one.
    """

    id: str
    main: bool
    publisher: str | None
    published: Dated | None
    title: str | None
    row: int


@dataclass(frozen=True, slots=True)
class ClaimRef:
    """A claim of a reading."""

    article: str
    claim: str


@dataclass(frozen=True, slots=True)
class Told:
    """Which events and claims of a reading tell of it, and the sentence by which the part is found again."""

    article: str
    events: tuple[str, ...]
    claims: tuple[str, ...]
    anchor: Span


@dataclass(frozen=True, slots=True)
class IncidentClaim:
    """A claim with whose word it is. `root` and `group` are names as in `roots`."""

    article: str
    claim: str
    root: str
    group: str
    chain: tuple[ChainLink, ...]
    act: str


@dataclass(frozen=True, slots=True)
class RootRow:
    """A root. `party`: accused of it, or acting in it. `first_seen`: the earliest publication, or None."""

    name: str
    aliases: tuple[str, ...]
    kind: str
    group: str
    party: bool
    articles: tuple[str, ...]
    first_seen: str | None


@dataclass(frozen=True, slots=True)
class RelayRow:
    """Who passed the word of a root on."""

    root: str
    via: str
    articles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One value of one root. `as_of` is when it was said, else when that was published, or None."""

    measure: str
    who: str | None
    root: str
    low: float | None
    high: float | None
    as_of: str | None
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class BlameRow:
    accused: str
    by: str
    kind: BlameKind
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class Position:
    """One answer to a facet, with who holds it. Groups count, not volume.

    A publisher that names sources for the incident is among `roots` with what it says on its own word, and
    adds no group.
    """

    value: str
    roots: tuple[str, ...]
    groups: tuple[str, ...]
    claims: tuple[ClaimRef, ...]


@dataclass(frozen=True, slots=True)
class Facet:
    """`occurrence`, `responsibility`, `instrument`, `place`, `time` or a measure, with its positions."""

    facet: str
    verdict: Verdict
    positions: tuple[Position, ...]


@dataclass(frozen=True, slots=True)
class EchoRow:
    """Text that two articles share. `source` is the earlier or credited one where `directed`."""

    source: str
    target: str
    directed: bool
    share: float
    kind: str


@dataclass(frozen=True, slots=True)
class Incident:
    """One line of incidents-jsonl. `dates` are the first and the last day, None where no words say."""

    id: str
    type: str | None
    modes: tuple[str, ...]
    dates: tuple[str, str] | None
    place: Where | None
    title: str
    articles: tuple[InArticle, ...]
    mentions: tuple[Told, ...]
    claims: tuple[IncidentClaim, ...]
    counts: Counts
    roots: tuple[RootRow, ...]
    relays: tuple[RelayRow, ...]
    figures: tuple[FigureRow, ...]
    blame: tuple[BlameRow, ...]
    facets: tuple[Facet, ...]
    echoes: tuple[EchoRow, ...]
    problems: tuple[Problem, ...]
