"""Voices: whose word a claim is, under one name over all articles, and which voices belong together.

`Voices` is the seam between what compares claims and what knows of owners, spokesmen and copies (`folded`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from saidby.data import Reading


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
