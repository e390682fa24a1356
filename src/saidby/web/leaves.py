"""Leaves: an article laid out for reading: parts, claims, corrections; a few are remembered."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from markupsafe import Markup

from saidby.data import Problem
from saidby.ledger import corrections
from saidby.ledger.rows import Stored
from saidby.ledger.store import Ledger
from saidby.ledger.versions import Version, added_at, versions
from saidby.views.overview import Entry, Overview
from saidby.views.segments import Marks, marks
from saidby.views.tables import tables
from saidby.web.blocks import Blocks
from saidby.web.cards import Card, Over, aliases, cards, keyed, overs, start
from saidby.web.parts import Part, part_at, parts

REMEMBERED = 16  # articles; one of 200,000 characters takes a second to lay out, and has many parts


@dataclass(frozen=True, slots=True)
class Leaf:
    """An article laid out. `inside` are the claims that begin in each part, by its number; `aliases` for each
    claim those that stand at the same words; `at` is when it was added.
    """

    stored: Stored
    overview: Overview
    marked: Marks
    parts: tuple[Part, ...]
    inside: Mapping[int, tuple[Entry, ...]]
    aliases: Mapping[str, tuple[str, ...]]
    overs: tuple[Over, ...]
    versions: tuple[Version, ...]
    at: str
    tables: Markup

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self.overview.problems()

    def number_of(self, claim: str) -> int:
        """The part in which a claim's words begin; 1 for a claim that is not there."""
        for number, entries in self.inside.items():
            if any(claim in self.aliases[entry.claim.id] for entry in entries):
                return number
        return 1

    def claims_in(self, number: int) -> list[Card]:
        return cards(self.overview, self.inside.get(number, ()), self.overs, self.aliases)

    def text_of(self, number: int) -> Markup:
        """The text of a part, in layers; empty for an article without any."""
        if not self.parts:
            return Markup()
        return Blocks(self.overview.article.text, self.marked, self.aliases).html(
            self.parts[number - 1].elements
        )


def leaf(ledger: Ledger, row: int, *, whole: bool = False) -> Leaf:
    """The reading of that row, with corrections over it, laid out; `whole`: in one part.

    Raises UsageError where there is no such reading.
    """
    stored = ledger.reading(row, corrected=True)
    made = ledger.corrections(stored.article)
    told: tuple[Over, ...] = ()
    if made:
        machine = json.loads(ledger.line(row))
        value, _ = corrections.apply(machine, row, made)
        told = tuple(overs(value, ((one, corrections.here(machine, row, one)) for one in made)))
    overview = Overview(stored.reading)
    entries = keyed(overview)
    marked = marks(stored.reading, entries)
    elements = stored.reading.article.elements
    begins = {id: start(entry) for id, entry in entries}
    if whole:
        cut = [Part(1, elements)] if elements else []
    else:
        cut = parts(stored.reading, marked, sorted(begins.values()))
    starts = [part.span.start for part in cut]
    inside: dict[int, list[Entry]] = {}
    for id, entry in entries:
        inside.setdefault(part_at(starts, begins[id]), []).append(entry)
    return Leaf(
        stored, overview, marked, tuple(cut), {number: tuple(some) for number, some in inside.items()},
        aliases(overview), told, tuple(versions(ledger, row)), added_at(ledger, row),
        Markup(tables(stored.reading)),
    )  # fmt: skip


def remembered(ledger: Ledger, row: int) -> Leaf:
    """The same in parts, made once for each state of the ledger."""
    return _remembered(ledger.path, row, ledger.head()[1])


@lru_cache(maxsize=REMEMBERED)
def _remembered(path: str, row: int, head: str) -> Leaf:
    with Ledger(path) as ledger:
        return leaf(ledger, row)
