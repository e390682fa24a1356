"""The command that adds what is new in feeds to a ledger: watch."""

from __future__ import annotations

import contextlib
import io
import re
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from saidby.commands.fetch import delay_option
from saidby.commands.gazetteer import gazetteer_option
from saidby.commands.ledger import ledger_option, opened
from saidby.commands.looks import write
from saidby.commands.pages import MAX_COMPLAINTS, NAME, debug_option, safe
from saidby.errors import InputError, UsageError

if TYPE_CHECKING:
    from saidby.archives.write import Writer
    from saidby.watch import Polled

MAX_FILE = 1 << 30  # bytes of a WARC file before the next is begun, as crawlers do
_UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86_400.0}
_EVERY = re.compile(r"(\d{1,6})([smhd])")


def _seconds(ctx: click.Context, param: click.Parameter, value: str) -> float:
    found = _EVERY.fullmatch(value)
    if found is None or not int(found[1]):
        raise click.BadParameter(f"'{value}' is no length of time; write it as 30s, 15m, 2h or 1d")
    return int(found[1]) * _UNITS[found[2]]


@click.command()
@click.argument("feeds", nargs=-1, metavar="FEEDS...")
@ledger_option
@click.option("--warc", metavar="DIR", type=NAME, help="Keep all that is fetched there, in WARC files.")
@click.option("--once", is_flag=True, help="Poll once and end.")
@click.option(
    "--every", metavar="TIME", default="15m", callback=_seconds, help="Between two polls: 30s, 15m, 2h (15m)."
)
@click.option("--state", metavar="FILE", type=NAME, help="What is remembered of feeds (LEDGER.watch.json).")
@delay_option
@gazetteer_option
@debug_option
def watch(
    feeds: tuple[str, ...],
    ledger: str,
    warc: str | None,
    once: bool,
    every: float,
    state: str | None,
    delay: float,
    gazetteer: str | None,
    debug: bool,
) -> None:
    """Add what is new in feeds to a ledger, poll after poll, until Ctrl-C.

    FEEDS are OPML files, or addresses of feeds and news sitemaps. Only what changed is asked for; robots.txt
    is obeyed; a host that is busy is left alone for as long as it says.
    """
    from saidby.batch import Limits
    from saidby.fetch.polite import Polite
    from saidby.watch import State, Watch

    names = list(dict.fromkeys(name for argument in feeds for name in _named(argument)))
    if not names:
        raise UsageError("name feeds to watch: an OPML file, or addresses")
    remembered = State.read(Path(state or _beside(ledger)))
    with opened(ledger, mode="create") as store, contextlib.closing(_Archive(warc)) as archive:
        watching = Watch(
            names, remembered, store, Polite(delay=delay), every,
            limits=Limits(debug=debug, gazetteer=gazetteer), archive=archive.writer,
        )  # fmt: skip
        while True:
            begun = time.monotonic()
            polled = watching.poll()
            _tell(polled)
            if once:
                break
            time.sleep(max(1.0, begun + every - time.monotonic()))
    if polled.troubles:
        click.get_current_context().exit(1)


def _named(argument: str) -> Iterator[str]:
    """The addresses of the feeds that an argument means."""
    from saidby.archives import opml
    from saidby.archives.held import Held, Linked
    from saidby.fetch import is_url

    if is_url(argument):
        yield argument
        return
    try:
        data = Path(argument).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(argument, getattr(error, "strerror", None) or str(error)) from error
    found = [held.content for held in opml.links(io.BytesIO(data), origin=argument) if isinstance(held, Held)]
    if not found:
        raise InputError(argument, "names no feed; an OPML file is expected, or the address of a feed")
    yield from (link.url for link in found if isinstance(link, Linked))


def _beside(ledger: str) -> str:
    if "://" in ledger:
        raise UsageError("with a ledger on a server, say where the state of the feeds is kept: --state FILE")
    return f"{ledger}.watch.json"


class _Archive:
    """WARC files in a folder, one after the other; none without a folder."""

    def __init__(self, folder: str | None) -> None:
        self._folder = Path(folder) if folder else None
        self._writer: Writer | None = None

    def writer(self) -> Writer | None:
        from saidby.archives.write import Writer
        from saidby.errors import OutputError

        if self._folder is None:
            return None
        if self._writer is None or self._writer.size > MAX_FILE:
            self.close()
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise OutputError(str(self._folder), error.strerror or "cannot be made") from error
            name = f"saidby-{datetime.now(UTC):%Y%m%d%H%M%S}.warc.gz"
            self._writer = Writer(str(self._folder / name))
        return self._writer

    def close(self) -> None:
        if self._writer is not None:
            self._writer.close()
            self._writer = None


def _tell(polled: Polled) -> None:
    """One line for the poll, and what went wrong on standard error."""
    for trouble in polled.troubles[:MAX_COMPLAINTS]:
        click.echo(safe(f"saidby: {trouble}"), err=True)
    if len(polled.troubles) > MAX_COMPLAINTS:
        click.echo(f"saidby: {len(polled.troubles) - MAX_COMPLAINTS:,} more troubles", err=True)
    parts = [f"{_count(polled.feeds, 'feed')} asked", f"{polled.changed:,} changed"]
    parts.append(f"{_count(polled.added, 'page')} added")
    parts += [_count(polled.versions, "new version")] * bool(polled.versions)
    parts += [f"{polled.known:,} known"] * bool(polled.known)
    parts += [f"{polled.foreign:,} not in English"] * bool(polled.foreign)
    parts += [_count(len(polled.troubles), "trouble")] * bool(polled.troubles)
    write(f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ} {', '.join(parts)}\n")


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"
