"""The option `--gazetteer`: a user's own places, looked at before anything is read."""

from __future__ import annotations

import click

from saidby.errors import InputError


def _checked(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None or ctx.resilient_parsing:
        return value
    from pathlib import Path

    from saidby.reading.places import read_own

    try:
        read_own(Path(value))
    except InputError as error:
        raise click.BadParameter(str(error)) from error
    return value


gazetteer_option = click.option(
    "--gazetteer",
    metavar="FILE",
    type=click.Path(readable=False),
    callback=_checked,
    help="Places of your own, as tab-separated columns; they go before the package's.",
)
