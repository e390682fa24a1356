"""The command that keeps pages of the web as they were: fetch."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from saidby.commands.looks import told, write, write_json
from saidby.commands.pages import MAX_COMPLAINTS, NAME, debug_option, safe
from saidby.errors import SaidbyError, UsageError

delay_option = click.option(
    "--delay",
    metavar="SECONDS",
    type=click.FloatRange(0.1, 3600),
    default=1.0,
    help="Between two requests to one host, where it asks for no longer one (1).",
)


@click.command()
@click.argument("urls", nargs=-1, metavar="URL...")
@click.option("--out", metavar="FILE", type=NAME, required=True, help="The WARC file; it is added to.")
@click.option("--from-list", metavar="FILE", type=NAME, help="Read addresses from a file, one a line.")
@click.option("--feeds", is_flag=True, help="Fetch what feeds, sitemaps and OPML link to, too.")
@delay_option
@click.option("--json", is_flag=True, help="Print what became of each address as JSON, one object a line.")
@debug_option
def fetch(
    urls: tuple[str, ...],
    out: str,
    from_list: str | None,
    feeds: bool,
    delay: float,
    json: bool,
    debug: bool,
) -> None:
    """Fetch each URL and keep it in a WARC file, from which it can be read again at any time.

    robots.txt is obeyed, hosts are asked one request at a time, private addresses are refused.
    """
    from saidby.archives.fetched import fetch_into
    from saidby.archives.write import Writer
    from saidby.fetch import is_url
    from saidby.fetch.polite import Polite

    asked = [*urls, *_listed(from_list)]
    if not asked:
        raise UsageError("name addresses to fetch, or --from-list FILE")
    for url in asked:
        if not is_url(url):
            raise UsageError(f"{url!r} is no http or https address")
    kept = size = 0
    lost: list[str] = []
    with Writer(out) as writer:
        try:
            for result in fetch_into(writer, dict.fromkeys(asked), polite=Polite(delay=delay), feeds=feeds):
                if json:
                    write_json([_json(result)])
                if result.why:
                    lost.append(f"saidby: {result.url}: {result.why}")
                else:
                    kept, size = kept + 1, size + result.size
        finally:
            for line in lost[:MAX_COMPLAINTS]:
                click.echo(safe(line), err=True)
            if len(lost) > MAX_COMPLAINTS:
                click.echo(f"saidby: {len(lost) - MAX_COMPLAINTS:,} more were not fetched", err=True)
            summary = f"{out}: {kept:,} kept with {size:,} bytes" + (f", {len(lost):,} not" if lost else "")
            told(summary) if json else write(summary + "\n")
    if lost:
        click.get_current_context().exit(1)


def _listed(path: str | None) -> list[str]:
    if path is None:
        return []
    try:
        lines = Path(path).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise SaidbyError(f"{path}: cannot be read as a list of addresses ({error})") from error
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _json(result: Any) -> str:
    import json
    from dataclasses import asdict

    return json.dumps(asdict(result), ensure_ascii=False)
