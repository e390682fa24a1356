"""The commands that hold the reader and the reviewers to what people decided: test, agreement."""

from __future__ import annotations

import json as json_lines
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import click

from saidby.commands.ledger import json_option, ledger_option, opened
from saidby.commands.looks import look_of, told, write, write_json
from saidby.commands.pages import NAME, color_option, debug_option
from saidby.commands.progress import progress


@click.command()
@click.argument("cases", metavar="CASES", type=NAME)
@color_option
@json_option
@debug_option
def test(cases: str, color: str, json: bool, debug: bool) -> None:
    """Try the reader on CASES: corrections, as `export --format cases-jsonl` writes them.

    Shows those that still come out wrong, and ends with 1 where there are any.
    """
    import saidby
    from saidby.ledger.cases import check
    from saidby.ledger.exports.cases_jsonl import read
    from saidby.views.reviewing import STATES, outcome, outcome_json

    found = read(Path(cases))
    counts: Counter[str] = Counter()
    with progress(len(found), label="trying") as advance:
        for case in found:
            reading = saidby.read(
                case.page if case.page is not None else case.text,
                url=case.url,
                publisher=case.publisher,
                title=case.title,
                published=case.published,
            )
            result = check(case, reading)
            counts[result.state] += 1
            if json:
                write_json([json_lines.dumps(outcome_json(case, result), ensure_ascii=False)])
            elif result.state != "right":
                write(outcome(case, result, look=look_of(color)))
            advance(1)
    if not json:
        write(", ".join(f"{counts[state]:,} {name}" for state, name in STATES.items()) + "\n")
    if counts["right"] < len(found):
        click.get_current_context().exit(1)


@click.command()
@ledger_option
@color_option
@json_option
@debug_option
def agreement(ledger: str, color: str, json: bool, debug: bool) -> None:
    """Show how often two people who looked at the same field of the same record said the same.

    Corrections and reviews count. Kappa is Cohen's, where a field has few given values.
    """
    from saidby.ledger.agreement import agreement as between
    from saidby.views.reviewing import agreement_json, agreements

    with opened(ledger) as store:
        found = between(store)
    if json:
        write_json([json_lines.dumps(agreement_json(one), ensure_ascii=False) for one in found])
    elif found:
        write(agreements(found, look=look_of(color)))
    else:
        told("no two people looked at the same field of the same record")


def commands() -> Iterator[click.Command]:
    yield from (test, agreement)
