"""Appositions: what follows a comma and says who somebody is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from saidby.data import Span

if TYPE_CHECKING:
    from saidby.reading.phrases import Phrase

_COMMA = re.compile(r",\s")
_IN_PLACE = re.compile(r"\b(?:in|near|outside)\s[A-Z][\w-]+$")


def apposition_end(flat: str, start: int, end: int) -> int:
    """Where an apposition ends that starts here: at the next comma."""
    m = _COMMA.search(flat, start, end)
    return m.start() if m else end


def with_apposition(phrase: Phrase, other: Phrase) -> Phrase:
    """What follows a comma says who it is: "Jack Dorsey, Twitter's chief executive", "A spokesman, N. N."."""
    if phrase.sort == "role" and other.sort == "single" and _IN_PLACE.search(phrase.text):
        return phrase  # "an official in Karst, Orlen"
    if phrase.sort == "role" and other.sort in ("person", "single") and not other.principal:
        return phrase._replace(
            sort="person", span=Span(phrase.span.start, other.span.end), text=other.text,
            name=other.name, proper=True,
            gender=phrase.gender or other.gender, roles=phrase.roles | other.roles,
        )  # fmt: skip
    if phrase.sort in ("person", "single") and other.sort == "role" and not other.plural:
        return phrase._replace(
            sort="person", roles=phrase.roles | other.roles, gender=phrase.gender or other.gender,
            sector=other.sector or phrase.sector, principal=other.principal or phrase.principal,
            state=other.state or phrase.state, former=other.former or phrase.former,
        )  # fmt: skip
    described = phrase.sort in ("body", "media") and not phrase.proper and phrase.determiner in ("a", "the")
    if described and other.sort in ("body", "media") and other.proper and not other.principal:
        return other._replace(  # "a monitoring group, the Valley Watch"
            span=Span(phrase.span.start, other.span.end), sector=other.sector or phrase.sector,
        )  # fmt: skip
    if phrase.sort in ("single", "body", "person") and other.sort in ("body", "media") and not other.proper:
        sure = phrase.sort != "person" or other.determiner in ("a", "the")
        if sure:
            return phrase._replace(
                sort=other.sort, head=other.head, sector=other.sector or phrase.sector, name=(),
                state=phrase.state or other.state, proper=True,
            )  # fmt: skip
    return phrase
