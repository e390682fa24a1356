"""Quality on real pages: `make bench-quality`. Every set goes through `saidby read` as users run it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.shared import compare, data, digest, floors, rows, scorer


def main() -> int:
    held = True
    with tempfile.TemporaryDirectory() as folder:
        for section, figures, found in (
            attributions(Path(folder)),
            pages(Path(folder)),
            acceptance(Path(folder)),
        ):
            held &= compare(section, figures, floors(section, found))
    print("\nEvery floor holds." if held else "\nA figure is below its floor.")
    return 0 if held else 1


def attributions(folder: Path) -> tuple[str, dict[str, float], str]:
    """PolNeAR dev, 84 articles: F1 in per cent by `score_attribution.py`."""
    inputs = data().parent / "eval" / "inputs" / "polnear-dev.jsonl"
    gold = data().parent / "eval" / "gold" / "polnear-dev.jsonl"
    judge = scorer("score_attribution")
    readings = read_jsonl(inputs, folder / "polnear.jsonl")
    result = judge.score(rows(gold), readings)
    figures = {
        f"{role} {how}": 100 * result["roles"][role][how]["f1"]
        for how in ("exact", "chars")
        for role in ("source", "cue", "content")
    }
    kinds = result["attributions"]
    for level in ("content", "content+source"):
        figures[f"attribution {level}"] = 100 * kinds["all"][level]["f1"]
    for kind in ("direct", "mixed", "indirect"):
        figures[f"attribution content+source, {kind}"] = 100 * kinds[kind]["content+source"]["f1"]
    flat = {
        id_: {"attributions": [a for a in reading["attributions"] if not a["parent"]]}
        for id_, reading in readings.items()
    }
    flat_score = judge.score(rows(gold), flat)["attributions"]["all"]["content+source"]["f1"]
    figures["attribution content+source, flat projection"] = 100 * flat_score
    figures["calibration error (points)"] = 100 * calibration_error(judge, rows(gold), readings)
    return "PolNeAR dev", figures, digest(inputs, gold)


def calibration_error(judge: Any, gold: dict[str, Any], readings: dict[str, Any]) -> float:
    """Expected calibration error of the attributions' scores, ten bins; right = content and source match."""
    points: list[tuple[float, bool]] = []
    for id_, row in gold.items():
        text = row["text"]
        mask = judge.quoted_mask(text)
        predicted = [a for a in readings[id_]["attributions"] if not a["parent"]]
        wanted = [judge.Attribution(a, text, mask) for a in row["attributions"]]
        guessed = [judge.Attribution(a, text, mask) for a in predicted]
        right = {
            j
            for i, j in judge.match(wanted, guessed, 0.5)
            if judge.levels_met(wanted[i], guessed[j], 0.5)["content+source"]
        }
        points.extend((a["score"], j in right) for j, a in enumerate(predicted))
    error = 0.0
    for low in range(10):
        inside = [(p, r) for p, r in points if low / 10 <= p < (low + 1) / 10 or (low == 9 and p == 1)]
        if inside:
            error += abs(sum(p for p, _ in inside) - sum(r for _, r in inside))
    return error / len(points)


def pages(folder: Path) -> tuple[str, dict[str, float], str]:
    """71 pages: body F1 of 4-gram shingles by `score_page.py`, with the elements that are read except
    captions.
    """
    inputs = data().parent / "eval" / "inputs" / "aeb-open.jsonl"
    gold = data().parent / "eval" / "gold" / "aeb-open.jsonl"
    readings = read_jsonl(inputs, folder / "aeb.jsonl")
    judge = scorer("score_page")
    roles = ("deck", "body", "heading")
    bodies = {id_: judge.body(reading, roles) for id_, reading in readings.items()}
    result = judge.score(rows(gold), bodies)
    figures = {
        "body F1": 100 * result["f1"],
        "body precision": 100 * result["p"],
        "body recall": 100 * result["r"],
    }
    return "pages", figures, digest(inputs, gold)


def acceptance(folder: Path) -> tuple[str, dict[str, float], str]:
    """The acceptance page: checks passed by group, by `score_acceptance.py`."""
    home = data().parent / "acceptance"
    page = home / "page.txt"
    judge = scorer("score_acceptance")
    plain = read_page(page)
    dated = read_page(page, "--published", "2018-11-25")
    gold = json.loads((home / "gold.json").read_text(encoding="utf-8"))
    results = judge.run(gold, page.read_bytes().decode("utf-8"), plain, dated)
    figures: dict[str, float] = {}
    for group, _, passed, _ in results:
        figures[group] = figures.get(group, 0.0) + passed
    figures["all"] = sum(figures.values())
    return "acceptance page", figures, digest(page, home / "gold.json")


def read_jsonl(inputs: Path, outputs: Path) -> dict[str, Any]:
    """Readings by id, made by the command; exit 1 only says that some input had a problem."""
    run(["--from-jsonl", str(inputs), "--to-jsonl", str(outputs)])
    return rows(outputs)


def read_page(page: Path, *options: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(run(["--json", str(page), *options]))
    return found


def run(arguments: list[str]) -> str:
    finished = subprocess.run(
        [sys.executable, "-m", "saidby", "read", *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if finished.returncode not in (0, 1):
        sys.exit(f"saidby read {' '.join(arguments)} ended with {finished.returncode}:\n{finished.stderr}")
    return finished.stdout


if __name__ == "__main__":
    raise SystemExit(main())
