"""Every record of a reading, field for field as the schema `saidby/reading/1` names them.

A reading is one JSON object; `saidby.serial` turns records into it and back. Three rules hold everywhere:

* a `Span` counts code points of `Article.text`, end excluded; its text is `span.of(text)`, not stored twice;
* unknown is `None`, none is `()`, zero is 0: a figure that nobody stated is `None`, never 0;
* a `score` lies between 0 and 1 and is calibrated: of values scored 0.8, four in five are right.

Ids (`a1`, `e3`) are local to one reading.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

SCHEMA = "saidby/reading/1"

Role = Literal[
    "title", "deck", "body", "heading", "caption", "byline", "dateline", "footnote", "crosslink",
    "related", "tags", "section", "capture_clock", "nav", "correction", "other",
]  # fmt: skip
READ_ROLES: frozenset[Role] = frozenset({"deck", "body", "heading", "caption", "footnote"})
"""Only these elements are read for claims."""

Basis = Literal["given", "json-ld", "meta", "feed", "url", "dateline", "text", "other-article"]
ActorKind = Literal[
    "person", "unnamed", "office", "organization", "media", "state", "group", "collective"
]  # fmt: skip
Form = Literal["name", "pronoun", "description", "metonym"]
TimexType = Literal["DATE", "TIME", "DURATION", "SET"]
Use = Literal["event", "metonym", "mention"]
Measure = Literal[
    "killed", "injured", "hospitalised", "missing", "detained", "abducted", "displaced", "affected",
    "objects", "other",
]  # fmt: skip
Factuality = Literal[
    "happened", "denied", "attempted", "purpose", "future", "hypothetical", "habitual", "background"
]  # fmt: skip
Quoting = Literal["direct", "mixed", "indirect"]
Act = Literal[
    "assert", "report", "accuse", "deny", "confirm", "condemn", "demand", "request", "predict",
    "promise", "threaten", "claim_responsibility", "correct", "retract",
]  # fmt: skip
FlagKind = Literal["plural_for_one", "pseudo_quote", "drift", "undated", "wire_copy"]
Stage = Literal["input", "decode", "page", "dates", "read", "write"]

PUBLISHER = "publisher"
"""The actor id that ends every chain: the article's own publisher."""


class Span(NamedTuple):
    """Code points `start` to `end` of `Article.text`, end excluded."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def holds(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Problem:
    """What could not be read or decided, and where. `span` is None when it concerns the whole page."""

    stage: Stage
    message: str
    span: Span | None = None


# -------------------------------------------------------------------------------------- article


@dataclass(frozen=True, slots=True)
class Dated:
    """A date of the page with its evidence.

    `value` is an ISO 8601 prefix, as exact as known: "2018", "2018-11", "2018-11-25",
    "2018-11-25T18:18Z". `span` is None where the date does not stand in the text.
    """

    value: str
    basis: Basis
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of the article's text with a role. `href` is where it links to as a whole, or None."""

    role: Role
    span: Span
    href: str | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the page. `span` is None for links that carry no text (an image, a canonical link)."""

    href: str
    span: Span | None
    role: Role


@dataclass(frozen=True, slots=True)
class Article:
    """The page as read: its text with nothing deleted, its elements, and what is known about it.

    `id` is the sha256 of the url (or "") and the text, `sha256` that of the bytes that were read.
    `captured` is the page's own clock or an archive's time; it is never used as `published`.
    """

    id: str
    sha256: str
    url: str | None
    publisher: str | None
    title: str | None
    byline: str | None
    section: str | None
    language: str | None
    tags: tuple[str, ...]
    published: Dated | None
    modified: Dated | None
    captured: Dated | None
    text: str
    elements: tuple[Element, ...]
    links: tuple[Link, ...]


# -------------------------------------------------------------------------------------- entities


@dataclass(frozen=True, slots=True)
class Authority:
    """An entry of an authority file: ("wikidata", "Q7184")."""

    authority: str
    id: str


@dataclass(frozen=True, slots=True)
class Mention:
    span: Span
    form: Form


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name that this very page defines: "(SANA)"."""

    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks or acts. `sector` is a PLOVER sector code; `acts_for`, `same_as` are actor ids."""

    id: str
    name: str
    kind: ActorKind
    sector: str | None
    mentions: tuple[Mention, ...]
    aliases: tuple[Alias, ...]
    acts_for: str | None
    same_as: str | None
    link: Authority | None
    score: float


@dataclass(frozen=True, slots=True)
class Timex:
    """A time expression as TIMEX3 in ISO-TimeML.

    `value` is what the words say without the anchor (`XXXX-WXX-6`), `resolved` an ISO date or a closed
    interval `first/last`, or None with `reason`. `anchor` is "published", a timex id or None.
    """

    id: str
    span: Span
    type: TimexType
    value: str
    mod: str | None
    resolved: str | None
    anchor: str | None
    reason: str | None
    function: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Place:
    """A place name. `precision` is UCDP where_prec, 1 (exact) to 7; `country` ISO 3166-1 alpha-2.

    A metonym keeps its coordinates (degrees, WGS 84) and never gets a pin.
    """

    id: str
    span: Span
    name: str
    geonames_id: int | None
    latitude: float | None
    longitude: float | None
    country: str | None
    precision: int | None
    relation: str | None
    use: Use
    score: float


@dataclass(frozen=True, slots=True)
class Who:
    """Those who are counted: an actor id or None, and the words."""

    actor: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people or things as a range: "at least 107" is (107, None), "dozens" (None, None)."""

    id: str
    spans: tuple[Span, ...]
    measure: Measure
    low: float | None
    high: float | None
    status: Span | None
    who: Who | None
    part_of: str | None
    score: float


@dataclass(frozen=True, slots=True)
class Thing:
    """An object or instrument of an event: its words and their kind ("vehicle", "chemical")."""

    span: Span
    kind: str


@dataclass(frozen=True, slots=True)
class Order:
    """The event comes after, or before, another event of the reading (its id)."""

    after: str | None = None
    before: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """What the words say happened. `type` and `modes` are PLOVER's; None where none fits."""

    id: str
    triggers: tuple[Span, ...]
    type: str | None
    modes: tuple[str, ...]
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    objects: tuple[Thing, ...]
    instruments: tuple[Thing, ...]
    places: tuple[str, ...]
    time: str | None
    order: Order | None
    figures: tuple[str, ...]
    factuality: Factuality
    score: float
    vector: str | None = None


# -------------------------------------------------------------------------------------- claims


@dataclass(frozen=True, slots=True)
class Attribution:
    """Somebody's words: source, cue and content, each as pieces in text order.

    `source` is () where nobody is named ("it was reported"). `parent` is the id of the attribution
    inside whose content this one stands, or None.
    """

    id: str
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    content: tuple[Span, ...]
    quoting: Quoting
    parent: str | None
    score: float


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One hand a claim went through. `via` are the words of the relay ("as quoted by"), None for the root."""

    actor: str
    via: Span | None = None


@dataclass(frozen=True, slots=True)
class Denial:
    """What a denial denies: events, or a claim, by id."""

    events: tuple[str, ...]
    claim: str | None


@dataclass(frozen=True, slots=True)
class Flag:
    kind: FlagKind
    span: Span


@dataclass(frozen=True, slots=True)
class Alternative:
    """An attribution nearby that may still run on over this claim, and how likely that is."""

    attribution: str
    score: float


@dataclass(frozen=True, slots=True)
class Stance:
    """Where the first of a chain stands, as the next tells in his own words: "wants", and what is wanted."""

    cue: Span
    held: Span


@dataclass(frozen=True, slots=True)
class Claim:
    """A sentence or an attribution as somebody's word.

    `attribution` is None where the publisher says so itself. `chain` runs from the root source to the
    publisher; its last link is `PUBLISHER`. `sentence` reaches from the first to the last sentence that
    the claim touches. `report_time` is when it was said (a timex id), never when the event was.
    `stance` is set where another tells what the first of the chain thinks, feels or wants: a part of the
    attribution's content, none of it his words.
    """

    id: str
    attribution: str | None
    chain: tuple[ChainLink, ...]
    act: Act
    sentence: Span
    events: tuple[str, ...]
    figures: tuple[str, ...]
    hedges: tuple[Span, ...]
    boosters: tuple[Span, ...]
    addressee: tuple[str, ...]
    accused: tuple[str, ...]
    accused_of: tuple[str, ...]
    denies: Denial | None
    report_time: str | None
    repeats_earlier: bool
    flags: tuple[Flag, ...]
    alternative: Alternative | None
    score: float
    vector: str | None = None
    stance: Stance | None = None


# -------------------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class Reader:
    """What made a reading, enough to make it again: the package's version and the weights' name."""

    version: str
    model: str


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was found in one article. Lists are sorted by first position, then id."""

    schema: str
    reader: Reader
    article: Article
    sentences: tuple[Span, ...]
    actors: tuple[Actor, ...]
    timexes: tuple[Timex, ...]
    places: tuple[Place, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    problems: tuple[Problem, ...]
