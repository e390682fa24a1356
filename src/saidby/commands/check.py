"""`saidby check`: what to look at in a draft before it is printed."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

from saidby.commands.looks import encoding_of, look_of
from saidby.commands.pages import (
    NAME,
    Complaints,
    Pages,
    check_pages,
    color_option,
    listed_pages,
    page_options,
)

if TYPE_CHECKING:
    from saidby.batch import Outcome
    from saidby.views.terminal import Look

# As in `saidby.views.check`, which loads too much to be asked by --help; a test holds them equal.
KINDS = ("unsourced", "plural", "altered", "drift", "single_root", "undated")
FINDINGS = 1
NOT_READ = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Options(Pages):
    """What `saidby check` was asked for; the names are those of its options."""

    skip: tuple[str, ...]
    level: str
    json: bool
    output: str | None
    color: str


@click.command()
@page_options
@click.option(
    "--skip",
    metavar="KIND",
    multiple=True,
    type=click.Choice(KINDS),
    help=f"Leave out a kind of finding; may be repeated. {', '.join(KINDS)}.",
)
@click.option(
    "--level",
    type=click.Choice(["fix", "look"]),
    default="look",
    help="fix: only what is most likely wrong. look: all (unless said otherwise).",
)
@click.option("--json", is_flag=True, help="Print the findings as JSON, one object a line for each draft.")
@click.option("-o", "--output", metavar="FILE", type=NAME, help="Write there instead of standard output.")
@color_option
def check(**arguments: Any) -> None:
    """Show what to look at in each draft before it is printed.

    Sentences without a source, a plural that is one source, quotations in headings that the text does not
    have, paraphrases that drift, facts on one root alone, days without a date.

    PAGE is a draft: a file, a folder with all it holds, - for standard input, or an address.
    Exit code 0: nothing was found. 1: something was. 2: wrong usage, or a draft was not read.
    """
    options = Options(**arguments)
    check_pages(options)
    found, lost = _run(options)
    if lost:
        click.get_current_context().exit(NOT_READ)
    if found:
        click.get_current_context().exit(FINDINGS)


def _run(options: Options) -> tuple[bool, bool]:
    """Check all and write what is found. Whether something was found, and whether a draft was not read."""
    from saidby.batch import read_inputs
    from saidby.views import output

    inputs = listed_pages(options).inputs
    complaints = Complaints(debug=options.debug)
    path = options.output or output.STDOUT
    found = False
    try:
        with output.opened(path) as stream:
            look = look_of(options.color, to_stdout=path == output.STDOUT)
            for outcome in read_inputs(inputs, limits=options.limits):
                complaints.take(outcome)
                text, some = _checked(outcome, options, look)
                found |= some
                stream.write(text)
                stream.flush()
    finally:
        complaints.tell()
    return found, complaints.lost > 0


def _checked(outcome: Outcome, options: Options, look: Look) -> tuple[bytes, bool]:
    """What is printed of a draft, and whether something was found in it."""
    from saidby.serial import dumps_problems
    from saidby.views.check import check as checked
    from saidby.views.findings import findings_json, show_findings
    from saidby.views.output import harmless

    if outcome.reading is None:
        return (
            dumps_problems(outcome.problems, id=outcome.id).encode() + b"\n" if options.json else b""
        ), False
    findings = [
        finding
        for finding in checked(outcome.reading)
        if finding.kind not in options.skip and (options.level == "look" or finding.level == "fix")
    ]
    if options.json:
        text = findings_json(outcome.reading, findings, id=outcome.id) + "\n"
        text = harmless(text) if sys.stdout is not None and sys.stdout.isatty() else text
        return text.encode(), bool(findings)
    text = show_findings(outcome.reading, findings, origin=outcome.origin, look=look)
    return text.encode(encoding_of(to_stdout=not options.output), "replace"), bool(findings)
