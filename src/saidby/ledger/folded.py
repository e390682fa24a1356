"""Folded voices: the voices of one incident, with owners, spokesmen, copies and spellings folded.

folding = Folding(accounts, echoes=..., options=...)
voices = FoldedVoices(folding)       # answers as `voices.Voices` asks
"""

from __future__ import annotations

from saidby.data import PUBLISHER, Reading
from saidby.ledger.roots import Folding
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
