"""Folded voices: the voices of one incident, with owners, spokesmen, copies and spellings folded.

folding = Folding(accounts, echoes=..., options=...)
voices = FoldedVoices(folding)       # answers as `voices.Voices` asks
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from saidby.data import PUBLISHER, Reading
from saidby.ledger.echoes import Echo, EchoKind
from saidby.ledger.incident import Incident
from saidby.ledger.owners import Owners
from saidby.ledger.roots import Account, Folding, Options
from saidby.ledger.voices import Voice


class FoldedVoices:
    """What the folding of an incident knows of everybody who speaks in it. Keys are names as shown."""

    def __init__(self, folding: Folding) -> None:
        self._folding = folding

    def voice(self, reading: Reading, article: str, actor: str) -> Voice:
        """The voice of an actor of an article that is among the folding's accounts."""
        speaker, name, group = self._folding.speaker(article, actor)
        others = {speaker.name, speaker.person or name}
        if actor != PUBLISHER:
            others |= {alias.name for one in reading.actors if one.id == actor for alias in one.aliases}
        return Voice(
            key=name,
            name=name,
            kind=speaker.actor_kind,
            group=group,
            aliases=tuple(sorted(others - {name})),
            publisher=speaker.kind == "publisher",
            named=speaker.kind == "named" or (speaker.kind == "publisher" and name != article),
        )

    def group_name(self, group: str) -> str:
        return group


def fold(
    incident: Incident,
    readings: Mapping[str, Reading],
    *,
    owners: Owners,
    marked: Mapping[str, bool] | None = None,
) -> Folding:
    """The folding of an incident. `readings` are those of its articles, by the name that it gives them."""
    claims: dict[str, list[str]] = defaultdict(list)
    for told in incident.mentions:
        claims[told.article] += told.claims
    accounts = [Account(name, readings[name], tuple(ids)) for name, ids in sorted(claims.items())]
    echoes = [
        Echo(row.source, row.target, row.directed, row.share, _KINDS[row.kind])
        for row in incident.echoes
        if row.kind in _KINDS
    ]
    options = Options(owners=owners, marked=marked or {}, country=_country(incident, readings))
    return Folding(accounts, echoes=echoes, options=options)


_KINDS: dict[str, EchoKind] = {"copy": "copy", "wire": "wire", "quote": "quote"}


def _country(incident: Incident, readings: Mapping[str, Reading]) -> str | None:
    """Where it happened: the country that most of the pages give the incident's place."""
    if incident.place is None:
        return None
    where = (incident.place.geonames_id, incident.place.name)
    counts = Counter(
        place.country
        for article in incident.articles
        for place in readings[article.id].places
        if place.country and where in ((place.geonames_id, place.name), (None, place.name))
    )
    return min(counts, key=lambda country: (-counts[country], country)) if counts else None
