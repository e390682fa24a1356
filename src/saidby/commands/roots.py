"""The command that counts roots: how many independent origins stand behind an incident."""

from __future__ import annotations

import json as json_lines
from collections.abc import Iterator

import click

from saidby.commands.ledger import by_option, json_option, ledger_option, opened, who_says, why_option
from saidby.commands.looks import look_of, told, write, write_json
from saidby.commands.pages import NAME, color_option, debug_option
from saidby.errors import UsageError

owners_option = click.option(
    "--owners",
    metavar="FILE",
    envvar="SAIDBY_OWNERS",
    type=NAME,
    help="Who belongs to whom, in a table of your own; it goes over the one in the package.",
)


@click.command()
@click.argument("incident", metavar="INCIDENT")
@ledger_option
@owners_option
@click.option("--party", metavar="NAME", multiple=True, help="From now on: NAME is a party to the incident.")
@click.option("--no-party", metavar="NAME", multiple=True, help="From now on: NAME is none.")
@by_option
@why_option
@color_option
@json_option
@debug_option
def roots(
    incident: str,
    ledger: str,
    owners: str | None,
    party: tuple[str, ...],
    no_party: tuple[str, ...],
    by: str | None,
    why: str | None,
    color: str,
    json: bool,
    debug: bool,
) -> None:
    """Show how many independent roots an INCIDENT has, who they are, and why some count as one.

    INCIDENT is the id that `incidents` shows, or its beginning. Articles are named by their row, as `show`
    does.
    """
    from saidby.ledger.folded import fold
    from saidby.ledger.kept import find
    from saidby.ledger.owners import load, of_ledger
    from saidby.ledger.ties import OWNERS, PARTY, marked
    from saidby.views.roots import roots_json, show_roots

    if both := set(party) & set(no_party):
        raise UsageError(f"{min(both)} is a party, or none: not both")
    own = load(owners) if owners else None
    edits = [*((name, True) for name in party), *((name, False) for name in no_party)]
    with opened(ledger, mode="write" if edits else "read") as store:
        found = find(store, incident)
        for name, is_party in edits:
            body = {"incident": found.id, "name": name, "party": is_party}
            store.judge(PARTY, body, by=who_says(by), why=why)
        table = own or of_ledger(store.judgements(OWNERS))
        parties = marked(store.judgements(PARTY)).get(found.id, {})
        readings = {
            article.id: store.reading(article.row, corrected=True).reading for article in found.articles
        }
    result = fold(found, readings, owners=table, marked=parties).found()
    if json:
        write_json([json_lines.dumps(roots_json(result, incident=found.id), ensure_ascii=False)])
    else:
        rows = {article.id: article.row for article in found.articles}
        write(show_roots(result, title=found.title, rows=rows, look=look_of(color)))


@click.command()
@click.argument("table", required=False, metavar="FILE", type=NAME)
@ledger_option
@by_option
@why_option
@json_option
@debug_option
def owners(table: str | None, ledger: str, by: str | None, why: str | None, json: bool, debug: bool) -> None:
    """Lay a table of who belongs to whom down for the whole ledger, in one row; without FILE print it.

    All that counts groups goes by it: `incidents`, `show`, `figures`, `roots`, `export`. A later table takes
    the place of an earlier one; `correct --undo ROW` takes it back.
    """
    from saidby.ledger.owners import load
    from saidby.ledger.ties import OWNERS

    if table is None:
        with opened(ledger) as store:
            found = store.judgements(OWNERS)
        if json:
            write_json(
                [json_lines.dumps({"row": one.row, **one.body}, ensure_ascii=False) for one in found[-1:]]
            )
        elif found:
            write(str(found[-1].body["table"]))
        else:
            told("the ledger goes by the table of the package alone")
        return
    load(table)
    with open(table, encoding="utf-8") as file:
        text = file.read()
    with opened(ledger, mode="write") as store:
        row = store.judge(OWNERS, {"table": text}, by=who_says(by), why=why)
    if json:
        write_json([json_lines.dumps({"row": row})])
    else:
        write(f"row {row}: the ledger goes by {table} from now on\n")


def commands() -> Iterator[click.Command]:
    yield from (roots, owners)
