"""Facets: the questions about an incident, the answers, who gives them, and whether they agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from saidby.data import Claim, Event, Reading
from saidby.ledger.blames import Blame, responsibility
from saidby.ledger.days import Days, days
from saidby.ledger.evidence import Said, groups, names, refs, standing
from saidby.ledger.incident import Facet, Position, Verdict
from saidby.ledger.spots import FINE, Spot, distance, spot
from saidby.ledger.tolls import Counted, toll_facets
from saidby.ledger.voices import Voices

NEAR_KM = 10.0  # a place and its outskirts are one answer
_TOLD = ("happened", "background")


def facets(
    claims: Sequence[Said], counts: Sequence[Counted], blame: Sequence[Blame], voices: Voices
) -> tuple[Facet, ...]:
    """All facets in the order of the schema; one that nobody speaks of is silent."""
    return (
        _occurrence(claims, blame, voices),
        responsibility(blame, voices),
        _instrument(claims, voices),
        _place(claims, voices),
        _time(claims, voices),
        *toll_facets(counts, voices),
    )


def _facet(name: str, held: dict[str, list[Said]], voices: Voices, verdict: Verdict) -> Facet:
    positions = [
        Position(value, names(o.root for o in those), groups(those, voices), refs(those))
        for value, those in held.items()
        if those
    ]
    positions.sort(key=lambda position: (-len(position.groups), -len(position.claims), position.value))
    return Facet(name, verdict, tuple(positions))


def _several(held: dict[str, list[Said]]) -> bool:
    """Whether more than one group speaks."""
    return standing(one for those in held.values() for one in those) > 1


# -------------------------------------------------------------------------------------- did it happen


def _occurrence(claims: Sequence[Said], blame: Sequence[Blame], voices: Voices) -> Facet:
    """Who says that it happened, and who says that it did not. To deny having done it is no answer here."""
    own = {one.ref for one, _, kind in blame if kind == "denied"}
    held: dict[str, list[Said]] = defaultdict(list)
    for one in claims:
        facts = {event.factuality for event in one.events() if event.type}
        if one.claim.act == "deny" and _denies_event(one.claim) and one.ref not in own:
            held["did not happen"].append(one)
        elif facts & {*_TOLD} or (one.claim.figures and one.claim.act != "deny"):
            held["happened"].append(one)
    if not held:
        return Facet("occurrence", "silent", ())
    if len(held) == 2:
        return _facet("occurrence", held, voices, "contradict")
    return _facet("occurrence", held, voices, "agree" if _several(held) else "single")


def _denies_event(claim: Claim) -> bool:
    return claim.denies is not None and bool(claim.denies.events)


# -------------------------------------------------------------------------------------- with what


def _instrument(claims: Sequence[Said], voices: Voices) -> Facet:
    held: dict[str, list[Said]] = defaultdict(list)
    for one in claims:
        kinds = {kind for event in one.events() for kind in _means(event)}
        for kind in sorted({_MEANS.get(kind, kind) for kind in kinds}):
            held[kind].append(one)
    if not held:
        return Facet("instrument", "silent", ())
    verdict: Verdict = "single" if not _several(held) else "agree" if len(held) == 1 else "differ"
    return _facet("instrument", held, voices, verdict)


def _means(event: Event) -> set[str]:
    """What it was done with. "Chemical weapons" are no firearms, though both are weapons."""
    found = {thing.kind for thing in event.instruments if thing.kind != "other"}
    found |= {mode for mode in event.modes if mode in _MEANS}
    if "chemical" in found or "unconventional" in event.modes:
        found -= {"firearm", "firearms"}
    return found


_MEANS = {
    "firearms": "firearm", "explosives": "explosive", "aerial": "aircraft", "drone": "drone",
    "heavy-weapons": "artillery", "suicide-attack": "suicide bomb",
}  # fmt: skip


# -------------------------------------------------------------------------------------- where


def _place(claims: Sequence[Said], voices: Voices) -> Facet:
    """Answers that lie within reach of each other are one, told by the name said most."""
    told: list[tuple[Spot, list[Said]]] = []
    for one in claims:
        for where in _spots(one):
            home = next((those for known, those in told if _one_place(known, where)), None)
            if home is None:
                told.append((where, [one]))
            elif one not in home:
                home.append(one)
    held = {where.name: those for where, those in told if len(told) < 4 or len(those) > 1}
    if not held:
        return Facet("place", "silent", ())
    verdict: Verdict = "single" if not _several(held) else "agree" if len(held) == 1 else "differ"
    return _facet("place", held, voices, verdict)


def _spots(one: Said) -> Iterable[Spot]:
    """Towns and less that stand in the claim's sentence, and are among the happening's."""
    known = {where.key for where in one.part.happening.spots}
    text = one.part.reading.article.text
    called = [
        mention.span
        for actor in one.part.reading.actors
        for mention in actor.mentions
        if mention.form == "name" and one.claim.sentence.overlaps(mention.span)
    ]
    for place in one.part.reading.places:
        inside = any(
            name.holds(place.span) and name != place.span for name in called
        )  # "Aleppo Police Command"
        if one.claim.sentence.holds(place.span) and not inside and (place.precision or 1) <= FINE:
            where = spot(place, place.span.of(text))
            if where is not None and where.key in known:
                yield where


def _one_place(one: Spot, other: Spot) -> bool:
    far = distance(one, other)
    return far is not None and far <= NEAR_KM


# -------------------------------------------------------------------------------------- when


def _time(claims: Sequence[Said], voices: Voices) -> Facet:
    """Days that overlap are one answer, told by the shortest; a day apart differs, more contradicts."""
    held: dict[Days, list[Said]] = defaultdict(list)
    for one in claims:
        for when in _days(one.part.reading, one):
            held[when].append(one)
    settled: dict[Days, list[Said]] = {}
    for when in sorted(held, key=lambda d: (d.length, -len(held[d]), d.first)):
        home = next((known for known in settled if known.gap(when) == 0), when)
        settled.setdefault(home, []).extend(held[when])
    if not settled:
        return Facet("time", "silent", ())
    shown = {_day(when): those for when, those in settled.items()}
    if not _several(shown):
        verdict: Verdict = "single"
    else:
        gaps = [one.gap(other) for one in settled for other in settled]
        verdict = "agree" if len(settled) == 1 else "differ" if max(gaps) <= 1 else "contradict"
    return _facet("time", shown, voices, verdict)


def _days(reading: Reading, one: Said) -> Iterable[Days]:
    """When the claim's events were, as far as that lies with the happening's own days."""
    times = {timex.id: timex for timex in reading.timexes}
    known = one.part.happening.days
    for event in one.events():
        found = days(times[event.time].resolved) if event.time in times else None
        if found and found.length <= 7 and (known is None or known.gap(found) <= 1):
            yield found


def _day(when: Days) -> str:
    first, last = when.told()
    return first if first == last else f"{first}/{last}"
