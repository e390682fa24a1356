"""The command `saidby`: reads arguments, calls one function, shows its result.

Exit codes: 0 fine, 1 where something was not read, 2 wrong usage, 130 interrupted, 141 nobody reads on.
"""

from __future__ import annotations

import contextlib
import difflib
import io
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from saidby.errors import SaidbyError, UsageError
from saidby.version import VERSION

if TYPE_CHECKING:
    from saidby.batch import Outcome
    from saidby.inputs import Input

INTERRUPTED = 130
CLOSED_PIPE = 141
MAX_COMPLAINTS = 10  # lines on standard error about inputs that were not read in full; the rest is counted
NAME = click.Path(readable=False)  # shells complete it; whether it can be read is told when it is read
_DEBUG = "saidby.debug"


class Commands(click.Group):
    """The commands; turns every error into one line, and says what was meant by a misspelt command."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Like click's own, but no message holds anything that a terminal would obey."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        try:
            code = super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        except click.ClickException as error:
            message = io.StringIO()
            error.show(message)
            click.echo("\n".join(map(_safe, message.getvalue().split("\n"))), err=True, nl=False)
            code = error.exit_code
        except click.Abort:
            code = INTERRUPTED
        sys.exit(code)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if self.get_command(ctx, name) is None and not name.startswith("-"):
            if os.path.exists(name) or "://" in name:
                raise click.UsageError(f"'{name}' is a page; read it with: saidby read {name}", ctx)
            near = difflib.get_close_matches(name, self.list_commands(ctx), n=1)
            hint = (
                f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(self.list_commands(ctx))}"
            )
            raise click.UsageError(f"there is no command '{name}'; {hint}", ctx)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            click.echo("saidby: interrupted", err=True)
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            with contextlib.suppress(OSError, ValueError):  # nothing more may be flushed into the pipe
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(CLOSED_PIPE)
        except UsageError as error:
            raise click.UsageError(str(error), ctx) from error
        except Exception as error:
            if ctx.meta.get(_DEBUG):
                import traceback

                click.echo(traceback.format_exc(), err=True)
            if isinstance(error, SaidbyError):
                raise click.ClickException(str(error)) from error
            kind = type(error).__name__
            raise click.ClickException(
                f"unexpected {kind}: {error}. This is a bug; the same command with --debug shows where"
            ) from error


def _safe(text: str) -> str:
    from saidby.views.typeset import plain

    return plain(text)


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Documentation of every option: docs/cli.md. `saidby COMMAND --help` is short.",
)
@click.version_option(VERSION, "-V", "--version", message="saidby %(version)s")
def main() -> None:
    """Who said what on a news page, in which words, and on whose word it rests."""


# -------------------------------------------------------------------------------------- read


@dataclass(frozen=True, slots=True)
class Options:
    """What `saidby read` was asked for; the names are those of its options."""

    pages: tuple[str, ...]
    published: str | None
    publisher: str | None
    url: str | None
    title: str | None
    from_jsonl: str | None
    to_jsonl: str | None
    json: bool
    html: str | None
    output: str | None
    narrator: bool
    color: str
    time_limit: float
    jobs: int
    debug: bool


def _date(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    import re
    from datetime import date

    found = re.fullmatch(
        r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?)?)?", value
    )
    try:
        date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) if found else date(0, 0, 0)
    except ValueError:
        raise click.BadParameter(
            f"'{value}' is not a date; write it as 2018, 2018-11, 2018-11-25 or 2018-11-25T18:18Z"
        ) from None
    return value


def _debug(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[_DEBUG] = value
    return value


@main.command()
@click.argument("pages", nargs=-1, metavar="PAGE...", type=NAME)
@click.option(
    "--published", metavar="DATE", callback=_date, help="When the pages were published, e.g. 2018-11-25."
)
@click.option("--publisher", metavar="NAME", help="Who published the pages.")
@click.option("--url", metavar="URL", help="Where the page comes from. It is not fetched.")
@click.option("--title", metavar="TEXT", help="The headline of the page.")
@click.option("--json", is_flag=True, help="Print readings as JSON: one object, or one a line for several.")
@click.option("--html", metavar="FILE", type=NAME, help="Write one HTML file that needs nothing else.")
@click.option("-o", "--output", metavar="FILE", type=NAME, help="Write there instead of standard output.")
@click.option(
    "--from-jsonl", metavar="IN", type=NAME, help="Read articles from JSON Lines; - is standard input."
)
@click.option("--to-jsonl", metavar="OUT", type=NAME, help="Write one reading a line, in order, with its id.")
@click.option("--narrator", is_flag=True, help="Show the publisher's own sentences too.")
@click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    help="Colours; auto: on a terminal.",
)
@click.option("--jobs", metavar="N", type=click.IntRange(1, 256), default=1, help="Pages read side by side.")
@click.option(
    "--time-limit",
    metavar="SECONDS",
    type=click.FloatRange(0.1),
    default=30.0,
    help="How long a page may take (30).",
)
@click.option(
    "--debug", is_flag=True, is_eager=True, callback=_debug, help="Show tracebacks and messages of libraries."
)
def read(**arguments: Any) -> None:
    """Show who said what on each PAGE, in which words, and on whose word it rests.

    PAGE is a file, a folder with all it holds, - for standard input, or an http(s) address, which is fetched.
    """
    options = Options(**arguments)
    _check(options)
    inputs, total, several = _inputs(options)
    with contextlib.ExitStack() as stack:
        add = stack.enter_context(_sink(options, several))
        advance = stack.enter_context(_progress(options, total))
        lost = _run(options, inputs, add, advance)
    if lost:
        click.get_current_context().exit(1)


def _check(options: Options) -> None:
    """Options that do not fit together."""
    if options.pages and options.from_jsonl:
        raise UsageError("name pages or --from-jsonl, not both")
    if not options.pages and not options.from_jsonl:
        raise UsageError("name a page to read: a file, a folder, - for standard input, or an address")
    asked = [name for name in ("json", "html", "to_jsonl") if getattr(options, name)]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} or --{asked[1]}, not both".replace("_", "-"))
    if options.output and (options.html or options.to_jsonl):
        raise UsageError("--html and --to-jsonl name their file themselves; leave --output out")
    single = [name for name in ("url", "title") if getattr(options, name)]
    many = len(options.pages) > 1 or any(os.path.isdir(page) for page in options.pages)
    if single and many:
        raise UsageError(f"--{single[0]} is about one page, and several are named")
    if options.from_jsonl and (single or options.published or options.publisher):
        raise UsageError("with --from-jsonl each line says its own published, publisher, url and title")


def _inputs(options: Options) -> tuple[Iterator[Input], int, bool]:
    """The inputs, the sum of their sizes in bytes (0: not known), and whether there may be several."""
    from pathlib import Path

    from saidby.inputs import lines, listed, standard_input
    from saidby.pages.given import Given

    if options.from_jsonl == "-":
        return lines(standard_input(), origin="standard input", folder=Path()), 0, True
    if options.from_jsonl:
        try:
            stream = open(options.from_jsonl, "rb")  # noqa: SIM115  read until the process ends
        except OSError as error:
            raise SaidbyError(f"{options.from_jsonl}: {error.strerror or error}") from error
        found = lines(stream, origin=options.from_jsonl, folder=Path(options.from_jsonl).parent)
        return found, os.fstat(stream.fileno()).st_size, True
    given = Given(
        url=options.url, publisher=options.publisher, title=options.title, published=options.published
    )
    listing = listed(options.pages, given=given)
    if listing.skipped:
        kinds = ", ".join(f"{number:,} {kind}" for kind, number in listing.skipped)
        click.echo(_safe(f"saidby: passed over in folders: {kinds}"), err=True)
    several = len(listing.inputs) != 1 or any(os.path.isdir(page) for page in options.pages)
    return iter(listing.inputs), sum(input.size for input in listing.inputs), several


def _run(
    options: Options, inputs: Iterator[Input], add: Callable[[Outcome], None], advance: Callable[[int], None]
) -> bool:
    """Read all and hand each outcome on. Whether something was lost."""
    from saidby.batch import Limits, read_inputs

    limits = Limits(seconds=options.time_limit, jobs=options.jobs, debug=options.debug)
    complaints: list[str] = []
    lost = 0
    try:
        for outcome in read_inputs(inputs, limits=limits):
            add(outcome)
            advance(outcome.size)
            if outcome.trace and options.debug:
                click.echo(outcome.trace, err=True)
            if outcome.losses:
                lost += 1
                if len(complaints) < MAX_COMPLAINTS:
                    complaints.append(f"saidby: {outcome.origin}: {outcome.why}")
    finally:
        if options.json or options.html or options.to_jsonl or options.output:  # else they are in the view
            for complaint in complaints:
                click.echo(_safe(complaint), err=True)
            if lost > len(complaints):
                click.echo(f"saidby: {lost - len(complaints):,} more were not read in full", err=True)
    return lost > 0


@contextlib.contextmanager
def _sink(options: Options, several: bool) -> Iterator[Callable[[Outcome], None]]:
    """What takes the outcomes, one after the other."""
    from saidby.views import output

    path = options.html or options.to_jsonl or options.output or output.STDOUT
    with output.opened(path) as stream:
        if options.html:
            from saidby.views.html import Document

            with Document(stream) as document:
                yield document.add
        elif options.json or options.to_jsonl:
            named = several or options.to_jsonl is not None
            terminal = path == output.STDOUT and sys.stdout.isatty()
            yield lambda outcome: _write(stream, output.line(outcome, named=named, terminal=terminal))
        else:
            yield lambda outcome: _write(stream, _view(outcome, options, path == output.STDOUT))


def _write(stream: Any, data: bytes) -> None:
    stream.write(data)
    stream.flush()


def _view(outcome: Outcome, options: Options, to_stdout: bool) -> bytes:
    """The reading as it is shown in a terminal."""
    import shutil

    from saidby.views.terminal import Look, show, show_failure

    encoding = (sys.stdout.encoding if to_stdout else None) or "utf-8"
    colour = options.color == "always" or (
        options.color == "auto" and to_stdout and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    )
    try:
        "─┃┊→…·".encode(encoding)
    except UnicodeEncodeError:
        ascii = True
    else:
        ascii = False
    look = Look(shutil.get_terminal_size().columns, colour, options.narrator, ascii)
    if outcome.reading is None:
        text = show_failure(outcome.origin, outcome.why, look=look)
    else:
        text = show(outcome.reading, origin=outcome.origin, look=look)
    return text.encode(encoding, "replace")


@contextlib.contextmanager
def _progress(options: Options, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on standard error, where that is a terminal and the view is not written beside it."""
    beside = (
        sys.stdout is not None
        and sys.stdout.isatty()
        and not (options.html or options.output or options.to_jsonl not in (None, "-"))
    )
    if not total or beside or not sys.stderr.isatty():
        yield lambda size: None
        return
    with click.progressbar(length=total, label="reading", file=sys.stderr) as bar:
        yield bar.update


# -------------------------------------------------------------------------------------- completion


@main.command()
@click.argument("shell", required=False, metavar="SHELL", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str | None) -> None:
    """Print what makes SHELL complete saidby's commands and options. Without SHELL: the one in use.

    \b
    bash   saidby completion bash >> ~/.bashrc
    zsh    saidby completion zsh >> ~/.zshrc
    fish   saidby completion fish > ~/.config/fish/completions/saidby.fish
    """
    from click.shell_completion import get_completion_class

    shell = shell or os.path.basename(os.environ.get("SHELL", ""))
    kind = get_completion_class(shell)
    if kind is None:
        raise UsageError(f"no completion for {shell or 'an unknown shell'}; there are: bash, zsh, fish")
    click.echo(kind(main, {}, "saidby", "_SAIDBY_COMPLETE").source())
