"""cases-jsonl: one correction a line, with the text it takes to try the reader on it again."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, fields
from pathlib import Path
from typing import Any

from saidby.data import Span
from saidby.errors import InputError
from saidby.ledger.cases import Case

SCHEMA = "saidby/case/1"


def lines(cases: Iterable[Case]) -> Iterator[str]:
    """The lines, without line ends."""
    for case in cases:
        yield json.dumps(case_json(case), ensure_ascii=False, separators=(",", ":"))


def case_json(case: Case) -> dict[str, Any]:
    """A case as `json` can write it; the page's bytes in base64."""
    found = {"schema": SCHEMA, **asdict(case), "spans": [list(span) for span in case.spans]}
    found["page"] = base64.b64encode(case.page).decode() if case.page is not None else None
    return found


def read(path: Path) -> list[Case]:
    """The cases of a file. Raises InputError where a line is none."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(str(path), f"cannot be read: {error}") from error
    return [
        _case(line, f"{path} line {number}")
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def _case(line: str, origin: str) -> Case:
    try:
        value = json.loads(line)
        if value["schema"] != SCHEMA:
            raise InputError(origin, f"is no {SCHEMA}")
        names = [field.name for field in fields(Case)]
        found = {name: value[name] for name in names}
        found["page"] = base64.b64decode(value["page"]) if value["page"] is not None else None
        found["spans"] = tuple(Span(*span) for span in value["spans"])
    except (ValueError, KeyError, TypeError) as error:
        raise InputError(origin, f"is no {SCHEMA}: {error}") from error
    return Case(**found)
