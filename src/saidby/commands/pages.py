"""Pages on the command line: the options that name them, and the inputs that they mean."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from saidby.commands.gazetteer import gazetteer_option
from saidby.errors import SaidbyError, UsageError

if TYPE_CHECKING:
    from saidby.archives.held import Tally
    from saidby.batch import Limits, Outcome
    from saidby.inputs import Input

DEBUG = "saidby.debug"
MAX_COMPLAINTS = 10  # lines on standard error about inputs that were not read in full; the rest is counted
NAME = click.Path(readable=False)  # shells complete it; whether it can be read is told when it is read


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """What was said of the pages to read; the names are those of `page_options`."""

    pages: tuple[str, ...]
    published: str | None
    publisher: str | None
    url: str | None
    title: str | None
    from_jsonl: str | None
    feeds: bool
    text_column: str
    jobs: int
    time_limit: float
    gazetteer: str | None
    debug: bool

    @property
    def limits(self) -> Limits:
        """How the pages are read."""
        from saidby.batch import Limits

        return Limits(seconds=self.time_limit, jobs=self.jobs, debug=self.debug, gazetteer=self.gazetteer)


def safe(text: str) -> str:
    """One line that a terminal cannot obey."""
    from saidby.views.typeset import plain

    return plain(text)


# -------------------------------------------------------------------------------------- options


def checked_date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """An ISO 8601 prefix as it was given. Raises click.BadParameter for what is no date."""
    from saidby.pages.given import is_date

    if value is not None and not is_date(value):
        raise click.BadParameter(
            f"'{value}' is not a date; write it as 2018, 2018-11, 2018-11-25 or 2018-11-25T18:18Z"
        )
    return value


def _debug(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[DEBUG] = value
    return value


debug_option = click.option(
    "--debug", is_flag=True, is_eager=True, callback=_debug, help="Show tracebacks and messages of libraries."
)
color_option = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours; auto: on a terminal.",
)

_PAGES: tuple[Callable[[Any], Any], ...] = (
    click.argument("pages", nargs=-1, metavar="PAGE...", type=NAME),
    click.option(
        "--published",
        metavar="DATE",
        callback=checked_date,
        help="When the pages were published, e.g. 2018-11-25.",
    ),
    click.option("--publisher", metavar="NAME", help="Who published the pages."),
    click.option("--url", metavar="URL", help="Where the page comes from. It is not fetched."),
    click.option("--title", metavar="TEXT", help="The headline of the page."),
    click.option(
        "--from-jsonl", metavar="IN", type=NAME, help="Read articles from JSON Lines; - is standard input."
    ),
    click.option("--feeds", is_flag=True, help="Fetch and read what feeds, sitemaps and OPML link to."),
    click.option(
        "--text-column",
        metavar="NAME",
        default="text",
        help="The column of Parquet that holds the text (text).",
    ),
    click.option(
        "--jobs", metavar="N", type=click.IntRange(1, 256), default=1, help="Pages read side by side."
    ),
    click.option(
        "--time-limit",
        metavar="SECONDS",
        type=click.FloatRange(0.1),
        default=30.0,
        help="How long a page may take (30).",
    ),
    gazetteer_option,
    debug_option,
)


def page_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The pages, what is said of them, and how they are read."""
    for option in reversed(_PAGES):
        command = option(command)
    return command


# -------------------------------------------------------------------------------------- inputs


def check_pages(asked: Pages) -> None:
    """Raises UsageError for options that do not fit together."""
    if asked.pages and asked.from_jsonl:
        raise UsageError("name pages or --from-jsonl, not both")
    if not asked.pages and not asked.from_jsonl:
        raise UsageError("name a page to read: a file, a folder, - for standard input, or an address")
    single = [name for name in ("url", "title") if getattr(asked, name)]
    many = len(asked.pages) > 1 or any(os.path.isdir(page) for page in asked.pages)
    if single and many:
        raise UsageError(f"--{single[0]} is about one page, and several are named")
    if asked.from_jsonl and (single or asked.published or asked.publisher):
        raise UsageError("with --from-jsonl each line says its own published, publisher, url and title")


@dataclass(frozen=True, slots=True)
class Selection:
    """The inputs; the sum of their sizes in bytes (0: not known); whether there may be several.

    `tally` fills up while the inputs are drawn, archives expanded.
    """

    inputs: Iterator[Input]
    total: int
    several: bool
    tally: Tally

    def advance_by(self, advance: Callable[[int], None]) -> Callable[[], None]:
        """What is called after each outcome, to move a bar that counts bytes of what was named."""
        told = 0

        def step() -> None:
            nonlocal told
            advance(self.tally.consumed - told)
            told = self.tally.consumed

        return step

    def tell(self) -> None:
        """On standard error: what archives held that is no page."""
        from saidby.archives.held import UNFETCHED

        if self.tally.passed:
            kinds = ", ".join(f"{number:,} {kind}" for kind, number in self.tally.ranked())
            click.echo(safe(f"saidby: passed over in archives: {kinds}"), err=True)
            if UNFETCHED in self.tally.passed:
                click.echo("saidby: to fetch and read what is linked to, add --feeds", err=True)


def listed_pages(asked: Pages) -> Selection:
    """What is to be read. Folders' files that are no pages are told on standard error."""
    from saidby.archives.held import Tally
    from saidby.fetch.polite import Polite
    from saidby.inputs import Expanding, expanded, holds_many, lines, listed, standard_input
    from saidby.pages.given import Given

    tally = Tally()
    if asked.from_jsonl == "-":
        found = lines(standard_input(), origin="standard input", folder=Path())
        return Selection(found, 0, True, tally)
    if asked.from_jsonl:
        try:
            stream = open(asked.from_jsonl, "rb")  # noqa: SIM115  read until the process ends
        except OSError as error:
            raise SaidbyError(f"{asked.from_jsonl}: {error.strerror or error}") from error
        found = lines(stream, origin=asked.from_jsonl, folder=Path(asked.from_jsonl).parent)
        return Selection(_consumed(found, tally), os.fstat(stream.fileno()).st_size, True, tally)
    given = Given(url=asked.url, publisher=asked.publisher, title=asked.title, published=asked.published)
    listing = listed(asked.pages, given=given)
    if listing.skipped:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in listing.skipped)
        click.echo(safe(f"saidby: passed over in folders: {kinds}"), err=True)
    several = len(listing.inputs) != 1 or asked.feeds or any(map(os.path.isdir, asked.pages))
    several = several or any(map(holds_many, listing.inputs))
    how = Expanding(text_column=asked.text_column, polite=Polite() if asked.feeds else None)
    total = sum(input.size for input in listing.inputs)
    return Selection(expanded(listing.inputs, how=how, tally=tally), total, several, tally)


def _consumed(inputs: Iterator[Input], tally: Tally) -> Iterator[Input]:
    for input in inputs:
        tally.consumed += input.size
        yield input


class Complaints:
    """The inputs that were not read in full: the first few by name, the others counted."""

    def __init__(self, *, debug: bool) -> None:
        self._debug = debug
        self._lines: list[str] = []
        self.lost = 0

    def take(self, outcome: Outcome) -> None:
        if outcome.trace and self._debug:
            click.echo(outcome.trace, err=True)
        if outcome.losses:
            self.lost += 1
            if len(self._lines) < MAX_COMPLAINTS:
                self._lines.append(f"saidby: {outcome.origin}: {outcome.why}")

    def tell(self) -> None:
        """On standard error."""
        for line in self._lines:
            click.echo(safe(line), err=True)
        if self.lost > len(self._lines):
            click.echo(f"saidby: {self.lost - len(self._lines):,} more were not read in full", err=True)
