"""Roots, relays and chains: whose word a claim is found to rest on.

    python -m bench.chains

Real reporting with hand-read roots and relays (data/incidents, open half) and nested sources (data/mpqa),
each read by `saidby read` and judged by the shared scorers.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path

from bench.quality import read_jsonl
from bench.shared import compare, data, digest, floors, rows, scorer


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        held = [compare(name, figures, floors(name, found)) for name, figures, found in measure(Path(folder))]
    return 0 if all(held) else 1


def measure(folder: Path) -> tuple[tuple[str, dict[str, float], str], ...]:
    """Each section's name, figures in per cent and digest of its data."""
    return roots(folder), nested(folder)


def roots(folder: Path) -> tuple[str, dict[str, float], str]:
    """81 articles on the war in Syria: roots and relays of an article. Gold leaves background out, so that
    precision is a lower bound; two readers agree at F1 91.6 on roots and 82.3 on relays.
    """
    inputs = data() / "incidents" / "open_input.jsonl"
    gold = data() / "incidents" / "open.jsonl"
    names = data() / "incidents" / "open_roots.json"
    judge = scorer("score_syria")
    readings = read_jsonl(inputs, folder / "incidents.jsonl")
    result = judge.score(rows(gold), readings, roots=json.loads(names.read_text(encoding="utf-8")))
    figures: dict[str, float] = {}
    for what in ("roots", "root groups", "relays"):
        said = result["rows"][f"article {what}"]
        figures |= {f"{what} {level}": 100 * said[level] for level in ("p", "r", "f1")}
    return "roots", figures, digest(inputs, gold, names)


def nested(folder: Path) -> tuple[str, dict[str, float], str]:
    """138 documents with nested sources: the innermost one, and the whole chain by its length."""
    gold = data() / "mpqa" / "all.jsonl"
    judge = scorer("score_chain")
    result = judge.score(rows(gold), read_jsonl(gold, folder / "mpqa.jsonl"))
    chains = result["chains"]
    figures = {"innermost": 100 * chains["all"]["innermost"]}
    figures |= {f"full chain, length {n}": 100 * chains[n]["full"] for n in ("1", "2", "3+", "2+")}
    return "MPQA", figures, digest(gold)


if __name__ == "__main__":
    sys.exit(main())
