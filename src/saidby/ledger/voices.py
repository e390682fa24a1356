"""Voices: whose word a claim is, under one name over all articles, and which voices belong together.

`Voices` is the seam: whoever knows more of owners, spokesmen and copies answers the same questions better.
`PlainVoices` knows what stands on the page: a root is its actor's name, a group the one it speaks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from saidby.data import PUBLISHER, Actor, Reading
from saidby.ledger.words import unaccented

_DROPPED = re.compile(r"^(?:the|a|an|so-called|official|local|another|other)\s+", re.IGNORECASE)
NOBODY = "unnamed source"


@dataclass(frozen=True, slots=True)
class Voice:
    """Somebody whose word a claim is.

    `key` is the same for the same root in all articles; `name` as it is shown; `kind` the actor's, "media"
    for a publisher; `group` the key of the group it belongs to. `publisher` is True for an article's own
    publisher, `named` False for "activists" and others that only their kind tells apart.
    """

    key: str
    name: str
    kind: str
    group: str
    aliases: tuple[str, ...] = ()
    publisher: bool = False
    named: bool = True


class Voices(Protocol):
    """Who is who over all articles."""

    def voice(self, reading: Reading, article: str, actor: str) -> Voice:
        """The voice of an actor id of a reading, or of `PUBLISHER`. `article` is the ledger's id."""
        ...

    def group_name(self, group: str) -> str:
        """How a group is shown."""
        ...


class PlainVoices:
    """What the pages themselves tell."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}

    def voice(self, reading: Reading, article: str, actor: str) -> Voice:
        if actor == PUBLISHER:
            name = reading.article.publisher or f"publisher of {article[:8]}"
            key = normalised(name)
            self._names.setdefault(key, name)
            return Voice(key, name, "media", key, publisher=True, named=reading.article.publisher is not None)
        actors = {one.id: one for one in reading.actors}
        found = _itself(actor, actors)
        if found is None:
            return Voice("", NOBODY, "unnamed", "", named=False)
        key = normalised(found.name)
        head = _itself(found.acts_for, actors) if found.acts_for else None
        group = normalised(head.name) if head else key
        self._names.setdefault(key, found.name)
        if head:
            self._names.setdefault(group, head.name)
        aliases = tuple(sorted({alias.name for alias in found.aliases}))
        named = found.kind not in ("unnamed", "collective", "group", "office") or bool(aliases)
        return Voice(key, found.name, found.kind, group, aliases, named=named)

    def group_name(self, group: str) -> str:
        return self._names.get(group, group)


def normalised(name: str) -> str:
    """A name in small letters without accents, articles, possession and punctuation."""
    small = unaccented(name).lower().replace("’", "'")
    while (shorter := _DROPPED.sub("", small)) != small:
        small = shorter
    return " ".join(re.findall(r"\w+", small.replace("'s", "")))


def _itself(actor: str, actors: Mapping[str, Actor]) -> Actor | None:
    """The actor, or the one it is the same as."""
    seen: set[str] = set()
    found = actors.get(actor)
    while found is not None and found.same_as and found.id not in seen:
        seen.add(found.id)
        found = actors.get(found.same_as) or found
    return found


def distinct(voices: Iterable[Voice]) -> list[Voice]:
    """One of each key, the first met, in the order met."""
    found: dict[str, Voice] = {}
    for voice in voices:
        found.setdefault(voice.key, voice)
    return list(found.values())
