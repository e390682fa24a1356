"""Which place a name means: by the places named beside it, the state that follows, and its people."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from saidby.data import Article
from saidby.reading.lexicon import states
from saidby.reading.places.atlas import Atlas, words
from saidby.reading.places.candidates import Candidate
from saidby.reading.places.folding import fold, skeleton
from saidby.reading.places.gazetteer import Entry

# Weights found on half of LGL and half of GeoWebNews, each swept alone for the share within 161 km.
PRIOR = 1.15  # for ten times the people
REGION = 1.3  # for names of the same first division
COUNTRY = 1.6  # for names of the same country
NEAR = 1.0  # for each name within 100 km, up to three
FAINT = 0.05  # what a region or country counts that nothing else on the page names
FAMED = (
    0.14  # the same for a place that outshines its namesakes abroad, as any page may name it; swept to 0.3
)
FAMOUS = 150_000  # people that it has at least
OUTSHINES = 8  # times the people of any namesake in another country
WIDE_REGION = 0.3  # support of what lies in no one division, a country
WIDE_COUNTRY = 0.5  # support of what lies in no one country, a sea
ALIAS = 1.5  # less for a place that the name is not the first name of, in units of ten times the people
SEAT = 2.0  # for the capital of a state, in units of ten times the people
ENOUGH = 3.0  # more names of one region or country count no more
ROUNDS = 2
AT_HOME = 0.6  # share of a page's places in one country from which small places elsewhere are doubted
GREAT = (
    100_000  # people of a place that may be named without any other of its country, ten times for an alias
)
_MOST = 80  # places of one name that are weighed, the greatest first; 99 in 100 names have fewer
_SAME_KM = 50.0
_BONUS = {
    "PCLI": 4.5,
    "CONT": 6.0,
    "RGN": 3.0,
    "SEA": 4.0,
    "OCN": 4.0,
    "GULF": 4.0,
    "ADM1": 0.5,
    "ADM2": -0.5,
}
_HOST = re.compile(r"^[a-z]+://(?:www\d?\.)?([^/:]+)", re.IGNORECASE)
_LEAD = re.compile(r"^(?:the|my|news|daily|go|e)(?=[a-z]{5})")


@dataclass(frozen=True, slots=True)
class Choice:
    """The place that a name means here or None, and how likely it is among its namesakes."""

    entry: Entry | None
    share: float


@dataclass(frozen=True, slots=True)
class Resolved:
    """A choice for each candidate, and the country that the page is mostly about with its share."""

    choices: Mapping[int, Choice]
    country: str | None
    country_share: float


Name = tuple[str, str, str]


def resolve(text: str, rows: Sequence[Sequence[Candidate]], atlas: Atlas, article: Article) -> Resolved:
    """Choices by `id` of the candidate. A name means one place on the whole page, but for states after it."""
    parents = _parents(text, rows)
    owners = _owners(text, rows)
    options: dict[Name, list[Entry]] = {}
    name_of: dict[int, Name] = {}
    bound: dict[str, list[Name]] = defaultdict(list)
    for row in rows:
        for candidate in row:
            owner = owners.get(id(candidate))
            parent = parents.get(id(candidate)) or owner
            found = _within(candidate.entries, parent) if parent else list(candidate.entries)
            sort: str = candidate.sort if candidate.sort in ("division", "people", "short") else "name"
            bare = parent is None or not (found or owner)
            name = (
                candidate.key,
                sort,
                "" if bare or parent is None else parent.admin1 or parent.country or "",
            )
            name_of[id(candidate)] = name
            if name not in options:
                known = found if owner else found or candidate.entries
                options[name] = sorted(known, key=lambda e: -e.population)[:_MOST]
                if name[2]:
                    bound[candidate.key].append(name)
    for name in options:
        if not name[2] and name[1] == "name" and len(set(bound.get(name[0], ()))) == 1:
            options[name] = options[bound[name[0]][0]]  # "Paris, Texas" once, then "Paris"
    weights = {name: _weights(name[0], found) for name, found in options.items()}
    shares = {name: _softmax(known) for name, known in weights.items()}
    hints = _hints(article, atlas)
    for _ in range(ROUNDS):
        shares = _round(options, weights, shares, hints)
    best = {name: _best(options[name], shares[name]) for name in options}
    country, share = _main_country(options, shares)
    if share >= AT_HOME:
        for name in _strays(options, best, country):
            best[name] = Choice(None, 0.0)
    return Resolved({key: best[name] for key, name in name_of.items()}, country, share)


def _strays(
    options: Mapping[Name, list[Entry]], best: Mapping[Name, Choice], country: str | None
) -> list[Name]:
    """Names whose only places are small ones in a country of which nothing else on the page is.

    On a page about Syria "Adra" is a place that no gazetteer has rather than a town in Spain.
    """
    countries = Counter(choice.entry.country for choice in best.values() if choice.entry)
    return [
        name
        for name, choice in best.items()
        if choice.entry is not None
        and choice.entry.country != country
        and _is_small(choice.entry, name[0])
        and countries[choice.entry.country] == 1
        and not name[2]
    ]


def _is_small(entry: Entry, key: str) -> bool:
    """Is it a town that few know by this name? Seats of divisions count where it is not their first name."""
    if key in fold(entry.name):
        return entry.code == "PPL" and entry.population < GREAT
    return entry.code.startswith("PPL") and entry.code != "PPLC" and entry.population < 10 * GREAT


def _parents(text: str, rows: Sequence[Sequence[Candidate]]) -> dict[int, Entry]:
    """The country or division that follows a name after a comma: "Paris, Texas", "Rockford, Ill."."""
    found: dict[int, Entry] = {}
    for row in rows:
        for inner, outer in pairwise(row):
            gap = text[inner.span.end : outer.span.start]
            large = [e for e in outer.entries if e.code in ("PCLI", "ADM1", "ADM2")]
            if gap.strip(" \u00a0") == "," and large and outer.sort in ("name", "short", "division"):
                found[id(inner)] = max(large, key=lambda e: (e.code == "PCLI", e.population))
                for entry in large:
                    if _within(inner.entries, entry):
                        found[id(inner)] = entry
                        break
    return found


_TOWN_OF = re.compile(
    r"\s(?:[\w-]+\s){0,2}?(?:village|town|city|settlement|suburb|port|resort|hamlet|district|province|region|enclave)\sof\s",
)


def _owners(text: str, rows: Sequence[Sequence[Candidate]]) -> dict[int, Entry]:
    """The country whose adjective stands before: "the Sudanese village of Golo" is nowhere else."""
    found: dict[int, Entry] = {}
    for row in rows:
        for people, inner in pairwise(row):
            state = next((e for e in people.entries if e.code == "PCLI"), None)
            if people.sort == "people" and state and inner.sort in ("name", "part", "unknown"):
                gap = text[people.span.end : inner.span.start].replace("\u00a0", " ")
                if _TOWN_OF.fullmatch(gap):
                    found[id(inner)] = state
    return found


def _within(entries: Sequence[Entry], parent: Entry) -> list[Entry]:
    same = [e for e in entries if e.country == parent.country and e is not parent]
    if parent.code == "PCLI" or parent.admin1 is None:
        return same
    return [e for e in same if e.admin1 == parent.admin1]


def _weights(key: str, found: Sequence[Entry]) -> list[float]:
    """How well known each place is, alone. A town goes before the division that is called after it."""
    towns = max((e.population for e in found if e.code.startswith("PPL")), default=0)
    seats = {
        e.admin1 for e in found if e.code.startswith("PPL") and e.population >= 20_000 and fold(e.name) == key
    }
    bones = skeleton(key)
    out = []
    for entry in found:
        value = math.log10(entry.population + 30) + _BONUS.get(entry.code, 0.0)
        if entry.code == "ADM1" and towns >= 300_000:
            value -= 2.5
        elif entry.code == "ADM1" and entry.admin1 in seats:
            value -= 1.5
        if (
            entry.code.startswith("PPL")
            and entry.population >= 20_000
            and _seats().get(fold(entry.name)) == entry.country
        ):
            value += SEAT
        elif entry.code.startswith("PPL") and key not in fold(entry.name):
            value -= ALIAS / 2 if len(bones) > 3 and skeleton(entry.name) == bones else ALIAS
        out.append(value * PRIOR)
    return out


@cache
def _seats() -> dict[str, str]:
    return {fold(name): iso for name, iso in states().capitals.items()}


def _round(
    options: Mapping[Name, list[Entry]],
    weights: Mapping[Name, list[float]],
    shares: Mapping[Name, list[float]],
    hints: tuple[dict[str, float], dict[str, float]],
) -> dict[Name, list[float]]:
    """New shares of each name's places, from how much the other names support their regions and countries."""
    region: dict[str, float] = defaultdict(float, hints[0])
    country: dict[str, float] = defaultdict(float, hints[1])
    own: dict[Name, tuple[dict[str, float], dict[str, float]]] = {}
    sure: dict[tuple[int, int], list[_Sure]] = defaultdict(list)
    for name, found in options.items():
        mine: tuple[dict[str, float], dict[str, float]] = (defaultdict(float), defaultdict(float))
        for entry, share in zip(found, shares[name], strict=True):
            weight = 0.5 * share if name[1] == "people" else share
            if entry.admin1:
                mine[0][entry.admin1] += weight
            if entry.country:
                mine[1][entry.country] += weight
            if share > 0.3 and (entry.code.startswith("PPL") or entry.code == "ADM2"):
                sure[_square(entry)].append((name, entry, share))
        own[name] = mine
        for total, part in zip((region, country), mine, strict=True):
            for code, value in part.items():
                total[code] += value
    out: dict[Name, list[float]] = {}
    famed = {name: _famed(found) for name, found in options.items()}
    for name, found in options.items():
        if len(found) == 1:
            out[name] = [1.0]
            continue
        values = []
        for entry, value in zip(found, weights[name], strict=True):
            faint = FAMED if entry is famed.get(name) else FAINT
            value += REGION * math.log(faint + _rest(region, own[name][0], entry.admin1, WIDE_REGION))
            value += COUNTRY * math.log(faint + _rest(country, own[name][1], entry.country, WIDE_COUNTRY))
            beside = (share for other, place, share in _around(sure, entry) if other[0] != name[0])
            value += NEAR * min(3.0, sum(beside))
            values.append(value)
        out[name] = _softmax(values)
    return out


def _famed(found: Sequence[Entry]) -> Entry | None:
    """The town that anybody means by a name, wherever he is: Geneva is in Switzerland."""
    towns = [e for e in found if e.code.startswith("PPL") and e.population >= FAMOUS]
    first = max(towns, key=lambda e: e.population, default=None)
    if first is None:
        return None
    others = (e.population for e in found if e.country != first.country)
    return first if first.population >= OUTSHINES * max(others, default=0) else None


def _rest(total: Mapping[str, float], mine: Mapping[str, float], code: str | None, wide: float) -> float:
    return min(ENOUGH, max(0.0, total.get(code, 0.0) - mine.get(code, 0.0))) if code else wide


def _softmax(values: Sequence[float]) -> list[float]:
    if not values:
        return []
    top = max(values)
    raised = [math.exp(value - top) for value in values]
    return [value / sum(raised) for value in raised]


_Sure = tuple[Name, Entry, float]


def _square(entry: Entry) -> tuple[int, int]:
    return math.floor(entry.latitude or 0), math.floor((entry.longitude or 0) / 2)


def _around(sure: Mapping[tuple[int, int], list[_Sure]], entry: Entry) -> Iterator[_Sure]:
    """Names that may mean a place within 100 km, up to 63 degrees north or south."""
    north, east = _square(entry)
    for row in (north - 1, north, north + 1):
        for column in (east - 1, east, east + 1):
            for one in sure.get((row, column), ()):
                if distance(entry, one[1]) <= 100.0:
                    yield one


def distance(a: Entry, b: Entry) -> float:
    """Kilometres between two places, infinite where one has no point; flat, right to 1 % up to 300 km."""
    if a.latitude is None or b.latitude is None or a.longitude is None or b.longitude is None:
        return math.inf
    dy = a.latitude - b.latitude
    if abs(dy) > 5:
        return math.inf
    dx = (a.longitude - b.longitude) * math.cos(math.radians((a.latitude + b.latitude) / 2))
    return 111.2 * math.hypot(dx, dy)


def _best(found: Sequence[Entry], shares: Sequence[float]) -> Choice:
    """The likeliest place, with the share of all that lie as good as there."""
    if not found:
        return Choice(None, 0.0)
    at = max(range(len(found)), key=lambda n: shares[n])
    there = sum(
        s for e, s in zip(found, shares, strict=True) if e is found[at] or distance(e, found[at]) <= _SAME_KM
    )
    return Choice(found[at], min(1.0, there))


def _main_country(
    options: Mapping[Name, list[Entry]], shares: Mapping[Name, list[float]]
) -> tuple[str | None, float]:
    total: dict[str, float] = defaultdict(float)
    for name, found in options.items():
        for entry, share in zip(found, shares[name], strict=True):
            if entry.country and name[1] != "people":
                total[entry.country] += share
    if not total:
        return None, 0.0
    country = max(sorted(total), key=lambda code: total[code])
    return country, total[country] / sum(total.values())


@cache
def _endings() -> dict[str, str]:
    return dict(pair.split("=") for pair in words("tld"))


def _hints(article: Article, atlas: Atlas) -> tuple[dict[str, float], dict[str, float]]:
    """What the publisher's name and address say of region and country, as half a name of the page each."""
    region: dict[str, float] = defaultdict(float)
    country: dict[str, float] = defaultdict(float)
    found = _HOST.match(article.url or "")
    host = found[1].lower() if found else ""
    ending = _endings().get(host.rsplit(".", 1)[-1])
    if ending:
        country[ending] += 0.7
    named = [e for label in host.split(".")[:-1] for e in _in_label(label, atlas)]
    named += _in_name(article.publisher or "", atlas)
    for entry in named:
        if entry.admin1 and (not ending or entry.country == ending):
            region[entry.admin1] += 0.7
        if entry.country and not ending:
            country[entry.country] += 0.5
    return dict(region), dict(country)


def _in_label(label: str, atlas: Atlas) -> list[Entry]:
    """A great town or a state at the start of a host's label: "dallasnews", "oregonlive"."""
    for part in re.split(r"[-_]", _LEAD.sub("", label)):
        for end in range(len(part), 4, -1):
            known = [e for e in atlas.places(part[:end])[0] if e.population >= 150_000]
            if known:
                return [max(known, key=lambda e: e.population)]
    return []


def _in_name(publisher: str, atlas: Atlas) -> list[Entry]:
    parts = fold(publisher).split()
    for width in (3, 2, 1):
        for at in range(len(parts) - width + 1):
            key = " ".join(parts[at : at + width])
            known = [e for e in atlas.places(key)[0] if e.population >= 150_000]
            if known and key not in words("word") and key not in words("body"):
                return [max(known, key=lambda e: e.population)]
    return []
