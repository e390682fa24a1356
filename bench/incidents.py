"""Incidents: whether articles are put together as people put them, and who is said to have said what.

    python -m bench.incidents

The folder SAIDBY_READINGS (default: out/readings) holds readings as `saidby read --to-jsonl` writes them:
gva-open.jsonl, gvc-train.jsonl and ecbplus-dev.jsonl of eval/inputs, and syria.jsonl of
data/incidents/open_input.jsonl. A set whose readings are not there is read first, which takes ten minutes for
gva-open. The weights of the pairs were learnt on gva-open and on another part of ECB+, not on the other sets;
how finely an article is taken apart was chosen on the war's.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

from bench.shared import compare, data, digest, floors, lines, rows, scorer
from saidby.data import Reading
from saidby.ledger import older
from saidby.ledger.exports.incidents_jsonl import incident_json
from saidby.ledger.incident import Incident
from saidby.ledger.incidents import Known, Page, incidents
from saidby.ledger.owners import shipped
from saidby.ledger.portraits import portraits

SETS = {"gva-open": {"ASSAULT"}, "gvc-train": {"ASSAULT"}, "ecbplus-dev": None}


def main() -> int:
    pinned = floors("incidents", digest(data() / "incidents" / "open.jsonl"))
    return 0 if compare("incidents", measure(), pinned) else 1


def measure() -> dict[str, float]:
    """Scores in per cent by name; seconds are of one thread, from readings to incidents."""
    result: dict[str, float] = {}
    for name, types in SETS.items():
        gold = rows(data().parent / "eval" / "gold" / f"{name}.jsonl")
        begun = time.monotonic()
        found = _incidents(name, data().parent / "eval" / "inputs" / f"{name}.jsonl")
        seconds = time.monotonic() - begun
        told = {article: set(row["incidents"]) for article, row in gold.items()}
        scores = scorer("score_incidents").score(told, [_scored(one) for one in found], types)
        result[f"{name}: CoNLL F1"] = 100 * scores["main"]["value"]
        result[f"{name}: pairs F1"] = 100 * scores["pairs"]["f1"]
        result[f"{name}: articles a second"] = len(gold) / seconds
    return result | _war()


def _war() -> dict[str, float]:
    folder = data() / "incidents"
    score = scorer("score_syria")
    found = _incidents("syria", folder / "open_input.jsonl")
    readings = {id: value for id, value in _lines(_folder() / "syria.jsonl")}
    names = json.loads((folder / "open_roots.json").read_text(encoding="utf-8"))
    gold = list(lines(folder / "open_incidents.jsonl"))
    scores = score.score(
        rows(folder / "open.jsonl"), readings, [incident_json(one) for one in found], gold, names
    )
    result = {"war: B3 F1": 100 * scores["main"]["value"]}
    wanted = ("links", "incident figures", "incident figures+root", "incident roots", "copies")
    result |= {f"war: {name} F1": 100 * scores["rows"][name]["f1"] for name in wanted}
    result |= {f"war: {name} counted within": 100 * one["within"] for name, one in scores["counts"].items()}
    return result


def _scored(incident: Incident) -> dict[str, Any]:
    """What the scorer of articles looks at, its articles by id alone."""
    return {"id": incident.id, "type": incident.type, "articles": [one.id for one in incident.articles]}


def _incidents(name: str, inputs: Path) -> list[Incident]:
    from saidby.ledger.echoes import echoes
    from saidby.ledger.prints import prints

    path = _folder() / f"{name}.jsonl"
    if not path.exists():
        _read(inputs, path)
    pages, texts = [], []
    for row, (id, value) in enumerate(_lines(path), 1):
        reading = older.read(value, origin=id)
        pages.append(Page(id, id, row, partial(_itself, reading), portraits(reading, id)))
        texts.append(prints(reading, id))
    return incidents(pages, Known(echoes=echoes(texts), owners=shipped()))


def _itself(reading: Reading) -> Reading:
    return reading


def _read(inputs: Path, path: Path) -> None:
    """Make the readings, with the command itself."""
    from saidby.cli import main as saidby

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        saidby(["read", "--from-jsonl", str(inputs), "--to-jsonl", str(path)], standalone_mode=False)
    except SystemExit:
        if not path.exists():
            raise


def _lines(path: Path) -> Iterator[tuple[str, Any]]:
    with path.open(encoding="utf-8") as file:
        for line in file:
            value = json.loads(line)
            if "article" in value:
                yield value.pop("id"), value


def _folder() -> Path:
    return Path(os.environ.get("SAIDBY_READINGS") or "out/readings")


if __name__ == "__main__":
    sys.exit(main())
