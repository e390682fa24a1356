"""Evidence: everything that the articles of one incident say of it, claim by claim, with whose word it is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from saidby.data import PUBLISHER, Claim, Event, Reading
from saidby.ledger.happenings import Happening
from saidby.ledger.incident import ClaimRef
from saidby.ledger.voices import Voice, Voices


@dataclass(frozen=True, slots=True)
class Part:
    """One article's happening in an incident. `name` is the article's in exports, `row` its reading's."""

    name: str
    row: int
    reading: Reading
    happening: Happening


@dataclass(frozen=True, slots=True)
class Said:
    """A claim of a part with its root.

    `stands` is False for the own word of a publisher that names sources for the incident: it tells what they
    say, and makes no group of its own.
    """

    part: Part
    claim: Claim
    root: Voice
    stands: bool = True

    @property
    def ref(self) -> ClaimRef:
        return ClaimRef(self.part.name, self.claim.id)

    @property
    def as_of(self) -> str | None:
        """When it was said, else when it was published, as an ISO prefix or interval."""
        at = self.claim.report_time
        for timex in self.part.reading.timexes if at else ():
            if timex.id == at and timex.resolved:
                return timex.resolved
        dated = self.part.reading.article.published
        return dated.value if dated else None

    def events(self) -> Iterator[Event]:
        """The events of the claim that are of this happening."""
        wanted = set(self.claim.events) & set(self.part.happening.events)
        return (event for event in self.part.reading.events if event.id in wanted)


def said(parts: Iterable[Part], voices: Voices, roots: Collection[str] | None = None) -> tuple[Said, ...]:
    """The claims of all parts, by article and position. `roots`: names of those that are one; None: all."""
    found: list[Said] = []
    for part in parts:
        wanted = set(part.happening.claims)
        for claim in part.reading.claims:
            if claim.id in wanted:
                root = claim.chain[0].actor if claim.chain else PUBLISHER
                voice = voices.voice(part.reading, part.happening.article, root)
                found.append(Said(part, claim, voice, roots is None or voice.name in roots))
    return tuple(found)


def refs(found: Iterable[Said]) -> tuple[ClaimRef, ...]:
    """The claims, each once, in order."""
    return tuple(dict.fromkeys(one.ref for one in found))


def names(voices: Iterable[Voice]) -> tuple[str, ...]:
    """The names, each voice once, sorted."""
    return tuple(sorted({voice.name for voice in voices}))


def groups(found: Iterable[Said], voices: Voices) -> tuple[str, ...]:
    """The names of the groups that say so, sorted; none where only publishers say it that make no group."""
    return tuple(sorted({voices.group_name(one.root.group) for one in found if one.stands}))


def standing(found: Iterable[Said]) -> int:
    """How many groups say so; a publisher that stands for nobody counts where nobody else speaks."""
    claims = list(found)
    return len({one.root.group for one in claims if one.stands} or {one.root.group for one in claims})


def ordered(parts: Sequence[Part]) -> list[Part]:
    """By publication, the undated last, then by name."""
    return sorted(parts, key=lambda part: (_published(part), part.name, part.happening.number))


def _published(part: Part) -> str:
    dated = part.reading.article.published
    return dated.value if dated else "~"
