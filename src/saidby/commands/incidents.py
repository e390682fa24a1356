"""The commands that show and settle incidents: incidents, show, figures, merge, split, export."""

from __future__ import annotations

import contextlib
import json as json_lines
from collections.abc import Generator, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import click

from saidby.commands.ledger import by_option, json_option, ledger_option, opened, who_says, why_option
from saidby.commands.looks import look_of, told, write, write_json
from saidby.commands.pages import NAME, checked_date, color_option, debug_option
from saidby.commands.progress import progress
from saidby.commands.shards import means_shards, merge_shards
from saidby.errors import UsageError

if TYPE_CHECKING:
    from saidby.ledger.incident import Incident
    from saidby.ledger.store import Ledger

FORMATS = ("incidents-jsonl", "members-jsonl", "cases-jsonl")


@contextlib.contextmanager
def settled(path: str) -> Iterator[Ledger]:
    """The ledger with its incidents up to date; as it is, where it may only be read."""
    from saidby.ledger.database import may_be_written

    if not may_be_written(path):
        with opened(path) as store:
            yield store
        return
    from saidby.ledger.kept import fresh, refresh

    with opened(path, mode="write") as store:
        if not fresh(store):
            total = sum(1 for _ in store.heads())
            with progress(total, label="finding incidents") as advance:
                refresh(store, tick=lambda _: advance(1))
        yield store


# -------------------------------------------------------------------------------------- incidents


@click.command()
@ledger_option
@click.option("--place", metavar="NAME", help="Where: part of a place's name.")
@click.option("--date", metavar="DATE", callback=checked_date, help="When: a day, a month or a year.")
@click.option("--since", metavar="DATE", callback=checked_date, help="On that day or later.")
@click.option("--until", metavar="DATE", callback=checked_date, help="On that day or earlier.")
@click.option("--type", metavar="TYPE", help="What: a PLOVER type, or type/mode as ASSAULT/aerial.")
@click.option("--actor", metavar="NAME", help="Who speaks, is blamed, or owns one of them: part of a name.")
@click.option("--text", metavar="WORDS", help="Words of a headline, a name or a place, all of them.")
@click.option("--least", metavar="N", type=click.IntRange(1), default=1, help="Told by N articles or more.")
@click.option("--all", "background", is_flag=True, help="Also what articles tell only in passing.")
@click.option("--limit", metavar="N", type=click.IntRange(1), default=20, help="How many at most (20).")
@color_option
@json_option
@debug_option
def incidents(
    ledger: str, date: str | None, limit: int, color: str, json: bool, debug: bool, **asked: Any
) -> None:
    """List what happened: when, where, what, by how many roots, and what is contradicted.

    Those told by most articles come first. Each starts with the id that `show`, `figures`, `roots`, `merge`
    and `split` take.
    """
    from saidby.ledger.kept import fresh, listed
    from saidby.ledger.listed_rows import Paged, paged
    from saidby.ledger.summary import Filter, checked
    from saidby.serial import to_json
    from saidby.views.incidents import incident_list

    if date and (asked["since"] or asked["until"]):
        raise UsageError("give --date, or --since and --until")
    if date:
        asked["since"] = asked["until"] = date
    wanted = checked(Filter(**asked))
    with settled(ledger) as store:
        if fresh(store):
            found = paged(store, wanted, limit=limit)
        else:  # it may only be read, and its tables are behind
            fitting = [one for one in listed(store) if wanted.takes(one)]
            found = Paged(tuple(fitting[:limit]), len(fitting))
    shown = found.summaries
    if json:
        hidden = ("places", "actors", "words")
        rows = [{k: v for k, v in to_json(one).items() if k not in hidden} for one in shown]
        write_json([json_lines.dumps(row, ensure_ascii=False) for row in rows])
    elif shown:
        write(incident_list(shown, left=found.total - len(shown), look=look_of(color)))
    else:
        told("nothing in the ledger fits" + ("" if wanted.background else "; --all looks in passing, too"))


# -------------------------------------------------------------------------------------- show, figures


@click.command()
@click.argument("incident", metavar="INCIDENT")
@ledger_option
@color_option
@json_option
@debug_option
def show(incident: str, ledger: str, color: str, json: bool, debug: bool) -> None:
    """Show one INCIDENT facet by facet: each answer, who gives it, and whether they agree.

    INCIDENT is the id that `incidents` shows, or its beginning. Articles are shown with the row by which
    `correct` takes them.
    """
    from saidby.ledger.exports.incidents_jsonl import incident_json
    from saidby.ledger.kept import find
    from saidby.views.incidents import show_incident

    with settled(ledger) as store:
        found = find(store, incident)
        words = {} if json else _words(store, found)
    if json:
        write_json([json_lines.dumps(incident_json(found), ensure_ascii=False)])
    else:
        write(show_incident(found, words, look=look_of(color)))


def _words(store: Ledger, found: Incident) -> dict[Any, str]:
    """The words of the first claim of each position."""
    from saidby.ledger.index import claim_rows

    wanted = {
        claim for facet in found.facets for position in facet.positions for claim in position.claims[:1]
    }
    words: dict[Any, str] = {}
    for article in found.articles:
        here = {claim.claim: claim for claim in wanted if claim.article == article.id}
        if here:
            reading = store.reading(article.row, corrected=True).reading
            words |= {here[row.claim]: row.words for row in claim_rows(reading) if row.claim in here}
    return words


@click.command()
@click.argument("incident", metavar="INCIDENT")
@ledger_option
@color_option
@json_option
@debug_option
def figures(incident: str, ledger: str, color: str, json: bool, debug: bool) -> None:
    """Show every figure of an INCIDENT: how many, on whose word, and how each root's count moved.

    A later count of the same root is a series, no contradiction.
    """
    from saidby.ledger.exports.incidents_jsonl import incident_json
    from saidby.ledger.kept import find
    from saidby.views.incidents import show_figures

    with settled(ledger) as store:
        found = find(store, incident)
    if json:
        write_json([json_lines.dumps(row, ensure_ascii=False) for row in incident_json(found)["figures"]])
    else:
        write(show_figures(found, look=look_of(color)))


# -------------------------------------------------------------------------------------- merge, split

undo_option = click.option(
    "--undo", metavar="ROW", type=click.IntRange(1), help="Take that decision back, by one more row."
)


@click.command()
@click.argument("incidents", nargs=-1, metavar="INCIDENT...")
@ledger_option
@by_option
@why_option
@undo_option
@click.option("--at", metavar="TIME", callback=checked_date, help="Of shards: the time for the log, in UTC.")
@json_option
@debug_option
def merge(
    incidents: tuple[str, ...], ledger: str, by: str | None, why: str | None, undo: int | None,
    at: str | None, json: bool, debug: bool,
) -> None:  # fmt: skip
    """Say that two or more INCIDENTs are one; or make a ledger of the shards in folders of `batch`.

    Folders, and files that end in .parquet, are shards. That INCIDENTs are one is one more row, and undone by
    one more row.

    \b
    saidby merge 3f2a91c0 77b0e1d2 --why "the same bus convoy"
    saidby merge --undo 41
    saidby merge part-* --ledger month.db
    """
    if undo is None and any(map(means_shards, incidents)):
        merge_shards(incidents, ledger, at=at, json=json)
        return
    if at is not None:
        raise UsageError("--at is for shards; what is said of incidents has the time at which it is said")
    from saidby.ledger.kept import find
    from saidby.ledger.ties import MERGE, merge_body

    if (undo is None) != bool(incidents):
        raise UsageError("name the incidents that are one, or the row to take back: --undo ROW")
    if undo is not None:
        _undo(undo, MERGE, ledger, by, why, json)
        return
    with settled(ledger) as store:
        found = [find(store, start) for start in dict.fromkeys(incidents)]
        body = merge_body(found, _articles(store))
        row = store.judge(MERGE, body, by=who_says(by), why=why)
    _say(
        row, f"{', '.join(one.id[:8] for one in found)} are one incident", {"merge": body["incidents"]}, json
    )


@click.command()
@click.argument("incident", required=False, metavar="INCIDENT")
@click.argument("articles", nargs=-1, metavar="ARTICLE...")
@ledger_option
@by_option
@why_option
@undo_option
@json_option
@debug_option
def split(
    incident: str | None, articles: tuple[str, ...], ledger: str, by: str | None, why: str | None,
    undo: int | None, json: bool, debug: bool,
) -> None:  # fmt: skip
    """Say that what these ARTICLEs tell is not this INCIDENT, but another one.

    An ARTICLE is the row that `show` prints before it, or its id. It is one more row, and undone by one more.

    \b
    saidby split 3f2a91c0 17 --why "another village of that name"
    saidby split --undo 42
    """
    from saidby.ledger.kept import find
    from saidby.ledger.ties import SPLIT, split_body

    if (undo is None) != (incident is not None and bool(articles)):
        raise UsageError(
            "name the incident and the articles that leave it, or the row to take back: --undo ROW"
        )
    if undo is not None:
        _undo(undo, SPLIT, ledger, by, why, json)
        return
    with settled(ledger) as store:
        found = find(store, incident or "")
        rows = {str(article.row): article.id for article in found.articles}
        names = [rows.get(name, name) for name in articles]
        body = split_body(found, names, _articles(store))
        row = store.judge(SPLIT, body, by=who_says(by), why=why)
    _say(
        row,
        f"{', '.join(articles)} no longer tell of {found.id[:8]}",
        {"split": found.id, "articles": names},
        json,
    )


def _undo(row: int, kind: str, ledger: str, by: str | None, why: str | None, json: bool) -> None:
    with opened(ledger, mode="write") as store:
        meant = next((one for one in store.judgements(undone=True) if one.row == row), None)
        if meant is None or meant.kind != kind:
            raise UsageError(f"row {row} is no {kind}; saidby log shows what each row is")
        made = store.judge("undo", {"row": row}, by=who_says(by), why=why)
    _say(made, f"row {row} no longer counts", {"undo": row}, json)


def _articles(store: Ledger) -> dict[str, str]:
    """The ledger's id of each article by the name that exports give it."""
    return {head.article if head.id is None else str(head.id): head.article for head in store.heads()}


def _say(row: int, message: str, found: dict[str, Any], json: bool) -> None:
    if json:
        write_json([json_lines.dumps({"row": row, **found}, ensure_ascii=False)])
    else:
        write(f"row {row}: {message}\n")


# -------------------------------------------------------------------------------------- export


@click.command()
@click.argument("ledger", metavar="LEDGER", type=NAME)
@click.option("--format", "form", type=click.Choice(FORMATS), default=FORMATS[0], help="What is written.")
@click.option("-o", "--output", metavar="FILE", type=NAME, help="Write there instead of standard output.")
@debug_option
def export(ledger: str, form: str, output: str | None, debug: bool) -> None:
    """Write what a LEDGER holds for other programs.

    \b
    incidents-jsonl  one incident a line, also those told in passing
    members-jsonl    the same with its id, type and the ids of its articles alone
    cases-jsonl      one correction a line, to try the reader on: saidby test
    """
    from saidby.views import output as streams

    made = {"incidents-jsonl": _incidents, "members-jsonl": _members, "cases-jsonl": _cases}[form]
    with streams.opened(output or streams.STDOUT) as stream, contextlib.closing(made(ledger)) as found:
        while some := list(islice(found, 100)):
            stream.write("".join(line + "\n" for line in some).encode())


def _incidents(ledger: str) -> Generator[str]:
    from saidby.ledger.exports.incidents_jsonl import lines
    from saidby.ledger.kept import exported

    with settled(ledger) as store:
        yield from lines(exported(store))


def _members(ledger: str) -> Generator[str]:
    from saidby.ledger.exports.incidents_jsonl import member_lines
    from saidby.ledger.kept import exported

    with settled(ledger) as store:
        yield from member_lines(exported(store))


def _cases(ledger: str) -> Generator[str]:
    from saidby.ledger.cases import cases
    from saidby.ledger.exports.cases_jsonl import lines

    with opened(ledger) as store:
        yield from lines(cases(store))


def commands() -> Iterator[click.Command]:
    yield from (incidents, show, figures, merge, split, export)
