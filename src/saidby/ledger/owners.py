"""Owners: who belongs to whom, by a dated, cited table that ships with the package, the user's over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from saidby.errors import InputError
from saidby.ledger.names import Key, key, listed, shown, state_of
from saidby.ledger.rows import Judgement

COLUMNS = ("name", "aliases", "owner", "relation", "since", "until", "source")
RELATIONS = frozenset(["owned", "controlled", "funded", "arm", "seat", "names"])
NOBODY = "-"
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_MOST = 8  # hands up to the last owner; more is a circle


@dataclass(frozen=True, slots=True)
class Owned:
    """A row: a body, its other names, and to whom it belongs from when to when.

    `owner` is None where the row gives names only. `since` and `until` are ISO prefixes, None for not known;
    on the day `until` it belongs to the next already. `source` is where it is said.
    """

    name: str
    aliases: tuple[str, ...]
    owner: str | None
    relation: str
    since: str | None
    until: str | None
    source: str


class Owners:
    """The rows, to look bodies up in by any of their names."""

    def __init__(self, rows: Iterable[Owned] = ()) -> None:
        self.rows = tuple(rows)
        self.names: dict[Key, str] = {}
        self._rows: dict[str, list[Owned]] = {}
        for row in self.rows:
            self._rows.setdefault(row.name, []).append(row)
            for name in (row.name, *row.aliases):
                self.names.setdefault(key(name), row.name)

    def row(self, name: str, day: str | None) -> Owned | None:
        """The row that holds on a day; without a day, the last one."""
        rows = self._rows.get(listed(self.names, name) or "", [])
        holding = [row for row in rows if row.owner and _holds(row, day)]
        return holding[-1] if holding else None

    def chain(self, name: str, day: str | None) -> tuple[Owned, ...]:
        """From the body to its last owner, one row for each hand."""
        found: list[Owned] = []
        row = self.row(name, day)
        while row and row not in found and len(found) < _MOST:
            found.append(row)
            row = self.row(row.owner or "", day)
        return tuple(found)

    def over(self, others: Owners) -> Owners:
        """These rows, and those of the other table whose name is not among these."""
        mine = {key(row.name) for row in self.rows}
        return Owners([*self.rows, *(row for row in others.rows if key(row.name) not in mine)])


def _holds(row: Owned, day: str | None) -> bool:
    if day is None:
        return True
    return (row.since is None or row.since <= day) and (row.until is None or day < row.until)


def owner_name(owner: str) -> str:
    """An owner as it is shown: a state by its usual name."""
    state = state_of(owner)
    return shown(state) if state and key(owner) == key(shown(state)) else owner


@cache
def shipped() -> Owners:
    """The table that comes with the package."""
    text = (files("saidby.ledger") / "lists" / "owners.tsv").read_text(encoding="utf-8")
    return Owners(read(text, "owners.tsv"))


def load(path: str) -> Owners:
    """The user's table over the shipped one. Raises InputError where it cannot be read or a row is wrong."""
    try:
        with open(path, encoding="utf-8") as file:
            text = file.read()
    except OSError as error:
        raise InputError(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise InputError(path, f"is no UTF-8 text: {error.reason} at byte {error.start}") from error
    return Owners(read(text, path)).over(shipped())


def of_ledger(judgements: Sequence[Judgement]) -> Owners:
    """The table that the last decision laid down for the whole ledger, over the shipped one."""
    last = next(iter(reversed(judgements)), None)
    return Owners(read(last.body["table"], f"row {last.row}")).over(shipped()) if last else shipped()


def read(text: str, origin: str) -> list[Owned]:
    """The rows of a table: columns parted by tabs, lines that start with # are comments."""
    return [
        _row(line.rstrip("\r").split("\t"), f"{origin} line {number}")
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip() and not line.startswith("#")
    ]


def _row(cells: Sequence[str], origin: str) -> Owned:
    cells = [cell.strip() for cell in cells]
    if len(cells) != len(COLUMNS):
        raise InputError(
            origin,
            f"has {len(cells)} columns; there are {len(COLUMNS)}, parted by tabs: {', '.join(COLUMNS)}",
        )
    name, aliases, owner, relation, since, until, source = cells
    if not name or not owner:
        raise InputError(origin, f"names no {'owner (- for none)' if name else 'body'}")
    if relation not in RELATIONS:
        raise InputError(origin, f"relation {relation!r} is none of {', '.join(sorted(RELATIONS))}")
    for day in (since, until):
        if day and not _DATE.fullmatch(day):
            raise InputError(origin, f"{day!r} is no date: 2011, 2011-03 or 2011-03-15")
    if not source:
        raise InputError(origin, "has no source: say where it is told who owns it")
    return Owned(
        name=name,
        aliases=tuple(alias.strip() for alias in aliases.split("|") if alias.strip()),
        owner=None if owner == NOBODY else owner,
        relation=relation,
        since=since or None,
        until=until or None,
        source=source,
    )
