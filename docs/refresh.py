"""Generated parts: the schema file, and what stands between marks in the README and the docs.

    <!-- fields: Claim -->                    the table of a record's fields
    <!-- output: saidby --version -->         a command and what it printed
    <!-- end -->

`python docs/refresh.py` writes them again (`make refresh`); a test fails where they are out of date.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from saidby import data
from saidby.data import Span
from saidby.schema import FILE, schema_text
from saidby.schema.descriptions import FIELDS
from saidby.serial import without_none

ROOT = Path(__file__).resolve().parent.parent
MARKED = re.compile(r"(<!-- (fields|output): (.+?) -->\n).*?(<!-- end -->)", re.DOTALL)


def refreshed() -> Iterator[tuple[Path, str]]:
    """Every file with something generated in it, and what it should hold."""
    yield ROOT / "src" / "saidby" / "schema" / FILE, schema_text()
    for path in [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]:
        text = path.read_text("utf-8")
        if MARKED.search(text):
            yield path, MARKED.sub(_generated, text)


def _generated(match: re.Match[str]) -> str:
    opening, kind, what, closing = match.groups()
    return f"{opening}{_fields(what) if kind == 'fields' else _output(what)}{closing}"


def _fields(record: str) -> str:
    kind = getattr(data, record)
    hints = get_type_hints(kind)
    rows = [
        f"| `{field.name}` | {_type(hints[field.name])} | {FIELDS[record][field.name]} |"
        for field in fields(kind)
    ]
    # Blank lines around it: Markdown takes a comment right after a table for one more row.
    return "\n".join(["", "| field | value | meaning |", "|---|---|---|", *rows, "", ""])


def _type(hint: Any) -> str:
    inner = without_none(hint)
    if inner is not hint:
        return f"{_type(inner)} or null"
    if hint is Span:
        return "span"
    if is_dataclass(hint) and isinstance(hint, type):
        return f"[{hint.__name__}](#{hint.__name__.lower()})"
    if get_origin(hint) is tuple:
        return f"list of {_type(get_args(hint)[0])}"
    if get_origin(hint) is Literal:
        return ", ".join(f"`{value}`" for value in get_args(hint))
    return {str: "string", bool: "true or false", int: "whole number", float: "number"}[hint]


def _output(command: str) -> str:
    """The command with what it prints, run in the project's folder with this Python's own commands first."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    env = {**os.environ, "PATH": path, "NO_COLOR": "1", "COLUMNS": "100"}
    run = subprocess.run(command, shell=True, cwd=ROOT, env=env, capture_output=True, text=True)
    shown = "\n".join(line.rstrip() for line in run.stdout.splitlines())
    if not shown:
        raise SystemExit(f"{command}: printed nothing; {run.stderr.strip()}")
    return f"```console\n$ {command}\n{shown}\n```\n"


def main() -> None:
    for path, text in refreshed():
        if not path.exists() or path.read_text("utf-8") != text:
            path.write_text(text, "utf-8")
            print(f"refreshed {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
