"""The commands that keep a ledger: add, quote, log, verify, correct, reindex."""

from __future__ import annotations

import contextlib
import json as json_lines
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any, get_args

import click

from saidby.commands.looks import look_of, told, write, write_json
from saidby.commands.pages import (
    Complaints,
    Pages,
    check_pages,
    checked_date,
    color_option,
    debug_option,
    listed_pages,
    page_options,
)
from saidby.commands.progress import progress
from saidby.data import Act
from saidby.errors import UsageError

if TYPE_CHECKING:
    from saidby.adding import Result
    from saidby.ledger.store import Ledger

LEDGER = "saidby.db"

ledger_option = click.option(
    "--ledger",
    metavar="FILE|URL",
    envvar="SAIDBY_LEDGER",
    default=LEDGER,
    type=click.Path(readable=False),
    help=f"The ledger: a file or postgresql://... ({LEDGER}, or what SAIDBY_LEDGER names).",
)
json_option = click.option("--json", is_flag=True, help="Print JSON, one object a line.")
by_option = click.option("--by", metavar="NAME", envvar="SAIDBY_BY", help="Who says so (the user's name).")
why_option = click.option("--why", metavar="TEXT", help="Why: kept with it.")


def opened(path: str, *, mode: str = "read") -> contextlib.closing[Ledger]:
    """The ledger, closed at the end of the block."""
    from saidby.ledger.store import Ledger

    return contextlib.closing(Ledger(path, mode=mode))  # type: ignore[arg-type]


def who_says(by: str | None) -> str:
    """A name for the row: the one given, else that of the user. Raises UsageError where there is none."""
    if by and by.strip():
        return by.strip()
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        raise UsageError("say who decides: --by NAME") from None


# -------------------------------------------------------------------------------------- add


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Pages):
    """What `saidby add` was asked for; the names are those of its options."""

    ledger: str
    json: bool


@click.command()
@page_options
@ledger_option
@json_option
def add(**arguments: Any) -> None:
    """Read each PAGE and add it to a ledger, with its bytes and all that was found in it.

    PAGE is as for `read`. A page that is in the ledger already adds nothing and is not read again; another
    text at the same address becomes a version beside the old one. An interrupted run goes on where it
    stopped when it is called again.
    """
    options = Options(**arguments)
    check_pages(options)
    selection = listed_pages(options)
    complaints = Complaints(debug=options.debug)
    counts = _Counts()
    from saidby.adding import add_inputs

    with opened(options.ledger, mode="create") as ledger:
        try:
            with (
                progress(selection.total, label="adding") as advance,
                contextlib.closing(
                    add_inputs(
                        selection.inputs, ledger, limits=options.limits, ids=options.from_jsonl is not None
                    )
                ) as results,
            ):
                step = selection.advance_by(advance)
                for result in results:
                    counts.take(result)
                    if not foreign(result):
                        complaints.take(result.outcome)
                    if options.json:
                        write_json([_result_json(result)])
                    step()
        finally:
            selection.tell()
            complaints.tell()
            told(f"{ledger.path}: {counts}") if options.json else write(f"{ledger.path}: {counts}\n")
    if complaints.lost:
        click.get_current_context().exit(1)


def foreign(result: Result) -> bool:
    """Whether the page was kept and not read, as it is in another language."""
    from saidby.reading.english import NOT_ENGLISH

    return result.added is not None and any(found.message == NOT_ENGLISH for found in result.outcome.losses)


@dataclass(slots=True)
class _Counts:
    added: int = 0
    version: int = 0
    known: int = 0
    lost: int = 0
    foreign: int = 0
    claims: int = 0

    def take(self, result: Result) -> None:
        if result.added is None:
            self.lost += 1
            return
        setattr(self, result.added.state, getattr(self, result.added.state) + 1)
        self.claims += result.added.claims
        self.foreign += foreign(result)

    def __str__(self) -> str:
        new = self.added + self.version
        told = f"{_count(new, 'page')} added with {_count(self.claims, 'claim')}"
        if self.version:
            told += f" ({self.version:,} as a new version of a page that was there)"
        told += f", {self.foreign:,} not in English, kept and not read" if self.foreign else ""
        told += f", {self.known:,} known" if self.known else ""
        return told + (f", {self.lost:,} not read" if self.lost else "")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _result_json(result: Result) -> str:
    from saidby.serial import to_json

    outcome, added = result.outcome, result.added
    if added is None:
        found: dict[str, Any] = {"problems": [to_json(problem) for problem in outcome.problems]}
    else:
        found = {
            "state": added.state, "row": added.row, "article": added.article, "claims": added.claims,
            "problems": [to_json(problem) for problem in outcome.losses],
        }  # fmt: skip
    return json_lines.dumps({"id": outcome.id, **found}, ensure_ascii=False)


# -------------------------------------------------------------------------------------- quote


@click.command()
@ledger_option
@click.option("--about", metavar="WORDS", help='Words of the claim: "phrase", either|or, begin*.')
@click.option("--who", metavar="NAME", help="Who says it: a name of the root source.")
@click.option("--through", metavar="NAME", help="Through whom: a relay or the publisher.")
@click.option("--place", metavar="NAME", help="A place in it, or where what it tells of happened.")
@click.option("--act", type=click.Choice(get_args(Act)), help="What is done by saying it.")
@click.option("--since", metavar="DATE", callback=checked_date, help="Published on that day or later.")
@click.option("--until", metavar="DATE", callback=checked_date, help="Published on that day or earlier.")
@click.option("--latest", is_flag=True, help="The last published first, not the best fitting.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, help="How many at most (20).")
@color_option
@json_option
@debug_option
def quote(ledger: str, color: str, json: bool, debug: bool, **asked: Any) -> None:
    """Show who said what about something, in which words, and through whom it came.

    Each claim starts with its row and id, by which `correct` takes it.
    """
    from saidby.ledger.query import Search
    from saidby.views.ledger import hit_json, hits

    search = Search(**asked)
    narrowed = (search.place, search.act, search.since, search.until)
    if not any((search.about, search.who, search.through, *narrowed)):
        raise UsageError("say what to look for: --about WORDS, --who NAME, or another of quote's options")
    with opened(ledger) as store:
        found = store.search(search)
    if json:
        write_json([json_lines.dumps(hit_json(hit), ensure_ascii=False) for hit in found])
    elif found:
        write(hits(found, look=look_of(color)))
    else:
        told("nothing in the ledger fits")


# -------------------------------------------------------------------------------------- log


@click.command()
@ledger_option
@click.option("--after", metavar="ROW", type=click.IntRange(0), help="Only what was added after that row.")
@click.option("--limit", metavar="N", type=click.IntRange(1), help="How many rows at most; else the last 50.")
@color_option
@json_option
@debug_option
def log(ledger: str, after: int | None, limit: int | None, color: str, json: bool, debug: bool) -> None:
    """Show what was added, row by row: when, what kind, what it is about, the hash that seals it."""
    from saidby.views.ledger import log_json, log_rows

    with opened(ledger) as store:
        if after is None:
            after = max(0, store.head()[0] - (limit or 50))
        found = store.log(after=after, limit=limit)
        while rows := list(islice(found, 1000)):
            if json:
                write_json([json_lines.dumps(log_json(row), ensure_ascii=False) for row in rows])
            else:
                write(log_rows(rows, look=look_of(color)))


# -------------------------------------------------------------------------------------- verify


@click.command()
@ledger_option
@click.option("--holds", metavar="HASH", help="Also: the ledger still holds a row with this hash.")
@json_option
@debug_option
def verify(ledger: str, holds: str | None, json: bool, debug: bool) -> None:
    """Prove that nothing in a ledger was altered, removed or put in; else name the first row that was.

    Keep the hash that is printed somewhere else: whoever can write the file can chain it anew from some row
    on, and only --holds then tells.
    """
    from saidby.ledger.verify import verify as verified

    with opened(ledger) as store:
        name = store.path
        rows, _ = store.head()
        with progress(rows, label="verifying") as advance:
            verdict = verified(store, holds=_hash(holds), tick=_steps(advance))
    finding = verdict.finding
    if json:
        found = {"row": finding.row, "message": finding.message} if finding else None
        write_json([json_lines.dumps({"rows": verdict.rows, "head": verdict.head, "finding": found})])
    elif finding:
        where = f"row {finding.row} " if finding.row else ""
        write(f"{name}: {where}{finding.message}\n")
    else:
        write(f"{name}: {_count(verdict.rows, 'row')}, nothing altered, removed or put in\n{verdict.head}\n")
    if finding:
        click.get_current_context().exit(1)


def _hash(holds: str | None) -> str | None:
    if holds is None:
        return None
    if not 8 <= len(holds) <= 64 or set(holds.lower()) - set("0123456789abcdef"):
        raise UsageError(f"{holds!r} is no hash; give at least its first eight hexadecimal digits")
    return holds


def _steps(advance: Any) -> Any:
    """Rows as they are passed, as steps."""
    passed = 0

    def tick(row: int) -> None:
        nonlocal passed
        if row > passed:
            advance(row - passed)
            passed = row

    return tick


# -------------------------------------------------------------------------------------- correct


@click.command()
@click.argument("record", required=False, metavar="ROW/ID")
@click.argument("value", required=False, metavar="FIELD=VALUE")
@ledger_option
@by_option
@why_option
@click.option(
    "--undo", metavar="ROW", type=click.IntRange(1), help="Take that correction back, by one more row."
)
@json_option
@debug_option
def correct(
    record: str | None,
    value: str | None,
    ledger: str,
    by: str | None,
    why: str | None,
    undo: int | None,
    json: bool,
    debug: bool,
) -> None:
    """Lay a value over the machine's in one record of a reading. Both stay.

    \b
    saidby correct 17/c3 act=deny
    saidby correct 17/c3 root="Orlen Town Hall" --why "the caption names it"
    saidby correct 17/article published=2031-05-04
    saidby correct --undo 41
    """
    if (undo is None) == (record is None) or (record is not None and value is None):
        raise UsageError(
            "say what to correct, as 17/c3 act=deny; or which correction to take back: --undo ROW"
        )
    who = who_says(by)
    with opened(ledger, mode="write") as store:
        if undo is not None:
            row = store.judge("undo", {"row": undo}, by=who, why=why)
            found: dict[str, Any] = {"row": row, "undo": undo, "by": who, "why": why}
            message = f"row {row}: row {undo} no longer counts"
        else:
            reading, target, field, words = _taken(record or "", value or "")
            correction = store.correct(reading, target, field, words, by=who, why=why)
            row = correction.row
            found = {
                "row": row, "reading": reading, "target": correction.target, "field": field,
                "value": correction.value, "machine": correction.machine, "by": who, "why": why,
            }  # fmt: skip
            old, new = (_short(part) for part in (correction.machine, correction.value))
            message = f"row {row}: {reading}/{correction.target} {field} is {new}; the machine said {old}"
    write_json([json_lines.dumps(found, ensure_ascii=False)]) if json else write(message + "\n")


def _taken(record: str, value: str) -> tuple[int, str, str, str]:
    """Row, target, field and words of what was typed."""
    row, _, target = record.partition("/")
    field, equals, words = value.partition("=")
    if not row.isdecimal() or not target or not equals:
        raise UsageError(f"{record} {value}: write it as ROW/ID FIELD=VALUE, for example 17/c3 act=deny")
    return int(row), target, field, words


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json_lines.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else text[:79] + "…"


# -------------------------------------------------------------------------------------- reindex


@click.command()
@ledger_option
@json_option
@debug_option
def reindex(ledger: str, json: bool, debug: bool) -> None:
    """Make the search index anew from the readings. It is no part of what is chained."""
    with opened(ledger, mode="write") as store:
        name, claims = store.path, store.reindex()
    if json:
        write_json([json_lines.dumps({"claims": claims})])
    else:
        write(f"{name}: {_count(claims, 'claim')} to search\n")


def commands() -> Iterator[click.Command]:
    yield from (add, quote, log, verify, correct, reindex)
