"""What people decided, as it is looked at in a terminal: agreement between them, and cases tried again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from saidby.ledger.agreement import Agreement
from saidby.ledger.cases import Case, Outcome
from saidby.views.terminal import INDENT, LOOK, Look, hanging, room, set_lines
from saidby.views.typeset import Line, Run

Json = dict[str, Any]
STATES = {
    "right": "right now",
    "as before": "still wrong",
    "otherwise": "wrong in another way",
    "gone": "nothing is read there",
}


def agreements(found: Iterable[Agreement], *, look: Look = LOOK) -> str:
    """A line for each field of each two people."""
    lines: list[Line] = []
    people: tuple[str, str] | None = None
    for one in found:
        if people != (one.one, one.other):
            people = (one.one, one.other)
            lines += [*([()] if lines else []), (Run(f"{one.one} and {one.other}", "source"),)]
        told = f"{' ' * INDENT}{one.list} {one.field}: "
        told += f"the same {one.same} of {one.items} times, {one.percent:.0f} %"
        lines.append((Run(told + (f", kappa {one.kappa:.2f}" if one.kappa is not None else "")),))
    return set_lines(lines, look)


def agreement_json(one: Agreement) -> Json:
    return {
        "one": one.one, "other": one.other, "list": one.list, "field": one.field, "items": one.items,
        "same": one.same, "percent": round(one.percent, 2),
        "kappa": None if one.kappa is None else round(one.kappa, 4),
    }  # fmt: skip


def outcome(case: Case, found: Outcome, *, look: Look = LOOK) -> str:
    """A case with what became of it: where, in which words, what it should be and is."""
    said = f"{case.list} {case.field} should be {_short(case.value)}"
    if found.state in ("as before", "otherwise"):
        said += f"; it is {_short(found.now)}"
    lines: list[Line] = [(Run(f"row {case.row}: {STATES[found.state]}", "label"),)]
    lines += hanging(Run(" " * INDENT), [Run(said)], room(look))
    lines += hanging(Run(" " * INDENT), [Run(f"“{case.words}”", "quoted")], room(look)) if case.words else ()
    return set_lines(lines, look)


def outcome_json(case: Case, found: Outcome) -> Json:
    return {
        "row": case.row, "list": case.list, "field": case.field, "state": found.state, "value": case.value,
        "machine": case.machine, "now": found.now, "words": case.words,
    }  # fmt: skip


def _short(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 120 else text[:119] + "…"
