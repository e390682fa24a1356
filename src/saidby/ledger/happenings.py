"""Happenings: what one article tells of that happened, taken apart by kind, day and place.

Each sentence of an article belongs to one happening; the first that is told is as a rule the one that the
article is about. All is a pure function of one reading. Where it holds no events, the words, the figures, the
places and the times of its claims say as much as they can.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from saidby.data import Dated, Place, Reading, Span, Timex
from saidby.ledger.days import Days, days
from saidby.ledger.kinds import FORCE, GENERAL, chief, kind, kinds_of, type_of
from saidby.ledger.spots import Spot, nearest, spot

SURE = 0.5  # an event of a lower score says nothing by itself; half of those are no events
NEAR_KM = 8.0  # a town and its outskirts
FAR_KM = 25.0
MOVING = "displacement"
"""The kind whose place is the one that people leave."""
LEAD = 3
"""Sentences that tell what the article is about, after its title."""
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_DATELINE = re.compile(r"\s*\((?:[A-Z][\w ]*)\)|\s+[-–—]{1,2}\s+[A-Z]")
# "evacuees from the towns of Foua and Kefraya", "on their way to Aleppo"
_MOTION = re.compile(
    r"\b(from|to|into|towards?|for|leaving|left|leave|reach|reached|enter|entered|of|in|at|on|near|outside|hit|"
    r"around|inside|over)\b(?=(?: [\w'’-]+){0,5} $)"
)
_ASIDE = frozenset("from to into toward towards for leaving left leave reach reached enter entered".split())
_LEAVING = frozenset("from leaving left leave".split())
_LAND = r"(?:city|town|village|province|governorate|district|countryside|suburb|region|area|neighbou?rhood)s?"
_WAY = r"(?:north|south|east|west|northern|southern|eastern|western|central|rural|outskirts)"
# "Salaheddin, a district in the city of Aleppo", "Khan Tuman west of Aleppo"
_IN = re.compile(
    rf"(?:,? (?:a |an |the )?(?:\w+[- ]){{0,2}}{_LAND})?,? "
    rf"(?:in|near|outside|{_WAY}(?: of)?|on the {_WAY} of|of|inside)"
    rf"(?: the)?(?: {_WAY}| \w+ern)?(?: {_LAND}(?: of)?)? |, ?"
)
# "Aleppo's Salaheddin", "Aleppo neighbourhood of Salaheddin"
_OF = re.compile(rf"['’]?s? (?:{_WAY} |\w+ern )*(?:{_LAND} (?:of )?)?")


# How much each speaks for a sentence being of a happening, or against it. Swept on the hand-read Syrian
# articles: changing any one of them by half as much again moves B3 by two points at most.
_START = -0.25
_SAME_DAY, _NEXT_DAY, _OTHER_DAY = 0.5, -0.5, -3.0
_SAME_PLACE, _AROUND, _OTHER_PLACE = 1.5, -0.75, -2.0
_SAME_TYPE, _OTHER_TYPE = 0.25, -1.25
_SAME_COUNT = 0.5
_CURRENT = 0.75  # the happening that the sentence before tells of


@dataclass(frozen=True, slots=True)
class Happening:
    """What an article tells of one thing that happened.

    `article` is the ledger's id; `anchor` the sentence by which it is found again; `type` PLOVER's or None,
    `kinds` ours with their weight. `days` is when it was, None where no words say so. `spots` are where, the
    most told first; `names` the actor ids of those who did it or to whom it was done.
    """

    article: str
    number: int
    main: bool
    anchor: Span
    sentences: tuple[int, ...]
    type: str | None
    kinds: dict[str, float]
    modes: tuple[str, ...]
    days: Days | None
    spots: tuple[Spot, ...]
    events: tuple[str, ...]
    claims: tuple[str, ...]
    figures: tuple[str, ...]
    actors: tuple[str, ...]


@dataclass(slots=True)
class _Told:
    """What one sentence tells by itself."""

    number: int
    span: Span
    kinds: dict[str, float] = field(default_factory=dict)
    types: Counter[str] = field(default_factory=Counter)
    modes: Counter[str] = field(default_factory=Counter)
    days: Days | None = None
    spots: tuple[Spot, ...] = ()
    counted: frozenset[tuple[str, float | None, float | None]] = frozenset()

    @property
    def grave(self) -> bool:
        """Whether it can tell of a happening at all."""
        return bool(self.kinds)

    @property
    def fine(self) -> tuple[Spot, ...]:
        return tuple(one for one in self.spots if one.fine)


@dataclass(slots=True)
class _Group:
    """Sentences of one happening."""

    members: list[_Told]
    seeds: list[_Told]

    @property
    def kinds(self) -> dict[str, float]:
        """What was told first weighs most: what follows tells of consequences, and of what else there was."""
        return _summed(
            {name: weight / (1 + rank) for name, weight in told.kinds.items()}
            for rank, told in enumerate(self.seeds)
        )

    @property
    def days(self) -> Days | None:
        return _agreed([told.days for told in self.seeds if told.days])

    @property
    def fine(self) -> tuple[Spot, ...]:
        return tuple(one for told in self.seeds for one in told.fine)

    @property
    def spots(self) -> tuple[Spot, ...]:
        return tuple(one for told in self.seeds for one in told.spots)


def happenings(reading: Reading, article: str) -> tuple[Happening, ...]:
    """The happenings of a reading; the first is the main one, and there is always one."""
    told = _Sentences(reading).told()
    groups = _grouped(told)
    return tuple(_happening(reading, article, number, group) for number, group in enumerate(groups))


def published(reading: Reading) -> Days | None:
    dated: Dated | None = reading.article.published
    return days(dated.value) if dated else None


# -------------------------------------------------------------------------------------- sentences


class _Sentences:
    """What stands where in a reading."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._text = reading.article.text
        self._said_at = {claim.report_time for claim in reading.claims}
        self._published = published(reading)

    def told(self) -> list[_Told]:
        reading = self._reading
        sentences = list(reading.sentences) or [Span(0, len(self._text))]
        found = [
            _Told(number, span, kinds=_weights(span.of(self._text))) for number, span in enumerate(sentences)
        ]
        home = _Home(sentences)
        spots: dict[int, list[Spot]] = {}
        for place, within in self._places():
            way = self._way(place)
            left = way in _LEAVING
            here = spot(place, place.span.of(self._text), within=within or way in _ASIDE, left=left)
            if here and (where := home.of(place.span)) is not None:
                spots.setdefault(where, []).append(here)
        for event in reading.events:
            if event.score < SURE or event.factuality in ("future", "hypothetical", "habitual", "purpose"):
                continue
            for trigger in event.triggers:
                if event.type and (where := home.of(trigger)) is not None:
                    found[where].types[event.type] += 1
                    found[where].modes.update(event.modes)
        counted: dict[int, set[tuple[str, float | None, float | None]]] = {}
        for figure in reading.figures:
            for span in figure.spans:
                if (where := home.of(span)) is None:
                    continue
                if figure.measure in ("killed", "injured"):
                    counted.setdefault(where, set()).add((figure.measure, figure.low, figure.high))
                elif figure.measure == "displaced":
                    told = found[where].kinds
                    told["displacement"] = told.get("displacement", 0.0) + 1.0
        dated: dict[int, list[Days]] = {}
        for timex in reading.timexes:
            if timex.type not in ("DATE", "TIME") or timex.id in self._said_at or timex.function:
                continue
            where, when = home.of(timex.span), days(timex.resolved)
            if where is not None and when and when.length <= 7 and self._news(when, timex):
                dated.setdefault(where, []).append(when)
        for one in found:
            one.spots = tuple(spots.get(one.number, ()))
            one.counted = frozenset(counted.get(one.number, ()))
            one.days = _agreed(dated.get(one.number, []))
            if one.counted and not one.kinds:
                one.kinds = {GENERAL: 1.0}
            if FORCE in one.types and not one.kinds:
                one.kinds = {GENERAL: float(one.types[FORCE])}
        return found

    def _places(self) -> Iterator[tuple[Place, bool]]:
        """Places that are no dateline, each with whether another is said to lie in it."""
        places = sorted(self._reading.places, key=lambda place: place.span)
        outer: set[str] = set()
        for one, other in pairwise(places):
            between = self._text[one.span.end : other.span.start]
            if _IN.fullmatch(between):
                outer.add(other.id)
            elif _OF.fullmatch(between):
                outer.add(one.id)
        for place in places:
            after = self._text[place.span.end : place.span.end + 16]
            name = place.span.of(self._text)
            if not (name.isupper() and len(name) > 3) and not _DATELINE.match(after):
                yield place, place.id in outer

    def _way(self, place: Place) -> str | None:
        """The word that says how the place is meant: "from" there, "to" it, "in" it; None where none does."""
        before = self._text[max(0, place.span.start - 60) : place.span.start]
        words = [word for word in _MOTION.findall(before) if word != "of"]
        return words[-1] if words else None

    def _news(self, when: Days, timex: Timex) -> bool:
        """Whether it can be the day of what is told: not after the page, nor the page's own date printed."""
        if self._published is None:
            return True
        printed = when == self._published and _YEAR.search(timex.span.of(self._text)) is not None
        return when.first <= self._published.last and not printed


class _Home:
    """Which sentence a span stands in."""

    def __init__(self, sentences: Sequence[Span]) -> None:
        self._sentences = sentences

    def of(self, span: Span) -> int | None:
        low, high = 0, len(self._sentences)
        while low < high:
            middle = (low + high) // 2
            if self._sentences[middle].end <= span.start:
                low = middle + 1
            else:
                high = middle
        return low if low < len(self._sentences) and self._sentences[low].overlaps(span) else None


def _weights(words: str) -> dict[str, float]:
    return {name: float(count) for name, count in kinds_of(words).items()}


def _summed(weights: Iterable[dict[str, float]]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in weights:
        for name, weight in one.items():
            total[name] = total.get(name, 0.0) + weight
    return total


def _agreed(found: Sequence[Days]) -> Days | None:
    """The day that most of the dates say, the first of them where two are said as often."""
    if not found:
        return None
    votes = Counter(found)
    best = max(votes.values())
    chosen = next(one for one in found if votes[one] == best)
    for one in found:  # "Saturday" beside "this week"
        inside = chosen.common(one)
        if inside and inside.length < chosen.length:
            chosen = inside
    return chosen


# -------------------------------------------------------------------------------------- grouping


def _grouped(told: Sequence[_Told]) -> list[_Group]:
    """Sentences by happening, in the order in which each is first told of."""
    groups: list[_Group] = []
    current: _Group | None = None
    for one in told:
        if current is None:
            current = _Group([one], [one] if one.grave else [])
            groups.append(current)
            continue
        if not one.grave:
            current.members.append(one)
            if not current.seeds:  # an article that has not come to its point yet
                current.seeds = []
            continue
        current = _home_of(one, groups, current)
    return [group for group in groups if group.members]


def _home_of(one: _Told, groups: list[_Group], current: _Group) -> _Group:
    """The group that takes the sentence, a new one where it tells of something else."""
    if not current.seeds:
        current.members.append(one)
        current.seeds.append(one)
        return current
    scored = [(_fit(one, group, current), -number) for number, group in enumerate(groups)]
    best, number = max(scored)
    if best > 0 or not _stands(one):
        group = groups[-number] if best > 0 else current
        group.members.append(one)
        group.seeds.append(one)
        return group
    group = _Group([one], [one])
    groups.append(group)
    return group


def _stands(one: _Told) -> bool:
    """Whether a sentence says enough to be a happening of its own: what, and when or where."""
    return bool(one.days or one.fine or one.counted)


def _fit(one: _Told, group: _Group, current: _Group) -> float:
    """How well a sentence goes with a happening; above 0 it belongs there."""
    score = _START
    when, before = one.days, group.days
    if when and before:
        score += (_SAME_DAY, _NEXT_DAY, _OTHER_DAY)[min(2, when.gap(before))]
    here, there = one.fine, group.fine
    if here and there:
        far = nearest(here, there)
        near = far is not None and far <= NEAR_KM
        score += _SAME_PLACE if near else _OTHER_PLACE if far is None or far > FAR_KM else _AROUND
    same_type = type_of(chief(one.kinds)) == type_of(chief(group.kinds))
    score += _SAME_TYPE if same_type else _OTHER_TYPE
    if one.counted and any(one.counted & seed.counted for seed in group.seeds):
        score += _SAME_COUNT
    return score + (_CURRENT if group is current else 0.0)


# -------------------------------------------------------------------------------------- making


def _happening(reading: Reading, article: str, number: int, group: _Group) -> Happening:
    sentences = tuple(one.number for one in group.members)
    spans = [one.span for one in group.members]
    claims = tuple(
        claim.id for claim in reading.claims if claim.stance is None and _starts_in(claim.sentence, spans)
    )
    events = tuple(
        event.id
        for event in reading.events
        if event.score >= SURE and event.triggers and _starts_in(event.triggers[0], spans)
    )
    chosen = set(events)
    figures = tuple(
        figure.id for figure in reading.figures if figure.spans and _starts_in(figure.spans[0], spans)
    )
    kinds = group.kinds
    if not number:
        kinds = _summed([kinds, _weights(reading.article.title or "")])
    types: Counter[str] = Counter()
    modes: Counter[str] = Counter()
    for one in group.seeds:
        types.update(one.types)
        modes.update(one.modes)
    spots = Counter(one.key for one in group.spots)
    by_key = {one.key: one for one in reversed(group.spots)}
    name = chief(kinds)
    aside = {one.key for one in group.spots if (one.left is False if name == MOVING else one.outer)}
    order = sorted(spots, key=lambda key: (not by_key[key].fine, key in aside, -spots[key]))
    told_mode = kind(name).mode if name else None
    anchor = (group.seeds or group.members)[0].span
    return Happening(
        article=article,
        number=number,
        main=number == 0,
        anchor=anchor,
        sentences=sentences,
        type=_type(name, types),
        kinds=kinds,
        modes=tuple(
            dict.fromkeys(
                [*([told_mode] if told_mode else []), *sorted(m for m, n in modes.items() if n > 1)]
            )
        ),
        days=group.days,
        spots=tuple(replace(by_key[key], outer=key in aside) for key in order),
        events=events,
        claims=claims,
        figures=figures,
        actors=tuple(
            dict.fromkeys(
                actor
                for event in reading.events
                if event.id in chosen
                for actor in (*event.actors, *event.recipients)
            )
        ),
    )


def _type(name: str | None, types: Counter[str]) -> str | None:
    """PLOVER's type: that of the kind, else the one that most events have."""
    if name and (found := type_of(name)):
        return found
    return min(types, key=lambda type: (-types[type], type)) if types else None


def _starts_in(span: Span, spans: Sequence[Span]) -> bool:
    return any(one.start <= span.start < one.end for one in spans)
