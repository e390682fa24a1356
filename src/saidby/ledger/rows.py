"""Rows: what goes into a ledger and comes out of it, as records.

A row's number (`row`) is that of the log, which counts everything that was ever added: page, reading,
judgement and correction share one sequence, from 1 on without a gap.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import Any, Literal

from saidby.data import Act, Quoting, Reading
from saidby.pages.given import Given

Id = str | int | None
RowKind = Literal["page", "reading", "judgement", "correction"]
State = Literal["added", "version", "known"]


@dataclass(frozen=True, slots=True)
class Request:
    """What was asked to be read: the page's bytes or a text's, and what was given about it.

    `id` is the one that a line of JSON Lines gave, None where none was; `gazetteer` the sha256 of the
    user's own, in hex.
    """

    page: bytes
    text: bool
    given: Given = Given()
    id: Id = None
    gazetteer: str | None = None

    @property
    def sha256(self) -> bytes:
        return hashlib.sha256(self.page).digest()

    @property
    def capture(self) -> bytes:
        """The same for the same bytes from the same place, whatever else is known of them."""
        return _sha256([self.sha256.hex(), self.id, self.given.url, self.given.publisher])

    @property
    def digest(self) -> bytes:
        """The same for the same request, whatever version of the reader answers it."""
        given = self.given
        asked = [
            self.sha256.hex(), self.text, self.id, self.gazetteer,
            given.url, given.publisher, given.title, given.published, given.captured,
        ]  # fmt: skip
        if given.listed or given.charset:  # few have them: the others keep the digest they always had
            asked += [given.listed, given.charset]
        return _sha256(asked)


def _sha256(values: list[Any]) -> bytes:
    return hashlib.sha256(json.dumps(values).encode()).digest()


@dataclass(frozen=True, slots=True)
class Entry:
    """A reading to be added, with what it is of. `origin` is how the user named the page."""

    reading: Reading
    request: Request
    origin: str


@dataclass(frozen=True, slots=True)
class Added:
    """What became of an entry.

    `added` is a page that was not there, or was read anew; `version` the same at an address (or under an
    id) that already had another text; `known` is in the ledger already, and nothing was added. `row` is the
    reading's.
    """

    state: State
    row: int
    article: str
    claims: int


@dataclass(frozen=True, slots=True)
class Stored:
    """A reading as the ledger keeps it.

    `article` is the ledger's id of the article (sha256, hex); `series` is shared by the versions of one
    address or id, `id` is the one given in JSON Lines or None, `page` the sha256 of the bytes. Corrections
    lie over `reading` only where they were asked for; `unfitting` are the rows of those that were made on
    another reading of this article and find no record in this one that stands at the same words.
    """

    row: int
    article: str
    series: str
    id: Id
    page: str
    origin: str
    reading: Reading
    unfitting: tuple[int, ...] = ()

    @property
    def name(self) -> str:
        """As exports name the article: the id given, else the hash."""
        return self.article if self.id is None else str(self.id)


@dataclass(frozen=True, slots=True)
class Head:
    """The columns of a reading that lists show. None: not known."""

    row: int
    article: str
    id: Id
    origin: str
    url: str | None
    publisher: str | None
    title: str | None
    published: str | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as it is searched. `who` and `through` hold names with " | " between them.

    `who`: all names that the root goes by; `through`: the relays, then the publisher. `words` is the
    content of the attribution, or the publisher's own sentence; `names` those that are meant in it and do
    not stand in it; `places` are those in its words or of its events, metonyms left out. `quoting` is None
    for the publisher's own word.
    """

    claim: str
    who: str
    through: str
    act: Act
    quoting: Quoting | None
    words: str
    names: str
    places: str = ""


@dataclass(frozen=True, slots=True)
class Hit:
    """A claim that was searched for. `corrected`: what is shown is a person's, not the machine's."""

    claim: ClaimRow
    head: Head
    corrected: bool


@dataclass(frozen=True, slots=True)
class Judgement:
    """A decision: its kind, what it is about, by whom and why. "undo" takes back the row it names."""

    row: int
    at: str
    kind: str
    body: dict[str, Any]
    by: str
    why: str | None


@dataclass(frozen=True, slots=True)
class Correction:
    """A person's value that lies over the machine's.

    `target` is a list of the reading and an id in it ("claims/c3") or "article"; `machine` is the value that
    it lies over; `anchor` the places in the text by which another reading's record is known to be the same.
    """

    row: int
    at: str
    reading: int
    target: str
    field: str
    value: Any
    machine: Any
    anchor: Any
    by: str
    why: str | None


@dataclass(frozen=True, slots=True)
class LogRow:
    """A row of the log: when, what kind, what it is about in a few words, and the hash that seals it."""

    row: int
    at: str
    kind: RowKind
    subject: str
    hash: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What is wrong with a row. `row` is 0 where it is about the ledger as a whole."""

    row: int
    message: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verifying found: the rows that are there, the hash of the last, the first thing that is wrong."""

    rows: int
    head: str
    finding: Finding | None
