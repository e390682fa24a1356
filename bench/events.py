"""Events: who did what to whom, in attacks.

    python -m bench.events

MUC-4 dev, 200 wire reports in capitals, read by the command and judged by the shared scorer. Fillers that MUC
leaves out by definition (clashes of fighters, events older than two months) count as wrong.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from bench.quality import read_jsonl
from bench.shared import compare, data, digest, floors, rows, scorer


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        name, figures, found = measure(Path(folder))
        return 0 if compare(name, figures, floors(name, found)) else 1


def measure(folder: Path) -> tuple[str, dict[str, float], str]:
    """The section's name, figures in per cent and digest of its data."""
    gold = data() / "muc4" / "dev.jsonl"
    inputs = data().parent / "eval" / "inputs" / "muc4-dev.jsonl"
    options = {"mentions": "one", "victims": "named", "clashes": "drop"}
    options["factuality"] = {"happened", "attempted", "background"}  # type: ignore[assignment]
    judge = scorer("score_muc")
    result = judge.score(rows(gold), read_jsonl(inputs, folder / "readings.jsonl"), options)
    figures = {f"{role} F1": 100 * said["f1"] for role, said in result["ceaf_ree"].items()}
    figures |= {
        f"{slot} F1": 100 * result["templates"][slot]["f1"]
        for slot in ("templates", "type", "date", "country", "place", "killed", "injured")
    }
    return "MUC-4", figures, digest(gold)


if __name__ == "__main__":
    sys.exit(main())
