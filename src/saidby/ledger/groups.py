"""Groups: roots that are not independent of one another, and why not."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from saidby.ledger.names import is_anothers, key, listed, shown, state_of
from saidby.ledger.owners import Owners, owner_name
from saidby.ledger.speakers import Speaker

Why = Literal["owner", "acts for", "state body", "copy", "through"]


@dataclass(frozen=True, slots=True, order=True)
class Fold:
    """Why one is counted with another. `evidence`: the page that tells the owner, or the article; else None.

    "owner": a table says that it belongs to the other; "acts for": an article does; "state body": its name or
    place tells the state; "copy": its text is the other's; "through": all it says came through the other.
    """

    what: str
    into: str
    why: Why
    evidence: str | None = None


class Groups:
    """Roots and those that stand over them, joined as they are found to belong together.

    `day` is when it was, for owners who changed; `country` whose "the army" is.
    """

    def __init__(self, owners: Owners, *, day: str | None, country: str | None) -> None:
        self._owners = owners
        self._day = day
        self._country = country
        self._up: dict[str, str] = {}
        self._over: dict[str, str] = {}
        self._through: dict[str, str] = {}
        self.folds: set[Fold] = set()

    def add(self, name: str, speakers: Iterable[Speaker]) -> None:
        """A root with all that articles say of it."""
        self._up.setdefault(name, name)
        if self._owned(name):
            return
        ordered = sorted(set(speakers), key=lambda one: (one.name, one.state or "", one.over))
        for speaker in ordered:
            for above in speaker.over:
                self._fold(name, self._whose(above), "acts for")
            if state := self._state(speaker):
                self._fold(name, shown(state), "state body")

    def run_through(self, hands: Mapping[str, Sequence[Collection[str]]]) -> None:
        """Count each group with another through which every claim of it came. `hands` are by root and claim.

        That makes neither a party where the other is one.
        """
        ways: dict[str, list[set[str]]] = {}
        for root in sorted(hands):
            passed = [{self.identity(hand) for hand in one if hand in self._up} for one in hands[root]]
            ways.setdefault(self.identity(root), []).extend(passed)
        for group in sorted(ways):
            always = set.intersection(*ways[group]) if ways[group] else set()
            for other in sorted(always & set(ways)):
                if other != group and self._end(other) != group:
                    self._through[group] = other
                    self.folds.add(Fold(group, other, "through"))
                    break

    def _end(self, group: str) -> str:
        while group in self._through:
            group = self._through[group]
        return group

    def identity(self, root: str) -> str:
        """Whose voice a root is: that of whoever stands over all, else of the root that is first by name."""
        return self._over.get(self._home(root), self._home(root))

    def name(self, root: str) -> str:
        """The group with which a root counts: its own, or that through which alone it is heard."""
        return self._end(self.identity(root))

    def called(self, name: str) -> str:
        """Whose voice somebody is, whether a root or not."""
        if name in self._up:
            return self.identity(name)
        chain = self._owners.chain(name, self._day)
        whose = owner_name(chain[-1].owner or "") if chain else self._whose(name)
        return self.identity(whose) if whose in self._up else whose

    # ---------------------------------------------------------------------------------- finding

    def _owned(self, name: str) -> bool:
        """Fold into the owners that the table names; whether it knows the name at all."""
        hand = name
        chain = self._owners.chain(name, self._day)
        for row in chain:
            owner = owner_name(row.owner or "")
            self._fold(hand, owner, "owner", row.source)
            hand = owner
        return listed(self._owners.names, name) is not None

    def _whose(self, name: str) -> str:
        """A body by its own name; a state, in whatever words, by its usual one."""
        state = state_of(name)
        return shown(state) if state and key(name) == key(shown(state)) else name

    def _state(self, speaker: Speaker) -> str | None:
        """The state that a public body belongs to; the country's own where no words tell of another's."""
        if not speaker.public or speaker.actor_kind == "person":
            return None
        return speaker.state or (None if is_anothers(speaker.name) else self._country)

    # ---------------------------------------------------------------------------------- joining

    def _fold(self, name: str, into: str, why: Why, evidence: str | None = None) -> None:
        if name == into:
            return
        for one in (name, into):
            self._up.setdefault(one, one)
        self.folds.add(Fold(name, into, why, evidence))
        first, second = self._home(name), self._home(into)
        above = self._over.get(second, into)
        if first != second:
            low, high = sorted((first, second))
            self._up[high] = low
            self._over.pop(high, None)
            self._over[low] = above

    def _home(self, name: str) -> str:
        while self._up[name] != name:
            name = self._up[name]
        return name
