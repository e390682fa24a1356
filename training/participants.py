"""Participants: the numbers of `saidby.reading.events.weigh`, on reports of MUC-4.

    python -m training.participants [--weights FOLDER] [--reports dev|train]

Tries values for one number after the other and keeps what makes the roles (CEAF-REE) best.
Reports on which the heads learnt flatter the harms: `dev` is the default. Prints the numbers.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any

from bench.shared import data, lines, scorer
from saidby.data import Article
from saidby.model.memory import Memory
from saidby.model.session import load, shipped
from saidby.model.tagger import Tagger
from saidby.pages import Given, read_text
from saidby.reading.events import weigh
from saidby.reading.read import read_articles
from saidby.serial import to_json

EVERY = {"dev": 1, "train": 3}  # which of the reports are read
OPTIONS = {
    "mentions": "one", "victims": "named", "clashes": "drop",
    "factuality": {"happened", "attempted", "background"},
}  # fmt: skip
HARMS = (0.5, 0.6, 0.7, 0.8, 0.9)
DENIED = (0.0, 0.6, 0.7, 0.8, 0.9, 1.01)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--weights", type=Path, help="a folder with weights.zip; default: those that ship")
    parser.add_argument("--reports", choices=tuple(EVERY), default="dev")
    asked = parser.parse_args()
    tagger, judge = chosen(asked.weights), scorer("score_muc")
    reports = list(read(asked.reports))
    best = _score(judge, reports, tagger)
    print(f"now {100 * best:.2f}", file=sys.stderr)
    for table, values in ((weigh.LEAST_DENIED, DENIED), (weigh.LEAST_HARM, HARMS)):
        for key, value in product(list(table), values):
            before, table[key] = table[key], value
            found = _score(judge, reports, tagger)
            print(f"{key} {value}: {100 * found:.2f}", file=sys.stderr)
            if found > best:
                best = found
            else:
                table[key] = before
    print(
        f"# CEAF-REE {100 * best:.2f}\nLEAST_HARM = {weigh.LEAST_HARM}\nLEAST_DENIED = {weigh.LEAST_DENIED}"
    )
    return 0


def chosen(weights: Path | None) -> Tagger:
    """The tagger of a folder, or the one that ships; it remembers what it saw."""
    return shipped() if weights is None else replace(load(weights), memory=Memory(10**8))


def read(reports: str) -> Iterator[tuple[dict[str, Any], Article]]:
    """Reports of a part of MUC-4 with their articles, without those of a day that no month has."""
    judge = scorer("score_muc")
    for row in list(lines(data() / "muc4" / f"{reports}.jsonl"))[:: EVERY[reports]]:
        try:
            for template in row["templates"]:
                judge.gold_template(template)
        except ValueError:
            continue
        article, _ = read_text(row["text"], given=Given(published=row["header"].get("date_iso")))
        yield row, article


def _score(judge: Any, reports: list[tuple[dict[str, Any], Article]], tagger: Tagger) -> float:
    readings = read_articles([article for _, article in reports], tagger=tagger)
    said = {row["id"]: to_json(reading) for (row, _), reading in zip(reports, readings, strict=True)}
    found = judge.score({row["id"]: row for row, _ in reports}, said, OPTIONS)
    return float(found["ceaf_ree"]["micro"]["f1"])


if __name__ == "__main__":
    sys.exit(main())
