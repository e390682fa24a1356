"""The command that opens a ledger in the browser."""

from __future__ import annotations

import contextlib
import os

import click

from saidby.commands.ledger import who_says
from saidby.commands.looks import told
from saidby.commands.pages import NAME, debug_option
from saidby.errors import UsageError


@click.command()
@click.argument("ledger", required=False, metavar="[LEDGER]", type=click.Path(readable=False))
@click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="Where to listen (127.0.0.1).")
@click.option(
    "--port", metavar="N", type=click.IntRange(0, 65535), help="The port (the first free from 8520)."
)
@click.option("--token", metavar="TEXT", envvar="SAIDBY_TOKEN", help="Let in whoever has it in the address.")
@click.option("--users", metavar="FILE", type=NAME, help="Let in those who have an account in this file.")
@click.option(
    "--add-user", metavar="NAME", help="Add an account to --users, or change its password; then end."
)
@click.option(
    "--allow-host", metavar="NAME", multiple=True, help="A name under which the app is called, too."
)
@click.option(
    "--by", metavar="NAME", envvar="SAIDBY_BY", help="Who decides where nobody logs in (the user's name)."
)
@click.option("--no-browser", is_flag=True, help="Open no browser.")
@debug_option
def serve(
    ledger: str | None, host: str, port: int | None, token: str | None, users: str | None,
    add_user: str | None, allow_host: tuple[str, ...], by: str | None, no_browser: bool, debug: bool,
) -> None:  # fmt: skip
    """Open a LEDGER in the browser, on this machine; without LEDGER the sample pages.

    \b
    saidby serve saidby.db
    saidby serve saidby.db --users desk.json --add-user mira
    saidby serve saidby.db --host 0.0.0.0 --users desk.json
    """
    if add_user is not None:
        _add_user(users, add_user)
        return
    if users and token:
        raise UsageError("--users or --token, not both")
    from saidby.web.options import Options
    from saidby.web.server import Address, sample_ledger, stop_on_signals
    from saidby.web.server import serve as run

    stop_on_signals()
    options = Options(hosts=allow_host, users=users, reviewer=who_says(by), sample=ledger is None)
    with contextlib.ExitStack() as stack:
        if ledger is None:
            ledger = stack.enter_context(sample_ledger(told))
        else:
            _make_sure(ledger)
        address = Address(host, port, token)
        run(ledger, address=address, options=options, told=told, browser=not no_browser)


def _make_sure(path: str) -> None:
    """The ledger is there; an empty one is made where none was, to drop pages into."""
    from saidby.ledger.database import is_url
    from saidby.ledger.store import Ledger

    Ledger(path, mode="read" if is_url(path) or os.path.exists(path) else "create").close()


def _add_user(users: str | None, name: str) -> None:
    from saidby.web import accounts

    if users is None:
        raise UsageError("say in which file: --users FILE")
    password = click.prompt(f"Password of {name}", hide_input=True, confirmation_prompt=True, err=True)
    accounts.add(users, name, password)
    told(f"{name} may log in; saidby serve LEDGER --users {users}")
