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

from saidby.commands.cases import commands as case_commands
from saidby.commands.check import check
from saidby.commands.fetch import fetch
from saidby.commands.incidents import commands as incident_commands
from saidby.commands.ledger import commands as ledger_commands
from saidby.commands.looks import encoding_of, look_of
from saidby.commands.pages import (
    DEBUG,
    NAME,
    Complaints,
    Pages,
    Selection,
    check_pages,
    color_option,
    listed_pages,
    page_options,
    safe,
)
from saidby.commands.roots import commands as root_commands
from saidby.commands.serve import serve
from saidby.commands.shards import batch
from saidby.commands.watch import watch
from saidby.errors import SaidbyError, UsageError
from saidby.version import VERSION

if TYPE_CHECKING:
    from saidby.batch import Outcome
    from saidby.views.listing import Listing

INTERRUPTED = 130
CLOSED_PIPE = 141


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
            click.echo("\n".join(map(safe, message.getvalue().split("\n"))), err=True, nl=False)
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
            if ctx.meta.get(DEBUG):
                import traceback

                click.echo(traceback.format_exc(), err=True)
            if isinstance(error, SaidbyError):
                raise click.ClickException(str(error)) from error
            kind = type(error).__name__
            raise click.ClickException(
                f"unexpected {kind}: {error}. This is a bug; the same command with --debug shows where"
            ) from error


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Documentation of every option: docs/cli.md. `saidby COMMAND --help` is short.",
)
@click.version_option(VERSION, "-V", "--version", message="saidby %(version)s")
def main() -> None:
    """Who said what on a news page, in which words, and on whose word it rests."""


# -------------------------------------------------------------------------------------- read


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Pages):
    """What `saidby read` was asked for; the names are those of its options."""

    to_jsonl: str | None
    json: bool
    html: str | None
    output: str | None
    narrator: bool
    color: str
    figures: bool
    accusations: bool
    timeline: bool

    @property
    def listing(self) -> Listing | None:
        """The one listing that is asked for, or None for the whole view."""
        if self.figures:
            return "figures"
        if self.accusations:
            return "accusations"
        return "timeline" if self.timeline else None


@main.command()
@page_options
@click.option("--json", is_flag=True, help="Print readings as JSON: one object, or one a line for several.")
@click.option("--html", metavar="FILE", type=NAME, help="Write one HTML file that needs nothing else.")
@click.option("-o", "--output", metavar="FILE", type=NAME, help="Write there instead of standard output.")
@click.option("--to-jsonl", metavar="OUT", type=NAME, help="Write one reading a line, in order, with its id.")
@click.option("--figures", is_flag=True, help="Show every figure: how many of whom, and on whose word.")
@click.option("--accusations", is_flag=True, help="Show who accuses whom of what, and what they answer.")
@click.option("--timeline", is_flag=True, help="Show what happened and was said when; undated things last.")
@click.option("--narrator", is_flag=True, help="Show the publisher's own sentences too.")
@color_option
def read(**arguments: Any) -> None:
    """Show who said what on each PAGE, in which words, and on whose word it rests.

    PAGE is a file, a folder with all it holds, - for standard input, or an http(s) address, which is fetched.
    Archives are read page by page: WARC, zip, tar, JSON Lines, Parquet, feeds, ninjs.
    """
    options = Options(**arguments)
    _check(options)
    selection = listed_pages(options)
    with contextlib.ExitStack() as stack:
        add = stack.enter_context(_sink(options, selection.several))
        advance = stack.enter_context(_progress(options, selection.total))
        lost = _run(options, selection, add, advance)
    if lost:
        click.get_current_context().exit(1)


def _check(options: Options) -> None:
    """Options that do not fit together."""
    check_pages(options)
    asked = [name for name in ("json", "html", "to_jsonl") if getattr(options, name)]
    if len(asked) > 1:
        raise UsageError(f"--{asked[0]} or --{asked[1]}, not both".replace("_", "-"))
    if options.output and (options.html or options.to_jsonl):
        raise UsageError("--html and --to-jsonl name their file themselves; leave --output out")
    listings = [name for name in ("figures", "accusations", "timeline") if getattr(options, name)]
    if len(listings) > 1:
        raise UsageError(f"--{listings[0]} or --{listings[1]}, not both")
    if listings and (options.html or options.to_jsonl):
        raise UsageError(f"--{listings[0]} is shown as text or with --json, not with --html or --to-jsonl")


def _run(
    options: Options, selection: Selection, add: Callable[[Outcome], None], advance: Callable[[int], None]
) -> bool:
    """Read all and hand each outcome on. Whether something was lost."""
    from saidby.batch import read_inputs

    complaints = Complaints(debug=options.debug)
    step = selection.advance_by(advance)
    try:
        for outcome in read_inputs(selection.inputs, limits=options.limits):
            add(outcome)
            step()
            complaints.take(outcome)
    finally:
        selection.tell()
        if options.json or options.html or options.to_jsonl or options.output:  # else they are in the view
            complaints.tell()
    return complaints.lost > 0


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
            yield lambda outcome: _write(
                stream, output.line(outcome, named=named, terminal=terminal, listing=options.listing)
            )
        else:
            yield lambda outcome: _write(stream, _view(outcome, options, path == output.STDOUT))


def _write(stream: Any, data: bytes) -> None:
    stream.write(data)
    stream.flush()


def _view(outcome: Outcome, options: Options, to_stdout: bool) -> bytes:
    """The reading as it is shown in a terminal."""
    from saidby.views.listing import show_listing
    from saidby.views.terminal import show, show_failure

    look = look_of(options.color, narrator=options.narrator, to_stdout=to_stdout)
    if outcome.reading is None:
        text = show_failure(outcome.origin, outcome.why, look=look)
    elif options.listing:
        text = show_listing(outcome.reading, options.listing, origin=outcome.origin, look=look)
    else:
        text = show(outcome.reading, origin=outcome.origin, look=look)
    return text.encode(encoding_of(to_stdout=to_stdout), "replace")


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


main.add_command(batch)
main.add_command(check)
main.add_command(fetch)
main.add_command(serve)
main.add_command(watch)
for command in (*ledger_commands(), *incident_commands(), *root_commands(), *case_commands()):
    main.add_command(command)


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
