"""Times on TimeBank, AQUAINT and MEANTIME by the shared scorer: `python -m bench.times [--errors N]`.

Each text is read as `saidby read` would read it with `--published`; the speed is that of `timexes` alone.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import Any

from bench.shared import data, rows, scorer

SETS = {"TimeBank": "timebank", "AQUAINT": "aquaint", "MEANTIME": "meantime"}
LEVELS = ("strict", "relaxed", "type", "value")
TARGETS = {"TimeBank + AQUAINT value F1": 82.0, "TimeBank + AQUAINT strict F1": 84.0}


def _folder() -> Path:
    return data().parent / "eval"


def readings(name: str) -> tuple[dict[str, Any], float]:
    """The readings of a set, times only, and kB of text a second of processor time."""
    from saidby.pages import Given, read_text
    from saidby.reading.sentences import sentences
    from saidby.reading.times import timexes

    found: dict[str, Any] = {}
    size, spent = 0, 0.0
    for id_, row in rows(_folder() / "inputs" / f"{name}.jsonl").items():
        article, _ = read_text(row["text"], given=Given(published=row.get("published")))
        spans = sentences(article)
        started = time.process_time()
        times = timexes(article, spans)
        spent += time.process_time() - started
        size += sum(span.end - span.start for span in spans)
        found[id_] = {
            "timexes": [
                {"span": list(t.span), "type": t.type, "value": t.value, "resolved": t.resolved}
                for t in times
            ]
        }
    return found, size / spent / 1000


def measure() -> dict[str, float]:
    """F1 in per cent for each set and for the first two together, value accuracy, kB a second."""
    judge = scorer("score_time")
    figures: dict[str, float] = {}
    gold: dict[str, Any] = {}
    read: dict[str, Any] = {}
    speeds = []
    for title, name in SETS.items():
        mine, found = rows(_folder() / "gold" / f"{name}.jsonl"), readings(name)
        speeds.append(found[1])
        _add(figures, title, judge.score(mine, found[0])["levels"])
        if title != "MEANTIME":
            gold, read = gold | mine, read | found[0]
    _add(figures, "TimeBank + AQUAINT", judge.score(gold, read)["levels"])
    figures["kB a second"] = min(speeds)
    return figures


def _add(figures: dict[str, float], title: str, levels: dict[str, Any]) -> None:
    for level in LEVELS:
        figures[f"{title} {level} F1"] = 100 * levels[level]["f1"]
    figures[f"{title} value accuracy"] = 100 * levels["value"]["accuracy"]


def errors(name: str, most: int) -> None:
    """Prints what was missed, made up, or given another span or value, in its words."""
    judge = scorer("score_time")
    gold, (read, _) = rows(_folder() / "gold" / f"{name}.jsonl"), readings(name)
    shown: dict[str, list[str]] = {"missed": [], "made up": [], "span": [], "value": []}
    for id_, row in gold.items():
        text, predicted = row["text"], read[id_]["timexes"]
        wanted = [judge.trim(text, t["start"], t["end"]) for t in row["timexes"]]
        spans = [tuple(t["span"]) for t in predicted]
        pairs = judge.pair(wanted, spans)
        shown["missed"] += [
            _words(text, wanted[i]) for i in range(len(wanted)) if i not in {g for g, _ in pairs}
        ]
        shown["made up"] += [
            _words(text, spans[i]) for i in range(len(spans)) if i not in {p for _, p in pairs}
        ]
        for i, j in pairs:
            if wanted[i] != spans[j]:
                shown["span"].append(f"{_words(text, wanted[i])}  {text[spans[j][0] : spans[j][1]]!r}")
            want, said = row["timexes"][i]["value"], judge.said_value(predicted[j])
            if judge.canon(want) != judge.canon(said):
                shown["value"].append(f"{_words(text, spans[j])}  want {want}, got {said}")
    for kind, lines in shown.items():
        print(f"\n{kind}: {len(lines)}")
        print("\n".join(f"  {line}" for line in lines[:most]))


def _words(text: str, span: tuple[int, int]) -> str:
    start, end = span
    shown = f"{text[max(0, start - 30) : start]}[{text[start:end]}]{text[end : end + 20]}"
    return shown.replace("\n", " ")


def main() -> int:
    if sys.argv[1:2] == ["--errors"]:
        for name in SETS.values():
            print(f"\n{name}")
            errors(name, int(sys.argv[2]) if len(sys.argv) > 2 else 20)
        return 0
    for name, value in measure().items():
        target = f"   target {TARGETS[name]:g}" if name in TARGETS else ""
        print(f"{name:<36}{value:>8.1f}{target}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
