"""How a view is set on standard output: columns, colours, letters that the terminal can show."""

from __future__ import annotations

import os
import shutil
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from saidby.views.terminal import Look


def encoding_of(*, to_stdout: bool = True) -> str:
    return (sys.stdout.encoding if to_stdout and sys.stdout is not None else None) or "utf-8"


def look_of(color: str, *, narrator: bool = False, to_stdout: bool = True) -> Look:
    """The look that `--color` and the terminal ask for."""
    from saidby.views.terminal import Look, draws

    terminal = to_stdout and sys.stdout is not None and sys.stdout.isatty()
    colour = color == "always" or (color == "auto" and terminal and not os.environ.get("NO_COLOR"))
    ascii = not draws(encoding_of(to_stdout=to_stdout))
    return Look(shutil.get_terminal_size().columns, colour, narrator, ascii)


def write(text: str) -> None:
    """Text to standard output; what cannot be written there is told as for any other output."""
    from saidby.views import output

    with output.opened(output.STDOUT) as stream:
        stream.write(text.encode(encoding_of(), "replace"))


def write_json(lines: list[str]) -> None:
    """Lines of JSON to standard output; on a terminal with nothing in them that it would obey."""
    from saidby.views import output

    terminal = sys.stdout is not None and sys.stdout.isatty()
    with output.opened(output.STDOUT) as stream:
        for line in lines:
            stream.write((output.harmless(line) if terminal else line).encode() + b"\n")


def told(message: str) -> None:
    """A line on standard error."""
    from saidby.commands.pages import safe

    click.echo(safe(f"saidby: {message}"), err=True)
